//! Things of another realm, an iframe's or a polyfill's: taken by what they can do.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{harness::Stage, page_objects::HostPage, scenarios};

scenarios![
    given_a_fetch_of_another_realm_when_looked_up_then_its_answer_is_one,
    given_stand_ins_for_responses_when_looked_up_then_they_are_read_up_to_the_limit,
    given_headers_of_another_realm_or_a_polyfill_when_sent_then_they_arrive,
    given_signals_that_only_act_like_one_when_they_abort_then_the_lookups_end,
    given_the_wasm_of_another_realm_when_given_to_init_then_it_runs,
    given_the_document_of_an_iframe_when_a_card_is_mounted_into_it_then_it_works,
    given_the_document_of_an_iframe_when_attached_then_its_numbers_open_cards_there,
];

/// An iframe of the page's own origin.
const FRAME: &str =
    "const frame = document.querySelector('main').appendChild(document.createElement('iframe'));
    frame.style.cssText = 'width: 600px; height: 500px';
    const other = frame.contentWindow;\n";

async fn ask(page: &HostPage, script: &str) -> Value {
    page.ask(&format!("{FRAME}{script}")).await
}

async fn given_a_fetch_of_another_realm_when_looked_up_then_its_answer_is_one(stage: Arc<Stage>) {
    // given
    let page = HostPage::open(&stage, "").await;

    // when
    let seen = ask(
        &page,
        "const { lookup, lookupMany } = await kit();
         const fetcher = (...args) => other.fetch(...args);
         const { name } = await lookup('+13105550123', { endpoint, cache: 'no-store', fetch: fetcher });
         const bare = await lookup('+13105550101', { endpoint, cache: 'no-store', fetch: other.fetch.bind(other) });
         const many = [];
         for await (const { profile, error } of lookupMany(['+13105550102'], { endpoint, fetch: fetcher })) many.push(profile?.number ?? error.message);
         const element = document.createElement('phone-profile');
         Object.assign(element, { number: '+13105550103', endpoint, loading: 'eager', fetcher });
         document.querySelector('main').append(element);
         await element.ready;
         const refused = await thrown(lookup('+13105550124', { endpoint, fetch: fetcher }));
         return [name, bare.number, many, element.state, refused.code, refused.status];",
    )
    .await;

    // then
    assert_eq!(
        seen,
        json!([
            "Maya Lindqvist",
            "+13105550101",
            ["+13105550102"],
            "ready",
            "unauthorized",
            401
        ])
    );
    page.expect_no_problems().await;
}

async fn given_stand_ins_for_responses_when_looked_up_then_they_are_read_up_to_the_limit(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;
    let person = "const person = { success: true, isWhatsApp: true, number: '13105550123', name: 'Maya Lindqvist', profilePic: null, isBusiness: false };
        const text = JSON.stringify(person);\n";
    for (answer, outcome) in [
        // whatever has a status and a body
        ("new other.Response(text)", "Maya Lindqvist"),
        (
            "({ status: 200, headers: new other.Headers(), text: async () => text })",
            "Maya Lindqvist",
        ),
        (
            "({ status: 200, headers: {}, json: async () => person })",
            "Maya Lindqvist",
        ),
        (
            "({ status: 200, arrayBuffer: async () => new other.TextEncoder().encode(text).buffer })",
            "Maya Lindqvist",
        ),
        (
            "({ status: 200, body: new other.Response(text).body })",
            "Maya Lindqvist",
        ),
        (
            "new Response(new ReadableStream({ start(stream) { stream.enqueue(new other.TextEncoder().encode(text)); stream.close(); } }))",
            "Maya Lindqvist",
        ),
        (
            "other.Promise.resolve(new Response(text))",
            "Maya Lindqvist",
        ),
        (
            "({ then: (resolve) => resolve(new other.Response(text)) })",
            "Maya Lindqvist",
        ),
        // too large, or nothing at all
        (
            "({ status: 200, text: async () => text.padEnd(2 ** 20 + 1) })",
            "bad-response 200",
        ),
        (
            "({ status: 200, arrayBuffer: async () => new other.ArrayBuffer(2 ** 20 + 1) })",
            "bad-response 200",
        ),
        ("({ status: 204 })", "bad-response 204"),
        ("({ ok: true, json: () => person })", "bad-response"),
        ("Promise.reject(new other.TypeError('offline'))", "network"),
    ] {
        // when
        let seen = ask(
            &page,
            &format!(
                "{person}const {{ lookup }} = await kit();
                 const options = {{ endpoint, cache: 'no-store', fetch: () => {answer}, timeoutMs: 1500 }};
                 return lookup('+13105550123', options).then(({{ name }}) => name, ({{ code, status }}) => [code, status].join(' ').trim());"
            ),
        )
        .await;

        // then
        assert_eq!(seen, json!(outcome), "{answer}");
    }
    page.expect_no_problems().await;
}

async fn given_headers_of_another_realm_or_a_polyfill_when_sent_then_they_arrive(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;
    for headers in [
        "new other.Headers({ 'X-Token': 'mine' })",
        "new other.Map([['X-Token', 'mine']])",
        "other.Array.of(other.Array.of('X-Token', 'mine'))",
        "other.Object.assign(new other.Object(), { 'X-Token': 'mine' })",
        "other.eval('() => ({ \"X-Token\": \"mine\" })')",
        "({ map: { 'x-token': 'mine' }, forEach(call) { call('mine', 'X-Token'); } })",
        "() => ({ map: { 'x-token': 'mine' }, forEach(call) { call('mine', 'X-Token'); } })",
    ] {
        // when
        let seen = ask(
            &page,
            &format!(
                "const {{ lookup }} = await kit(); const sent = [];
                 const fetcher = (url, options) => {{ sent.push(...new Request(url, options).headers); return fetch(url, {{ ...options, headers: {{}} }}); }};
                 await lookup('+13105550123', {{ endpoint, cache: 'no-store', fetch: fetcher, headers: {headers} }});
                 return sent;"
            ),
        )
        .await;

        // then
        assert_eq!(seen, json!([["x-token", "mine"]]), "{headers}");
    }
    page.expect_no_problems().await;
}

async fn given_signals_that_only_act_like_one_when_they_abort_then_the_lookups_end(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;

    // when
    let seen = ask(
        &page,
        "const { lookup, lookupMany } = await kit();
         const silent = () => new Promise(() => {});
         const controllers = [new other.AbortController()];
         const polyfill = { aborted: false, heard: [], addEventListener(name, call) { this.heard.push(call); } };
         controllers.push({ signal: polyfill, abort() { polyfill.aborted = true; polyfill.heard.forEach((call) => call({ type: 'abort' })); } });
         const codes = [];
         for (const { signal, abort } of controllers.map((one) => ({ signal: one.signal, abort: () => one.abort() }))) {
           const waits = thrown(lookup('+13105550123', { endpoint, signal, fetch: silent }));
           const many = thrown((async () => { for await (const _ of lookupMany(['+13105550101'], { endpoint, signal, fetch: silent })); })());
           await new Promise((next) => setTimeout(next));
           abort();
           codes.push((await waits).code, (await many).code, (await thrown(lookup('+13105550123', { endpoint, signal }))).code);
         }
         return codes;",
    )
    .await;

    // then
    assert_eq!(seen, json!(vec!["aborted"; 6]));
    assert_eq!(page.gateway.lookups("0123"), 0);
    let log = page.log().await;
    assert!(
        !log.iter().any(|line| line.contains("phone-profile:")),
        "{log:?}"
    );
}

async fn given_the_wasm_of_another_realm_when_given_to_init_then_it_runs(stage: Arc<Stage>) {
    for module in [
        "await other.WebAssembly.compile(bytes)",
        "new other.Uint8Array(bytes)",
        "other.Uint8Array.from(new Uint8Array(bytes)).buffer",
    ] {
        // given
        let page = HostPage::open_without_kit(&stage, "").await;

        // when
        let seen = ask(
            &page,
            &format!(
                "const {{ init, lookup }} = await kit();
                 const bytes = await (await fetch(`${{document.documentElement.dataset.kit}}/phone_profile_bg.wasm`)).arrayBuffer();
                 await init({{ module: {module} }});
                 return (await lookup('+13105550123', {{ endpoint }})).name;"
            ),
        )
        .await;

        // then
        assert_eq!(seen, json!("Maya Lindqvist"), "{module}");
        page.expect_no_problems().await;
    }
}

async fn given_the_document_of_an_iframe_when_a_card_is_mounted_into_it_then_it_works(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;

    // when
    let seen = ask(
        &page,
        "const { mount } = await kit();
         const place = other.document.createElement('div'); other.document.body.append(place);
         const host = other.document.createElement('section'); other.document.body.append(host);
         host.setAttribute('endpoint', endpoint);
         const root = host.attachShadow({ mode: 'open' });
         const inside = mount(root.appendChild(other.document.createElement('div')), { number: '+13105550101' });
         const { element } = mount(place, { number: '+13105550124', endpoint });
         await settled(element); await settled(inside.element);
         const colour = other.getComputedStyle(part(inside.element, 'base').parentElement.parentElement).borderTopStyle;
         // Its buttons answer, with the elements' classes being those of whichever realm.
         part(element, 'retry').click();
         await until(() => element.state === 'loading', element); await settled(element);
         return [element.state, inside.element.state, inside.element.profile.number, colour];",
    )
    .await;

    // then
    assert_eq!(seen, json!(["error", "ready", "+13105550101", "solid"]));
    assert_eq!(page.gateway.lookups("0124"), 2);
    page.expect_no_problems().await;
}

async fn given_the_document_of_an_iframe_when_attached_then_its_numbers_open_cards_there(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;

    // when
    let seen = ask(
        &page,
        "const { attach } = await kit();
         other.document.body.innerHTML = '<p>Call <a id=link href=\"tel:+13105550123\">+1 310 555 0123</a></p><p><span id=text data-phone>+1 310 555 0102</span></p>';
         const attached = attach(other.document, { endpoint, inline: 'avatar' });
         const link = other.document.querySelector('#link'), text = other.document.querySelector('#text');
         const soon = async (test) => { while (!test()) await new Promise((next) => setTimeout(next, 10)); };
         await soon(() => link.hasAttribute('aria-haspopup'));
         const marks = [text.getAttribute('role'), text.tabIndex, link.previousElementSibling.localName];
         link.focus(); link.click();
         const popover = () => other.document.querySelector('[data-phone-profile=popover]');
         await soon(() => popover()?.querySelector('phone-profile')?.state === 'ready');
         const box = popover().getBoundingClientRect();
         const shown = [popover().matches(':popover-open'), popover().contains(other.document.elementFromPoint(box.left + 20, box.top + 20)),
           other.document.activeElement === popover(), other.getComputedStyle(popover()).pointerEvents];
         popover().dispatchEvent(new other.KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true, composed: true }));
         const closed = [!popover(), other.document.activeElement === link];
         text.dispatchEvent(new other.KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
         const opened = !!popover();
         attached.detach();
         return [marks, shown, closed, opened, other.document.querySelectorAll('phone-profile').length, text.hasAttribute('role')];",
    )
    .await;

    // then
    assert_eq!(
        seen,
        json!([
            ["button", 0, "phone-profile"],
            [true, true, true, "auto"],
            [true, true],
            true,
            0,
            false
        ])
    );
    page.expect_no_problems().await;
}
