//! The card in an iframe of another origin: who may frame it, what it looks like, what it leaves.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{Need, Stage},
    page_objects::{FramingPage, elsewhere, violations},
    scenarios,
};

scenarios![
    given_a_listed_site_when_it_embeds_a_number_then_the_frame_is_the_card_and_as_high,
    given_a_frame_when_its_content_changes_then_its_height_follows,
    given_a_tag_by_hand_when_a_listed_site_frames_it_then_its_number_is_looked_up_at_once,
    given_a_site_that_is_not_listed_when_it_frames_the_page_then_the_browser_refuses,
    given_the_whole_page_when_a_listed_site_frames_it_then_the_browser_refuses,
    given_a_server_without_policies_when_a_foreign_site_frames_it_then_nothing_is_spent,
    given_the_card_alone_when_opened_in_a_tab_then_it_asks_first,
    given_a_frame_when_removed_then_nothing_is_left,
    given_a_frame_when_checked_then_axe_finds_nothing,
];

/// The frame is as high as it has last asked for.
const SAME_HEIGHT: &str =
    "frame.element.offsetHeight === heard.findLast(({ type }) => type === 'height')?.height";

/// In the frame: as soon as it has its new size, there is nothing to scroll.
const NO_SCROLLING: &str = "while (document.documentElement.scrollHeight > innerHeight) await new Promise((next) => requestAnimationFrame(next))";

async fn given_a_listed_site_when_it_embeds_a_number_then_the_frame_is_the_card_and_as_high(
    stage: Arc<Stage>,
) {
    // given
    let page = FramingPage::open(&stage).await;

    // when
    page.embed(json!({ "number": "(310) 555-0123", "region": "US", "expectedName": "Maya", "headingLevel": 4 }))
        .await;
    page.waits_for("told.some(([name]) => name === 'profile')")
        .await;

    page.waits_for(SAME_HEIGHT).await;

    // then there is the card, and nothing of the page
    let card = page.settled().await;
    assert_eq!(
        (card.state.as_str(), card.picture_state()),
        ("ready", "public")
    );
    assert_eq!(card.heading.as_deref(), Some("h4"));
    assert!(card.matched.is_some(), "{card:?}");
    let rest: Value = page
        .inside("return [...document.querySelectorAll('header, form, footer, #visits, #demo, h1')].filter(seenBy).length")
        .await;
    assert_eq!(rest, 0);
    let look: Value = page
        .inside(
            "const root = document.documentElement;
            return {
              background: [root, document.body].map((element) => getComputedStyle(element).backgroundColor),
              bars: innerWidth - root.clientWidth,
              fills: card().offsetWidth === innerWidth,
              height: Math.ceil(card().getBoundingClientRect().height),
              wide: root.scrollWidth > innerWidth,
            };",
        )
        .await;
    let clear = "rgba(0, 0, 0, 0)";
    assert_eq!(look["background"], json!([clear, clear]));
    assert_eq!(
        (&look["wide"], &look["bars"], &look["fills"]),
        (&json!(false), &json!(0), &json!(true)),
        "{look}"
    );

    // and the frame is as high as that
    page.inside::<Value>(NO_SCROLLING).await;
    let height: Value = page.run("return frame.element.offsetHeight", vec![]).await;
    assert_eq!(height, look["height"]);

    // and the site was told, and its address holds no number
    let told: Value = page.run("return [told.at(-1)[1].requested, told.find(([name]) => name === 'state')[1].pictureState, frame.element.src.includes('5550123')]", vec![]).await;
    assert_eq!(told, json!(["+13105550123", "unknown", false]));
    assert_eq!(page.gateway.lookups("0123"), 1);

    // and nobody's policy was violated
    let seen: Value = page.run("return seen", vec![]).await;
    assert_eq!(
        (&seen["violations"], &seen["errors"]),
        (&json!([]), &json!([]))
    );
    let log = page.log().await;
    assert!(log.is_empty(), "{log:?}");
}

async fn given_a_frame_when_its_content_changes_then_its_height_follows(stage: Arc<Stage>) {
    // given
    let page = FramingPage::open(&stage).await;
    page.embed(json!({ "number": "+13105550119" })).await;
    let card = page.settled().await;
    assert_eq!(card.state, "ready");
    page.waits_for(SAME_HEIGHT).await;
    let before: u32 = page.run("return frame.element.offsetHeight", vec![]).await;

    for (change, is) in [
        ("frame.update({ variant: 'compact' })", "lower"),
        ("frame.update({ variant: null })", "back"),
        ("frame.element.style.width = '240px'", "higher"),
    ] {
        // when
        let now: u32 = page
            .run(&format!("const before = frame.element.offsetHeight; {change}; await until(() => frame.element.offsetHeight !== before && {SAME_HEIGHT}, null); return frame.element.offsetHeight"), vec![])
            .await;

        // then
        let fits = match is {
            "lower" => now < before,
            "back" => now == before,
            _ => now > before,
        };
        assert!(fits, "{change}: {before} → {now}, not {is}");
        page.inside::<Value>(NO_SCROLLING).await;
    }
}

async fn given_a_tag_by_hand_when_a_listed_site_frames_it_then_its_number_is_looked_up_at_once(
    stage: Arc<Stage>,
) {
    // given, when
    let body = r#"<iframe src="{page}/?embed&number=%2B13105550102&variant=compact&theme=dark&mask&heading-level=2&purpose=review&lang=de" title="Caller"></iframe>"#;
    let page = FramingPage::with_body(&stage, body, str::to_owned).await;

    // then
    let card = page.settled().await;
    assert_eq!(card.state, "ready");
    assert_eq!(card.heading.as_deref(), Some("h2"));
    assert!(card.number.unwrap().contains('•'), "it is masked");
    let look: Value = page
        .inside("return [card().variant, card().theme, document.documentElement.dataset.theme, card().lang, card().purpose]")
        .await;
    assert_eq!(look, json!(["compact", "dark", "dark", "de", "review"]));
    assert_eq!(page.gateway.lookups("0102"), 1);
}

async fn given_a_site_that_is_not_listed_when_it_frames_the_page_then_the_browser_refuses(
    stage: Arc<Stage>,
) {
    // given, when the same page under another origin
    let body = r#"<iframe src="{page}/?embed&number=%2B13105550100" title="Caller"></iframe>"#;
    let page = FramingPage::with_body(&stage, body, elsewhere).await;

    // then
    expect_refused(&stage, &page, "frame-ancestors 'self'").await;
    assert_eq!(page.heard("ready").await, Vec::<Value>::new());
    assert_eq!(page.gateway.lookups("0100"), 0);
}

async fn given_the_whole_page_when_a_listed_site_frames_it_then_the_browser_refuses(
    stage: Arc<Stage>,
) {
    // given, when
    let body = r#"<iframe src="{page}/?number=%2B13105550100" title="Caller"></iframe>"#;
    let page = FramingPage::with_body(&stage, body, str::to_owned).await;

    // then
    expect_refused(&stage, &page, "frame-ancestors 'none'").await;
}

/// Nothing of the page is in the frame, and where the browser's console can be read, it says why.
async fn expect_refused(stage: &Stage, page: &FramingPage, directive: &str) {
    let is_shown: bool = page
        .inside("return document.head.innerHTML.includes('phone-profile')")
        .await;
    assert!(!is_shown);
    if stage.world.engine.has(Need::BrowsersConsole) {
        let log = page.log().await;
        assert!(log.iter().any(|line| line.contains(directive)), "{log:?}");
    }
}

async fn given_a_server_without_policies_when_a_foreign_site_frames_it_then_nothing_is_spent(
    stage: Arc<Stage>,
) {
    // given
    let unguarded = format!("{}/unguarded/", stage.world.host.origin);
    let body = format!(
        r#"<iframe src="{unguarded}?embed&number=%2B13105550123" title="Caller"></iframe>"#
    );

    // when
    let page = FramingPage::with_body(&stage, &body, elsewhere).await;

    // then it asks, as in a tab
    let asked: String = page
        .await_inside("return words(await until(() => document.querySelector('#question'), null))")
        .await;
    assert!(asked.contains("This uses one lookup."), "{asked}");

    // and follows no message, and says once what would let it
    page.inside::<Value>("window.warnings = []; console.warn = (text) => warnings.push(text)")
        .await;
    let script = "const message = { source: 'phone-profile', version: 1, type: 'set', number: '+13105550100' };
        for (let count = 0; count < 5; count++) frames[0].postMessage(message, args[0]);";
    page.run::<Value>(script, vec![json!(stage.world.host.origin)])
        .await;
    let number: Option<String> = page
        .inside("await new Promise((next) => setTimeout(next)); return card().number")
        .await;
    assert_eq!(number, None);
    let heard: Value = page
        .run("return heard.map(({ type }) => type)", vec![])
        .await;
    assert!(
        [
            json!([]),
            json!(["loading"]),
            json!(["ready"]),
            json!(["loading", "ready"])
        ]
        .contains(&heard),
        "{heard}"
    );
    let warnings: Vec<String> = page.inside("return warnings").await;
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(
        warnings[0].contains("--frame-origin http://localhost"),
        "{warnings:?}"
    );
}

async fn given_the_card_alone_when_opened_in_a_tab_then_it_asks_first(stage: Arc<Stage>) {
    // given, when
    let gateway = stage.framed_gateway().await;
    let address = format!("{}/?embed&number=%2B13105550123", gateway.origin);
    stage.browser.goto(&address).await;

    // then
    let script = "await until(() => document.querySelector('#confirm') && customElements.get('phone-profile'), null);
        return [card().number, seenBy(card())];";
    let before: Value = stage.browser.run(script, vec![]).await;
    assert_eq!(before, json!([null, false]));
    assert_eq!(gateway.lookups("0123"), 0);

    // and looks up once somebody agrees
    let script = "document.querySelector('#confirm').click(); return (await settled()).state";
    let state: String = stage.browser.run(script, vec![]).await;
    assert_eq!(state, "ready");
    assert_eq!(gateway.lookups("0123"), 1);
}

async fn given_a_frame_when_removed_then_nothing_is_left(stage: Arc<Stage>) {
    // given
    let page = FramingPage::open(&stage).await;
    page.act(
        "window.listening = new Set();
        const { addEventListener: add, removeEventListener: remove } = window;
        window.addEventListener = (type, listener, ...rest) => { listening.add(listener); add.call(window, type, listener, ...rest); };
        window.removeEventListener = (type, listener, ...rest) => { listening.delete(listener); remove.call(window, type, listener, ...rest); };",
    )
    .await;
    page.embed(json!({ "number": "+13105550123" })).await;
    page.waits_for("told.some(([name]) => name === 'profile')")
        .await;
    let listening: u32 = page.run("return listening.size", vec![]).await;
    assert_eq!(listening, 1);

    // when
    page.act("frame.remove(); frame.update({ number: '+13105550100' }); frame.refresh();")
        .await;

    // then
    let left: Value = page
        .run(
            "return [listening.size, document.querySelectorAll('iframe').length]",
            vec![],
        )
        .await;
    assert_eq!(left, json!([0, 0]));
    let seen: Value = page.run("return seen.errors", vec![]).await;
    assert_eq!(seen, json!([]));
}

async fn given_a_frame_when_checked_then_axe_finds_nothing(stage: Arc<Stage>) {
    // given
    let page = FramingPage::open(&stage).await;
    page.embed(json!({ "number": "+13105550102", "expectedName": "Maya", "mask": true }))
        .await;
    page.settled().await;

    // when, then: on the site
    let found = violations(&stage.browser, "main").await;
    assert!(found.is_empty(), "the site:\n{}", found.join("\n"));

    // and in the frame, in either theme, and where it asks
    for query in [
        "&number=%2B13105550102&theme=light",
        "&number=%2B13105550102&theme=dark",
        "",
    ] {
        stage
            .browser
            .goto(&format!("{}/?embed{query}", page.gateway.origin))
            .await;
        let drawn = "await until(() => document.querySelector('#confirm') || seenBy(document.querySelector('.embedded-wait')), null)";
        stage.browser.run::<Value>(drawn, vec![]).await;
        let found = violations(&stage.browser, "#app").await;
        assert!(found.is_empty(), "{query}:\n{}", found.join("\n"));
        if !query.is_empty() {
            let script = "document.querySelector('#confirm').click(); await settled()";
            stage.browser.run::<Value>(script, vec![]).await;
            let found = violations(&stage.browser, "#app").await;
            assert!(found.is_empty(), "{query}:\n{}", found.join("\n"));
        }
    }
}
