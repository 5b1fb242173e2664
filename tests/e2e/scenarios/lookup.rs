//! `lookup()`, called by a foreign page: what it resolves with, what it costs, and its options.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{harness::Stage, page_objects::HostPage, scenarios};

scenarios![
    given_a_registered_number_when_looked_up_then_the_profile_is_the_documented_one,
    given_a_number_that_is_not_registered_when_looked_up_then_that_is_an_answer,
    given_an_answer_when_asked_again_then_the_cache_mode_decides,
    given_two_lookups_at_once_when_made_then_one_request_serves_both,
    given_good_answers_when_read_then_the_network_log_has_no_aborted_request needs NetworkLog,
    given_a_failure_when_asked_again_then_a_new_request_is_made,
    given_the_pages_own_fetch_and_headers_when_looked_up_then_both_are_used,
    given_an_endpoint_template_and_a_purpose_when_looked_up_then_the_url_has_both,
    given_a_national_number_when_looked_up_then_the_region_completes_it,
    given_forgotten_answers_when_asked_again_then_a_request_is_made,
    given_a_number_in_no_known_range_when_shown_then_the_card_says_so_and_an_ordinary_one_does_not,
];

async fn given_a_registered_number_when_looked_up_then_the_profile_is_the_documented_one(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let seen: Value = page
        .ask(
            "const { lookup } = await kit();
             const profile = await lookup('+1 (310) 555-0123', { endpoint });
             return { profile, frozen: Object.isFrozen(profile), age: Date.now() - Date.parse(profile.lastChecked) };",
        )
        .await;

    // then
    let profile = seen["profile"].as_object().unwrap();
    let mut fields: Vec<&str> = profile.keys().map(String::as_str).collect();
    fields.sort_unstable();
    let mut documented = [
        "about",
        "success",
        "isWhatsApp",
        "number",
        "profilePic",
        "profilePicThumb",
        "name",
        "isBusiness",
        "lastChecked",
        "pictureState",
        "pictureExpiresAt",
        "isVerified",
        "business",
        "source",
        "quota",
        "requested",
        "warnings",
        "signals",
        "match",
    ];
    documented.sort_unstable();
    assert_eq!(fields, documented);
    assert_eq!(seen["frozen"], true);
    assert_eq!(profile["success"], true);
    assert_eq!(profile["isWhatsApp"], true);
    assert_eq!(profile["number"], "+13105550123");
    assert_eq!(profile["requested"], "+13105550123");
    assert_eq!(profile["isBusiness"], false);
    assert_eq!(profile["isVerified"], Value::Null);
    assert_eq!(profile["business"], Value::Null);
    assert_eq!(profile["quota"], Value::Null);
    assert_eq!(profile["source"], "demo");
    assert_eq!(profile["pictureState"], "public");
    assert!(
        profile["name"]
            .as_str()
            .is_some_and(|name| !name.is_empty())
    );
    for link in ["profilePic", "profilePicThumb"] {
        let url = profile[link].as_str().unwrap();
        assert!(
            url.starts_with(&format!("{}/demo/pictures/", page.gateway.origin)),
            "{url}"
        );
    }
    assert!(profile["pictureExpiresAt"].as_str().unwrap().ends_with('Z'));
    assert!(seen["age"].as_f64().unwrap() < 60_000.0, "{seen}");
    assert_eq!(page.gateway.lookups("0123"), 1);
    assert_eq!(
        page.gateway.pictures("0123"),
        0,
        "a lookup shows nothing, so it downloads nothing"
    );
}

async fn given_a_number_that_is_not_registered_when_looked_up_then_that_is_an_answer(
    stage: Arc<Stage>,
) {
    // given three ways of saying it
    let page = HostPage::open_without_kit(&stage, "").await;
    for line in ["0106", "0120", "0121"] {
        // when
        let script = format!(
            "const {{ lookup }} = await kit(); return await lookup('+1310555{line}', {{ endpoint }})"
        );
        let profile: Value = page.ask(&script).await;

        // then
        assert_eq!(profile["isWhatsApp"], false, "{line}");
        assert_eq!(profile["success"], true, "{line}");
        assert_eq!(profile["number"], format!("+1310555{line}"));
        assert_eq!(profile["name"], Value::Null, "{line}");
    }
}

async fn given_an_answer_when_asked_again_then_the_cache_mode_decides(stage: Arc<Stage>) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;
    let steps = [
        // nothing is saved yet
        ("{ cache: 'only-if-cached' }", "not-in-cache", 0),
        // asked, but not kept
        ("{ cache: 'no-store' }", "demo", 1),
        ("{ cache: 'only-if-cached' }", "not-in-cache", 1),
        // asked and kept
        ("{}", "demo", 2),
        ("{}", "demo", 2),
        ("{ cache: 'only-if-cached' }", "demo", 2),
        // neither read
        ("{ cache: 'reload' }", "demo", 3),
        ("{ cache: 'no-store' }", "demo", 4),
        // too old for this caller, not for the next
        ("{ maxAgeMs: 0 }", "demo", 5),
        ("{ maxAgeMs: 600000 }", "demo", 5),
    ];
    for (at, (options, outcome, requests)) in steps.into_iter().enumerate() {
        // when, at another millisecond than the answer before
        let script = format!(
            "const {{ lookup }} = await kit();
             await new Promise(requestAnimationFrame);
             return await lookup('+13105550100', {{ endpoint, ...{options} }}).then(({{ source }}) => source, ({{ code }}) => code)"
        );
        let got: String = page.ask(&script).await;

        // then
        assert_eq!(got, outcome, "step {at}: {options}");
        assert_eq!(
            page.gateway.lookups("0100"),
            requests,
            "step {at}: {options}"
        );
    }
}

async fn given_two_lookups_at_once_when_made_then_one_request_serves_both(stage: Arc<Stage>) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when they spell the number differently, and one more is taken back on the way
    let seen: Value = page
        .ask(
            "const { lookup } = await kit();
             const giveUp = new AbortController();
             const third = thrown(lookup('+13105550111', { endpoint, signal: giveUp.signal }));
             const both = [lookup('+13105550111', { endpoint }), lookup('001 310 555 0111', { endpoint })];
             giveUp.abort();
             const [a, b] = await Promise.all(both);
             return { a: a.name, b: b.name, third: await third };",
        )
        .await;

    // then
    assert!(seen["a"].as_str().is_some_and(|name| !name.is_empty()));
    assert_eq!(seen["a"], seen["b"]);
    assert_eq!(seen["third"]["code"], "aborted");
    assert_eq!(page.gateway.lookups("0111"), 1);
}

async fn given_good_answers_when_read_then_the_network_log_has_no_aborted_request(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = "const { lookup } = await kit();
        for (let time = 0; time < 20; time += 1) await lookup('+13105550100', { endpoint, cache: 'reload' });";
    page.ask::<Value>(script).await;
    page.round_trip().await;

    // then
    assert_eq!(page.gateway.lookups("0100"), 20);
    assert_eq!(stage.browser.failed_requests().await, [""; 0]);
}

async fn given_a_failure_when_asked_again_then_a_new_request_is_made(stage: Arc<Stage>) {
    // given a number that fails without a retry
    let page = HostPage::open_without_kit(&stage, "").await;
    let script =
        "const { lookup } = await kit(); return await thrown(lookup('+13105550124', { endpoint }))";

    // when
    let first: Value = page.ask(script).await;
    let second: Value = page.ask(script).await;

    // then
    assert_eq!(
        (&first["code"], &second["code"]),
        (&json!("unauthorized"), &json!("unauthorized"))
    );
    assert_eq!(page.gateway.lookups("0124"), 2);

    // and given one that fails once for want of time, when asked again, then it works
    let script = "const { lookup } = await kit();
        const failed = await thrown(lookup('+13105550116', { endpoint, fetch: async () => new Response('', { status: 401 }) }));
        const { name } = await lookup('+13105550116', { endpoint });
        return [failed.code, name];";
    let outcome: Vec<String> = page.ask(script).await;
    assert_eq!(outcome[0], "unauthorized");
    assert!(!outcome[1].is_empty());
}

async fn given_the_pages_own_fetch_and_headers_when_looked_up_then_both_are_used(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when headers come as an object, from a function, and from an async one
    let seen: Value = page
        .ask(
            "const { lookup } = await kit();
             const calls = [];
             const own = (url, options) => {
               const headers = new Headers(options.headers);
               calls.push({
                 url,
                 token: headers.get('x-csrf-token'),
                 cache: options.cache,
                 referrerPolicy: options.referrerPolicy,
                 signal: options.signal instanceof AbortSignal,
               });
               return fetch(url, options);
             };
             const options = { endpoint, fetch: own, cache: 'no-store' };
             await lookup('+13105550100', { ...options, headers: { 'X-CSRF-Token': 'object' } });
             await lookup('+13105550100', { ...options, headers: () => [['X-CSRF-Token', 'function']] });
             await lookup('+13105550100', { ...options, headers: async () => new Headers({ 'X-CSRF-Token': 'async' }) });
             const refused = await thrown(lookup('+13105550100', { ...options, headers: () => { throw new Error('no token'); } }));
             return { calls, refused };",
        )
        .await;

    // then
    let calls = seen["calls"].as_array().unwrap();
    let tokens: Vec<&Value> = calls.iter().map(|call| &call["token"]).collect();
    assert_eq!(
        tokens,
        [&json!("object"), &json!("function"), &json!("async")]
    );
    for call in calls {
        assert_eq!(
            call["url"],
            format!("{}/number/13105550100", page.gateway.origin)
        );
        assert_eq!(call["cache"], "no-store");
        assert_eq!(call["referrerPolicy"], "no-referrer");
        assert_eq!(call["signal"], true);
    }
    assert_eq!(seen["refused"]["isLookupError"], true);
    assert!(
        seen["refused"]["message"]
            .as_str()
            .unwrap()
            .contains("no token"),
        "{seen}"
    );
    assert_eq!(page.gateway.lookups("0100"), 3);
}

async fn given_an_endpoint_template_and_a_purpose_when_looked_up_then_the_url_has_both(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let urls: Vec<String> = page
        .ask(
            "const { lookup } = await kit();
             const urls = [];
             const own = async (url) => (urls.push(url), new Response('{\"isWhatsApp\":false}'));
             const endpoints = [endpoint, `${endpoint}/`, new URL(endpoint), `${endpoint}/v2/{number}/profile`, '/relative'];
             for (const endpoint of endpoints) await lookup('+13105550100', { endpoint, fetch: own, purpose: 'identity check & more', cache: 'no-store' });
             return urls;",
        )
        .await;

    // then
    let base = &page.gateway.origin;
    let purpose = "purpose=identity%20check%20%26%20more";
    assert_eq!(
        urls,
        [
            format!("{base}/number/13105550100?{purpose}"),
            format!("{base}/number/13105550100?{purpose}"),
            format!("{base}/number/13105550100?{purpose}"),
            format!("{base}/v2/13105550100/profile?{purpose}"),
            format!("/relative/number/13105550100?{purpose}"),
        ]
    );
}

async fn given_a_national_number_when_looked_up_then_the_region_completes_it(stage: Arc<Stage>) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let seen: Value = page
        .ask(
            "const { lookup, configure } = await kit();
             const without = await thrown(lookup('(310) 555-0100', { endpoint }));
             const american = await lookup('(310) 555-0100', { endpoint, region: 'US' });
             configure({ region: 'GB', endpoint });
             const british = await lookup('07700 900123');
             return { without, american: american.requested, british: british.requested };",
        )
        .await;

    // then
    assert_eq!(seen["without"]["code"], "invalid-number");
    assert_eq!(seen["american"], "+13105550100");
    assert_eq!(seen["british"], "+447700900123");
}

async fn given_forgotten_answers_when_asked_again_then_a_request_is_made(stage: Arc<Stage>) {
    // given two saved answers
    let page = HostPage::open_without_kit(&stage, "").await;
    let both = "const { lookup, forget } = await kit();
        for (const line of ['0100', '0101']) await lookup(`+1310555${line}`, { endpoint });";
    page.ask::<Value>(both).await;

    // when one is forgotten, spelled in another way
    page.ask::<Value>(&format!(
        "const kitNow = await kit(); kitNow.forget('+1 310 555 0100'); {both}"
    ))
    .await;

    // then only that one is asked for again
    assert_eq!(
        (page.gateway.lookups("0100"), page.gateway.lookups("0101")),
        (2, 1)
    );

    // and when all are, then both are
    page.ask::<Value>(&format!("(await kit()).forget(); {both}"))
        .await;
    assert_eq!(
        (page.gateway.lookups("0100"), page.gateway.lookups("0101")),
        (3, 2)
    );
}

async fn given_a_number_in_no_known_range_when_shown_then_the_card_says_so_and_an_ordinary_one_does_not(
    stage: Arc<Stage>,
) {
    // given: no area of Ireland has these first digits
    let signal = "Number in no range that is known to be in use";
    let body = r#"<phone-profile id="warned" number="+353 20 910 1234" endpoint="{endpoint}" loading="eager"></phone-profile>
        <phone-profile id="ordinary" number="+44 7700 900123" endpoint="{endpoint}" loading="eager"></phone-profile>"#;

    // when
    let page = HostPage::open(&stage, body).await;
    let warned = page.settled("#warned").await;
    let ordinary = page.settled("#ordinary").await;

    // then: a signal beside the answer, which stays what it is
    assert_eq!(warned.state, "not-registered");
    assert_eq!(warned.field("warnings"), json!(["unknown-number-range"]));
    assert_eq!(warned.signals, [signal]);
    assert_eq!(ordinary.field("warnings"), json!([]));
    assert!(!ordinary.signals.contains(&signal.to_owned()));
    page.expect_no_problems().await;
}
