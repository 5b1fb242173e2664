//! What the kit says when its own files can't be had, and other ways to give it the wasm.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{Replaced, Stage},
    page_objects::{Card, HostPage},
    scenarios,
};

scenarios![
    given_a_broken_deployment_when_a_number_is_looked_up_then_the_error_says_what_is_wrong,
    given_no_wasm_when_cards_are_due_then_no_lookup_goes_out,
    given_the_wasm_on_its_way_when_its_headers_have_come_then_the_lookup_does_not_wait_for_the_rest,
    given_the_wasm_on_its_way_when_a_card_is_aborted_then_it_says_so_and_asks_nothing_until_tried_again,
    given_a_broken_deployment_when_it_is_mended_then_the_card_can_be_tried_again,
    given_the_wasm_as_another_type_when_loaded_then_it_works,
    given_a_wrong_integrity_when_initialised_then_it_is_refused_and_a_right_one_works_afterwards,
    given_the_wasm_in_hand_when_initialised_then_none_is_fetched,
    given_a_module_or_url_that_is_none_when_initialised_then_the_error_says_so,
    given_a_policy_without_wasm_when_initialised_then_the_error_names_the_directive,
];

const WASM: &str = "phone_profile_bg.wasm";
const GLUE: &str = "runtime.js";

async fn given_a_broken_deployment_when_a_number_is_looked_up_then_the_error_says_what_is_wrong(
    stage: Arc<Stage>,
) {
    // given one byte changed, nothing there, a login page, and the same of the glue
    let mut changed = stage.kit_file(WASM);
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let html = || {
        Replaced::Content(
            "text/html",
            b"<!doctype html><title>Sign in</title>".to_vec(),
        )
    };
    for (file, replaced, said) in [
        (
            WASM,
            Replaced::Content("application/wasm", changed),
            "not the file that belongs to this version",
        ),
        (WASM, Replaced::Status(404), "status 404"),
        (WASM, Replaced::Status(500), "status 500"),
        (
            WASM,
            html(),
            "served as text/html instead of application/wasm",
        ),
        (GLUE, Replaced::Status(404), "status 404"),
        (
            GLUE,
            html(),
            "served as text/html instead of text/javascript",
        ),
    ] {
        let kit = stage.altered_kit();
        kit.replace(file, replaced);
        let page = HostPage::open_without_kit(&stage, "").await;

        // when
        let script = "const [kit, endpoint] = args;
            const { lookup, mount, LookupError } = await importModule(`${kit}/index.js`);
            const error = await lookup('+13105550100', { endpoint }).catch((error) => error);
            const { element } = mount('main', { number: '+13105550100', endpoint });
            await until(() => element.state === 'error' && part(element, 'retry'), element);
            return [error instanceof LookupError, error.code, error.message, element.error.code, words(part(element, 'error'))];";
        let (typed, code, message, shown_code, shown): (bool, String, String, String, String) =
            page.run(script, vec![json!(kit.url), json!(page.gateway.origin)])
                .await;

        // then
        assert!(typed, "{message}");
        assert_eq!(
            (code.as_str(), shown_code.as_str()),
            ("wasm-load", "wasm-load")
        );
        let url = format!("{}/{file}", kit.url);
        assert!(
            message.contains(said) && message.contains(&url),
            "{message}"
        );
        assert!(shown.contains(said), "{shown}");
        page.expect_no_problems().await;
    }
}

async fn given_no_wasm_when_cards_are_due_then_no_lookup_goes_out(stage: Arc<Stage>) {
    let page_in_place = Replaced::Content("text/html", b"<!doctype html>".to_vec());
    for replaced in [Replaced::Status(404), page_in_place] {
        // given
        let kit = stage.altered_kit();
        kit.replace(WASM, replaced);
        let body = r#"<phone-profile number="+13105550100" endpoint="{endpoint}" loading="eager"></phone-profile>"#;
        let scripts = format!(
            r#"<script type="module" src="{}/define.js"></script>"#,
            kit.url
        );

        // when
        let page = HostPage::open_with(&stage, &scripts, body).await;
        let card = page.settled("phone-profile").await;

        // then
        assert_eq!(card.state, "error");
        assert_eq!(page.gateway.lookups("0100"), 0);
        page.expect_no_problems().await;
    }
}

async fn given_the_wasm_on_its_way_when_its_headers_have_come_then_the_lookup_does_not_wait_for_the_rest(
    stage: Arc<Stage>,
) {
    // given a wasm whose body comes only once the page has asked for the number
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = "const own = globalThis.fetch;
        let asked;
        const lookedUp = new Promise((resolve) => { asked = resolve; });
        const order = [];
        globalThis.fetch = async (url, init) => {
          const response = await own(url, init);
          if (!`${url}`.endsWith('.wasm')) { order.push('lookup'); asked(); return response; }
          const bytes = await response.arrayBuffer();
          const body = new ReadableStream({ async pull(controller) {
            await lookedUp;
            order.push('wasm');
            controller.enqueue(new Uint8Array(bytes));
            controller.close();
          } }, { highWaterMark: 0 });
          return new Response(body, { headers: { 'content-type': 'application/wasm' } });
        };
        const { element } = (await kit()).mount('main', { number: '+13105550100', endpoint });
        await element.ready;
        return [element.state, order];";
    let seen: Value = page.ask(script).await;

    // then
    assert_eq!(seen, json!(["ready", ["lookup", "wasm"]]));
    assert_eq!(page.gateway.lookups("0100"), 1);
    page.expect_no_problems().await;
}

async fn given_the_wasm_on_its_way_when_a_card_is_aborted_then_it_says_so_and_asks_nothing_until_tried_again(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = "const own = globalThis.fetch;
        let come;
        const held = new Promise((resolve) => { come = resolve; });
        globalThis.fetch = async (url, init) => {
          if (`${url}`.endsWith('.wasm')) await held;
          return own(url, init);
        };
        const { element } = (await kit()).mount('main', { number: '+13105550100', endpoint });
        await until(() => element.state === 'loading', element);
        element.abort();
        come();
        return read(await until(() => element.state === 'error' && part(element, 'retry') && element, element));";
    let card: Card = page.ask(script).await;

    // then
    assert_eq!(card.code(), Some("aborted"));
    assert_eq!(page.gateway.lookups("0100"), 0);

    // and when
    page.act("part(card(), 'retry').click()").await;

    // then
    assert_eq!(page.settled("phone-profile").await.state, "ready");
    assert_eq!(page.gateway.lookups("0100"), 1);
    page.expect_no_problems().await;
}

async fn given_a_broken_deployment_when_it_is_mended_then_the_card_can_be_tried_again(
    stage: Arc<Stage>,
) {
    // given
    let kit = stage.altered_kit();
    kit.replace(WASM, Replaced::Status(503));
    let body = r#"<phone-profile number="+13105550100" endpoint="{endpoint}" loading="eager"></phone-profile>"#;
    let scripts = format!(
        r#"<script type="module" src="{}/define.js"></script>"#,
        kit.url
    );
    let page = HostPage::open_with(&stage, &scripts, body).await;
    page.waits_for("phone-profile", "part(element, 'retry')")
        .await;

    // when
    kit.restore();
    page.act("part(card(), 'retry').click()").await;

    // then
    let card = page.settled("phone-profile").await;
    assert_eq!(
        (card.state.as_str(), card.picture_state()),
        ("ready", "public")
    );
    page.expect_no_problems().await;
}

async fn given_the_wasm_as_another_type_when_loaded_then_it_works(stage: Arc<Stage>) {
    // given a server that doesn't know the type
    let kit = stage.altered_kit();
    kit.replace(
        WASM,
        Replaced::Content("application/octet-stream", stage.kit_file(WASM)),
    );
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = "const [kit, endpoint] = args;
        const { lookup } = await importModule(`${kit}/index.js`);
        return (await lookup('+13105550100', { endpoint })).isWhatsApp;";
    let found: bool = page
        .run(script, vec![json!(kit.url), json!(page.gateway.origin)])
        .await;

    // then
    assert!(found);
    page.expect_no_problems().await;
}

async fn given_a_wrong_integrity_when_initialised_then_it_is_refused_and_a_right_one_works_afterwards(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = "const { init, lookup } = await kit();
        const wrong = await thrown(init({ integrity: `sha384-${'A'.repeat(64)}` }));
        const response = await fetch(`${document.documentElement.dataset.kit}/phone_profile_bg.wasm`);
        const hash = await crypto.subtle.digest('SHA-384', await response.arrayBuffer());
        await init({ integrity: `sha384-${btoa(String.fromCharCode(...new Uint8Array(hash)))}` });
        await init({ integrity: 'sha384-late' }); // it is loaded: too late to matter
        return [wrong, (await lookup('+13105550100', { endpoint })).isWhatsApp];";
    let seen: Value = page.ask(script).await;

    // then
    assert_eq!(
        (&seen[0]["code"], &seen[0]["isLookupError"], &seen[1]),
        (&json!("wasm-load"), &json!(true), &json!(true))
    );
    let message = seen[0]["message"].as_str().unwrap();
    assert!(message.contains("integrity"), "{message}");
    page.expect_no_problems().await;
}

async fn given_the_wasm_in_hand_when_initialised_then_none_is_fetched(stage: Arc<Stage>) {
    for made in [
        "bytes",
        "new Uint8Array(bytes)",
        "await WebAssembly.compile(bytes)",
    ] {
        // given
        let kit = stage.altered_kit();
        let page = HostPage::open_without_kit(&stage, "").await;

        // when
        let script = format!(
            "const [kit, endpoint] = args;
             const bytes = await (await fetch(`${{document.documentElement.dataset.kit}}/{WASM}`)).arrayBuffer();
             const {{ init, lookup }} = await importModule(`${{kit}}/index.js`);
             await init({{ module: {made} }});
             return (await lookup('+13105550100', {{ endpoint }})).isWhatsApp;"
        );
        let found: bool = page
            .run(&script, vec![json!(kit.url), json!(page.gateway.origin)])
            .await;

        // then
        assert!(found, "{made}");
        assert_eq!((kit.requests(WASM), kit.requests(GLUE)), (0, 1), "{made}");
        page.expect_no_problems().await;
    }
}

async fn given_a_module_or_url_that_is_none_when_initialised_then_the_error_says_so(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;
    for (options, said) in [
        (
            "{ module: new Uint8Array(8) }",
            "given module can't be used",
        ),
        ("{ module: 42 }", "given module can't be used"),
        ("{ module: {} }", "given module can't be used"),
        ("{ wasmUrl: 'http://[' }", "wasmUrl is no URL"),
        ("{ wasmUrl: 'http://[' }", "http://["),
        ("{ wasmUrl: '/nowhere.wasm' }", "/nowhere.wasm"),
    ] {
        // when
        let error: Value = page
            .run(
                &format!("return await thrown((await kit()).init({options}))"),
                vec![],
            )
            .await;

        // then
        assert_eq!(
            (&error["code"], &error["isLookupError"]),
            (&json!("wasm-load"), &json!(true)),
            "{options}: {error}"
        );
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(said), "{options}: {message}");
    }

    // and none of it is the end
    let found: bool = page
        .ask("return (await (await kit()).lookup('+13105550100', { endpoint })).isWhatsApp")
        .await;
    assert!(found);
    page.expect_no_problems().await;
}

async fn given_a_policy_without_wasm_when_initialised_then_the_error_names_the_directive(
    stage: Arc<Stage>,
) {
    // given
    let policy = "default-src 'none'; script-src 'self' {kit}; connect-src {kit} {endpoint}";
    for init in [
        "kit()).init()",
        "importModule(document.documentElement.dataset.kit + '/inline.js')).init()",
    ] {
        let page = HostPage::open_under(&stage, "", "", Some(policy)).await;

        // when
        let error: Value = page
            .run(&format!("return await thrown((await {init})"), vec![])
            .await;

        // then
        assert_eq!(error["code"], "wasm-blocked", "{init}: {error}");
        let message = error["message"].as_str().unwrap();
        assert!(
            message.contains("'wasm-unsafe-eval'") && message.contains("script-src"),
            "{message}"
        );
    }
}
