//! Printed pages: every card shows at least its number, and no lookup is made for that.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, one_card},
    scenarios,
};

scenarios![
    given_cards_below_the_fold_when_printed_then_each_shows_its_number_and_nothing_was_asked,
    given_cards_in_each_state_when_printed_then_number_and_what_is_known_are_there,
    given_masked_numbers_when_printed_then_they_stay_masked,
    given_dark_cards_when_printed_then_they_are_light_and_complete,
];

const NUMBER: &str = "+13105550123";

async fn printed(stage: &Stage) -> Vec<String> {
    stage.browser.emulate_print().await;
    stage.browser.rendered_texts().await
}

async fn given_cards_below_the_fold_when_printed_then_each_shows_its_number_and_nothing_was_asked(
    stage: Arc<Stage>,
) {
    // given
    let cards: String = ["card", "compact", "avatar", "card"]
        .iter()
        .cycle()
        .take(40)
        .map(|variant| format!(r#"<phone-profile number="{NUMBER}" endpoint="{{endpoint}}" variant="{variant}"></phone-profile>"#))
        .collect();
    let body = format!(r#"<div style="height: 5000px"></div>{cards}"#);
    let page = HostPage::open(&stage, &body).await;
    page.act("await until(() => [...document.querySelectorAll('phone-profile')].every((one) => one.shadowRoot))").await;

    // when
    let texts = printed(&stage).await;

    // then
    assert_eq!(texts.iter().filter(|text| *text == NUMBER).count(), 40);
    let bones: Value = page
        .run(
            "return [...document.querySelectorAll('phone-profile')].filter((one) => seenBy(one.shadowRoot.querySelector('.bone'))).length",
            vec![],
        )
        .await;
    assert_eq!(bones, json!(0));
    // and another number that comes later is the one that is printed
    page.act("card().number = '+13105550100'; await drawn()")
        .await;
    assert!(printed(&stage).await.contains(&"+13105550100".to_owned()));
    page.round_trip().await;
    assert_eq!(page.gateway.lookups("0123"), 0);
    page.expect_no_problems().await;
}

async fn given_cards_in_each_state_when_printed_then_number_and_what_is_known_are_there(
    stage: Arc<Stage>,
) {
    for (line, attributes, wanted, unwanted) in [
        // an answer says the number itself, once
        (
            "0123",
            "",
            vec![
                "Maya Lindqvist",
                "+1 310 555 0123",
                "Registered on WhatsApp",
            ],
            vec!["+13105550123"],
        ),
        ("0106", "", vec!["+1 310 555 0106"], vec!["+13105550106"]),
        ("0123", "variant=avatar", vec!["+13105550123"], vec![]),
        (
            "0124",
            "",
            vec!["+1 310 555 0124", "Sign-in needed for lookups"],
            vec!["+13105550124"],
        ),
    ] {
        // given
        let page = HostPage::with_card(&stage, line, attributes).await;

        // when
        let texts = printed(&stage).await.join("\n");

        // then
        for text in wanted {
            assert!(
                texts.contains(text),
                "{line} {attributes}: {text} in {texts}"
            );
        }
        for text in unwanted {
            assert!(
                !texts.contains(text),
                "{line} {attributes}: {text} in {texts}"
            );
        }
        page.expect_no_problems().await;
        stage.browser.reset().await;
    }

    // given a number that is none, and an answer that never comes
    let silent = stage.silent_origin().await;
    let body = format!(
        r#"<phone-profile id="none" number="12" endpoint="{{endpoint}}" loading="eager"></phone-profile>
           <phone-profile id="slow" number="{NUMBER}" endpoint="{silent}" loading="eager"></phone-profile>
           <p><a href="tel:+13105550100">+1 310 555 0100</a></p>"#
    );
    let page = HostPage::open(&stage, &body).await;
    page.settled("#none").await;
    page.reaches("#slow", "loading").await;
    page.ask::<Value>(
        "(await kit()).attach(document, { endpoint, inline: 'avatar' });
         await until(() => card('[data-phone-profile=avatar]')); await settled(card('[data-phone-profile=avatar]'))",
    )
    .await;

    // when
    let texts = printed(&stage).await;

    // then
    let count = |wanted: &str| texts.iter().filter(|text| *text == wanted).count();
    let both = (count("12"), count("+1 310 555 0123"));
    assert_eq!(both, (1, 1), "{texts:?}");
    assert_eq!(
        (count("+1 310 555 0100"), count("tel:+13105550100")),
        (1, 0),
        "beside its number, the picture alone"
    );
}

async fn given_masked_numbers_when_printed_then_they_stay_masked(stage: Arc<Stage>) {
    // given one below the fold, one that is not answered and one that is
    let body = format!(
        r#"{}<phone-profile id="refused" number="+13105550124" endpoint="{{endpoint}}" loading="eager" mask></phone-profile>
           <div style="height: 5000px"></div><phone-profile number="{NUMBER}" endpoint="{{endpoint}}" mask></phone-profile>
           <phone-profile number="{NUMBER}" endpoint="{{endpoint}}" variant="avatar" mask></phone-profile>"#,
        one_card("0101", "mask")
    );
    let page = HostPage::open(&stage, &body).await;
    page.settled("phone-profile").await;
    page.settled("#refused").await;

    // when
    let texts = printed(&stage).await;

    // then
    assert_eq!(
        texts.iter().filter(|text| *text == "•••").count(),
        2,
        "{texts:?}"
    );
    assert!(!texts.iter().any(|text| text.contains("310")), "{texts:?}");
}

async fn given_dark_cards_when_printed_then_they_are_light_and_complete(stage: Arc<Stage>) {
    // given cards that are dark by their theme, their page and its variables
    let attributes = r#"theme="dark" show-signals about expected-name="Otto Ek""#;
    let body = format!(
        r#"{}<div class="dark">{}</div><div id="own">{}</div>"#,
        one_card("0102", attributes),
        one_card("0102", "show-signals"),
        one_card("0106", "show-signals")
    );
    let page = HostPage::open(&stage, &body).await;
    let script = "const all = [...document.querySelectorAll('phone-profile')];
        for (const one of all) await settled(one);
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('#own { --phone-profile-bg: #000; --phone-profile-fg: #fff; --phone-profile-muted: #ccc; --phone-profile-danger: #faa }');
        document.adoptedStyleSheets = [sheet];
        all[0].profile = { ...all[0].profile, name: 'Maximiliane Alexandra von Hohenzollern zu Sachsen Coburg und Gotha the Younger of Both' };
        await settled(all[0]);
        await until(() => words(part(all[0], 'name')).includes('Younger'), all[0]);";
    page.act(script).await;

    // when
    stage.browser.emulate_print().await;

    // then
    let script = "const name = part(card(), 'name');
        const colours = [...document.querySelectorAll('phone-profile')].flatMap((one) => ['name', 'status', 'signals', 'time'].map((found) => getComputedStyle(part(one, found)).color));
        const grounds = [...document.querySelectorAll('phone-profile')].map((one) => getComputedStyle(one.shadowRoot.querySelector('.root')).backgroundColor);
        return [[...new Set(colours)], [...new Set(grounds)], name.scrollHeight <= name.clientHeight + 2]";
    let seen: Value = page.run(script, vec![]).await;
    assert_eq!(
        seen,
        json!([["rgb(0, 0, 0)"], ["rgb(255, 255, 255)"], true])
    );
}
