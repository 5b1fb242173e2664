//! The messages between a frame and its host: what they do, and what doesn't get through.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{Need, Stage},
    page_objects::{FramingPage, elsewhere},
    scenarios,
};

scenarios![
    given_a_frame_without_a_number_when_one_is_set_by_message_then_it_is_looked_up,
    given_a_profile_of_the_hosts_when_shown_then_nothing_is_requested,
    given_a_shown_profile_when_a_number_is_set_then_no_trace_of_it_stays,
    given_a_failing_lookup_when_it_ends_then_the_host_is_told_why,
    given_refresh_when_sent_many_times_then_one_lookup_is_made_at_a_time,
    given_a_window_of_a_foreign_origin_when_it_writes_then_it_is_ignored_and_said_once,
    given_messages_that_make_no_sense_when_sent_then_the_card_stays_as_it_is,
    given_a_number_that_is_none_when_set_then_the_card_says_so_and_nothing_is_asked,
    given_a_flood_of_numbers_when_it_ends_then_the_last_one_is_shown,
    given_what_the_frame_says_when_heard_then_each_message_is_of_the_protocol,
];

async fn given_a_frame_without_a_number_when_one_is_set_by_message_then_it_is_looked_up(
    stage: Arc<Stage>,
) {
    // given a tag by hand, whose site tells neither origin nor address
    let body =
        r#"<iframe src="{page}/?embed" title="Caller" referrerpolicy="no-referrer"></iframe>"#;
    let page = FramingPage::with_body(&stage, body, str::to_owned).await;
    let waits: bool = page
        .await_inside("return seenBy(await until(() => document.querySelector('.embedded-wait'), null)) && !seenBy(card())")
        .await;
    assert!(waits);

    // when
    page.send("set", json!({ "number": "+13105550102", "mask": true }))
        .await;

    // then
    let card = page.card_that("element.number === '+13105550102'").await;
    assert_eq!(card.state, "ready");

    // when only something else changes
    page.send("set", json!({ "mask": false, "theme": "dark" }))
        .await;

    // then the number stays
    let card = page
        .card_that("!element.mask && element.theme === 'dark'")
        .await;
    assert_eq!(card.field("requested"), "+13105550102");
    assert_eq!(page.gateway.lookups("0102"), 1);

    // when the number is taken away
    page.send("set", json!({ "number": null })).await;

    // then nobody is shown any more
    page.inside::<Value>("await until(() => card().state === 'idle' && !seenBy(card()))")
        .await;
}

async fn given_a_profile_of_the_hosts_when_shown_then_nothing_is_requested(stage: Arc<Stage>) {
    // given
    let page = FramingPage::open(&stage).await;
    page.embed(json!({})).await;

    // when, even before the frame listens
    page.act("frame.show({ isWhatsApp: true, number: '13105550199', name: 'Given Person' })")
        .await;

    // then
    let card = page
        .card_that("element.profile?.name === 'Given Person'")
        .await;
    assert_eq!(card.field("source"), "given");
    page.waits_for("told.some(([name, value]) => name === 'profile' && value.source === 'given')")
        .await;
    page.round_trip().await;
    assert_eq!(page.gateway.lookups("0199"), 0);

    // when it's another
    page.act("frame.show({ isWhatsApp: false, number: '13105550198' })")
        .await;

    // then
    let card = page.card_that("element.state === 'not-registered'").await;
    assert_eq!(card.field("requested"), "+13105550198");
}

async fn given_a_shown_profile_when_a_number_is_set_then_no_trace_of_it_stays(stage: Arc<Stage>) {
    // given
    let page = FramingPage::open(&stage).await;
    page.embed(json!({ "number": "+13105550100" })).await;
    page.settled().await;
    page.act("frame.show({ isWhatsApp: true, number: '13105550199', name: 'Given Person' })")
        .await;
    page.card_that("element.profile?.name === 'Given Person'")
        .await;

    // when the number is the one before
    page.act("frame.update({ number: '+13105550100' })").await;

    // then
    let card = page
        .card_that("element.profile?.requested === '+13105550100'")
        .await;
    assert_ne!(card.name.as_deref(), Some("Given Person"));
    assert_eq!(page.gateway.lookups("0100"), 1, "it was still in memory");
}

async fn given_a_failing_lookup_when_it_ends_then_the_host_is_told_why(stage: Arc<Stage>) {
    // given
    let page = FramingPage::open(&stage).await;

    // when
    page.embed(json!({ "number": "+13105550113" })).await;
    page.waits_for("told.some(([name]) => name === 'error')")
        .await;

    // then
    let told: Value = page
        .run("return told.find(([name]) => name === 'error')[1]", vec![])
        .await;
    assert_eq!(
        (&told["code"], &told["retryable"]),
        (&json!("rate-limited"), &json!(true))
    );
    assert_eq!(told["retryAfterMs"], 5000);
    assert!(!told["message"].as_str().unwrap().contains("555"), "{told}");
    let state: Value = page
        .run(
            "await until(() => told.some(([name, value]) => name === 'state' && value.state === 'error'), null); return told.findLast(([name]) => name === 'state')[1]",
            vec![],
        )
        .await;
    assert_eq!(state["code"], "rate-limited");
}

async fn given_refresh_when_sent_many_times_then_one_lookup_is_made_at_a_time(stage: Arc<Stage>) {
    // given a number whose lookups take 3 seconds
    let page = FramingPage::open(&stage).await;
    page.embed(json!({ "number": "+13105550111" })).await;
    page.settled().await;

    // when
    page.act("for (let count = 0; count < 50; count++) frame.refresh()")
        .await;

    // then
    page.waits_for("told.filter(([name]) => name === 'profile').length === 2")
        .await;
    page.round_trip().await;
    assert_eq!(page.gateway.lookups("0111"), 2);

    // and an answer that was given has no number to look up
    page.act("frame.show({ isWhatsApp: true, number: '13105550111', name: 'Given Person' }); frame.refresh()")
        .await;
    page.card_that("element.profile?.name === 'Given Person'")
        .await;
    page.round_trip().await;
    assert_eq!(page.gateway.lookups("0111"), 2);
}

async fn given_a_window_of_a_foreign_origin_when_it_writes_then_it_is_ignored_and_said_once(
    stage: Arc<Stage>,
) {
    // given a frame, and beside it one of an origin that isn't listed
    let writer = stage.publish(crate::harness::Page {
        html: "<!doctype html><title>Writer</title><script>
            addEventListener('message', () => {
              const message = { source: 'phone-profile', version: 1, type: 'set', number: '+13105550100' };
              for (let count = 0; count < 200; count++) parent.frames[0].postMessage(message, '*');
              parent.postMessage({ type: 'written' }, '*');
            });
            </script>"
            .to_owned(),
        policy: None,
    });
    let body = format!(
        r#"<iframe src="{{page}}/?embed&number=%2B13105550102" title="Caller"></iframe><iframe src="{}" title="Writer"></iframe>"#,
        elsewhere(&writer)
    );
    let page = FramingPage::with_body(&stage, &body, str::to_owned).await;
    page.settled().await;

    // when
    page.act("frames[1].postMessage('write', '*'); await until(() => heard.some(({ type }) => type === 'written'), null)")
        .await;
    page.round_trip().await;

    // then
    let card = page.settled().await;
    assert_eq!(card.field("requested"), "+13105550102");
    assert_eq!(page.gateway.lookups("0100"), 0);
    // and it is the frame that says so
    if stage.world.engine.has(Need::BrowsersConsole) {
        let log = page.log().await;
        let warnings: Vec<_> = log
            .iter()
            .filter(|line| line.contains("--frame-origin http://localhost"))
            .collect();
        assert_eq!(warnings.len(), 1, "{log:?}");
    }
}

async fn given_messages_that_make_no_sense_when_sent_then_the_card_stays_as_it_is(
    stage: Arc<Stage>,
) {
    // given
    let page = FramingPage::open(&stage).await;
    page.embed(json!({ "number": "+13105550102" })).await;
    page.settled().await;
    page.inside::<Value>(
        "window.failures = []; addEventListener('error', ({ message }) => failures.push(message)); addEventListener('unhandledrejection', ({ reason }) => failures.push(`${reason}`))",
    )
    .await;
    page.act("heard.length = 0").await;

    // when
    let script = "const ours = { source: 'phone-profile', version: 1 };
        const endless = { ...ours, type: 'set' };
        endless.number = endless;
        const own = (text) => ({ ...ours, type: 'set', ...JSON.parse(text) });
        const nonsense = [
          null, undefined, 0, 1n, true, 'set', '', [], [ours], {}, new Map([['source', 'phone-profile']]), new Date(), /x/, new ArrayBuffer(8), new Error('x'),
          ours, { ...ours, type: null }, { ...ours, type: {} }, { ...ours, type: 'constructor' }, { ...ours, type: '__proto__' }, { ...ours, type: 'x'.repeat(5e6) },
          { ...ours, version: 2, type: 'refresh' }, { ...ours, version: '1', type: 'refresh' }, { source: 'other', version: 1, type: 'refresh' },
          endless, { ...ours, type: 'set', number: 13105550100 }, { ...ours, type: 'set', number: ['+13105550100'] }, { ...ours, type: 'set', number: new Date() },
          { ...ours, type: 'set', number: '+1310555' + '0'.repeat(5e6) }, { ...ours, type: 'set', number: '+13105550100', purpose: 'x'.repeat(5e6) },
          { ...ours, type: 'set', number: '+13105550100', variant: 'huge' }, { ...ours, type: 'set', number: '+13105550100', headingLevel: NaN }, { ...ours, type: 'set', mask: 'yes' },
          ...[[], ['x'], 'x', { retry: 1 }, { retry: null }, { retry: { text: 'x' } }, { retry: 'x'.repeat(1001) }, { ['x'.repeat(101)]: 'x' }, Object.fromEntries(Array.from({ length: 501 }, (_, key) => [key, 'x']))]
            .map((strings) => ({ ...ours, type: 'set', number: '+13105550100', strings })),
          own('{\"__proto__\": {\"number\": \"+13105550100\"}}'), own('{\"constructor\": {\"prototype\": {\"number\": \"+13105550100\"}}}'), own('{\"endpoint\": \"https://evil.example\"}'),
          { ...ours, type: 'show' }, { ...ours, type: 'show', profile: null }, { ...ours, type: 'show', profile: 'x' }, { ...ours, type: 'show', profile: [] },
        ];
        for (const message of nonsense) frames[0].postMessage(message, args[0]);
        return nonsense.length;";
    page.run::<u32>(script, vec![json!(page.gateway.origin)])
        .await;
    page.round_trip().await;

    // then
    let card = page.settled().await;
    assert_eq!(
        (card.state.as_str(), card.field("requested")),
        ("ready", json!("+13105550102"))
    );
    let inside: Value = page
        .inside("return [failures, card().endpoint, {}.number ?? null, seenBy(document.querySelector('#page-problem'))]")
        .await;
    assert_eq!(inside, json!([[], ".", null, false]));
    assert_eq!(page.gateway.lookups("0100"), 0);
    // what was meant for the frame is answered
    let refused = page.heard("error").await;
    assert!(
        !refused.is_empty()
            && refused
                .iter()
                .all(|error| error["code"] == "invalid-message"),
        "{refused:?}"
    );
    assert_eq!(page.heard("state").await, Vec::<Value>::new());

    // and the frame goes on
    page.act("frame.update({ number: '+13105550101' })").await;
    let card = page.card_that("element.number === '+13105550101'").await;
    assert_eq!(card.state, "ready");
}

async fn given_a_number_that_is_none_when_set_then_the_card_says_so_and_nothing_is_asked(
    stage: Arc<Stage>,
) {
    // given somebody's card
    let page = FramingPage::open(&stage).await;
    page.embed(json!({ "number": "+13105550102" })).await;
    page.settled().await;

    for text in ["javascript:alert(1)", "n/a", "<img src=x onerror=alert(1)>"] {
        // when
        page.run::<Value>("frame.update({ number: args[0] })", vec![json!(text)])
            .await;

        // then it isn't theirs any more
        let script = "await until(() => card().error?.code === 'invalid-number'); return [card().profile, card().shadowRoot.querySelectorAll('a, script, [onerror]').length]";
        let shown: Value = page.inside(script).await;
        assert_eq!(shown, json!([null, 0]), "{text}");
        page.act("frame.update({ number: '+13105550102' })").await;
        page.inside::<Value>("await until(() => card().state === 'ready')")
            .await;
    }
    assert_eq!(page.gateway.lookups("0102"), 1);
    let seen: Value = page.run("return seen.dialogs", vec![]).await;
    assert_eq!(seen, json!([]));
}

async fn given_a_flood_of_numbers_when_it_ends_then_the_last_one_is_shown(stage: Arc<Stage>) {
    // given
    let page = FramingPage::open(&stage).await;
    page.embed(json!({ "number": "+13105550102" })).await;
    page.settled().await;

    // when
    page.act("for (let count = 0; count < 1000; count++) frame.update({ number: `+1310555${count % 2 ? '0100' : '0103'}` }); frame.update({ number: '+13105550101' })").await;

    // then
    let card = page.card_that("element.number === '+13105550101'").await;
    assert_eq!(
        (card.state.as_str(), card.field("requested")),
        ("ready", json!("+13105550101"))
    );
    assert_eq!(page.gateway.lookups("0101"), 1);
    let others = page.gateway.lookups("0100") + page.gateway.lookups("0103");
    assert!(others <= 30, "{others} lookups of numbers that nobody saw");
}

async fn given_what_the_frame_says_when_heard_then_each_message_is_of_the_protocol(
    stage: Arc<Stage>,
) {
    // given, when
    let page = FramingPage::open(&stage).await;
    page.embed(json!({ "number": "+13105550102" })).await;
    page.waits_for("heard.some(({ type }) => type === 'profile') && heard.some(({ type }) => type === 'height')").await;
    page.settled().await;

    // then
    let heard: Vec<Value> = page.run("return heard", vec![]).await;
    assert_eq!(
        (&heard[0]["type"], &heard[1]["type"]),
        (&json!("loading"), &json!("ready"))
    );
    for message in &heard {
        assert_eq!(
            (&message["source"], &message["version"], &message["origin"]),
            (
                &json!("phone-profile"),
                &json!(1),
                &json!(page.gateway.origin)
            ),
            "{message}"
        );
    }
    let states: Vec<&Value> = heard
        .iter()
        .filter(|message| message["type"] == "state")
        .map(|message| &message["state"])
        .collect();
    assert_eq!(states.last(), Some(&&json!("ready")), "{states:?}");
    assert_eq!(page.heard("profile").await.len(), 1);
    assert_eq!(
        page.heard("profile").await[0]["profile"]["number"],
        "+13105550102"
    );
    let heights = page.heard("height").await;
    assert!(
        heights
            .windows(2)
            .all(|pair| pair[0]["height"] != pair[1]["height"]),
        "{heights:?}"
    );
}
