//! `mount()`, `configure()`, `define()` and the handles that they give.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::Stage,
    page_objects::{Card, HostPage},
    scenarios,
};

scenarios![
    given_a_place_when_mounted_then_the_handle_updates_refreshes_and_removes_the_card,
    given_a_place_that_is_not_there_when_mounted_then_the_error_names_it,
    given_an_unknown_option_when_mounted_then_the_console_names_it,
    given_an_endpoint_for_all_when_configured_later_then_waiting_cards_use_it,
    given_the_element_when_defined_again_then_nothing_happens,
    given_other_names_when_defined_then_each_works,
];

async fn given_a_place_when_mounted_then_the_handle_updates_refreshes_and_removes_the_card(
    stage: Arc<Stage>,
) {
    // given, when
    let page = HostPage::open_without_kit(&stage, r#"<div id="place"></div>"#).await;
    let script = "const { mount } = await kit();
        window.handle = mount('#place', { number: '+13105550100', endpoint, variant: 'compact', expectedName: 'Maya' });
        await handle.ready;
        return read(await settled(handle.element));";
    let card: Card = page.ask(script).await;

    // then
    assert_eq!(
        (card.state.as_str(), page.gateway.lookups("0100")),
        ("ready", 1)
    );
    let place: String = page
        .run(
            "return handle.element.parentElement.id + ' ' + handle.element.localName",
            vec![],
        )
        .await;
    assert_eq!(place, "place phone-profile");

    // when updated, then only what was given changes
    let script = "handle.update({ number: '+13105550101' });
        await handle.ready;
        const { variant, expectedName, state } = handle.element;
        return { variant, expectedName, state, number: handle.element.profile.number };";
    let seen: Value = page.run(script, vec![]).await;
    assert_eq!(
        seen,
        json!({ "variant": "compact", "expectedName": "Maya", "state": "ready", "number": "+13105550101" })
    );

    // when refreshed, then it asks again and gives the new answer
    let seen: Value = page
        .run("return (await handle.refresh()).number", vec![])
        .await;
    assert_eq!(
        (seen, page.gateway.lookups("0101")),
        (json!("+13105550101"), 2)
    );
    let refused: Value = page
        .run(
            "handle.update({ number: '+13105550124' }); return await thrown(handle.refresh())",
            vec![],
        )
        .await;
    assert_eq!(
        (&refused["code"], &refused["isLookupError"]),
        (&json!("unauthorized"), &json!(true))
    );

    // when unmounted, then it's gone, and refreshing says so
    let seen: Value = page.run("handle.unmount(); return [document.querySelector('#place').childElementCount, await thrown(handle.refresh())]", vec![]).await;
    assert_eq!(seen[0], 0);
    assert_eq!(seen[1]["code"], "aborted");
    page.expect_no_problems().await;
}

async fn given_a_place_that_is_not_there_when_mounted_then_the_error_names_it(stage: Arc<Stage>) {
    // given
    let page = HostPage::open_without_kit(&stage, "").await;

    // when
    let script = "const { mount } = await kit();
        return await Promise.all(['#nowhere', null, undefined, {}].map((place) => thrown((async () => mount(place, {}))())))";
    let errors: Value = page.run(script, vec![]).await;

    // then
    for error in errors.as_array().unwrap() {
        assert_eq!(error["name"], "TypeError", "{error}");
        assert!(
            error["message"].as_str().unwrap().contains("mount()"),
            "{error}"
        );
    }
    assert!(errors[0]["message"].as_str().unwrap().contains("#nowhere"));
}

async fn given_an_unknown_option_when_mounted_then_the_console_names_it(stage: Arc<Stage>) {
    // given, when
    let page = HostPage::open_without_kit(&stage, "").await;
    page.ask::<Value>(
        "(await kit()).mount('main', { number: '+13105550100', endpoint, nubmer: 'x' })",
    )
    .await;

    // then
    let log = page.log().await;
    assert!(
        log.iter()
            .any(|line| line.starts_with("WARNING") && line.contains("nubmer")),
        "{log:?}"
    );
}

async fn given_an_endpoint_for_all_when_configured_later_then_waiting_cards_use_it(
    stage: Arc<Stage>,
) {
    // given a card without an endpoint
    let page = HostPage::open(
        &stage,
        r#"<phone-profile number="+13105550100" loading="eager"></phone-profile>"#,
    )
    .await;
    let card = page.reaches("phone-profile", "error").await;
    assert_eq!(card.title.as_deref(), Some("Lookups are not set up here"));
    assert!(card.retry.is_none(), "trying again can't help");

    // when
    page.ask::<Value>(
        "(await kit()).configure({ endpoint, strings: { registered: 'Has an account' } })",
    )
    .await;

    // then
    let card = page.reaches("phone-profile", "ready").await;
    assert_eq!(card.status.as_deref(), Some("Has an account"));
    assert_eq!(page.gateway.lookups("0100"), 1);
}

async fn given_the_element_when_defined_again_then_nothing_happens(stage: Arc<Stage>) {
    // given
    let page = HostPage::with_card(&stage, "0100", "").await;

    // when
    let script = "const { define, PhoneProfileElement } = await kit();
        return [define() === PhoneProfileElement, define() === customElements.get('phone-profile'), card() instanceof PhoneProfileElement]";
    let same: Value = page.run(script, vec![]).await;

    // then
    assert_eq!(same, json!([true, true, true]));
    let log = page.log().await;
    assert!(
        !log.iter().any(|line| line.contains("already registered")),
        "{log:?}"
    );
    page.expect_no_problems().await;
}

async fn given_other_names_when_defined_then_each_works(stage: Arc<Stage>) {
    // given
    let page = HostPage::with_card(&stage, "0100", "").await;

    // when
    let script = "const { define, PhoneProfileElement } = await kit();
        const made = define('caller-card');
        const element = document.createElement('caller-card');
        Object.assign(element, { number: '+13105550100', endpoint, loading: 'eager' });
        document.querySelector('main').append(element);
        await element.ready;
        return { state: element.state, sub: element instanceof PhoneProfileElement, made: made === customElements.get('caller-card') };";
    let seen: Value = page.ask(script).await;

    // then
    assert_eq!(seen, json!({ "state": "ready", "sub": true, "made": true }));
    assert_eq!(
        page.gateway.lookups("0100"),
        1,
        "the two names share what is known"
    );
}
