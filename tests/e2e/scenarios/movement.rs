//! Nothing on the page moves while a card becomes another: skeleton, loading, answer and error are as high as each other.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use crate::{
    harness::{Replaced, Stage, TestGateway},
    page_objects::{HostPage, one_card},
    scenarios,
};

scenarios![
    given_a_slow_endpoint_when_five_cards_are_answered_then_nothing_moves,
    given_each_state_of_a_card_when_measured_then_a_variant_is_as_high_as_its_skeleton,
    given_a_busy_page_when_cards_are_drawn_then_each_skeleton_stays_until_its_card_is_there,
    given_a_failed_load_when_shown_then_each_variant_keeps_its_form_and_the_number_is_there,
    given_a_number_as_the_page_wrote_it_when_nothing_has_loaded_then_it_is_there_unless_masked,
];

/// Chromium's own limit for a good page is 0.1.
const MOST: f64 = 0.01;
const LATENCY: Duration = Duration::from_millis(300);

/// With a picture, a business, without a picture, hidden, nobody, refused.
const LINES: [&str; 6] = ["0123", "0101", "0104", "0103", "0106", "0124"];

/// Everything that has moved since the page's beginning.
const SHIFT: &str = "const shift = () => new Promise((resolve) => {
    const observer = new PerformanceObserver(() => {});
    observer.observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
      const moved = observer.takeRecords();
      resolve([moved.reduce((sum, { value }) => sum + value, 0), moved.flatMap(({ sources }) => sources.map(({ node }) => `${node?.nodeName} ${node?.className ?? ''}`))]);
    })));
  });\n";

async fn given_a_slow_endpoint_when_five_cards_are_answered_then_nothing_moves(stage: Arc<Stage>) {
    for variant in ["card", "compact", "avatar"] {
        for mask in ["", "mask"] {
            for lines in [&LINES[..5], &LINES[1..]] {
                // given
                let allowed = stage.world.host.origin.clone();
                let gateway = TestGateway::slow(LATENCY, allowed).await;
                let attributes = format!("variant='{variant}' {mask} style='margin-block: 8px'");
                let cards: String = lines
                    .iter()
                    .map(|line| one_card(line, &attributes))
                    .collect();
                let page = HostPage::open_at(&stage, gateway, &cards).await;

                // when
                let script = format!(
                    "{SHIFT}for (const element of document.querySelectorAll('phone-profile')) await settled(element);
                     return await shift()"
                );
                let (moved, what): (f64, Vec<String>) = page.run(&script, vec![]).await;

                // then
                assert!(moved <= MOST, "{variant} {mask}: {moved} by {what:?}");
                page.expect_no_problems().await;
            }
        }
    }
}

async fn given_each_state_of_a_card_when_measured_then_a_variant_is_as_high_as_its_skeleton(
    stage: Arc<Stage>,
) {
    for variant in ["card", "compact", "avatar"] {
        for mask in ["", "mask"] {
            // given
            let attributes = format!("variant='{variant}' {mask}");
            let cards: String = LINES
                .iter()
                .map(|line| one_card(line, &attributes))
                .collect();
            let page = HostPage::open_without_kit(&stage, &cards).await;

            // when
            let script = "const elements = [...document.querySelectorAll('phone-profile')];
                const heights = () => elements.map((element) => element.getBoundingClientRect().height);
                (await kit()).define();
                for (const element of elements) await until(() => element.shadowRoot, element);
                const bones = heights();
                for (const element of elements) await until(() => element.state !== 'idle' && part(element, 'base')?.hasAttribute('tabindex'), element);
                const loading = heights();
                for (const element of elements) await settled(element);
                return [bones, loading, heights()]";
            let seen: [Vec<f64>; 3] = page.run(script, vec![]).await;

            // then
            let first = seen[0][0];
            for (line, height) in LINES.iter().cycle().zip(seen.iter().flatten()) {
                let difference = (height - first).abs();
                assert!(difference < 1.0, "{variant} {mask} {line}: {seen:?}");
            }
        }
    }
}

async fn given_a_busy_page_when_cards_are_drawn_then_each_skeleton_stays_until_its_card_is_there(
    stage: Arc<Stage>,
) {
    // given the kit with its wasm, and a page that takes its time over each request: Yew goes on in another task
    let page = HostPage::open(&stage, "").await;
    let given = "const [endpoint, lines] = args;
        await (await kit()).init();
        addEventListener('phone-profile-request', () => {
          const end = performance.now() + 20;
          while (performance.now() < end);
        });
        const heights = new Set();
        const observer = new ResizeObserver((entries) => {
          // None has a height before it is built.
          for (const { borderBoxSize: [{ blockSize }] } of entries) if (blockSize) heights.add(Math.round(blockSize));
        });";

    // when
    let script = format!(
        "{given}
        const elements = lines.map((line) => Object.assign(document.createElement('phone-profile'), {{ number: `+1310555${{line}}`, endpoint, loading: 'eager' }}));
        document.querySelector('main').append(...elements);
        for (const element of elements) observer.observe(element);
        for (const element of elements) await settled(element);
        await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
        return [...heights]"
    );
    let lines: Vec<_> = LINES.iter().cycle().take(24).collect();
    let heights: Vec<u32> = page
        .run(&script, vec![json!(page.gateway.origin), json!(lines)])
        .await;

    // then
    assert_eq!(heights.len(), 1, "{heights:?}");
}

async fn given_a_failed_load_when_shown_then_each_variant_keeps_its_form_and_the_number_is_there(
    stage: Arc<Stage>,
) {
    // given
    let kit = stage.altered_kit();
    kit.replace("phone_profile_bg.wasm", Replaced::Status(404));
    let cards: String = ["card", "compact", "avatar"]
        .iter()
        .map(|variant| one_card("0123", &format!("variant='{variant}' id='{variant}'")))
        .collect();
    let page = HostPage::open_without_kit(&stage, &cards).await;

    // when
    let script = "const elements = [...document.querySelectorAll('phone-profile')];
        (await import(`${args[0]}/index.js`)).define();
        const boxes = () => elements.map((element) => { const { width, height } = element.getBoundingClientRect(); return [width, height].map(Math.round); });
        for (const element of elements) await until(() => element.shadowRoot, element);
        const before = boxes();
        for (const element of elements) await until(() => part(element, 'error'), element);
        const shown = elements.map((element) => [words(part(element, 'error')), part(element, 'error').getAttribute('aria-label'), words(part(element, 'number'))]);
        return [before, boxes(), shown, elements[0].error.message]";
    let seen: Value = page.run(script, vec![json!(kit.url)]).await;

    // then
    let message = seen[3].as_str().unwrap();
    assert_eq!(
        seen[2],
        json!([
            [
                format!("!This card could not be loaded+13105550123{message}Try again"),
                null,
                "+13105550123"
            ],
            [
                "!This card could not be loaded+13105550123Try again",
                null,
                "+13105550123"
            ],
            [
                "!",
                "This card could not be loaded, \u{2066}+13105550123\u{2069}",
                null
            ],
        ])
    );
    for variant in [1, 2] {
        assert_eq!(seen[0][variant], seen[1][variant], "{seen}");
    }
    assert!(seen[1][0][1].as_f64() < Some(300.0), "{seen}");
    // and developers are told once
    let log = page.log().await;
    let told = log
        .iter()
        .filter(|line| line.contains("phone-profile: The widget"));
    assert_eq!(told.count(), 1, "{log:?}");
}

async fn given_a_number_as_the_page_wrote_it_when_nothing_has_loaded_then_it_is_there_unless_masked(
    stage: Arc<Stage>,
) {
    // given cards that are not near the viewport, so that nothing is loaded for them
    let page = HostPage::open_without_kit(
        &stage,
        r#"<div style="height: 9000px"></div>
           <phone-profile number="(310) 555-0123"></phone-profile>
           <phone-profile number="(310) 555-0123" variant="compact" mask></phone-profile>
           <phone-profile number="&#x202e;3210 555 013&#x2069; 0"></phone-profile>
           <phone-profile></phone-profile>"#,
    )
    .await;

    // when
    // A busy page builds its cards in several tasks.
    let script = "(await kit()).define();
        const elements = [...document.querySelectorAll('phone-profile')];
        while (!elements.every((element) => element.shadowRoot)) await drawn();
        return elements.map((element) => {
          const number = element.shadowRoot.querySelector('.number > *');
          return [element.shadowRoot.textContent, number.localName, number.dir];
        })";
    let seen: Value = page.run(script, vec![]).await;

    // then
    assert_eq!(
        seen,
        json!([
            ["(310) 555-0123", "bdi", "ltr"],
            ["•••", "bdi", "ltr"],
            ["3210 555 013 0", "bdi", "ltr"],
            ["", "span", ""],
        ])
    );
    // and it follows what the page changes
    let script = "card().number = '12'; card().mask = true; const masked = card().shadowRoot.textContent; card().mask = false;
        return [masked, card().shadowRoot.textContent]";
    let seen: Value = page.run(script, vec![]).await;
    assert_eq!(seen, json!(["•••", "12"]));
}
