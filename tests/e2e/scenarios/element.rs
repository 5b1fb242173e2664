//! `<phone-profile>` in a document that changes: moves, new numbers, removal, laziness, events.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    harness::{Need, Stage},
    page_objects::{HostPage, one_card},
    scenarios,
};

scenarios![
    given_a_card_when_moved_in_the_document_then_it_stays_and_asks_nothing,
    given_a_slow_lookup_when_the_number_changes_then_the_late_answer_never_lands,
    given_a_slow_lookup_when_the_element_is_removed_then_the_request_ends_and_nothing_throws,
    given_a_removed_element_when_inserted_again_then_it_works,
    given_a_card_when_taken_down_then_nothing_throws_on_the_way_either,
    given_two_elements_with_one_number_when_shown_then_one_request_serves_both,
    given_a_lazy_element_below_the_fold_when_not_seen_then_nothing_is_asked,
    given_an_answer_that_the_page_has_when_set_then_it_shows_without_a_request,
    given_an_answer_that_the_page_has_when_the_configuration_changes_then_it_stays,
    given_an_answer_for_a_lazy_element_when_set_then_it_shows_at_once,
    given_an_answer_without_a_number_when_taken_back_then_the_card_is_empty,
    given_a_page_that_says_no_when_a_lookup_is_about_to_begin_then_none_is_made,
    given_listeners_on_the_document_when_a_card_works_then_events_carry_no_personal_data,
    given_a_pending_answer_when_ready_is_awaited_then_it_settles_with_each_outcome,
    given_properties_set_before_the_definition_when_defined_then_they_count,
    given_attributes_on_an_ancestor_when_shown_then_the_card_inherits_them,
    given_a_lookup_when_aborted_then_the_card_says_so_and_can_be_retried,
    given_bad_attribute_values_when_read_then_defaults_hold,
    given_an_expected_name_when_shown_then_match_and_signals_are_told_and_follow_it,
    given_a_lookup_with_an_expected_name_when_answered_then_the_profile_says_how_they_compare,
];

async fn given_a_card_when_moved_in_the_document_then_it_stays_and_asks_nothing(stage: Arc<Stage>) {
    // given
    let body = format!(r#"{}<div id="elsewhere"></div>"#, one_card("0100", ""));
    let page = HostPage::open(&stage, &body).await;
    page.settled("phone-profile").await;

    // when
    let script = "const base = part(card(), 'base');
        document.querySelector('#elsewhere').appendChild(card());
        await new Promise((next) => requestAnimationFrame(() => setTimeout(next)));
        return base === part(card(), 'base') && base.isConnected;";
    let same: bool = page.run(script, vec![]).await;
    page.round_trip().await;

    // then
    assert!(same, "the card was drawn anew");
    assert_eq!(page.card("phone-profile").await.state, "ready");
    assert_eq!(page.gateway.lookups("0100"), 1);
    let states: usize = page
        .run(
            "return seen.events.filter(({ name }) => name === 'statechange').length",
            vec![],
        )
        .await;
    assert_eq!(states, 2, "loading and ready, once each");
}

async fn given_a_slow_lookup_when_the_number_changes_then_the_late_answer_never_lands(
    stage: Arc<Stage>,
) {
    // given a lookup that the gateway is busy with
    let page = HostPage::open(&stage, &one_card("0111", "")).await;
    page.gateway.stats.wait_for_lookups("13105550111", 1).await;
    let script = "window.numbers = [];
        new MutationObserver(() => numbers.push(read(card()).number)).observe(card().shadowRoot, { subtree: true, childList: true, characterData: true });
        card().number = '+13105550101';
        await until(() => card().state === 'ready');
        return card().profile.number;";

    // when
    let number: String = page.run(script, vec![]).await;
    assert_eq!(number, "+13105550101");

    // then the old answer, which another page of the same kind waits for, passes this card by
    let old: String = page.ask("const { number } = await (await fetch(`${endpoint}/number/13105550111`)).json(); return number").await;
    assert_eq!(old, "13105550111");
    let card = page.card("phone-profile").await;
    assert_eq!(card.number.as_deref(), Some("+1 310 555 0101"));
    let numbers: Vec<Option<String>> = page.run("return numbers", vec![]).await;
    assert!(
        !numbers.contains(&Some("+1 310 555 0111".to_owned())),
        "{numbers:?}"
    );
    // The browser has given the request up: it has no answer.
    if stage.world.engine.has(Need::ResponseStatus) {
        let ended: Vec<u64> = page
            .run("return performance.getEntriesByType('resource').filter(({ name, initiatorType }) => name.endsWith('0111') && initiatorType === 'fetch').map(({ responseStatus }) => responseStatus)", vec![])
            .await;
        assert_eq!(
            ended,
            [0, 200],
            "the card's own request, and the one of this test"
        );
    }
    page.expect_no_problems().await;
}

async fn given_a_slow_lookup_when_the_element_is_removed_then_the_request_ends_and_nothing_throws(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "").await;
    let script = "const { mount } = await kit();
        const fetcher = (url, options) => {
          options.signal.addEventListener('abort', () => (document.body.dataset.aborted = 'yes'));
          return fetch(url, options);
        };
        window.handle = mount('main', { number: '+13105550112', endpoint, fetcher });";
    page.ask::<Value>(script).await;
    page.gateway.stats.wait_for_lookups("13105550112", 1).await;

    // when
    page.act("handle.unmount(); await until(() => document.body.dataset.aborted === 'yes', null)")
        .await;

    // then
    page.round_trip().await;
    let state: String = page.run("return handle.element.state", vec![]).await;
    assert_eq!(state, "idle");
    page.expect_no_problems().await;
}

async fn given_a_removed_element_when_inserted_again_then_it_works(stage: Arc<Stage>) {
    // given
    let page = HostPage::with_card(&stage, "0100", "").await;
    let script = "window.element = card();
        element.remove();
        await new Promise((next) => setTimeout(next));
        document.querySelector('main').append(element);";

    // when
    page.act(script).await;

    // then it shows the saved answer
    let card = page.settled("phone-profile").await;
    assert_eq!(
        (card.state.as_str(), card.number.as_deref()),
        ("ready", Some("+1 310 555 0100"))
    );
    assert_eq!(page.gateway.lookups("0100"), 1);

    // and with another number while it's away, that one
    let script = "element.remove();
        await new Promise((next) => setTimeout(next));
        element.number = '+13105550101';
        document.querySelector('main').append(element);
        await until(() => element.profile?.number === '+13105550101', element);";
    page.act(script).await;
    page.expect_no_problems().await;
}

/// Exceptions that are caught still keep a place in wasm's table of values.
async fn given_a_card_when_taken_down_then_nothing_throws_on_the_way_either(stage: Arc<Stage>) {
    // given
    let page = HostPage::with_card(&stage, "0100", "").await;
    let watch = "window.removals = [];
        const original = Node.prototype.removeChild;
        Node.prototype.removeChild = function (node) {
          try {
            return original.call(this, node);
          } catch (error) {
            removals.push(error.name);
            throw error;
          }
        };
        window.element = card();
        window.base = part(element, 'base');";
    page.act(watch).await;

    // when, then Yew's node goes, and nothing was thrown
    let script = "element.remove();
        await new Promise((next) => setTimeout(next));
        document.querySelector('main').append(element);
        await until(() => element.state === 'ready' && part(element, 'base') !== base, element);
        return [removals.join(' '), base.isConnected];";
    let seen: Value = page.run(script, vec![]).await;
    assert_eq!(seen, json!(["", false]));
    page.expect_no_problems().await;
}

async fn given_two_elements_with_one_number_when_shown_then_one_request_serves_both(
    stage: Arc<Stage>,
) {
    // given, when
    let body = [
        one_card("0111", r#"id="first""#),
        one_card("0111", r#"id="second" variant="compact""#),
    ]
    .concat();
    let page = HostPage::open(&stage, &body).await;
    let (first, second) = (page.settled("#first").await, page.settled("#second").await);

    // then
    assert_eq!(first.name, second.name);
    assert_eq!(page.gateway.lookups("0111"), 1);
}

async fn given_a_lazy_element_below_the_fold_when_not_seen_then_nothing_is_asked(
    stage: Arc<Stage>,
) {
    // given, by default
    let spacer = r#"<canvas width="10" height="4000"></canvas>"#;
    let body = format!(
        r#"{spacer}<phone-profile number="+13105550100" endpoint="{{endpoint}}"></phone-profile>"#
    );
    let page = HostPage::open(&stage, &body).await;
    page.act("await customElements.whenDefined('phone-profile')")
        .await;
    page.round_trip().await;
    let card = page.card("phone-profile").await;
    assert_eq!(
        (
            card.state.as_str(),
            card.skeleton,
            page.gateway.lookups("0100")
        ),
        ("idle", true, 0)
    );
    let loaded: bool = page.run("return performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.wasm'))", vec![]).await;
    assert!(!loaded, "the wasm isn't needed yet");

    // when
    page.act("card().scrollIntoView()").await;

    // then
    assert_eq!(page.settled("phone-profile").await.state, "ready");
    assert_eq!(page.gateway.lookups("0100"), 1);
}

async fn given_an_answer_that_the_page_has_when_set_then_it_shows_without_a_request(
    stage: Arc<Stage>,
) {
    // given a card without a number, and one with
    let body = format!(
        r#"<phone-profile id="bare" endpoint="{{endpoint}}"></phone-profile>{}"#,
        one_card("0100", r#"id="asking""#)
    );
    let page = HostPage::open(&stage, &body).await;
    page.settled("#asking").await;

    // when
    let script = "for (const id of ['#bare', '#asking']) {
          card(id).profile = { success: true, isWhatsApp: true, number: '13105550142', name: 'Given Person', isBusiness: false, profilePic: null, profilePicThumb: null, lastChecked: '2026-01-02T03:04:05Z' };
          await until(() => card(id).profile?.name === 'Given Person', card(id));
        }";
    page.act(script).await;
    page.round_trip().await;

    // then
    for id in ["#bare", "#asking"] {
        let card = page.card(id).await;
        assert_eq!(
            (card.state.as_str(), card.name.as_deref()),
            ("ready", Some("Given Person")),
            "{id}"
        );
        assert_eq!(card.field("source"), "given");
        assert!(card.time.unwrap().line.ends_with("given by this page"));
    }
    assert_eq!(
        (page.gateway.lookups("0142"), page.gateway.lookups("0100")),
        (0, 1)
    );

    // and when it's taken back, then the number counts again
    page.act("card('#asking').profile = null; await until(() => card('#asking').profile?.number === '+13105550100', card('#asking'))").await;

    // and when a list gives the element to somebody else, then the answer doesn't go along
    page.act("card('#bare').number = '+13105550101'; await until(() => card('#bare').profile?.number === '+13105550101', card('#bare'))").await;
    page.expect_no_problems().await;
}

async fn given_an_answer_that_the_page_has_when_the_configuration_changes_then_it_stays(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "<phone-profile></phone-profile>").await;
    let script = "await customElements.whenDefined('phone-profile');
        card().profile = { isWhatsApp: true, number: '13105550142', name: 'Given Person' };
        await until(() => card().state === 'ready');";
    page.act(script).await;

    // when whom to ask, and how, is set only now
    page.ask::<Value>("(await kit()).configure({ endpoint, region: 'GB' }); card().region = 'US'; card().fetcher = (...request) => fetch(...request); await drawn();").await;
    page.round_trip().await;

    // then that says nothing about an answer that wasn't asked for
    let card = page.card("phone-profile").await;
    assert_eq!(
        (card.state.as_str(), card.name.as_deref()),
        ("ready", Some("Given Person"))
    );
    assert_eq!(page.gateway.lookups("0142"), 0);
}

async fn given_an_answer_for_a_lazy_element_when_set_then_it_shows_at_once(stage: Arc<Stage>) {
    // given an element that nobody has scrolled to
    let body = r#"<canvas width="10" height="4000"></canvas><phone-profile></phone-profile>"#;
    let page = HostPage::open(&stage, body).await;
    page.act("await customElements.whenDefined('phone-profile')")
        .await;

    // when
    page.act("card().profile = { isWhatsApp: true, number: '13105550142', name: 'Given Person' }")
        .await;

    // then, since there is no request to be saved
    let card = page.reaches("phone-profile", "ready").await;
    assert_eq!(card.name.as_deref(), Some("Given Person"));
}

async fn given_an_answer_without_a_number_when_taken_back_then_the_card_is_empty(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, "<phone-profile></phone-profile>").await;
    let script = "await customElements.whenDefined('phone-profile');
        card().profile = { isWhatsApp: true, number: '13105550142', name: 'Given Person' };
        await until(() => card().state === 'ready');";
    page.act(script).await;

    // when
    page.act("card().profile = null").await;

    // then nothing of the person stays
    let card = page.reaches("phone-profile", "idle").await;
    assert!(card.profile.is_none() && card.name.is_none(), "{card:?}");
}

async fn given_a_page_that_says_no_when_a_lookup_is_about_to_begin_then_none_is_made(
    stage: Arc<Stage>,
) {
    // given a page that allows no lookup until somebody has agreed
    let page = HostPage::open_without_kit(&stage, "").await;
    let script = "const { mount } = await kit();
        window.refuse = (event) => event.preventDefault();
        document.addEventListener('phone-profile-request', refuse);
        mount('main', { number: '+13105550100', endpoint });
        await until(() => seen.events.some(({ name }) => name === 'request'));";
    page.ask::<Value>(script).await;
    page.round_trip().await;

    // then
    let card = page.card("phone-profile").await;
    assert_eq!(
        (card.state.as_str(), card.busy, page.gateway.lookups("0100")),
        ("idle", false, 0)
    );

    // and when somebody agrees, then
    page.act(
        "document.removeEventListener('phone-profile-request', refuse); await card().refresh()",
    )
    .await;
    assert_eq!(
        (
            page.card("phone-profile").await.state.as_str(),
            page.gateway.lookups("0100")
        ),
        ("ready", 1)
    );
}

async fn given_listeners_on_the_document_when_a_card_works_then_events_carry_no_personal_data(
    stage: Arc<Stage>,
) {
    // given a card inside a shadow root of the page's own, one that is answered and one that fails
    let page = HostPage::open_without_kit(&stage, r#"<div id="widget"></div>"#).await;
    let script = "const { mount } = await kit();
        const widget = document.querySelector('#widget').attachShadow({ mode: 'open' });
        for (const line of ['0102', '0124']) {
          const place = document.createElement('div');
          widget.append(place);
          await mount(place, { number: `+1310555${line}`, endpoint }).ready;
        }
        await until(() => seen.events.some(({ name }) => name === 'error'), null);
        return seen.events;";

    // when
    let events: Vec<Value> = page.ask(script).await;

    // then they reach the document, in order
    let told: Vec<(&str, &str)> = events
        .iter()
        .map(|event| {
            (
                event["name"].as_str().unwrap(),
                event["detail"]["state"].as_str().unwrap(),
            )
        })
        .collect();
    let lookup = |outcome: &'static str, state: &'static str, before: &'static str| {
        [
            ("request", before),
            ("statechange", "loading"),
            ("statechange", state),
            (outcome, state),
        ]
    };
    // The first card has shown "loading" already while the wasm came; so has no second event for it.
    let mut seen: Vec<(&str, &str)> = told.clone();
    seen.retain(|(name, _)| *name != "request");
    let mut expected = [lookup("load", "ready", ""), lookup("error", "error", "")].concat();
    expected.retain(|(name, _)| *name != "request");
    assert_eq!(seen, expected, "{told:?}");
    assert_eq!(
        told.iter().filter(|(name, _)| *name == "request").count(),
        2
    );

    for event in &events {
        assert_eq!(
            (&event["bubbles"], &event["composed"]),
            (&json!(true), &json!(true)),
            "{event}"
        );
        assert_eq!(event["cancelable"], event["name"] == "request", "{event}");
        assert_eq!(event["id"], "widget", "retargeted to the widget's host");
        let detail = event["detail"].as_object().unwrap();
        for (field, value) in detail {
            assert!(
                ["state", "code", "durationMs", "requestId"].contains(&field.as_str()),
                "{event}"
            );
            assert!(!value.to_string().contains("555"), "{event}");
        }
    }
    let loaded = events.iter().find(|event| event["name"] == "load").unwrap();
    assert!(
        loaded["detail"]["durationMs"]
            .as_f64()
            .is_some_and(|ms| ms >= 0.0),
        "{loaded}"
    );
    assert!(
        loaded["detail"]["requestId"]
            .as_str()
            .is_some_and(|id| !id.is_empty()),
        "{loaded}"
    );
    let failed = events
        .iter()
        .find(|event| event["name"] == "error")
        .unwrap();
    assert_eq!(failed["detail"]["code"], "unauthorized");
}

async fn given_a_pending_answer_when_ready_is_awaited_then_it_settles_with_each_outcome(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open(&stage, &one_card("0100", "")).await;

    // when, for an answer, for none registered, for an error, and for the answer after that
    let script = "await customElements.whenDefined('phone-profile');
        const states = [];
        for (const line of ['0100', '0106', '0124', '0101']) {
          card().number = `+1310555${line}`;
          await card().ready;
          states.push(card().state);
        }
        return states;";
    let states: Vec<String> = page.run(script, vec![]).await;

    // then
    assert_eq!(states, ["ready", "not-registered", "error", "ready"]);
    let matched: bool = page
        .run(
            "return card().matches(':state(ready)') && !card().matches(':state(error)')",
            vec![],
        )
        .await;
    assert!(matched);
}

async fn given_properties_set_before_the_definition_when_defined_then_they_count(
    stage: Arc<Stage>,
) {
    // given
    let page = HostPage::open_without_kit(&stage, "<phone-profile></phone-profile>").await;
    let script = "Object.assign(card(), {
          number: '+13105550102', endpoint, loading: 'eager', variant: 'compact', maxAge: 60, headingLevel: 2,
          strings: { business: 'Firm' }, fetcher: (...request) => ((window.fetched = true), fetch(...request)),
        });
        (await kit()).define();
        await settled();";

    // when
    page.ask::<Value>(script).await;

    // then
    let card = page.card("phone-profile").await;
    assert_eq!(
        (card.state.as_str(), card.heading.as_deref()),
        ("ready", Some("h2"))
    );
    assert_eq!(card.badges, ["Firm", "Verified"]);
    let seen: Value = page.run("return [window.fetched, card().getAttribute('variant'), card().getAttribute('max-age')]", vec![]).await;
    assert_eq!(seen, json!([true, "compact", "60"]));
}

async fn given_attributes_on_an_ancestor_when_shown_then_the_card_inherits_them(stage: Arc<Stage>) {
    // given a national number, and region, endpoint and language further out
    let body = r#"<section region="US" endpoint="{endpoint}" lang="de">
        <phone-profile number="(310) 555-0138" loading="eager"></phone-profile>
        <div region="GB"><phone-profile id="british" number="020 7946 0958" loading="eager"></phone-profile></div>
    </section>"#;
    let page = HostPage::open(&stage, body).await;

    // when
    let card = page.settled("phone-profile").await;
    let british = page.reaches("#british", "ready").await;

    // then
    assert_eq!(card.field("requested"), "+13105550138");
    assert_eq!(card.time.unwrap().text, "vor 3 Wochen");
    assert_eq!(british.field("requested"), "+442079460958");
}

async fn given_a_lookup_when_aborted_then_the_card_says_so_and_can_be_retried(stage: Arc<Stage>) {
    // given
    let page = HostPage::open(&stage, &one_card("0111", "")).await;
    page.gateway.stats.wait_for_lookups("13105550111", 1).await;

    // when
    page.act("card().abort()").await;

    // then
    let card = page.reaches("phone-profile", "error").await;
    assert_eq!(
        (card.code(), card.title.as_deref()),
        (Some("aborted"), Some("The lookup was stopped"))
    );
    page.act("part(card(), 'retry').click()").await;
    assert_eq!(page.settled("phone-profile").await.state, "ready");
    assert_eq!(page.gateway.lookups("0111"), 2);
    page.expect_no_problems().await;
}

async fn given_bad_attribute_values_when_read_then_defaults_hold(stage: Arc<Stage>) {
    // given
    let attributes = r#"variant="huge" theme="pink" picture="maybe" max-age="soon" heading-level="9" lang="no such language""#;
    let page = HostPage::with_card(&stage, "0138", attributes).await;

    // when
    let seen: Value = page.run("const { variant, theme, picture, maxAge, loading } = card(); return { variant, theme, picture, maxAge, loading }", vec![]).await;

    // then
    assert_eq!(
        seen,
        json!({ "variant": "card", "theme": "auto", "picture": "show", "maxAge": 900, "loading": "eager" })
    );
    let card = page.card("phone-profile").await;
    assert_eq!(card.heading.as_deref(), Some("h3"));
    assert_eq!(card.time.unwrap().text, "3 weeks ago");
    page.expect_no_problems().await;
}

async fn given_an_expected_name_when_shown_then_match_and_signals_are_told_and_follow_it(
    stage: Arc<Stage>,
) {
    // given a business without a picture of its own, under another name
    let page = HostPage::with_card(&stage, "0104", r#"expected-name="Somebody Else""#).await;
    let told = "const { profile } = card(); return [card().getAttribute('match'), card().getAttribute('signals'), profile.match, profile.signals, read(card()).signals]";

    // then
    let different: Value = page.run(told, vec![]).await;
    assert_eq!(
        different,
        json!([
            "different",
            "no-picture name-differs",
            { "result": "different", "reason": "nothing-in-common" },
            ["no-picture", "name-differs"],
            ["No picture set"],
        ])
    );

    // when the page expects the same name, and wants signals with their cautions
    page.act("card().showSignals = true; card().expectedName = card().profile.name; await until(() => card().getAttribute('match') === 'same'); await drawn()").await;

    // then
    let same: Value = page.run(told, vec![]).await;
    assert_eq!(
        same,
        json!([
            "same",
            "no-picture",
            { "result": "same", "reason": "same-words" },
            ["no-picture"],
            ["No picture setMany people never set one. New and old accounts look alike."],
        ])
    );

    // when the card is emptied, and attributes that it sets are taken from it
    page.act("card().setAttribute('signals', 'business'); await until(() => card().getAttribute('signals') === 'no-picture'); card().number = null; await until(() => card().state === 'idle')").await;

    // then
    let empty: Value = page
        .run(
            "return ['match', 'signals'].map((name) => card().getAttribute(name))",
            vec![],
        )
        .await;
    assert_eq!(empty, json!([null, null]));
    assert_eq!(page.gateway.lookups("0104"), 1);
}

async fn given_a_lookup_with_an_expected_name_when_answered_then_the_profile_says_how_they_compare(
    stage: Arc<Stage>,
) {
    let page = HostPage::open_without_kit(&stage, "").await;
    let script = "const { lookup } = await kit();
        const number = '+13105550103';
        const { name, match, signals } = await lookup(number, { endpoint });
        const expected = [name, 'Somebody Else', ' ', 7];
        const matches = [];
        for (const expectedName of expected) matches.push((await lookup(number, { endpoint, expectedName })).match?.reason ?? null);
        return [match, signals, matches]";
    let seen: Value = page.ask(script).await;
    assert_eq!(
        seen,
        json!([
            null,
            ["picture-hidden"],
            ["same-words", "nothing-in-common", "no-expected-name", null]
        ])
    );
    assert_eq!(page.gateway.lookups("0103"), 1);
}
