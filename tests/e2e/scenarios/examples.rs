//! The examples that are ways to embed, not stacks: built from the npm package, served under a strict policy.

use std::sync::{Arc, OnceLock};

use serde_json::{Value, json};

use crate::{
    harness::{Need, Stage, TestGateway},
    page_objects::Card,
    scenarios,
};

scenarios![
    given_a_strict_policy_and_integrity_when_opened_then_the_queued_call_has_mounted_a_card,
    given_a_page_rendered_on_a_server_when_opened_then_the_browser_takes_it_over,
    given_a_table_when_opened_then_every_number_has_a_face_and_opens_its_card,
    given_a_crm_that_frames_the_card_when_opened_then_it_hears_who_calls_and_asks_for_the_next,
];

/// The strictest policy under which a card works.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

async fn opened(stage: &Stage, name: &str) -> TestGateway {
    let site = stage.example_site(name, POLICY).await;
    stage.browser.goto(&format!("{}/", site.origin)).await;
    site
}

/// The card that says who is calling, and a console in which nothing is wrong.
async fn expect_card(stage: &Stage, site: &TestGateway) -> Card {
    let script = "await until(() => card()?.localName); return read(await settled(card()))";
    let card: Card = stage.browser.run(script, vec![]).await;
    assert_eq!(
        (card.state.as_str(), card.name.as_deref()),
        ("ready", Some("Maya Lindqvist"))
    );
    assert!(card.pictures.iter().all(|picture| picture.shown));
    assert_eq!(site.lookups("0123"), 1);
    expect_silence(stage).await;
    card
}

/// Where the console can be read.
async fn expect_silence(stage: &Stage) {
    if !stage.world.engine.has(Need::BrowsersConsole) {
        return;
    }
    let log = stage.browser.log().await;
    let problems: Vec<_> = log
        .iter()
        .filter(|line| line.starts_with("SEVERE") || line.starts_with("WARNING"))
        .collect();
    assert!(problems.is_empty(), "{problems:?}");
}

async fn given_a_strict_policy_and_integrity_when_opened_then_the_queued_call_has_mounted_a_card(
    stage: Arc<Stage>,
) {
    let site = opened(&stage, "strict-csp").await;
    expect_card(&stage, &site).await;
    let integrity: String = stage
        .browser
        .run("return document.querySelector('script').integrity", vec![])
        .await;
    assert!(integrity.starts_with("sha384-"));
}

async fn given_a_page_rendered_on_a_server_when_opened_then_the_browser_takes_it_over(
    stage: Arc<Stage>,
) {
    // given
    let examples = crate::harness::examples().unwrap();
    let html = std::fs::read_to_string(examples.join("server-rendering/dist/index.html")).unwrap();
    assert!(
        html.contains(r#"<phone-profile number="+1 310 555 0123" expected-name="Maya Lindqvist" endpoint="/">+1 310 555 0123</phone-profile>"#),
        "{html}"
    );

    // when, then
    let site = opened(&stage, "server-rendering").await;
    let card = expect_card(&stage, &site).await;
    assert_eq!(card.matched.as_deref(), Some("Name matches"));
}

async fn given_a_table_when_opened_then_every_number_has_a_face_and_opens_its_card(
    stage: Arc<Stage>,
) {
    // given
    let site = opened(&stage, "dashboard-table").await;

    // when
    let script = "await until(() => document.querySelectorAll('phone-profile').length === 4);
        const states = [];
        for (const avatar of document.querySelectorAll('phone-profile')) states.push(read(await settled(avatar)).state);
        document.querySelector('a').click();
        await until(() => document.querySelector('[data-phone-profile=popover] phone-profile'));
        const open = await settled(document.querySelector('[data-phone-profile=popover] phone-profile'));
        return [states, open.profile.number];";
    let seen: Value = stage.browser.run(script, vec![]).await;

    // then
    assert_eq!(
        seen,
        json!([
            ["ready", "ready", "ready", "not-registered"],
            "+13105550100"
        ])
    );
    assert_eq!(site.lookups("0100"), 1, "the card from the avatar's answer");
    expect_silence(&stage).await;
}

async fn given_a_crm_that_frames_the_card_when_opened_then_it_hears_who_calls_and_asks_for_the_next(
    stage: Arc<Stage>,
) {
    // given
    let elsewhere = Arc::new(OnceLock::new());
    let policy = "default-src 'none'; script-src 'self'; frame-src {elsewhere}; require-trusted-types-for 'script'; trusted-types 'none'";
    let site = stage
        .example_site_beside("iframe-host", policy, Arc::clone(&elsewhere))
        .await;
    let gateway = stage.gateway_framed_by(&site.origin).await;
    elsewhere.set(gateway.origin.clone()).unwrap();

    // when
    stage.browser.goto(&format!("{}/", site.origin)).await;
    let script = "const name = () => words(document.querySelector('#name'));
        await until(() => name(), document.querySelector('#name')); return [name(), document.querySelector('iframe').clientHeight > 100]";
    let seen: Value = stage.browser.run(script, vec![]).await;

    // then
    assert_eq!(seen, json!(["Maya Lindqvist", true]));
    let script = "document.querySelector('#next').click();
        await until(() => words(document.querySelector('#name')) === 'unknown', document.querySelector('#name'));";
    stage.browser.run::<Value>(script, vec![]).await;
    assert_eq!((gateway.lookups("0123"), gateway.lookups("0106")), (1, 1));
    expect_silence(&stage).await;
}
