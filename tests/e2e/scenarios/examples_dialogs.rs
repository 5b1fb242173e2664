//! The example with modal dialogs of four libraries: a card that is opened in them can be used, and closes before them.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{Stage, TestGateway},
    scenarios,
};

scenarios![
    given_a_dialog_of_radix_when_a_number_in_it_is_clicked_then_the_card_can_be_used,
    given_a_dialog_of_headless_ui_when_a_number_in_it_is_clicked_then_the_card_can_be_used,
    given_a_dialog_of_mui_when_a_number_in_it_is_clicked_then_the_card_can_be_used,
    given_a_dialog_of_bootstrap_when_a_number_in_it_is_clicked_then_the_card_can_be_used,
];

/// As strict as these libraries let it be: they write style elements.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:";

const ESCAPE: char = '\u{e00c}';
const TAB: char = '\u{e004}';

const LOOK: &str = "const popover = () => document.querySelector('[data-phone-profile=popover]');
    const inside = () => popover()?.querySelector('phone-profile');
    const dialog = () => [...document.querySelectorAll('[role=dialog]:not([data-phone-profile])')].find((one) => seenBy(one.querySelector('a')));
    const still = () => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})));\n";

async fn run(stage: &Stage, body: &str) -> Value {
    stage.browser.run(&format!("{LOOK}{body}"), vec![]).await
}

async fn given_a_dialog_of_radix_when_a_number_in_it_is_clicked_then_the_card_can_be_used(
    stage: Arc<Stage>,
) {
    can_be_used(&stage, "radix").await;
}

async fn given_a_dialog_of_headless_ui_when_a_number_in_it_is_clicked_then_the_card_can_be_used(
    stage: Arc<Stage>,
) {
    can_be_used(&stage, "headless").await;
}

async fn given_a_dialog_of_mui_when_a_number_in_it_is_clicked_then_the_card_can_be_used(
    stage: Arc<Stage>,
) {
    can_be_used(&stage, "mui").await;
}

async fn given_a_dialog_of_bootstrap_when_a_number_in_it_is_clicked_then_the_card_can_be_used(
    stage: Arc<Stage>,
) {
    can_be_used(&stage, "bootstrap").await;
}

async fn can_be_used(stage: &Arc<Stage>, library: &str) {
    // given
    let site: TestGateway = stage.example_site("dialogs", POLICY).await;
    stage.browser.goto(&format!("{}/", site.origin)).await;
    run(
        stage,
        &format!(
            "await until(() => document.querySelector('#{library}'), null);
             document.querySelector('#{library}').focus(); document.querySelector('#{library}').click();
             await until(dialog, null); await still();
             dialog().querySelector('a').id = 'number';
             await until(() => document.querySelector('#number').hasAttribute('aria-haspopup'), null)"
        ),
    )
    .await;

    // when
    stage.browser.click("#number").await;

    // then the card is on top of the dialog
    let seen = run(
        stage,
        "await until(inside, null); await settled(inside());
         const { left, top, width, height } = popover().getBoundingClientRect();
         const at = document.querySelector('#number').getBoundingClientRect();
         return [inside().state, popover().contains(document.elementFromPoint(left + width / 2, top + height / 2)), Math.abs(top - at.bottom) < 12]",
    )
    .await;
    assert_eq!(seen, json!(["error", true, true]), "{library}");

    // when, then its button can be reached by key
    stage.browser.press([TAB]).await;
    let focus = "const active = document.activeElement; return [popover()?.contains(active), active.shadowRoot?.activeElement?.localName]";
    assert_eq!(
        run(stage, focus).await,
        json!([true, "button"]),
        "{library}"
    );

    // when, then a click on the card is the card's
    stage.browser.click("[data-phone-profile=popover]").await;
    stage.browser.press(['\u{e007}']).await; // the button has lost the focus to the card: nothing happens
    let both = "return [!!popover(), !!dialog()]";
    assert_eq!(run(stage, both).await, json!([true, true]), "{library}");
    run(
        stage,
        "part(inside(), 'retry').click(); await settled(inside())",
    )
    .await;
    assert_eq!(site.lookups("0124"), 2, "{library}");

    // when, then the key closes the card, and then the dialog
    stage.browser.press([ESCAPE]).await;
    assert_eq!(
        run(
            stage,
            "return [!!popover(), !!dialog(), document.activeElement.id]"
        )
        .await,
        json!([false, true, "number"]),
        "{library}"
    );
    stage.browser.press([ESCAPE]).await;
    run(stage, "await until(() => !dialog(), null)").await;
}
