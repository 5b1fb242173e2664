//! Numbers as people and systems really write them: element, `lookup()`, `attach` and the page ask for the right one
//! or for none.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, StandalonePage},
    scenarios,
};

scenarios![
    given_numbers_as_systems_write_them_when_looked_up_then_the_right_one_is_asked_for,
    given_what_is_no_number_when_looked_up_then_nothing_is_asked,
    given_an_extension_when_a_card_shows_the_number_then_it_says_what_was_left_out,
    given_a_number_that_nobody_can_have_when_a_card_is_drawn_then_nothing_is_asked,
    given_a_link_with_a_pause_when_clicked_then_the_number_before_it_is_looked_up,
    given_two_numbers_in_one_cell_when_clicked_then_nothing_is_asked,
    given_digits_of_another_script_when_typed_into_the_page_then_they_are_read,
    given_a_link_with_an_extension_when_pasted_into_the_page_then_the_card_is_the_numbers,
];

/// Written, region, and the digits that are asked for.
const READ: &[(&str, &str, &str)] = &[
    ("tel:+1-310-555-0123,,4567#", "", "13105550123"),
    ("tel:+13105550123p4567", "", "13105550123"),
    ("'+13105550123", "", "13105550123"),
    ("=\"+13105550123\"", "", "13105550123"),
    ("13105550123@s.whatsapp.net", "", "13105550123"),
    ("https://wa.me/13105550123", "", "13105550123"),
    ("+13105550123.0", "", "13105550123"),
    ("13105550123.0", "US", "13105550123"),
    (
        "+\u{9e7}\u{9e9}\u{9e7}\u{9e6}\u{9eb}\u{9eb}\u{9eb}\u{9e6}\u{9e7}\u{9e8}\u{9e9}",
        "",
        "13105550123",
    ),
];

/// Written, region.
const REFUSED: &[(&str, &str)] = &[
    ("+4477009001230", ""),
    ("+7 8 912 345-67-89", ""),
    ("+44 20 7946 0958/9", ""),
    ("+49 30 23125000/8", ""),
    ("+1 310 555 0123 ::: +44 20 7946 0958", ""),
    ("1.31056E+10", "US"),
    ("246913579024680@lid", ""),
    ("120363025246125486@g.us", ""),
    ("+52 044 55 1234 5678", ""),
    ("2026-04-24", "DK"),
];

/// Looks each number up by a `fetch` that notes its address, and gives the address or the error's code.
const ASKED: &str = "const { lookup } = await kit();
    const seen = [];
    for (const [number, region] of args[0]) {
      let url = null;
      const fetch = async (input) => { url = String(input); return Response.json({ exists: true, number: '13105550123' }); };
      const code = await lookup(number, { endpoint: '/lookup', region, cache: 'no-store', fetch }).then(() => null, (error) => error.code);
      seen.push([url && new URL(url, location.href).pathname, code]);
    }
    return seen;";

async fn given_numbers_as_systems_write_them_when_looked_up_then_the_right_one_is_asked_for(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;
    let numbers: Vec<_> = READ
        .iter()
        .map(|(text, region, _)| [text, region])
        .collect();

    // when
    let seen: Vec<Value> = page.run(ASKED, vec![json!(numbers)]).await;

    // then
    for ((text, _, digits), seen) in READ.iter().zip(seen) {
        assert_eq!(
            seen,
            json!([format!("/lookup/number/{digits}"), null]),
            "{text}"
        );
    }
}

async fn given_what_is_no_number_when_looked_up_then_nothing_is_asked(stage: Arc<Stage>) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let seen: Vec<Value> = page.run(ASKED, vec![json!(REFUSED)]).await;

    // then
    assert_eq!(seen.len(), REFUSED.len());
    for ((text, _), seen) in REFUSED.iter().zip(seen) {
        assert_eq!(seen, json!([null, "invalid-number"]), "{text}");
    }
}

async fn given_an_extension_when_a_card_shows_the_number_then_it_says_what_was_left_out(
    stage: Arc<Stage>,
) {
    // given
    let body = r#"<phone-profile number="+1 310 555 0123 ext. 4" endpoint="{endpoint}" loading="eager"></phone-profile>"#;
    let page = HostPage::open(&stage, body).await;

    // when
    let card = page.settled("phone-profile").await;

    // then
    assert_eq!(card.state, "ready");
    assert_eq!(card.number.as_deref(), Some("+1 310 555 0123"));
    assert_eq!(card.signals, ["Number read without its extension"]);
    assert_eq!(page.gateway.lookups("0123"), 1);
}

async fn given_a_number_that_nobody_can_have_when_a_card_is_drawn_then_nothing_is_asked(
    stage: Arc<Stage>,
) {
    // given, also before the wasm is there
    let card = |(text, region): &(&str, &str)| {
        let text = text.replace('&', "&amp;");
        format!(
            r#"<phone-profile number="{text}" region="{region}" endpoint="{{endpoint}}" loading="eager"></phone-profile>"#
        )
    };
    let body: String = REFUSED.iter().map(card).collect();
    let page = HostPage::open(&stage, &body).await;

    // when
    let script = "const cards = [...document.querySelectorAll('phone-profile')];
        for (const one of cards) await until(() => one.state === 'error', one);
        return cards.map((one) => one.error.code)";
    let codes: Vec<String> = page.run(script, vec![]).await;
    page.round_trip().await;

    // then
    assert_eq!(codes.len(), REFUSED.len());
    assert!(
        codes.iter().all(|code| code == "invalid-number"),
        "{codes:?}"
    );
    assert_eq!(requests(&page).await, Vec::<String>::new());
}

/// The lookups that the page has sent, by their addresses.
async fn requests(page: &HostPage) -> Vec<String> {
    let script = "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((url) => url.includes('/number/'))";
    page.run(script, vec![]).await
}

/// A page whose number was clicked: the state of its card, and the number or the error that it shows.
async fn clicked(stage: &Arc<Stage>, body: &str) -> (HostPage, Value) {
    let page = HostPage::open_without_kit(stage, body).await;
    let script = "const { attach } = await kit(); attach(document, { endpoint });
        const anchor = await until(() => document.querySelector('[aria-haspopup=dialog]'), null);
        anchor.click();
        const inside = await until(() => document.querySelector('[data-phone-profile=popover] phone-profile'), null);
        await until(() => ['ready', 'not-registered', 'error'].includes(inside.state), inside);
        return [inside.state, inside.profile?.number ?? inside.error.code]";
    let seen = page.ask(script).await;
    page.round_trip().await;
    (page, seen)
}

async fn given_a_link_with_a_pause_when_clicked_then_the_number_before_it_is_looked_up(
    stage: Arc<Stage>,
) {
    // given, when
    let body = r##"<a id="link" href="tel:+1-310-555-0123,,4567#">Join the call</a>"##;
    let (page, seen) = clicked(&stage, body).await;

    // then
    assert_eq!(seen, json!(["ready", "+13105550123"]));
    assert_eq!(page.gateway.lookups("0123"), 1);
}

async fn given_two_numbers_in_one_cell_when_clicked_then_nothing_is_asked(stage: Arc<Stage>) {
    // given, when
    let body = r#"<span id="text" data-phone="+44 20 7946 0958/9">Desk</span>"#;
    let (page, seen) = clicked(&stage, body).await;

    // then
    assert_eq!(seen, json!(["error", "invalid-number"]));
    assert_eq!(requests(&page).await, Vec::<String>::new());
}

async fn given_digits_of_another_script_when_typed_into_the_page_then_they_are_read(
    stage: Arc<Stage>,
) {
    // given
    let page = StandalonePage::open(&stage, "").await;

    // when
    page.look_up("+\u{9e7}\u{9e9}\u{9e7}\u{9e6}\u{9eb}\u{9eb}\u{9eb}\u{9e6}\u{9e7}\u{9e8}\u{9e9}")
        .await;

    // then
    assert_ne!(page.card_of("+13105550123").await.state, "error");
}

async fn given_a_link_with_an_extension_when_pasted_into_the_page_then_the_card_is_the_numbers(
    stage: Arc<Stage>,
) {
    for link in [
        "tel:+1-310-555-0123;ext=5",
        "tel:3105550123;phone-context=+1",
    ] {
        // given
        let page = StandalonePage::open(&stage, "").await;

        // when
        page.look_up(link).await;

        // then
        assert_ne!(page.card_of("+13105550123").await.state, "error", "{link}");
    }
}
