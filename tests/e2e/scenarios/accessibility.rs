//! axe-core on every state of the card, on what shows cards, and on the standalone page, in light and dark; and what WCAG 2.2
//! asks besides: text spacing, reflow at 400 %, sizes of targets.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{HostPage, StandalonePage, one_card, violations},
    scenarios,
};

/// The key that closes a popover.
const ESCAPE: char = '\u{e00c}';

scenarios![
    given_cards_with_answers_when_checked_then_axe_finds_nothing,
    given_cards_without_answers_when_checked_then_axe_finds_nothing,
    given_the_shells_own_error_when_checked_then_axe_finds_nothing,
    given_the_standalone_page_when_checked_then_axe_finds_nothing,
    given_an_open_popover_when_checked_then_axe_finds_nothing,
    given_the_smallest_window_when_checked_then_axe_finds_nothing_and_nothing_has_to_be_scrolled_sideways,
    given_more_space_between_letters_and_lines_when_shown_then_nothing_is_cut_off,
    given_what_can_be_pressed_when_measured_then_it_is_24_pixels_wide_and_high,
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

async fn given_an_open_popover_when_checked_then_axe_finds_nothing(stage: Arc<Stage>) {
    let body = r#"<p><a id="person" href="tel:+13105550102">+1 310 555 0102</a></p><table><tbody><tr><th scope="col">Phone</th></tr>
        <tr><td id="error" data-phone>+1 310 555 0124</td></tr><tr><td id="loading" data-phone>+1 310 555 0112</td></tr></tbody></table>"#;
    for (width, height) in [(1000, 700), (320, 256)] {
        stage.browser.resize(width, height).await;
        let page = HostPage::open_without_kit(&stage, body).await;
        page.ask::<Value>(
            "const { attach } = await kit(); attach(document, { endpoint, inline: 'avatar' }); await until(() => document.querySelector('[aria-haspopup=dialog]'), null)",
        )
        .await;
        for (id, state) in [
            ("person", "ready"),
            ("error", "error"),
            ("loading", "loading"),
        ] {
            // given
            page.act(&format!(
                "document.querySelector('#{id}').click(); const inside = await until(() => card('[data-phone-profile=popover] phone-profile'), null);
                 await until(() => inside.state === '{state}', inside); await drawn()"
            ))
            .await;

            for theme in ["light", "dark"] {
                // when, then
                let script = "for (const element of document.querySelectorAll('phone-profile')) element.theme = args[0]";
                page.run::<Value>(script, vec![json!(theme)]).await;
                expect_none(&stage, &format!("{id}, {width} px, {theme}"), "body").await;
            }
            stage.browser.press([ESCAPE]).await;
        }
    }
}

/// A card in each variant, ready, with everything that a page can ask for, and failed.
fn each_variant() -> String {
    let lines = [
        (
            "0102",
            "mask show-signals about expected-name='Maya Lindqvist'",
        ),
        ("0124", ""),
    ];
    ["card", "compact", "avatar"]
        .iter()
        .flat_map(|variant| {
            lines.map(|(line, more)| one_card(line, &format!(r#"variant="{variant}" {more}"#)))
        })
        .collect()
}

async fn all_settled(page: &HostPage) {
    page.act(
        "for (const element of document.querySelectorAll('phone-profile')) await settled(element)",
    )
    .await;
}

async fn given_the_smallest_window_when_checked_then_axe_finds_nothing_and_nothing_has_to_be_scrolled_sideways(
    stage: Arc<Stage>,
) {
    // given 1280 × 1024 at 400 %
    stage.browser.resize(320, 256).await;
    let page = HostPage::open(&stage, &each_variant()).await;
    all_settled(&page).await;

    // when, then
    let wide: Value = page
        .run(
            "const { scrollWidth, clientWidth } = document.documentElement;
             const cut = [...document.querySelectorAll('phone-profile')].filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
             return [scrollWidth > clientWidth, cut.map((one) => one.outerHTML)]",
            vec![],
        )
        .await;
    assert_eq!(wide, json!([false, []]));
    expect_none_in_either_theme(&stage, &page).await;
}

async fn given_more_space_between_letters_and_lines_when_shown_then_nothing_is_cut_off(
    stage: Arc<Stage>,
) {
    for width in [1000, 320] {
        // given what people set who read by it (WCAG 2.2, 1.4.12), on a phone too
        stage.browser.resize(width, 700).await;
        let page = HostPage::open(&stage, &each_variant()).await;
        all_settled(&page).await;

        // when
        let cut: Value = page
            .run(
                "const sheet = new CSSStyleSheet();
                 sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
                 const cut = [];
                 for (const element of document.querySelectorAll('phone-profile')) {
                   element.shadowRoot.adoptedStyleSheets = [...element.shadowRoot.adoptedStyleSheets, sheet];
                   const frame = element.shadowRoot.querySelector('.root').getBoundingClientRect();
                   for (const node of element.shadowRoot.querySelectorAll('.base *')) {
                     const { left, right, bottom } = node.getBoundingClientRect();
                     const isHidden = !seenBy(node) || node.closest('.avatar');
                     const overflows = node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1;
                     const isClipped = getComputedStyle(node).overflow !== 'visible' && overflows;
                     if (!isHidden && (isClipped || left < frame.left - 1 || right > frame.right + 1 || bottom > frame.bottom + 1)) cut.push([element.variant, node.outerHTML]);
                   }
                 }
                 return cut",
                vec![],
            )
            .await;

        // then
        assert_eq!(cut, json!([]), "{width} px");
    }
}

async fn given_what_can_be_pressed_when_measured_then_it_is_24_pixels_wide_and_high(
    stage: Arc<Stage>,
) {
    // given everything of the kit's that can be pressed
    let body = format!(
        r#"{}<p><a id="link" href="tel:+13105550100">+1 310 555 0100</a></p>"#,
        each_variant()
    );
    let page = HostPage::open(&stage, &body).await;
    all_settled(&page).await;

    // when
    let small: Value = page
        .ask(
            "const { attach } = await kit(); attach(document, { endpoint }); const link = document.querySelector('#link');
             await until(() => link.hasAttribute('aria-haspopup'), null); link.click();
             await settled(await until(() => card('[data-phone-profile=popover] phone-profile'), null));
             const targets = [...document.querySelectorAll('phone-profile')].flatMap((element) => [...element.shadowRoot.querySelectorAll('button'), ...element.querySelectorAll('a')]);
             const sizes = targets.filter(seenBy).map((target) => [words(target), target.getBoundingClientRect()]);
             return [sizes.length, sizes.filter(([, { width, height }]) => width < 24 || height < 24)]",
        )
        .await;

    // then
    assert_eq!(small[1], json!([]));
    assert!(small[0].as_u64() >= Some(5), "{small}");
}
