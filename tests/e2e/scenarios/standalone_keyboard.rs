//! The standalone page without a mouse.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, StandalonePage, one_card},
    scenarios,
};

scenarios![
    given_only_a_keyboard_when_a_number_is_looked_up_then_the_card_appears,
    given_a_failed_lookup_when_retried_by_key_then_the_focus_stays_in_the_card,
    given_a_card_in_a_form_when_its_buttons_are_pressed_then_the_form_is_not_sent,
];

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const SPACE: char = ' ';

async fn given_only_a_keyboard_when_a_number_is_looked_up_then_the_card_appears(stage: Arc<Stage>) {
    // given
    let page = StandalonePage::open(&stage, "").await;

    // when the field is reached by Tab from the start of the page
    let mut path = Vec::new();
    while path.last().is_none_or(|at| at != "number") {
        page.press(TAB).await;
        path.push(page.focused().await);
        assert!(path.len() < 12, "the field isn't reached: {path:?}");
    }
    page.type_text("+1 310 555 0102").await;
    page.press(ENTER).await;

    // then
    let card = page.card_of("+13105550102").await;
    assert_eq!(card.badges, ["Business", "Verified"]);

    // and everything after the field can be reached, each place once, and seen to have the focus
    let mut order = Vec::new();
    for _ in 0..80 {
        page.press(TAB).await;
        let at = page.focused().await;
        if at == "body" || order.contains(&at) {
            break;
        }
        let ring: bool = page
            .run(
                "let at = document.activeElement;
                 while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                 return at.matches(':focus-visible')",
                vec![],
            )
            .await;
        assert!(ring, "{at}");
        order.push(at);
    }
    for place in ["look-up", "copy-link", "+13105550102", "clear"] {
        assert!(
            order.iter().any(|at| at == place),
            "{place} is not among {order:?}"
        );
    }
}

async fn given_a_failed_lookup_when_retried_by_key_then_the_focus_stays_in_the_card(
    stage: Arc<Stage>,
) {
    // given
    let page = StandalonePage::open(&stage, "").await;
    page.look_up("+1 310 555 0124").await;
    page.card_of("+13105550124").await;
    let before = page.lookups("0124");

    // when
    let mut steps = 0;
    while page.focused().await != "phone-profile retry" {
        page.press(TAB).await;
        steps += 1;
        assert!(steps < 12, "the retry button isn't reached");
    }
    page.press(SPACE).await;
    stage
        .world
        .site
        .stats
        .wait_for_lookups("13105550124", before + 1)
        .await;

    // then the focus is in the card, and one step from the button that comes back
    page.act("await until(() => card().state === 'error' && part(card(), 'retry'))")
        .await;
    let focused = page.focused().await;
    assert!(focused.starts_with("phone-profile "), "{focused}");
    page.press(TAB).await;
    assert_eq!(page.focused().await, "phone-profile retry");
}

async fn given_a_card_in_a_form_when_its_buttons_are_pressed_then_the_form_is_not_sent(
    stage: Arc<Stage>,
) {
    // given
    let body = format!(
        r#"<form action="/sent">{}{}<button>Send</button></form>"#,
        one_card("0102", r#"mask id="masked""#),
        one_card("0124", r#"id="failed""#)
    );
    let page = HostPage::open(&stage, &body).await;
    page.settled("#masked").await;
    page.settled("#failed").await;
    page.act("window.sent = 0; document.querySelector('form').addEventListener('submit', (event) => { sent += 1; event.preventDefault(); })").await;

    // when
    for (id, button) in [("#masked", "reveal"), ("#failed", "retry")] {
        page.act(&format!(
            "card('{id}').shadowRoot.querySelector('[data-action={button}]').focus()"
        ))
        .await;
        stage.browser.press([ENTER]).await;
    }
    page.gateway.stats.wait_for_lookups("13105550124", 2).await;

    // then
    let sent: Value = page.run("return sent", vec![]).await;
    assert_eq!(sent, json!(0));
    page.expect_no_problems().await;
}
