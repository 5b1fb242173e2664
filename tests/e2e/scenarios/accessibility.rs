//! axe-core on every state of the card and on the standalone page, in light and dark.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, StandalonePage, one_card, violations},
    scenarios,
};

scenarios![
    given_cards_with_answers_when_checked_then_axe_finds_nothing,
    given_cards_without_answers_when_checked_then_axe_finds_nothing,
    given_the_shells_own_error_when_checked_then_axe_finds_nothing,
    given_the_standalone_page_when_checked_then_axe_finds_nothing,
];

async fn expect_none(stage: &Stage, what: &str, selector: &str) {
    let found = violations(&stage.browser, selector).await;
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

async fn expect_none_in_either_theme(stage: &Stage, page: &HostPage) {
    for theme in ["light", "dark"] {
        let script = "for (const element of document.querySelectorAll('phone-profile')) element.theme = args[0]";
        page.run::<Value>(script, vec![json!(theme)]).await;
        expect_none(stage, theme, "main").await;
    }
}

async fn given_cards_with_answers_when_checked_then_axe_finds_nothing(stage: Arc<Stage>) {
    // given each state of the picture, each badge, each variant, and what pages can add
    let lines = [
        ("0100", ""),
        ("0101", ""),
        ("0102", "mask"),
        ("0103", ""),
        ("0104", ""),
        ("0105", ""),
        ("0106", ""),
        ("0107", ""),
        ("0108", ""),
        ("0110", ""),
        ("0119", r#"expected-name="Maya" show-signals"#),
        ("0131", ""),
        ("0132", ""),
        ("0133", ""),
        ("0134", ""),
        ("0102", r#"variant="compact""#),
        ("0103", r#"variant="compact" mask"#),
        ("0106", r#"variant="compact""#),
        ("0100", r#"variant="avatar""#),
        ("0103", r#"variant="avatar""#),
        ("0106", r#"variant="avatar""#),
        ("0100", r#"picture="hide" heading-level="4""#),
    ];
    let body: String = lines
        .iter()
        .map(|(line, attributes)| one_card(line, attributes))
        .collect();
    let page = HostPage::open(&stage, &body).await;

    // when
    page.act(
        "for (const element of document.querySelectorAll('phone-profile')) await settled(element)",
    )
    .await;

    // then
    expect_none_in_either_theme(&stage, &page).await;
}

async fn given_cards_without_answers_when_checked_then_axe_finds_nothing(stage: Arc<Stage>) {
    // given idle, loading, and each kind of error, in each variant
    let codes = [
        "0113", "0115", "0117", "0122", "0124", "0125", "0126", "0136", "0139",
    ];
    let mut body: String = codes.iter().map(|line| one_card(line, "")).collect();
    for variant in ["card", "compact", "avatar"] {
        let attributes = format!(r#"variant="{variant}""#);
        body.push_str(&format!(r#"<phone-profile variant="{variant}" endpoint="{{endpoint}}" loading="eager"></phone-profile>"#));
        body.push_str(&one_card(
            "0112",
            &format!(r#"{attributes} class="loading""#),
        ));
        body.push_str(&one_card("0124", &attributes));
        body.push_str(&one_card("0", &attributes));
    }
    let page = HostPage::open_without_kit(&stage, &body).await;
    let script = "const { configure, define } = await kit();
        configure({ timeoutMs: 4000 });
        define();
        const waiting = [...document.querySelectorAll('phone-profile[number]:not(.loading)')];
        for (const element of waiting) await settled(element);
        const { length } = waiting.filter(({ state }) => state === 'error');
        configure({ timeoutMs: 60000 });
        for (const element of document.querySelectorAll('.loading')) {
          element.number = '';
          await until(() => element.state === 'idle', element);
          element.number = '+13105550112';
          await until(() => element.state === 'loading', element);
        }
        return length;";

    // when
    let errors: usize = page.run(script, vec![]).await;

    // then
    assert_eq!(errors, codes.len() + 6);
    expect_none_in_either_theme(&stage, &page).await;
    let busy: Value = page
        .run("return [...document.querySelectorAll('.loading')].map((element) => [element.state, read(element).busy])", vec![])
        .await;
    assert_eq!(
        busy,
        json!([["loading", true], ["loading", true], ["loading", true]])
    );
}

async fn given_the_shells_own_error_when_checked_then_axe_finds_nothing(stage: Arc<Stage>) {
    // given a page that forbids WebAssembly
    let policy = "script-src 'self'";
    let body = r#"<phone-profile number="+13105550123" endpoint="/lookup" loading="eager"></phone-profile>"#;
    let page = HostPage::on_its_own_origin(&stage, body, policy).await;

    // when
    page.reaches("phone-profile", "error").await;

    // then
    expect_none_in_either_theme(&stage, &page).await;
}

async fn given_the_standalone_page_when_checked_then_axe_finds_nothing(stage: Arc<Stage>) {
    // given
    let page = StandalonePage::open(&stage, "").await;
    for theme in ["light", "dark"] {
        // when, then: empty, with a mistake, with cards
        page.click(&format!("#theme input[value={theme}]")).await;
        expect_none(&stage, &format!("empty, {theme}"), "html").await;

        page.look_up("12").await;
        page.act("await until(() => words(document.querySelector('#number-problem')), null)")
            .await;
        expect_none(&stage, &format!("with a mistake, {theme}"), "html").await;

        page.look_up("+1 310 555 0102").await;
        page.card_of("+13105550102").await;
        expect_none(&stage, &format!("with a card, {theme}"), "html").await;

        page.look_up("+1 310 555 0124").await;
        page.card_of("+13105550124").await;
        expect_none(&stage, &format!("with an error, {theme}"), "html").await;
        page.click("#clear").await;
    }

    // and given a link, then its question
    let page = StandalonePage::open(&stage, "?number=%2B13105550123").await;
    page.act("await until(() => document.querySelector('#confirm'), null)")
        .await;
    expect_none(&stage, "with a question", "html").await;
}
