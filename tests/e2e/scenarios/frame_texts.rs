//! The texts of a frame: in its host's language, or its host's own.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{harness::Stage, page_objects::FramingPage, scenarios};

scenarios![
    given_a_language_of_the_hosts_when_set_then_the_frame_is_in_it,
    given_texts_of_the_hosts_when_set_then_frame_and_card_say_them_until_they_are_taken_away,
    given_a_link_to_a_frame_in_a_language_when_opened_in_a_tab_then_it_asks_in_that,
];

/// What the frame says instead of a card, once it is this.
fn waits_with(said: &str) -> String {
    format!(
        "return await until(() => words(document.querySelector('.embedded-wait')) === {said:?}, null)"
    )
}

async fn given_a_language_of_the_hosts_when_set_then_the_frame_is_in_it(stage: Arc<Stage>) {
    // given
    let page = FramingPage::open(&stage).await;

    // when
    page.embed(json!({ "lang": "de-AT" })).await;

    // then
    let german = waits_with("Noch keine Telefonnummer zum Anzeigen.");
    page.await_inside::<bool>(&german).await;
    let document: Value = page
        .inside("const { lang, dir } = document.documentElement; return [lang, dir]")
        .await;
    assert_eq!(document, json!(["de-AT", "ltr"]));

    // and when it is one that there is no catalogue for, or none
    for lang in [json!("nb"), json!("C"), Value::Null] {
        page.run::<Value>("frame.update({ lang: args[0] })", vec![lang])
            .await;

        // then it is English
        page.await_inside::<bool>(&waits_with("No phone number to show yet."))
            .await;
        page.act("frame.update({ lang: 'de' })").await;
        page.await_inside::<bool>(&german).await;
    }
}

async fn given_texts_of_the_hosts_when_set_then_frame_and_card_say_them_until_they_are_taken_away(
    stage: Arc<Stage>,
) {
    // given
    let page = FramingPage::open(&stage).await;

    // when
    let strings = json!({ "frameWaiting": "Nobody calls.", "registered": "Has an account" });
    page.embed(json!({ "strings": strings })).await;

    // then
    page.await_inside::<bool>(&waits_with("Nobody calls."))
        .await;
    page.act("frame.update({ number: '+13105550100' })").await;
    page.card_that("element.number === '+13105550100'").await;
    let says =
        |said: &str| format!("await until(() => words(part(card(), 'status')) === {said:?})");
    page.inside::<Value>(&says("Has an account")).await;

    // and when they are taken away, then both have their own again
    page.act("frame.update({ strings: null })").await;
    page.inside::<Value>(&says("Registered on WhatsApp")).await;
    page.act("frame.update({ number: null })").await;
    page.await_inside::<bool>(&waits_with("No phone number to show yet."))
        .await;
}

async fn given_a_link_to_a_frame_in_a_language_when_opened_in_a_tab_then_it_asks_in_that(
    stage: Arc<Stage>,
) {
    // given, when
    let origin = &stage.world.site.origin;
    let address = format!("{origin}/?embed&lang=de&number=%2B13105550150");
    stage.browser.goto(&address).await;

    // then
    let said: Vec<String> = stage
        .browser
        .run(
            "await until(() => document.querySelector('#question'), null);
             return ['#question p', '#confirm', '#dismiss'].map((selector) => words(document.querySelector(selector)))",
            vec![],
        )
        .await;
    assert_eq!(
        said,
        [
            "+13105550150 abfragen? Das verbraucht eine Abfrage.",
            "Ja, abfragen",
            "Nicht jetzt"
        ]
    );
}
