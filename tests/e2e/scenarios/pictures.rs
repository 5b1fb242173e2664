//! Pictures: the thumb first, links that have run out, and what stands in for a picture.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, one_card},
    scenarios,
};

scenarios![
    given_a_slow_full_picture_when_shown_then_the_thumb_stands_there_meanwhile,
    given_no_picture_when_shown_then_initials_take_its_place,
    given_links_that_stay_expired_or_broken_when_shown_then_each_is_asked_for_twice_and_no_more,
    given_a_link_that_a_second_lookup_renews_when_shown_then_the_picture_appears,
    given_pictures_hidden_by_the_page_when_shown_then_none_is_requested,
    given_a_small_variant_when_shown_then_the_large_picture_is_not_downloaded,
];

async fn given_a_slow_full_picture_when_shown_then_the_thumb_stands_there_meanwhile(
    stage: Arc<Stage>,
) {
    // given, when the thumb has loaded
    let page = HostPage::open(&stage, &one_card("0135", "")).await;
    let shown = |size: &str| {
        let picture = format!("[data-picture={size}][data-loaded]");
        // The attribute is later where the element was in the page's HTML.
        format!(
            "element.hasAttribute('picture-state') && element.shadowRoot.querySelector('{picture}')"
        )
    };
    let card = page.waits_for("phone-profile", &shown("thumb")).await;

    // then the full one is still on its way
    let full = card.pictures.iter().find(|picture| picture.size == "full");
    assert!(full.is_none_or(|picture| !picture.shown), "{card:?}");
    assert_eq!(card.picture_state(), "public");
    let thumb = card
        .pictures
        .iter()
        .find(|picture| picture.size == "thumb")
        .unwrap();
    assert_eq!(thumb.width, 96);

    // and when that has loaded too, then it's the larger one, each asked for once
    let card = page.waits_for("phone-profile", &shown("full")).await;
    let full = card
        .pictures
        .iter()
        .find(|picture| picture.size == "full")
        .unwrap();
    assert!(full.width > 96, "{card:?}");
    assert!(
        card.pictures
            .iter()
            .all(|picture| picture.alt.as_deref() == Some(""))
    );
    assert_eq!(page.gateway.pictures("0135"), 2);
    page.expect_no_problems().await;
}

async fn given_no_picture_when_shown_then_initials_take_its_place(stage: Arc<Stage>) {
    for line in ["0103", "0104", "0105"] {
        // given, when
        let page = HostPage::with_card(&stage, line, "").await;
        let card = page.card("phone-profile").await;

        // then
        let name = card.name.unwrap();
        let first = name.chars().next().unwrap();
        let initials = card.initials.unwrap();
        assert!(initials.starts_with(first), "{initials} for {name}");
        assert_eq!(card.images, 0);
        assert_eq!(page.gateway.pictures(line), 0);
    }
}

async fn given_links_that_stay_expired_or_broken_when_shown_then_each_is_asked_for_twice_and_no_more(
    stage: Arc<Stage>,
) {
    for (line, state) in [("0107", "expired"), ("0108", "broken")] {
        // given, when the second lookup has been answered too
        let page = HostPage::open(&stage, &one_card(line, "")).await;
        page.gateway
            .stats
            .wait_for_lookups(&format!("1310555{line}"), 2)
            .await;
        page.act(
            "await new Promise((done) => {
               let seen = 0;
               new PerformanceObserver((list, observer) => {
                 seen += list.getEntries().filter(({ name }) => name.includes('/number/')).length;
                 if (seen < 2) return;
                 observer.disconnect();
                 done();
               }).observe({ type: 'resource', buffered: true });
             })",
        )
        .await;
        page.round_trip().await;
        let condition = format!("element.getAttribute('picture-state') === '{state}'");
        let card = page.waits_for("phone-profile", &condition).await;

        // then it's over, and the rest of the card stands
        assert_eq!(card.state, "ready");
        assert!(card.pictures.is_empty() && card.initials.is_some_and(|text| !text.is_empty()));
        page.round_trip().await;
        assert_eq!(page.gateway.lookups(line), 2, "{line}");
        page.expect_no_problems().await;
    }
}

async fn given_a_link_that_a_second_lookup_renews_when_shown_then_the_picture_appears(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, &one_card("0109", "")).await;

    // when
    let condition = "element.shadowRoot?.querySelector('[data-picture=full][data-loaded]') && element.hasAttribute('picture-state')";
    let card = page.waits_for("phone-profile", condition).await;

    // then one more lookup has healed it, and the state was never "loading" again
    assert_eq!(card.picture_state(), "public");
    assert!(card.signals.is_empty(), "{card:?}");
    assert_eq!(page.gateway.lookups("0109"), 2);
    let states: Vec<Value> = page.run("return seen.events.filter(({ name }) => name === 'statechange').map(({ detail }) => detail.state)", vec![]).await;
    assert_eq!(states, [json!("loading"), json!("ready")]);
}

async fn given_pictures_hidden_by_the_page_when_shown_then_none_is_requested(stage: Arc<Stage>) {
    // given, when
    let page = HostPage::with_card(&stage, "0100", r#"picture="hide""#).await;
    page.round_trip().await;

    // then
    let card = page.card("phone-profile").await;
    assert_eq!((card.images, page.gateway.pictures("0100")), (0, 0));
    assert_eq!(
        card.picture_state(),
        "public",
        "the answer's own state stays"
    );

    // and when the page shows them after all, then they come
    page.act("card().picture = 'show'; await settled()").await;
    assert!(page.gateway.pictures("0100") > 0);
    assert_eq!(page.gateway.lookups("0100"), 1);
}

async fn given_a_small_variant_when_shown_then_the_large_picture_is_not_downloaded(
    stage: Arc<Stage>,
) {
    for variant in ["compact", "avatar"] {
        // given, when
        let page = HostPage::with_card(&stage, "0100", &format!(r#"variant="{variant}""#)).await;
        page.round_trip().await;

        // then
        let card = page.card("phone-profile").await;
        assert_eq!(card.pictures.len(), 1, "{card:?}");
        assert_eq!(card.pictures[0].size, "thumb");
        assert_eq!(page.gateway.pictures("0100"), 1);

        // and when it becomes a card, then the full one follows
        page.act("card().variant = 'card'; await until(() => card().shadowRoot.querySelector('[data-picture=full][data-loaded]'))").await;
        assert_eq!(page.gateway.lookups("0100"), 1);
    }
}
