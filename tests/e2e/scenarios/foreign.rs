//! Host pages that change the language under the kit, and ones that give it the wrong things.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, one_card},
    scenarios,
};

scenarios![
    given_frozen_prototypes_when_the_kit_is_used_then_it_works,
    given_a_library_that_puts_things_into_elements_when_the_kit_is_used_then_it_works,
    given_libraries_that_change_what_the_language_has_when_the_kit_is_used_then_it_works needs OwnBuiltIns,
    given_a_fetcher_that_misbehaves_when_a_card_asks_then_the_card_says_so_and_can_go_on,
    given_options_of_the_wrong_types_when_used_then_the_console_says_what_is_right,
    given_numbers_that_are_no_texts_when_looked_up_then_they_are_invalid_numbers,
];

/// Everything that most pages use, once; gives what came of it as one text, which no library changes.
const EVERYTHING: &str = "const { attach, lookup, lookupMany, mount, forget } = await kit();
    await settled();
    const found = [card().state, part(card(), 'badge') ? 'badge' : 'no badge'];
    const given = { success: true, isWhatsApp: true, number: '13105550102', name: 'Shop', isBusiness: true, lastChecked: '2026-01-01T00:00:00Z',
      business: { description: 'Flowers', websites: ['https://shop.example/'], categories: ['Florist'] } };
    const shown = mount('main', { profile: given });
    await shown.ready;
    found.push(shown.element.state, shown.element.profile.business.websites[0]);
    shown.unmount();
    const error = await lookup('+13105550124', { endpoint }).catch((error) => error);
    found.push(error.name, error.code);
    for await (const { profile } of lookupMany(['+13105550106'], { endpoint })) found.push(profile.isWhatsApp);
    const link = document.querySelector('#link');
    attach(document, { endpoint });
    await until(() => link.hasAttribute('aria-haspopup'));
    link.click();
    await until(() => card('[data-phone-profile] phone-profile'), null);
    found.push((await settled(card('[data-phone-profile] phone-profile'))).profile.number);
    forget();
    return found.join(' ');";

const FOUND: &str =
    "ready badge ready https://shop.example/ LookupError unauthorized false +13105550101";

async fn works(stage: &Arc<Stage>, library: &str) {
    let scripts = format!(
        "<script>{library}</script><script type=\"module\" src=\"{{kit}}/define.js\"></script>"
    );
    let body = format!(
        r#"{}<p><a id="link" href="tel:+13105550101">Call</a></p>"#,
        one_card("0102", "")
    );
    let page = HostPage::open_with(stage, &scripts, &body).await;
    let found: String = page.ask(EVERYTHING).await;
    assert_eq!(found, FOUND, "{library}");
    page.expect_no_problems().await;
}

async fn given_frozen_prototypes_when_the_kit_is_used_then_it_works(stage: Arc<Stage>) {
    works(
        &stage,
        "for (const { prototype } of [Object, Array, Function, Error, Promise, String, Map, Set]) Object.freeze(prototype);",
    )
    .await;
}

async fn given_a_library_that_puts_things_into_elements_when_the_kit_is_used_then_it_works(
    stage: Arc<Stage>,
) {
    works(
        &stage,
        "Element.prototype.append = function (content) { if (!(content instanceof Node)) throw new Error('one element'); this.appendChild(content); return this; };
         Element.prototype.remove = Element.prototype.remove; Element.prototype.prepend = Element.prototype.before = undefined;",
    )
    .await;
}

async fn given_libraries_that_change_what_the_language_has_when_the_kit_is_used_then_it_works(
    stage: Arc<Stage>,
) {
    for library in [
        // one of 2008 that makes texts of lists
        "Array.prototype.toJSON = function () { return `[${this.map((entry) => JSON.stringify(entry)).join(', ')}]`; };
         String.prototype.toJSON = function () { return `${this}`; };",
        // polyfills that know an older language
        "Array.from = (list) => Array.prototype.slice.call(list);
         Promise.prototype.finally = function (call) { return this.then(call, call); };
         Object.assign = ((assign) => (target, ...sources) => { if (sources.some((source) => source == null)) throw new TypeError('no source'); return assign(target, ...sources); })(Object.assign);
         JSON.stringify = ((stringify) => (value, replacer) => stringify(value, replacer, 2))(JSON.stringify);",
        // methods that show up in every for … in
        "Array.prototype.contains = function (entry) { return this.indexOf(entry) >= 0; }; Object.prototype.extend = function () { return this; };",
    ] {
        works(&stage, library).await;
    }
}

async fn given_a_fetcher_that_misbehaves_when_a_card_asks_then_the_card_says_so_and_can_go_on(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;
    for (fetcher, code) in [
        ("() => { throw new Error('mine'); }", "network"),
        ("() => { throw undefined; }", "network"),
        ("() => Promise.reject()", "network"),
        ("async () => { throw null; }", "network"),
        ("() => undefined", "bad-response"),
        ("() => 'text'", "bad-response"),
        ("() => ({ ok: true, json: () => ({}) })", "bad-response"),
        ("() => Response.error()", "server"),
        ("() => new Response('nonsense')", "bad-response"),
        ("() => new Response(null, { status: 204 })", "bad-response"),
        (
            "async () => { const response = new Response('{}'); await response.text(); return response; }",
            "bad-response",
        ),
        (
            "() => ({ then() { throw new Error('no promise'); } })",
            "network",
        ),
    ] {
        // when
        let script = format!(
            "const element = document.createElement('phone-profile');
             Object.assign(element, {{ number: '+13105550100', endpoint, loading: 'eager', fetcher: {fetcher} }});
             document.querySelector('main').append(element);
             await element.ready;
             const refused = [element.error?.code, element.error instanceof (await kit()).LookupError];
             element.fetcher = null;
             await until(() => element.state === 'ready', element);
             element.remove();
             return refused;"
        );
        let seen: Value = page.ask(&script).await;

        // then
        assert_eq!(seen, json!([code, true]), "{fetcher}");
    }
    page.expect_no_problems().await;
}

async fn given_options_of_the_wrong_types_when_used_then_the_console_says_what_is_right(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = "const { configure, lookup, mount } = await kit();
        const wrong = { region: 5, purpose: {}, signal: 'stop', timeoutMs: '5 s', maxAgeMs: -1, cache: 'never', headers: 'Authorization', fetch: 'fetch', endpont: '/x' };
        const looked_up = await lookup('+13105550100', { endpoint, ...wrong, headers: undefined }).then(({ number }) => number);
        const refused = await thrown(lookup('+13105550101', { endpoint, headers: 42 }));
        const nowhere = await thrown(lookup('+13105550101', { endpoint: 42 }));
        const odd = mount('main', { number: '+13105550100', endpoint, fetcher: 'fetch', strings: 'text', maxAge: 'long', headingLevel: 'h2', variant: 7, loading: {} });
        await odd.ready;
        for (const options of [undefined, null, 'x', 5, []]) { configure(options); mount('main', options).unmount(); }
        configure({ endpoint, fetch: 5, strings: 5, region: [] });
        const next = mount('main', { number: '+13105550101' });
        await next.ready;
        await lookup('+13105550101');
        const nonsense = document.createElement('phone-profile');
        for (const [name, value] of [['variant', 'large'], ['theme', 'Dark'], ['picture', 'no'], ['loading', 'eagerly'], ['max-age', 'a day'], ['heading-level', '9'], ['number', '+13105550100']]) nonsense.setAttribute(name, value);
        document.querySelector('main').append(nonsense);
        await nonsense.ready;
        return [looked_up, refused.isLookupError, nowhere.code, odd.element.state, odd.element.variant, next.element.state];";
    let seen: Value = page.ask(script).await;

    // then
    assert_eq!(
        seen,
        json!([
            "+13105550100",
            true,
            "bad-response",
            "ready",
            "card",
            "ready"
        ])
    );
    let log = page.log().await.join("\n");
    for said in [
        "region has to be an ISO country code",
        "purpose has to be a text",
        "signal has to be an AbortSignal",
        "timeoutMs has to be a number of milliseconds",
        "maxAgeMs has to be a number of milliseconds",
        "cache has to be",
        "headers has to be an object, or a function",
        "fetch has to be a function",
        "strings has to be an object of texts",
        "endpoint has to be a URL",
        r#"there is no option "endpont""#,
        r#"large" is not known: it can be card, compact, avatar"#,
        r#"Dark" is not known: it can be auto, light, dark"#,
        r#"no" is not known: it can be show, hide"#,
        r#"eagerly" is not known: it can be lazy, eager"#,
        "max-age has to be a number of seconds",
        "heading-level has to be a number from 2 to 6",
    ] {
        assert_eq!(log.matches(said).count(), 1, "{said}: {log}");
    }
    page.expect_no_problems().await;
}

async fn given_numbers_that_are_no_texts_when_looked_up_then_they_are_invalid_numbers(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;
    for number in [
        "undefined",
        "null",
        "{}",
        "[]",
        "NaN",
        "Symbol('number')",
        "Object.create(null)",
        "() => 1",
        "{ toString() { throw new Error('mine'); } }",
    ] {
        // when
        let error: Value = page
            .ask(&format!(
                "return await thrown((await kit()).lookup({number}, {{ endpoint }}))"
            ))
            .await;

        // then
        assert_eq!(
            (&error["code"], &error["isLookupError"]),
            (&json!("invalid-number"), &json!(true)),
            "{number}: {error}"
        );
    }
    page.expect_no_problems().await;
}
