//! Browsers that lack a newer feature of CSS: each is taken away from the kit's files, and cards stay readable.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{AlteredKit, Replaced, Stage},
    page_objects::{HostPage, one_card},
    scenarios,
};

scenarios![
    given_a_browser_without_a_newer_feature_when_cards_are_shown_then_each_can_be_read,
    given_no_light_dark_when_system_or_page_change_then_cards_and_lists_follow,
    given_the_kit_when_searched_for_oklch_then_none_of_it_is_there,
];

/// What is taken away, by what it is written as.
const FEATURES: [&[&str]; 6] = [
    &["light-dark(", r"light-dark\("],
    &["@container"],
    &[":has("],
    &[":state("],
    &["color-mix("],
    &["text-wrap"],
];

const FILES: [&str; 8] = [
    "index.js",
    "define.js",
    "runtime.js",
    "problem.js",
    "attach.js",
    "list.js",
    "define-list.js",
    "frame.js",
];

/// The kit in which a feature has a name that no browser knows.
fn kit_without(stage: &Stage, feature: &[&str]) -> AlteredKit {
    let kit = stage.altered_kit();
    for file in FILES {
        let mut text = String::from_utf8(stage.kit_file(file)).unwrap();
        for name in feature {
            // Colons and the like stay, so that the sheet can be taken apart as before.
            let unknown: String = name
                .chars()
                .map(|letter| {
                    if letter.is_ascii_alphabetic() {
                        'q'
                    } else {
                        letter
                    }
                })
                .collect();
            text = text.replace(name, &unknown);
        }
        kit.replace(
            file,
            Replaced::Content("text/javascript", text.into_bytes()),
        );
    }
    kit
}

/// What can't be read in a card: text of too little contrast with the ground beneath it, and grounds without a colour.
const READ: &str = "const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const rgba = (color) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
    const luminance = (color) => { const [r, g, b] = rgba(color).map((share) => share / 255).map((share) => share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const groundOf = (node) => { for (let at = node; at; at = at.parentElement) { const { backgroundColor } = getComputedStyle(at); if (rgba(backgroundColor)[3]) return backgroundColor; } };
    const contrast = (one, other) => { const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b); return (light + 0.05) / (dark + 0.05); };
    const unread = (element) => {
      const nodes = [...element.shadowRoot.querySelectorAll('.root, .root *')].filter((node) => node.checkVisibility() && !node.closest('.sr'));
      const told = nodes.filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()));
      const found = told.flatMap((node) => {
        const ground = groundOf(node), { color, fontSize } = getComputedStyle(node);
        if (!ground) return [`${node.className || node.localName} has no ground`];
        const ratio = contrast(color, ground);
        return ratio >= 4.5 ? [] : [`${node.textContent}: ${color} on ${ground}`];
      });
      for (const bone of nodes.filter((node) => node.matches('.bone'))) if (!rgba(getComputedStyle(bone).backgroundColor)[3]) found.push('a bone without colour');
      const round = nodes.find((node) => node.matches('.avatar:not(.bone)'));
      if (round && !rgba(getComputedStyle(round).backgroundColor)[3]) found.push('a picture without ground');
      if (!told.length && !nodes.some((node) => node.matches('.bone, svg'))) found.push('nothing to see');
      return found.map((what) => `${element.variant} ${element.state} ${element.theme}: ${what}`);
    };\n";

async fn given_a_browser_without_a_newer_feature_when_cards_are_shown_then_each_can_be_read(
    stage: Arc<Stage>,
) {
    for feature in FEATURES {
        // given each variant with an answer, without a person, with an error, and on its way
        let kit = kit_without(&stage, feature);
        let scripts = format!(
            r#"<script type="module" src="{}/define.js"></script>"#,
            kit.url
        );
        let mut cards = String::new();
        for variant in ["card", "compact", "avatar"] {
            for theme in ["auto", "light", "dark"] {
                let attributes = format!(
                    "variant='{variant}' theme='{theme}' mask about show-signals expected-name='Ann Bee' picture='hide'"
                );
                for line in ["0102", "0106", "0124"] {
                    cards.push_str(&one_card(line, &attributes));
                }
                cards.push_str(&format!("<phone-profile {attributes}></phone-profile>"));
            }
        }

        // when
        let page = HostPage::open_with(&stage, &scripts, &cards).await;
        let script = format!(
            "{READ}const all = [...document.querySelectorAll('phone-profile')];
             for (const one of all) if (one.number) await settled(one);
             return all.flatMap(unread)"
        );
        let unread: Vec<String> = page.run(&script, vec![]).await;

        // then
        assert!(unread.is_empty(), "{feature:?}:\n{}", unread.join("\n"));
        page.expect_no_problems().await;
    }
}

async fn given_no_light_dark_when_system_or_page_change_then_cards_and_lists_follow(
    stage: Arc<Stage>,
) {
    // given
    let kit = kit_without(&stage, FEATURES[0]);
    let scripts = format!(
        r#"<script type="module" src="{}/define-list.js"></script>"#,
        kit.url
    );
    let body = r#"<div style="color-scheme: light dark"><phone-profile id="system"></phone-profile></div>
        <phone-profile id="page"></phone-profile>
        <phone-profile-list numbers="+13105550100"></phone-profile-list>"#;
    let page = HostPage::open_with(&stage, &scripts, body).await;
    let look = "const elements = ['#system', '#page', 'phone-profile-list'].map((name) => document.querySelector(name));
        await until(() => elements.every((one) => one.shadowRoot));
        // The system's change is told with a frame.
        await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
        return elements.map((one) => getComputedStyle(one.shadowRoot.querySelector('.root, .base')).backgroundColor)";
    let [light, dark] = ["rgb(255, 255, 255)", "rgb(22, 27, 34)"];

    // when, then
    assert_eq!(
        page.run::<Value>(look, vec![]).await,
        json!([light, light, light])
    );
    stage
        .browser
        .emulate_media("prefers-color-scheme", "dark")
        .await;
    assert_eq!(
        page.run::<Value>(look, vec![]).await,
        json!([dark, light, light])
    );
    page.act("document.documentElement.dataset.bsTheme = 'dark'")
        .await;
    let all_dark = page.run::<Value>(look, vec![]).await;
    assert_eq!(all_dark, json!([dark, dark, dark]));
    // and what has a property of its own, nearer than the page's mark, is as the system still
    stage
        .browser
        .emulate_media("prefers-color-scheme", "light")
        .await;
    assert_eq!(
        page.run::<Value>(look, vec![]).await,
        json!([light, dark, dark])
    );
}

async fn given_the_kit_when_searched_for_oklch_then_none_of_it_is_there(stage: Arc<Stage>) {
    for file in FILES {
        let text = String::from_utf8(stage.kit_file(file)).unwrap();
        assert!(!text.contains("oklch("), "{file}");
    }
}
