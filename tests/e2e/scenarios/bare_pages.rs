//! Pages that lack what others have: custom elements, an origin, observers, style sheets made by script.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{harness::Stage, page_objects::HostPage, scenarios};

scenarios![
    given_no_custom_elements_when_the_kit_is_used_then_it_says_why_and_lookups_work,
    given_a_sandbox_without_an_origin_when_cards_are_shown_then_they_work,
    given_a_classic_script_that_nobody_can_place_when_it_runs_then_the_functions_are_there,
    given_a_browser_without_observers_and_sheets_when_cards_are_shown_then_they_are_there_all_the_same,
];

async fn given_no_custom_elements_when_the_kit_is_used_then_it_says_why_and_lookups_work(
    stage: Arc<Stage>,
) {
    // given what extensions find in a content script
    let scripts = r#"<script>Object.defineProperty(window, 'customElements', { value: null })</script>
        <script type="module" src="{kit}/define.js"></script>"#;
    let body = r#"<p><a id="link" href="tel:+13105550100">Call</a></p><div id="place"></div>"#;

    // when
    let page = HostPage::open_with(&stage, scripts, body).await;
    let seen: Value = page
        .ask(
            "const { mount, attach, define, lookup, lookupMany, PhoneProfileElement } = await kit();
             const handle = mount('#place', { number: '+13105550123', endpoint });
             handle.update({ theme: 'dark' });
             const ready = handle.ready;
             const refused = [(await thrown(ready)).message, (await thrown(handle.refresh())).message];
             handle.unmount();
             const attached = attach(document, { endpoint });
             await importModule(document.documentElement.dataset.kit + '/attach.js');
             await drawn();
             attached.detach();
             const { name } = await lookup('+13105550123', { endpoint });
             const many = [];
             for await (const { profile } of lookupMany(['+13105550101'], { endpoint })) many.push(profile.number);
             return [ready instanceof Promise, refused, define() === PhoneProfileElement, name, many,
               document.querySelector('#link').attributes.length, document.querySelector('#place').childElementCount];",
        )
        .await;

    // then
    assert_eq!(seen[0], json!(true));
    for message in seen[1].as_array().unwrap() {
        for said in ["custom elements", "MAIN", "iframe"] {
            assert!(message.as_str().unwrap().contains(said), "{message}");
        }
    }
    assert_eq!(
        (&seen[2], &seen[3], &seen[4]),
        (
            &json!(true),
            &json!("Maya Lindqvist"),
            &json!(["+13105550101"])
        )
    );
    assert_eq!((&seen[5], &seen[6]), (&json!(2), &json!(0)), "left alone");
    let log = page.log().await;
    let said = log
        .iter()
        .filter(|line| line.starts_with("SEVERE") && line.contains("custom elements"));
    assert_eq!(said.count(), 1, "{log:?}");
    page.expect_no_problems().await;
}

async fn given_a_sandbox_without_an_origin_when_cards_are_shown_then_they_work(stage: Arc<Stage>) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;
    page.act(
        "const frame = document.createElement('iframe');
         frame.sandbox = 'allow-scripts';
         const { kit } = document.documentElement.dataset;
         frame.srcdoc = `<!doctype html><html data-kit='${kit}'><script type='module' src='${kit}/define.js'></script>
           <a id='link' href='tel:+13105550123'>Call</a><phone-profile number='+13105550123' endpoint='https://lookup.example' loading='lazy'></phone-profile>`;
         document.querySelector('main').append(frame);
         await new Promise((next) => frame.addEventListener('load', next));",
    )
    .await;

    // when
    let script = "let storage; try { storage = !!localStorage; } catch { storage = false; }
        const answer = async () => new Response(JSON.stringify({ success: true, isWhatsApp: true, number: '13105550123', name: 'Maya Lindqvist' }));
        card().fetcher = answer; await settled();
        const { attach, lookup } = await kit();
        attach(document, { endpoint: 'https://lookup.example', fetcher: answer });
        await until(() => document.querySelector('#link').hasAttribute('aria-haspopup'));
        document.querySelector('#link').click();
        const popover = () => card('[data-phone-profile=popover] phone-profile');
        await until(popover); await settled(popover());
        const { name } = await lookup('+13105550101', { endpoint: 'https://lookup.example', fetch: answer });
        return [origin, storage, card().state, popover().state, name]";
    let seen: Value = stage.browser.run_in_frame(0, script, vec![]).await;

    // then
    assert_eq!(
        seen,
        json!(["null", false, "ready", "ready", "Maya Lindqvist"])
    );
}

async fn given_a_classic_script_that_nobody_can_place_when_it_runs_then_the_functions_are_there(
    stage: Arc<Stage>,
) {
    // given a loader that runs the script's text, where document.currentScript is null
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let seen: Value = page
        .ask(
            "const { kit } = document.documentElement.dataset;
             const text = await (await fetch(`${kit}/phone-profile.js`)).text();
             new Function(text)();
             PhoneProfile.configure({ wasmUrl: `${kit}/phone_profile_bg.wasm` });
             const { element, ready } = PhoneProfile.mount('main', { number: '+13105550123', endpoint });
             await ready;
             return [element.state, element.profile.name]",
        )
        .await;

    // then
    assert_eq!(seen, json!(["ready", "Maya Lindqvist"]));
    page.expect_no_problems().await;
}

async fn given_a_browser_without_observers_and_sheets_when_cards_are_shown_then_they_are_there_all_the_same(
    stage: Arc<Stage>,
) {
    for missing in [
        "delete window.IntersectionObserver",
        "delete window.ResizeObserver",
        "delete ShadowRoot.prototype.adoptedStyleSheets; delete Document.prototype.adoptedStyleSheets; window.CSSStyleSheet = function () { throw new TypeError('Illegal constructor'); }",
        "delete HTMLElement.prototype.attachInternals",
        "delete window.scheduler",
    ] {
        // given
        let scripts = format!(
            r#"<script>{missing}</script><script type="module" src="{{kit}}/define.js"></script>"#
        );
        let body = r#"<phone-profile number="+13105550123" endpoint="{endpoint}"></phone-profile><p><a id="link" href="tel:+13105550101">Call</a></p>"#;

        // when
        let page = HostPage::open_with(&stage, &scripts, body).await;
        let seen: Value = page
            .ask(
                "await settled();
                 (await kit()).attach(document, { endpoint, inline: 'avatar' });
                 const link = document.querySelector('#link');
                 await until(() => link.hasAttribute('aria-haspopup'));
                 await settled(link.previousElementSibling);
                 link.click();
                 await until(() => card('[data-phone-profile=popover] phone-profile'));
                 const open = await settled(card('[data-phone-profile=popover] phone-profile'));
                 const looks = [card(), open].map((one) => getComputedStyle(one.shadowRoot.querySelector('.root')).borderTopStyle);
                 return [card().state, open.state, link.previousElementSibling.state, looks, getComputedStyle(open.parentElement).pointerEvents]",
            )
            .await;

        // then
        assert_eq!(
            seen,
            json!(["ready", "ready", "ready", ["solid", "solid"], "auto"]),
            "{missing}"
        );
        page.expect_no_problems().await;
    }
}
