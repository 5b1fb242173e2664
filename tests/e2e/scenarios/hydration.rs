//! Elements that a server has rendered: their attributes stay as sent until a framework has had its time to compare them
//! with what it renders.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{harness::Stage, page_objects::HostPage, scenarios};

scenarios![
    given_an_element_in_the_page_when_it_is_ready_before_the_page_has_loaded_then_its_attributes_follow_afterwards,
    given_an_element_that_a_script_makes_when_it_is_added_then_its_attributes_are_there_at_once,
];

/// Writes down which attributes change before the page has loaded. The frame keeps it from that until the card is ready.
const RECORDER: &str = r#"<script>
    window.early = [];
    const note = (changes) => early.push(...changes.filter(({ target }) => target.localName === 'phone-profile').map(({ attributeName }) => attributeName));
    const observer = new MutationObserver(note);
    observer.observe(document, { attributes: true, subtree: true });
    addEventListener('load', () => { note(observer.takeRecords()); observer.disconnect(); });
    document.addEventListener('phone-profile-load', ({ target }) => {
      window.ready = [document.readyState, target.state, target.matches(':state(ready)'), target.outerHTML];
      document.querySelector('iframe').remove();
    });
</script>"#;

async fn given_an_element_in_the_page_when_it_is_ready_before_the_page_has_loaded_then_its_attributes_follow_afterwards(
    stage: Arc<Stage>,
) {
    // defined after the parser has met the element, and before
    for script in [
        r#"<script type="module" src="{kit}/define.js"></script>"#,
        r#"<script src="{kit}/phone-profile.js"></script>"#,
    ] {
        // given
        let frame = stage.silent_origin().await;
        let element = r#"<phone-profile number="+13105550123" endpoint="{endpoint}" loading="eager">+1 310 555 0123</phone-profile>"#;
        let body = format!(r#"<iframe src="{frame}"></iframe>{element}"#);

        // when
        let page = HostPage::open_with(&stage, &format!("{RECORDER}{script}"), &body).await;
        let card = page.settled("phone-profile").await;

        // then
        let seen: Value = page.run("return [early, ready]", vec![]).await;
        let sent = element.replace("{endpoint}", &page.gateway.origin);
        assert_eq!(seen[0], json!([]), "{script}");
        let ready = seen[1].as_array().unwrap();
        assert_ne!(ready[0], "complete", "{script}");
        assert_eq!(ready[1..], [json!("ready"), json!(true), json!(sent)]);
        assert_eq!(
            (card.state_attribute.as_deref(), card.picture_state()),
            (Some("ready"), "public")
        );
    }
}

async fn given_an_element_that_a_script_makes_when_it_is_added_then_its_attributes_are_there_at_once(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;

    // when
    let state: Value = page
        .run(
            "await customElements.whenDefined('phone-profile');
             const made = document.createElement('phone-profile'); document.body.append(made); return made.getAttribute('state')",
            vec![],
        )
        .await;

    // then
    assert_eq!(state, "idle");
}
