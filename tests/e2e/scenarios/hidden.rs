//! Lazy cards where nobody can see them: they spend nothing until they are shown.

use std::sync::Arc;

use serde_json::Value;

use crate::{harness::Stage, page_objects::HostPage, scenarios};

scenarios![given_a_lazy_card_in_a_closed_place_when_it_is_opened_then_it_looks_up_and_no_sooner,];

/// What is closed, and how a page opens it.
const PLACES: [(&str, &str); 8] = [
    (
        "<details><summary>Caller</summary>{card}</details>",
        "place.open = true",
    ),
    ("<div popover>{card}</div>", "place.showPopover()"),
    ("<dialog>{card}</dialog>", "place.showModal()"),
    (
        "<div style='display: none'>{card}</div>",
        "place.style.display = ''",
    ),
    (
        "<div role='tabpanel' hidden>{card}</div>",
        "place.hidden = false",
    ),
    (
        "<div hidden='until-found'>{card}</div>",
        "place.hidden = false",
    ),
    (
        "<div style='content-visibility: hidden'>{card}</div>",
        "place.style.contentVisibility = ''",
    ),
    (
        "<div style='margin-top: 9000px; content-visibility: auto; contain-intrinsic-size: 300px'>{card}</div>",
        "place.scrollIntoView()",
    ),
];

async fn given_a_lazy_card_in_a_closed_place_when_it_is_opened_then_it_looks_up_and_no_sooner(
    stage: Arc<Stage>,
) {
    for (place, open) in PLACES {
        // given
        let card = "<phone-profile number='+13105550123' endpoint='{endpoint}'></phone-profile>";
        let page = HostPage::open(&stage, &place.replace("{card}", card)).await;

        // when it is closed
        page.round_trip().await;

        // then
        assert_eq!(page.gateway.lookups("0123"), 0, "{place}");

        // when it is opened
        let script = format!("const place = card().parentElement; {open}");
        page.run::<Value>(&script, vec![]).await;

        // then
        let card = page.settled("phone-profile").await;
        assert_eq!(card.state, "ready", "{place}");
        assert_eq!(page.gateway.lookups("0123"), 1, "{place}");
    }
}
