//! `lookup()` when it fails: every kind of error, and lookups that are taken back.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{Need, Stage},
    page_objects::HostPage,
    scenarios,
};

scenarios![
    given_each_way_of_failing_when_looked_up_then_the_error_tells_it,
    given_text_that_is_no_number_when_looked_up_then_nothing_is_requested,
    given_a_dead_endpoint_when_looked_up_then_it_is_a_network_error,
    given_an_endpoint_that_never_answers_when_time_is_up_then_it_is_a_timeout,
    given_an_endpoint_that_forbids_the_origin_when_looked_up_then_it_is_a_network_error,
    given_a_signal_when_aborted_before_then_nothing_is_requested,
    given_a_signal_when_aborted_during_then_the_request_ends,
    given_an_unusable_endpoint_when_looked_up_then_the_error_says_what_is_wrong_with_it,
    given_wasm_that_cannot_be_loaded_when_looked_up_then_a_later_try_can_succeed,
    given_an_internal_error_when_the_wasm_stops_then_cards_say_so_and_lookups_end,
];

async fn given_each_way_of_failing_when_looked_up_then_the_error_tells_it(stage: Arc<Stage>) {
    // given: line, code, HTTP status, retryable, milliseconds to wait, requests
    let table = [
        ("0112", "timeout", json!(null), true, json!(null), 1),
        ("0113", "rate-limited", json!(429), true, json!(5000), 1),
        ("0115", "server", json!(500), true, json!(null), 3),
        ("0117", "bad-response", json!(200), false, json!(null), 1),
        ("0118", "bad-response", json!(200), false, json!(null), 1),
        ("0122", "not-in-cache", json!(404), false, json!(null), 1),
        ("0124", "unauthorized", json!(401), false, json!(null), 1),
        ("0125", "forbidden", json!(403), false, json!(null), 1),
        (
            "0126",
            "quota-exhausted",
            json!(429),
            false,
            json!(604_800_000),
            1,
        ),
        ("0127", "bad-response", json!(200), false, json!(null), 1),
        ("0129", "bad-response", json!(200), false, json!(null), 1),
        ("0130", "bad-response", json!(200), false, json!(null), 1),
        ("0136", "invalid-number", json!(400), false, json!(null), 1),
        ("0139", "network", json!(null), true, json!(null), 3),
    ];
    let has_broken = stage.world.engine.has(Need::BrokenAnswers);
    let table: Vec<_> = table
        .into_iter()
        .filter(|(line, ..)| has_broken || *line != "0139")
        .collect();
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = "const { lookup } = await kit();
        const [endpoint, ...lines] = args;
        const errors = lines.map(async (line) => [line, await thrown(lookup(`+1310555${line}`, { endpoint, timeoutMs: 3000 }))]);
        return Object.fromEntries(await Promise.all(errors));";
    let mut arguments = vec![json!(page.gateway.origin)];
    arguments.extend(table.iter().map(|(line, ..)| json!(line)));
    let errors: Value = page.run(script, arguments).await;

    // then
    let mut wrong = Vec::new();
    for (line, code, status, retryable, wait, requests) in table {
        let error = &errors[line];
        // How long until a quota is filled up again is nice to know, but nobody has to tell.
        let wait_is_right = error["retryAfterMs"] == wait || code == "quota-exhausted";
        let right = error["code"] == code
            && error["status"] == status
            && error["retryable"] == retryable
            && wait_is_right
            && error["name"] == "LookupError"
            && error["isError"] == true
            && error["isLookupError"] == true
            && error["message"]
                .as_str()
                .is_some_and(|message| message.len() > 10)
            && page.gateway.lookups(line) == requests;
        if !right {
            wrong.push(format!(
                "{line} after {} requests: {error}",
                page.gateway.lookups(line)
            ));
        }
        // An error goes to logs and reports: it must not carry the number there.
        assert!(
            !error.to_string().contains(&format!("555{line}")),
            "{error}"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn given_text_that_is_no_number_when_looked_up_then_nothing_is_requested(stage: Arc<Stage>) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = "const names = () => performance.getEntriesByType('resource').map(({ name }) => name);
        const before = names();
        const { lookup } = await kit();
        const entries = ['', '   ', 'Maya', '+1', '+1 310 555 0123 0123 0123', '<img src=x onerror=alert(1)>', 'javascript:alert(1)', null, undefined, {}, '+1310555012\\u{1F600}'];
        const codes = [];
        for (const entered of entries) codes.push((await thrown(lookup(entered, { endpoint }))).code);
        const own = ['index.js', 'runtime.js', 'phone_profile_bg.wasm'].map((file) => `${document.documentElement.dataset.kit}/${file}`);
        return { codes, requests: names().filter((name) => !before.includes(name) && !own.includes(name)) };";
    let seen: Value = page.ask(script).await;

    // then
    assert_eq!(seen["codes"], json!(vec!["invalid-number"; 11]), "{seen}");
    // The kit, its wasm and its glue, and nothing else.
    assert_eq!(seen["requests"], json!([]), "{seen}");
    page.expect_no_problems().await;
}

async fn given_a_dead_endpoint_when_looked_up_then_it_is_a_network_error(stage: Arc<Stage>) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;
    let endpoint = stage.dead_origin().await;

    // when
    let script = "const { lookup } = await kit(); return await thrown(lookup('+13105550123', { endpoint: args[0] }))";
    let error: Value = page.run(script, vec![json!(endpoint)]).await;

    // then
    assert_eq!(
        (&error["code"], &error["retryable"]),
        (&json!("network"), &json!(true)),
        "{error}"
    );
}

async fn given_an_endpoint_that_never_answers_when_time_is_up_then_it_is_a_timeout(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;
    let endpoint = stage.silent_origin().await;

    // when
    let script = "const { lookup, init } = await kit();
        await init();
        const start = performance.now();
        const error = await thrown(lookup('+13105550123', { endpoint: args[0], timeoutMs: 400 }));
        return { ...error, took: performance.now() - start };";
    let error: Value = page.run(script, vec![json!(endpoint)]).await;

    // then
    assert_eq!(error["code"], "timeout", "{error}");
    let took = error["took"].as_f64().unwrap();
    assert!((390.0..5_000.0).contains(&took), "{took} ms");
}

async fn given_an_endpoint_that_forbids_the_origin_when_looked_up_then_it_is_a_network_error(
    stage: Arc<Stage>,
) {
    // given the gateway of the kit, which allows no foreign origin
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = "const { lookup } = await kit(); return await thrown(lookup('+13105550123', { endpoint: args[0], timeoutMs: 5000 }))";
    let error: Value = page.run(script, vec![json!(stage.world.site.origin)]).await;

    // then
    assert_eq!(error["code"], "network", "{error}");
}

async fn given_a_signal_when_aborted_before_then_nothing_is_requested(stage: Arc<Stage>) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let error: Value = page
        .ask("const { lookup } = await kit(); return await thrown(lookup('+13105550123', { endpoint, signal: AbortSignal.abort() }))")
        .await;
    page.round_trip().await;

    // then
    assert_eq!(
        (&error["code"], &error["retryable"]),
        (&json!("aborted"), &json!(false)),
        "{error}"
    );
    assert_eq!(error["isLookupError"], true);
    assert_eq!(page.gateway.lookups("0123"), 0);
}

async fn given_a_signal_when_aborted_during_then_the_request_ends(stage: Arc<Stage>) {
    // given a lookup that has arrived at a slow endpoint
    let page = HostPage::open_without_kit(&stage, "").await;
    let script = "const { lookup } = await kit();
        window.giveUp = new AbortController();
        const own = (url, options) => {
          options.signal.addEventListener('abort', () => (window.ended = true));
          return fetch(url, options);
        };
        window.outcome = thrown(lookup('+13105550112', { endpoint, signal: giveUp.signal, fetch: own }));";
    page.ask::<Value>(script).await;
    page.gateway.stats.wait_for_lookups("13105550112", 1).await;

    // when, with a reason that isn't even an Error
    let error: Value = page
        .run(
            "giveUp.abort('changed my mind'); return { ...(await outcome), ended: window.ended }",
            vec![],
        )
        .await;

    // then
    assert_eq!(error["code"], "aborted", "{error}");
    assert_eq!(error["ended"], true, "the request is still under way");
    page.expect_no_problems().await;
}

async fn given_an_unusable_endpoint_when_looked_up_then_the_error_says_what_is_wrong_with_it(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;
    for (endpoint, said) in [
        ("", "empty"),
        ("javascript:alert(1)", "https://"),
        ("ftp://dash.example", "https://"),
        ("https://user:secret@dash.example", "password"),
        ("/lookup/{digits}", "{number}"),
    ] {
        // when
        let script = "const { lookup } = await kit(); return await thrown(lookup('+13105550123', { endpoint: args[0] }))";
        let error: Value = page.run(script, vec![json!(endpoint)]).await;

        // then
        let message = error["message"].as_str().unwrap();
        assert_eq!(error["code"], "bad-response", "{endpoint}: {error}");
        assert!(message.contains(said), "{endpoint}: {message}");
        assert!(!message.contains("secret"), "{message}");
    }
    page.expect_no_problems().await;
}

async fn given_wasm_that_cannot_be_loaded_when_looked_up_then_a_later_try_can_succeed(
    stage: Arc<Stage>,
) {
    // given a wrong address
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let seen: Value = page
        .ask(
            "const { configure, init, lookup } = await kit();
             configure({ endpoint, wasmUrl: `${endpoint}/nowhere.wasm` });
             const failed = await thrown(lookup('+13105550123'));
             configure({ wasmUrl: undefined });
             await Promise.all([init(), init()]);
             const profile = await lookup('+13105550123');
             return { failed, name: profile.name, loads: performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('_bg.wasm')).length };",
        )
        .await;

    // then
    assert_eq!(
        (&seen["failed"]["code"], &seen["failed"]["retryable"]),
        (&json!("wasm-load"), &json!(true)),
        "{seen}"
    );
    assert!(
        seen["failed"]["message"]
            .as_str()
            .unwrap()
            .contains("nowhere.wasm"),
        "{seen}"
    );
    assert!(seen["name"].as_str().is_some_and(|name| !name.is_empty()));
    assert_eq!(seen["loads"], 1);
}

async fn given_an_internal_error_when_the_wasm_stops_then_cards_say_so_and_lookups_end(
    stage: Arc<Stage>,
) {
    // given a card, and a lookup under way
    let page = HostPage::with_card(&stage, "0123", "").await;

    // when the browser reports a trap in the kit's wasm
    let seen: Value = page
        .ask(
            "const { lookup } = await kit();
             await card().ready;
             const pending = thrown(lookup('+13105550111', { endpoint }));
             const trap = new WebAssembly.RuntimeError('unreachable');
             trap.stack += ' at wasm-function[1] (phone_profile_bg.wasm)';
             await lookup('+13105550123', { endpoint });
             dispatchEvent(new ErrorEvent('error', { error: trap }));
             return {
               state: card().state,
               code: card().error.code,
               text: await until(() => words(part(card(), 'error')), card()),
               pending: await pending,
               later: await thrown(lookup('+13105550123', { endpoint })),
             };",
        )
        .await;

    // then nothing waits for an answer that can't come
    assert_eq!(seen["state"], "error", "{seen}");
    for code in [
        &seen["code"],
        &seen["pending"]["code"],
        &seen["later"]["code"],
    ] {
        assert_eq!(code, "wasm-load", "{seen}");
    }
    let text = seen["text"].as_str().unwrap();
    assert!(text.contains("Reload the page"), "{text}");
}
