//! The gallery: each state of the card, in each variant, light and dark, in two directions; its controls and its code.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{Need, Page, Stage},
    page_objects::{AccessibilityTree, Gallery, violations},
    scenarios,
};

scenarios![
    given_cards_of_each_state_when_checked_then_all_are_accessible_and_fit,
    given_compact_cards_of_each_state_when_checked_then_all_are_accessible_and_fit,
    given_avatars_of_each_state_when_checked_then_all_are_accessible_and_fit,
    given_the_narrowest_and_the_largest_when_chosen_then_nothing_overflows,
    given_the_code_of_each_cell_when_pages_have_it_then_their_cards_are_the_same,
    given_a_control_when_it_is_moved_by_key_then_cards_address_and_code_follow,
    given_an_address_when_it_names_a_cell_then_that_is_shown_alone_and_what_no_control_has_is_as_usual,
];

const LEFT: char = '\u{e012}';

/// Names of states that the gallery can't be without.
const KNOWN: [&str; 8] = [
    "idle",
    "loading",
    "picture-expired",
    "verified",
    "not-registered",
    "other-number",
    "name-different",
    "timeout",
];

async fn given_cards_of_each_state_when_checked_then_all_are_accessible_and_fit(stage: Arc<Stage>) {
    expect_accessible(&stage, "card").await;
}

async fn given_compact_cards_of_each_state_when_checked_then_all_are_accessible_and_fit(
    stage: Arc<Stage>,
) {
    expect_accessible(&stage, "compact").await;
}

async fn given_avatars_of_each_state_when_checked_then_all_are_accessible_and_fit(
    stage: Arc<Stage>,
) {
    expect_accessible(&stage, "avatar").await;
}

async fn expect_accessible(stage: &Arc<Stage>, variant: &str) {
    let gallery = Gallery::new(stage).await;
    for (theme, lang) in [
        ("light", "en"),
        ("dark", "en"),
        ("light", "ar"),
        ("dark", "ar"),
    ] {
        // given
        let query = format!("?variant={variant}&theme={theme}&lang={lang}");
        gallery.open(&query).await;

        // when, then
        let found = violations(&stage.browser, "html").await;
        assert!(found.is_empty(), "{query}:\n{}", found.join("\n"));
        let overflowing = gallery.overflowing().await;
        assert!(
            overflowing.is_empty(),
            "{query}:\n{}",
            overflowing.join("\n")
        );
        if stage.world.engine.has(Need::AccessibilityTree) {
            expect_names(stage, &gallery, &query).await;
        }
        gallery.expect_no_lookup().await;
    }
}

async fn expect_names(stage: &Stage, gallery: &Gallery, query: &str) {
    let cells = gallery.to_say().await;
    assert!(cells.len() > 30, "{query}: {} cells", cells.len());
    let tree = AccessibilityTree::read(&stage.browser).await;
    for (title, to_say) in &cells {
        let inside = tree.inside(tree.find("article", title));
        let Some(to_say) = to_say else { continue };
        let names = inside
            .iter()
            .filter(|node| ["heading", "image", "StaticText"].contains(&node.role.as_str()));
        let is_said = names.clone().any(|node| node.name.contains(to_say));
        assert!(
            is_said,
            "{query}, {title}: {to_say:?} is not among {:?}",
            names.map(|node| &node.name).collect::<Vec<_>>()
        );
    }
}

async fn given_the_narrowest_and_the_largest_when_chosen_then_nothing_overflows(stage: Arc<Stage>) {
    let gallery = Gallery::new(&stage).await;
    for query in [
        "?width=80",
        "?width=80&lang=de&variant=compact&mask=on",
        "?width=200&font-size=32&show-signals=on",
        "?density=2&look=bank",
        "?density=0.5&look=operations&dir=rtl",
    ] {
        for width in [1280, 320] {
            // given
            stage.browser.resize(width, 800).await;

            // when
            gallery.open(query).await;

            // then
            let overflowing = gallery.overflowing().await;
            assert!(
                overflowing.is_empty(),
                "{query}, {width} px:\n{}",
                overflowing.join("\n")
            );
            let script = "const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth";
            let beyond: u64 = gallery.run(script, vec![]).await;
            assert_eq!(beyond, 0, "{query}, {width} px");
        }
    }
    gallery.expect_no_lookup().await;
}

async fn given_the_code_of_each_cell_when_pages_have_it_then_their_cards_are_the_same(
    stage: Arc<Stage>,
) {
    let gallery = Gallery::new(&stage).await;
    for query in [
        "?width=320&density=0.8&font-size=16&look=crm&theme=dark&lang=de&show-signals=on",
        "?variant=compact&width=240&lang=ar&mask=on",
    ] {
        // given
        gallery.open(query).await;
        let mut codes = gallery.codes().await;
        for id in KNOWN {
            assert!(codes.iter().any(|code| code.id == id), "{id}");
        }
        // On a page without any number nothing is loaded that would know of languages and pictures.
        codes.retain(|code| code.id != "idle");

        // when
        let pages: Vec<_> = codes
            .iter()
            .map(|code| {
                let html = format!(
                    "<!doctype html><html lang='en'><meta charset='utf-8'><title>{}</title><style>{}</style>{}<script type='module'>{}</script>",
                    code.id, code.css, code.html, code.js
                );
                let page = Page { html, policy: None };
                (stage.publish(page), code.appearance.clone())
            })
            .collect();
        let appearances = gallery.appearances(&pages).await;

        // then
        for (code, appearance) in codes.iter().zip(appearances) {
            assert_eq!(appearance, code.appearance, "{query}: {}", code.id);
        }
        gallery.expect_no_lookup().await;
    }
}

async fn given_a_control_when_it_is_moved_by_key_then_cards_address_and_code_follow(
    stage: Arc<Stage>,
) {
    // given
    let gallery = Gallery::new(&stage).await;
    gallery.open("?variant=compact").await;
    gallery
        .run::<Value>("document.querySelector('#control-width').focus()", vec![])
        .await;

    // when
    stage.browser.press([LEFT, LEFT]).await;

    // then
    let script = "await until(() => location.search.includes('width=400'), null);
        const one = cells().find(({ id }) => id === 'picture-public');
        const { css } = await codeOf(one);
        const link = one.cell.querySelector('h3 a').getAttribute('href');
        return [location.search, Math.round(one.card.getBoundingClientRect().width), css, link]";
    let seen: Value = gallery.run(script, vec![]).await;
    let (query, css) = (
        "?variant=compact&width=400",
        "phone-profile {\n  max-inline-size: 400px;\n}\n",
    );
    assert_eq!(
        seen,
        json!([query, 400, css, format!("{query}&cell=picture-public")])
    );

    // and when everything is as usual again
    stage.browser.click("#controls [type=reset]").await;

    // then
    let script = "await until(() => !location.search, null); return cells().map(({ card }) => card.variant).filter((variant) => variant !== 'card')";
    assert_eq!(gallery.run::<Value>(script, vec![]).await, json!([]));
}

async fn given_an_address_when_it_names_a_cell_then_that_is_shown_alone_and_what_no_control_has_is_as_usual(
    stage: Arc<Stage>,
) {
    // given, when
    let gallery = Gallery::new(&stage).await;
    gallery
        .open("?cell=server&variant=poster&width=9999&lang=fr&mask=no")
        .await;

    // then
    let script = "const value = (name) => document.querySelector(`#control-${name}`).value;
        return [cells().map(({ id, card }) => [id, card.error.code, card.variant, card.lang, card.mask]), ['variant', 'width', 'lang'].map(value)]";
    let seen: Value = gallery.run(script, vec![]).await;
    assert_eq!(
        seen,
        json!([
            [["server", "server", "card", "fr", false]],
            ["card", "420", "fr"]
        ])
    );
    let found = violations(&stage.browser, "html").await;
    assert!(found.is_empty(), "{}", found.join("\n"));
}
