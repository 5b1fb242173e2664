//! What a page sets for its own text, and for everything: cards look as they do on a plain page.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{GEOMETRY, HostPage, one_card},
    scenarios,
};

scenarios![
    given_a_page_that_styles_all_of_its_text_when_cards_are_shown_then_they_look_as_on_a_plain_page,
    given_a_page_that_hides_disables_or_turns_a_part_when_a_card_is_in_it_then_the_card_follows,
    given_pages_with_rules_for_everything_when_cards_are_shown_then_nothing_overlaps,
];

/// On the element itself too, as universal rules of style resets are. The size is the card's own: it follows that of its
/// element.
const HOSTILE: &str = "* {
    color: red; cursor: wait; hyphens: auto; letter-spacing: 0.3em; line-break: anywhere; line-height: 3; list-style: square inside;
    overflow-wrap: normal; quotes: none; tab-size: 9; text-align: right; text-align-last: right; text-indent: 3em;
    text-shadow: 2px 2px red; text-transform: uppercase; text-wrap: nowrap; white-space: pre; word-break: break-all; word-spacing: 2em;
    font: italic small-caps 900 14px/3 serif; font-feature-settings: 'smcp'; -webkit-text-fill-color: transparent;
    -webkit-text-stroke: 1px red; border-collapse: collapse; text-emphasis: dot }";

/// Every computed value and every place within the card. Bones in no card of Rust's have no text: only their places matter.
const LOOKS: &str = "const looks = () => [...document.querySelectorAll('phone-profile')].flatMap((element) =>
    [...element.shadowRoot.querySelectorAll('.root, .root *')].map((node) => {
      const style = getComputedStyle(node), host = element.getBoundingClientRect(), box = node.getBoundingClientRect();
      const values = node.closest('.base') ? [...style].filter((name) => !name.startsWith('--')).map((name) => `${name}: ${style[name]}`) : [];
      // A relative time may have changed meanwhile, and what is hidden has no place.
      const place = node.localName === 'time' || !node.getClientRects().length ? [] : [box.x - host.x, box.y - host.y, box.width, box.height];
      return [`${element.variant} ${element.state} ${node.localName} ${node.className}`, ...values, `at ${place.map(Math.round)}`];
    }));\n";

async fn given_a_page_that_styles_all_of_its_text_when_cards_are_shown_then_they_look_as_on_a_plain_page(
    stage: Arc<Stage>,
) {
    // given cards with an answer, without a person, with an error, on their way and with nothing to show
    stage
        .browser
        .emulate_media("prefers-reduced-motion", "reduce")
        .await;
    let cards: String = ["card", "compact", "avatar"]
        .iter()
        .flat_map(|variant| {
            let attributes = format!("variant='{variant}' mask about expected-name='Ann Bee'");
            [
                one_card("0123", &attributes),
                one_card("0106", &attributes),
                format!("<phone-profile number='1' loading='eager' {attributes}></phone-profile>"),
                format!("<phone-profile class='waiting' {attributes}></phone-profile>"),
                format!("<phone-profile {attributes}></phone-profile>"),
            ]
        })
        .collect();
    let page = HostPage::open(&stage, &cards).await;

    // when
    let script = format!(
        "{LOOKS}await customElements.whenDefined('phone-profile');
         for (const waiting of document.querySelectorAll('.waiting')) Object.assign(waiting, {{ endpoint, number: '+13105550199', loading: 'eager', fetcher: () => new Promise(() => {{}}) }});
         for (const one of document.querySelectorAll('phone-profile[number]:not(.waiting)')) await settled(one);
         for (const waiting of document.querySelectorAll('.waiting')) await until(() => waiting.state === 'loading' && part(waiting, 'base').hasAttribute('aria-busy'), waiting);
         const plain = looks();
         const sheet = new CSSStyleSheet(); sheet.replaceSync(args[1]); document.adoptedStyleSheets = [sheet];
         const styled = looks();
         return [new Set(plain.map(([name]) => name.split(' ', 2).join(' '))).size, plain.length === styled.length,
           plain.flatMap((values, index) => values.flatMap((value, at) => value === styled[index][at] ? [] : `${{values[0]}}: ${{value}}, not ${{styled[index][at]}}`))]"
    );
    let script = format!("const [endpoint] = args;\n{script}");
    let seen: Value = page
        .run(&script, vec![json!(page.gateway.origin), json!(HOSTILE)])
        .await;

    // then
    assert_eq!(seen, json!([15, true, []]));
}

async fn given_a_page_that_hides_disables_or_turns_a_part_when_a_card_is_in_it_then_the_card_follows(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::with_card(&stage, "0123", "").await;

    // when
    let script = "const names = ['visibility', 'pointerEvents', 'direction', 'fontFamily'];
        const look = () => names.map((name) => getComputedStyle(part(card(), 'name'))[name]);
        const before = look();
        card().parentElement.style.cssText = 'visibility: hidden; pointer-events: none; direction: rtl; --phone-profile-font: monospace';
        return [before, look()]";
    let seen: Value = page.run(script, vec![]).await;

    // then
    assert_eq!(
        seen,
        json!([
            ["visible", "auto", "ltr", "system-ui, sans-serif"],
            ["hidden", "none", "rtl", "monospace"]
        ])
    );
}

/// Rules that pages have for everything, or for elements that cards are made of, and some that win over all others.
const RULES: [&str; 8] = [
    "* { margin: 20px !important; padding: 10px !important; box-sizing: content-box !important }",
    "* { letter-spacing: 1em !important; word-spacing: 3em !important; line-height: 0.5 !important; white-space: nowrap !important }",
    "* { float: left !important; position: relative !important; display: inline !important }",
    "* { width: 50px !important; height: 10px !important; overflow: hidden !important; min-width: 900px }",
    "div { display: inline; color: transparent; position: absolute } p { float: left; margin: 3em } button { width: 400px; position: fixed }",
    "ul, li { list-style: square; margin: 4em } img { display: none } span { display: block; width: 10px } svg { width: 500px }",
    ":root { font-size: 32px } body { font: 900 40px/0.8 serif; writing-mode: horizontal-tb; zoom: 1 }",
    "*, *::before, *::after { color: red !important; background: yellow !important; border: 5px solid red !important; font: 9px/1 cursive !important }",
];

async fn given_pages_with_rules_for_everything_when_cards_are_shown_then_nothing_overlaps(
    stage: Arc<Stage>,
) {
    // given
    let cards: String = ["card", "compact"]
        .iter()
        .flat_map(|variant| {
            ["0102", "0106", "0124"].map(|line| {
                let attributes = format!(
                    "variant='{variant}' mask show-signals picture='hide' expected-name='Ann Bee'"
                );
                one_card(line, &attributes)
            })
        })
        .collect();
    let page = HostPage::open(&stage, &cards).await;
    page.act("for (const one of document.querySelectorAll('phone-profile')) await settled(one)")
        .await;
    for rules in RULES {
        // when
        let script = format!(
            "{GEOMETRY}const sheet = new CSSStyleSheet(); sheet.replaceSync(args[0]); document.adoptedStyleSheets = [sheet];
             return [...document.querySelectorAll('phone-profile')].flatMap((one) => [...overlapping(one.shadowRoot.querySelector('.root')), ...torn(one.shadowRoot)])"
        );
        let wrong: Vec<String> = page.run(&script, vec![json!(rules)]).await;

        // then
        assert!(wrong.is_empty(), "{rules}:\n{}", wrong.join("\n"));
    }
}
