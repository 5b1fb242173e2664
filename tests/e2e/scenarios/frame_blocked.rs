//! A frame in which there is no card: the site is told, and told what to check; and a frame that is only
//! slow is not taken for one.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{Engine, Page, Stage},
    page_objects::{FramingPage, elsewhere},
    scenarios,
};

scenarios![
    given_a_site_that_is_not_listed_when_it_embeds_a_number_then_it_is_told_how_to_list_it,
    given_a_listed_site_when_the_grace_is_over_then_nothing_was_told,
    given_a_policy_without_the_frames_origin_when_embedded_then_the_site_is_told needs FrameFailures,
    given_an_src_that_is_another_page_when_embedded_then_the_site_is_told,
    given_a_server_that_can_not_be_reached_when_embedded_then_the_site_is_told needs FrameFailures,
    given_a_frame_that_was_told_to_be_blocked_when_it_is_ready_after_all_then_it_is_used,
    given_a_document_that_is_slow_when_embedded_then_nothing_is_told_before_or_after,
    given_scripts_that_never_come_when_the_grace_is_over_then_the_frame_does_not_count_as_blocked,
    given_a_lazy_frame_out_of_sight_when_it_is_reached_then_it_is_told_and_not_before,
    given_a_blocked_frame_when_removed_before_the_grace_is_over_then_nothing_is_told,
    given_a_script_that_did_not_come_from_a_gateway_when_src_is_missing_then_the_error_names_it,
];

/// Keeps what waits for the grace's end, so that a scenario can say when that is.
const GRACES: &str = "window.graces = new Map();
    const { setTimeout: later, clearTimeout: forget } = window;
    window.setTimeout = (run, ms, ...rest) => {
      if (ms !== 2000) return later(run, ms, ...rest);
      const grace = -1 - graces.size;
      graces.set(grace, run);
      document.documentElement.dataset.graces = graces.size;
      return grace;
    };
    window.clearTimeout = (id) => { if (!graces.delete(id)) forget(id); };
    window.endGraces = () => { for (const run of graces.values()) run(); };";

/// What `onError` was called with.
const ERRORS: &str = "told.filter(([name]) => name === 'error').map(([, error]) => error)";

/// A site without a policy, which no gateway lists.
async fn stranger(stage: &Arc<Stage>) -> FramingPage {
    FramingPage::with_body(stage, "", elsewhere).await
}

async fn told(page: &FramingPage) -> Value {
    page.waits_for(&format!("{ERRORS}.length > 0")).await;
    let errors: Vec<Value> = page.run(&format!("return {ERRORS}"), vec![]).await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(
        (&errors[0]["code"], &errors[0]["retryable"]),
        (&json!("frame-blocked"), &json!(false)),
        "{errors:?}"
    );
    errors[0].clone()
}

async fn errors(page: &FramingPage) -> Vec<Value> {
    page.run(&format!("return {ERRORS}"), vec![]).await
}

async fn given_a_site_that_is_not_listed_when_it_embeds_a_number_then_it_is_told_how_to_list_it(
    stage: Arc<Stage>,
) {
    // given
    let page = stranger(&stage).await;

    // when
    page.embed(json!({ "number": "+13105550123" })).await;

    // then
    let error = told(&page).await;
    let message = error["message"].as_str().unwrap();
    let site = elsewhere(&stage.world.host.origin);
    for text in [
        format!("--frame-origin {site}"),
        format!("frame-src {}", page.gateway.origin),
        "src".to_owned(),
    ] {
        assert!(message.contains(&text), "{text}: {message}");
    }
    assert!(!message.contains("555"), "{message}");
    assert_eq!(page.gateway.lookups("0123"), 0);
}

async fn given_a_listed_site_when_the_grace_is_over_then_nothing_was_told(stage: Arc<Stage>) {
    // given
    let page = FramingPage::open(&stage).await;
    page.act(GRACES).await;
    page.embed(json!({ "number": "+13105550123" })).await;
    page.waits_for("graces.size > 0 && told.some(([name]) => name === 'profile')")
        .await;

    // when
    page.act("endGraces()").await;

    // then
    assert_eq!(errors(&page).await, Vec::<Value>::new());
    // and the frame has said what it is before anything else
    assert_eq!(
        page.run::<Value>("return heard[0].type", vec![]).await,
        "loading"
    );
}

async fn given_a_policy_without_the_frames_origin_when_embedded_then_the_site_is_told(
    stage: Arc<Stage>,
) {
    // given a site whose policy names its gateway, and a frame of another
    let page = FramingPage::open(&stage).await;
    let other = stage.framed_gateway().await;

    // when
    page.embed(json!({ "src": other.origin })).await;

    // then
    let error = told(&page).await;
    let message = error["message"].as_str().unwrap();
    assert!(
        message.contains(&format!("frame-src {}", other.origin)),
        "{message}"
    );
}

async fn given_an_src_that_is_another_page_when_embedded_then_the_site_is_told(stage: Arc<Stage>) {
    // given
    let page = stranger(&stage).await;

    // when the gateway has no such page
    page.embed(json!({ "src": format!("{}/card/", page.gateway.origin) }))
        .await;

    // then
    let error = told(&page).await;
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("/card/"), "{message}");
}

async fn given_a_server_that_can_not_be_reached_when_embedded_then_the_site_is_told(
    stage: Arc<Stage>,
) {
    // given
    let page = stranger(&stage).await;

    // when
    page.embed(json!({ "src": stage.dead_origin().await }))
        .await;

    // then
    told(&page).await;
}

async fn given_a_frame_that_was_told_to_be_blocked_when_it_is_ready_after_all_then_it_is_used(
    stage: Arc<Stage>,
) {
    // given a page that says nothing until it is asked to
    let silent = stage.publish(Page {
        html: "<!doctype html><title>Silent</title><script>
            const say = (message) => parent.postMessage(message, '*');
            addEventListener('message', ({ data }) => {
              if (data === 'speak') say({ source: 'phone-profile', version: 1, type: 'ready' });
              else say({ type: 'got', message: data });
            });
            </script>"
            .to_owned(),
        policy: None,
    });
    let page = stranger(&stage).await;
    page.embed(json!({ "src": silent, "number": "+13105550123" }))
        .await;
    told(&page).await;

    // when
    page.act("frames[0].postMessage('speak', '*')").await;

    // then
    page.waits_for("heard.some(({ type }) => type === 'got')")
        .await;
    let got: Value = page
        .run(
            "return heard.find(({ type }) => type === 'got').message",
            vec![],
        )
        .await;
    assert_eq!(
        (&got["type"], &got["number"]),
        (&json!("set"), &json!("+13105550123"))
    );
}

async fn given_a_document_that_is_slow_when_embedded_then_nothing_is_told_before_or_after(
    stage: Arc<Stage>,
) {
    // given
    let page = stranger(&stage).await;
    page.act(GRACES).await;
    let held = stage.held_page("index.html");
    page.embed(json!({ "src": held.url })).await;
    held.is_asked_for().await;

    // then nothing waits for an end of its time
    let waiting: u32 = page.run("return graces.size", vec![]).await;
    assert_eq!((waiting, errors(&page).await.len()), (0, 0));

    // when it comes
    held.release();
    page.waits_for("graces.size > 0").await;
    page.waits_for("heard.some(({ type }) => type === 'loading')")
        .await;
    page.act("endGraces()").await;

    // then
    assert_eq!(errors(&page).await, Vec::<Value>::new());
}

async fn given_scripts_that_never_come_when_the_grace_is_over_then_the_frame_does_not_count_as_blocked(
    stage: Arc<Stage>,
) {
    // given
    let page = stranger(&stage).await;
    page.act(GRACES).await;
    let held = stage.held_page("page.js");
    page.embed(json!({ "src": held.url })).await;
    held.is_asked_for().await;
    page.waits_for("heard.some(({ type }) => type === 'loading')")
        .await;
    // In WebKit a frame has loaded only once all that its scripts import has come: there is no grace yet.
    if stage.world.engine != Engine::Webkit {
        page.waits_for("graces.size > 0").await;
    }

    // when
    page.act("endGraces()").await;

    // then
    assert_eq!(errors(&page).await, Vec::<Value>::new());
    assert_eq!(page.heard("ready").await, Vec::<Value>::new());
}

async fn given_a_lazy_frame_out_of_sight_when_it_is_reached_then_it_is_told_and_not_before(
    stage: Arc<Stage>,
) {
    // given
    let page = stranger(&stage).await;
    page.act(GRACES).await;
    page.act("document.querySelector('main').style.marginTop = '20000px'")
        .await;
    page.embed(json!({ "loading": "lazy" })).await;
    page.act(
        "await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)))",
    )
    .await;
    let waiting: u32 = page.run("return graces.size", vec![]).await;
    assert_eq!((waiting, errors(&page).await.len()), (0, 0));

    // when
    page.act("frame.element.scrollIntoView()").await;
    page.waits_for("graces.size > 0").await;
    page.act("endGraces()").await;

    // then
    told(&page).await;
}

async fn given_a_blocked_frame_when_removed_before_the_grace_is_over_then_nothing_is_told(
    stage: Arc<Stage>,
) {
    // given
    let page = stranger(&stage).await;
    page.act(GRACES).await;
    page.embed(json!({})).await;
    page.waits_for("graces.size > 0").await;

    // when
    page.act("frame.remove()").await;

    // then
    let waiting: u32 = page.run("return graces.size", vec![]).await;
    assert_eq!(waiting, 0);
}

async fn given_a_script_that_did_not_come_from_a_gateway_when_src_is_missing_then_the_error_names_it(
    stage: Arc<Stage>,
) {
    // given a copy on the site's own host, and one in a bundle, which has no place
    let page = FramingPage::with_body(&stage, "", str::to_owned).await;
    let own = format!(
        "{}/unguarded/phone-profile/frame.js",
        stage.world.host.origin
    );
    let bundled: String = page
        .run(
            "const blob = new Blob([await (await fetch(args[0])).text()], { type: 'text/javascript' });
            return URL.createObjectURL(blob);",
            vec![json!(own)],
        )
        .await;

    for script in [own, bundled] {
        // when
        let thrown: Value = page
            .run(
                "const { embedFrame } = await importModule(args[0]);
                try { embedFrame('main', { number: '+13105550123' }); } catch ({ name, message }) { return { name, message, frames: frames.length }; }",
                vec![json!(script)],
            )
            .await;

        // then
        assert_eq!(
            (&thrown["name"], &thrown["frames"]),
            (&json!("TypeError"), &json!(0)),
            "{script}"
        );
        let message = thrown["message"].as_str().unwrap();
        assert!(message.contains("src: 'https://"), "{message}");

        // and with it, it works
        let name: String = page
            .run(
                "const { embedFrame } = await importModule(args[0]);
                let frame;
                const { name } = await new Promise((resolve, reject) => {
                  frame = embedFrame('main', { src: args[1], number: '+13105550123', onProfile: resolve, onError: reject });
                });
                frame.remove();
                return name;",
                vec![json!(script), json!(page.gateway.origin)],
            )
            .await;
        assert_eq!(name, "Maya Lindqvist");
    }
}
