//! Content security policies: what the kit is built to live under, and what it says where it can't.

use std::sync::Arc;

use serde_json::Value;

use crate::{
    harness::{Need, Stage},
    page_objects::{HostPage, StandalonePage},
    scenarios,
};

scenarios![
    given_the_strictest_policy_when_cards_are_shown_then_nothing_is_violated,
    given_the_gateways_own_policy_when_the_page_is_used_then_nothing_is_violated,
    given_a_policy_without_wasm_when_a_card_is_shown_then_it_names_the_directive,
    given_a_policy_that_forbids_the_endpoint_when_a_card_is_shown_then_it_is_a_network_error,
];

/// As the embedding contract promises it.
const STRICTEST: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
    img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

fn refused(log: &[String]) -> Vec<&String> {
    log.iter()
        .filter(|line| {
            let names = [
                "Content Security Policy",
                "Content-Security-Policy",
                "Trusted",
            ];
            names.iter().any(|name| line.contains(name))
        })
        .collect()
}

async fn given_the_strictest_policy_when_cards_are_shown_then_nothing_is_violated(
    stage: Arc<Stage>,
) {
    // given a dashboard that has everything on its own origin
    let card = |id: &str, number: &str, more: &str| {
        format!(
            r#"<phone-profile id="{id}" number="{number}" endpoint="/lookup" loading="eager" {more}></phone-profile>"#
        )
    };
    let body = [
        card("person", "+13105550123", ""),
        card(
            "shop",
            "+13105550119",
            r#"expected-name="Maya" variant="compact""#,
        ),
        card("masked", "+13105550103", "mask"),
        card("nobody", "+13105550106", ""),
        card("refused", "+13105550124", ""),
        card("face", "+13105550100", r#"variant="avatar" theme="dark""#),
    ]
    .concat();

    // when
    let page = HostPage::on_its_own_origin(&stage, &body, STRICTEST).await;

    // then
    for id in ["#person", "#shop", "#face"] {
        let card = page.settled(id).await;
        assert_eq!(
            (card.state.as_str(), card.picture_state()),
            ("ready", "public"),
            "{id}"
        );
        assert!(
            card.pictures.iter().all(|picture| picture.width > 0),
            "{card:?}"
        );
    }
    assert_eq!(page.settled("#masked").await.picture_state(), "private");
    assert_eq!(page.settled("#nobody").await.state, "not-registered");
    assert_eq!(page.settled("#refused").await.code(), Some("unauthorized"));
    page.act("card('#masked').shadowRoot.querySelector('[data-action=reveal]').click(); part(card('#refused'), 'retry').click()").await;
    page.gateway.stats.wait_for_lookups("13105550124", 2).await;
    page.settled("#refused").await;
    let styled: String = page.run("return getComputedStyle(card('#person').shadowRoot.querySelector('.avatar')).borderTopLeftRadius", vec![]).await;
    assert_eq!(styled, "50%");
    page.expect_no_problems().await;
    let log = page.log().await;
    assert!(refused(&log).is_empty(), "{log:?}");
}

async fn given_the_gateways_own_policy_when_the_page_is_used_then_nothing_is_violated(
    stage: Arc<Stage>,
) {
    // given
    let page = StandalonePage::open(&stage, "?number=%2B13105550140").await;
    let policy: String = page
        .run(
            "return (await fetch('.')).headers.get('content-security-policy')",
            vec![],
        )
        .await;
    for directive in [
        "default-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ] {
        assert!(policy.contains(directive), "{policy}");
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
        "{policy}"
    );
    page.act("window.violations = []; document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`))").await;

    // when
    page.click("#confirm").await;
    page.card_of("+13105550140").await;
    page.look_up("+1 310 555 0119").await;
    page.card_of("+13105550119").await;
    page.act("document.querySelector('#theme input[value=dark]').click()")
        .await;
    page.click("#clear").await;
    page.act("await until(() => !card(), null)").await;

    // then
    let violations: Vec<String> = page.run("return violations", vec![]).await;
    assert!(violations.is_empty(), "{violations:?}");
    // and nothing of what came before there was anybody to listen
    if stage.world.engine.has(Need::BrowsersConsole) {
        let log = stage.browser.log().await;
        assert!(refused(&log).is_empty(), "{log:?}");
    }
}

async fn given_a_policy_without_wasm_when_a_card_is_shown_then_it_names_the_directive(
    stage: Arc<Stage>,
) {
    // given
    let policy = STRICTEST.replace(" 'wasm-unsafe-eval'", "");
    let body = r#"<phone-profile number="+13105550123" endpoint="/lookup" loading="eager"></phone-profile>"#;

    // when
    let page = HostPage::on_its_own_origin(&stage, body, &policy).await;
    let card = page.reaches("phone-profile", "error").await;

    // then
    assert_eq!(card.code(), Some("wasm-blocked"));
    let text = card.error_text.unwrap();
    assert!(
        text.contains("'wasm-unsafe-eval'") && text.contains("script-src"),
        "{text}"
    );
    let error = card.error.unwrap();
    assert!(
        error.message.contains("'wasm-unsafe-eval'") && !error.retryable,
        "{error:?}"
    );
    assert_eq!(page.gateway.lookups("0123"), 0);
    let error: Value = page.run("return await thrown((await importModule('/phone-profile/index.js')).lookup('+13105550123', { endpoint: '/lookup' }))", vec![]).await;
    assert_eq!(error["code"], "wasm-blocked", "{error}");
}

async fn given_a_policy_that_forbids_the_endpoint_when_a_card_is_shown_then_it_is_a_network_error(
    stage: Arc<Stage>,
) {
    // given a dashboard that has forgotten its endpoint in the policy
    let endpoint = stage.gateway().await.origin.clone();
    let body = format!(
        r#"<phone-profile number="+13105550123" endpoint="{endpoint}" loading="eager"></phone-profile>"#
    );

    // when
    let page = HostPage::on_its_own_origin(&stage, &body, STRICTEST).await;

    // then
    let card = page.reaches("phone-profile", "error").await;
    assert_eq!(card.code(), Some("network"));
    assert_eq!(
        card.title.as_deref(),
        Some("No connection to the lookup service")
    );
}
