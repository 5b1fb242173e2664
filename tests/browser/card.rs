//! A card's whole life: from its inputs to its last node, and what its element is told.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise};
use phone_profile::card::host::CardHost;
use phone_profile::exports::CardHandle;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, HtmlElement};

use crate::page::{
    aborts, all_reports, calls, document, fetcher, get, host, host_that_says, inputs, is_frozen,
    is_pending, object, on_abort, on_report, open_gate, place, reports, request, requests,
    shadow_of, text_of, turn, value, when,
};

const NUMBER: &str = "+1 310 555 0123";
const OTHER_NUMBER: &str = "+1 310 555 0100";

/// A card that the page's own code can reach, as it reaches the element.
type Shared = Rc<RefCell<Option<CardHandle>>>;

/// A card that answers by the page's own fetch.
struct Placed {
    card: Shared,
    root: Element,
    host: CardHost,
    fetcher: Function,
}

impl Placed {
    /// With the usual number.
    fn new(fetcher_name: &str) -> Self {
        let fetcher = fetcher(fetcher_name);
        let request = request(NUMBER, &fetcher, &[]);
        Self::with(fetcher, host(), &inputs(&request, &[]))
    }

    /// With the usual number, for a page that says this when a lookup is due.
    fn for_page_that_says(answer: &JsValue) -> Self {
        let fetcher = fetcher("answers");
        let request = request(NUMBER, &fetcher, &[]);
        Self::with(fetcher, host_that_says(answer), &inputs(&request, &[]))
    }

    /// With nothing to look up.
    fn idle(fetcher_name: &str) -> Self {
        let fetcher = fetcher(fetcher_name);
        let request = request("", &fetcher, &[]);
        Self::with(fetcher, host(), &inputs(&request, &[]))
    }

    fn with(fetcher: Function, host: CardHost, inputs: &JsValue) -> Self {
        let root = place();
        let card = CardHandle::new(root.clone(), host.clone(), inputs.clone()).unwrap();
        Self {
            card: Rc::new(RefCell::new(Some(card))),
            root,
            host,
            fetcher,
        }
    }

    async fn shown(fetcher_name: &str, wanted: &str) -> Self {
        let card = Self::new(fetcher_name);
        when(&card.host, wanted).await;
        turn().await;
        card
    }

    fn update(&self, request_more: &[(&str, JsValue)], display: &[(&str, JsValue)]) {
        let request = request(NUMBER, &self.fetcher, request_more);
        self.set(&inputs(&request, display));
    }

    fn set(&self, inputs: &JsValue) {
        with(&self.card, |card| card.update(inputs.clone()).unwrap());
    }

    fn show(&self, answer: &JsValue) {
        with(&self.card, |card| card.show(answer.clone()));
    }

    fn refresh(&self) -> Promise {
        let card = self.card.borrow();
        card.as_ref().expect("a card").refresh()
    }

    fn abort(&self) {
        with(&self.card, CardHandle::abort);
    }

    /// As `free()` in JavaScript.
    fn free(&self) {
        free(&self.card);
    }

    fn text(&self, selector: &str) -> Option<String> {
        self.find(selector)?.text_content()
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    fn click(&self, selector: &str) {
        click(&self.find(selector).expect("something to click"));
    }

    fn calls(&self) -> u32 {
        calls(&self.fetcher)
    }

    fn reports(&self) -> String {
        reports(&self.host)
    }
}

impl Drop for Placed {
    fn drop(&mut self) {
        self.free();
        self.root.remove();
    }
}

/// Speaks to a card, if it is still there.
fn with(card: &Shared, speak: impl FnOnce(&CardHandle)) {
    if let Some(card) = card.borrow().as_ref() {
        speak(card);
    }
}

fn free(card: &Shared) {
    let card = card.borrow_mut().take();
    drop(card);
}

fn click(element: &Element) {
    element.unchecked_ref::<HtmlElement>().click();
}

/// How a refresh ended: the name in its profile, or the code of its error.
async fn outcome(refresh: Promise) -> String {
    match JsFuture::from(refresh).await {
        Ok(profile) => text_of(&profile, "name"),
        Err(error) => text_of(&error, "code"),
    }
}

#[wasm_bindgen_test]
async fn given_a_number_when_a_card_gets_it_then_it_loads_and_shows_the_answer() {
    let card = Placed::new("answers");
    assert_eq!(card.reports(), "", "never inside of the call");
    let report = when(&card.host, "ready").await;
    assert_eq!(text_of(&get(&report, "profile"), "name"), "Maya Lindqvist");
    assert_eq!(get(&report, "error"), JsValue::NULL);
    assert_eq!(
        text_of(&report, "announcement"),
        "Maya Lindqvist. Registered on WhatsApp"
    );
    assert!(
        get(&report, "durationMs")
            .as_f64()
            .is_some_and(|ms| ms >= 0.0)
    );
    assert!(!text_of(&report, "requestId").is_empty());
    turn().await;
    assert_eq!(card.text("[part=name]").as_deref(), Some("Maya Lindqvist"));
    assert_eq!(card.reports(), "loading ready");
}

#[wasm_bindgen_test]
async fn given_a_number_that_cannot_be_one_when_a_card_gets_it_then_the_card_says_so_and_nothing_is_sent()
 {
    let card = Placed::idle("answers");
    card.update(&[("number", "12".into())], &[]);
    let report = when(&card.host, "error").await;
    assert_eq!(text_of(&get(&report, "error"), "code"), "invalid-number");
    assert_eq!((card.calls(), requests(&card.host)), (0, 0));
}

#[wasm_bindgen_test]
async fn given_the_same_inputs_twice_when_a_card_gets_them_then_there_is_one_request() {
    let card = Placed::shown("answers", "ready").await;
    card.update(&[], &[]);
    card.update(&[], &[("lang", "de".into())]);
    card.update(&[], &[("variant", "compact".into())]);
    turn().await;
    assert_eq!((card.calls(), requests(&card.host)), (1, 1));
    assert!(card.find("[part=status]").is_none(), "it is compact now");
}

#[wasm_bindgen_test]
async fn given_another_number_when_a_lookup_is_under_way_then_it_ends_and_its_answer_lands_nowhere()
{
    let card = Placed::new("gated");
    turn().await;
    card.update(&[("number", OTHER_NUMBER.into())], &[]);
    turn().await;
    assert_eq!((card.calls(), aborts(&card.fetcher)), (2, 1));
    open_gate(&card.fetcher);
    let report = when(&card.host, "ready").await;
    assert_eq!(
        text_of(&get(&report, "profile"), "requested"),
        "+13105550100"
    );
    assert_eq!(card.reports(), "loading loading ready");
}

#[wasm_bindgen_test]
async fn given_inputs_of_a_revision_when_reported_then_each_report_has_that_of_its_inputs() {
    let card = Placed::new("answers");
    when(&card.host, "ready").await;
    let again = inputs(&request(OTHER_NUMBER, &card.fetcher, &[]), &[]);
    js_sys::Reflect::set(&again, &"revision".into(), &1.into()).unwrap();
    card.set(&again);
    turn().await;
    when(&card.host, "ready").await;
    let told: Vec<_> = all_reports(&card.host)
        .iter()
        .map(|report| (text_of(&report, "state"), get(&report, "revision").as_f64()))
        .collect();
    let expected = [
        ("loading", 0.0),
        ("ready", 0.0),
        ("loading", 1.0),
        ("ready", 1.0),
    ];
    let expected = expected.map(|(state, revision)| (state.to_owned(), Some(revision)));
    assert_eq!(told, expected);
}

#[wasm_bindgen_test]
async fn given_no_number_any_more_when_a_card_gets_that_then_it_is_idle_and_its_request_ends() {
    let card = Placed::new("gated");
    turn().await;
    card.update(&[("number", "".into())], &[]);
    turn().await;
    assert_eq!(aborts(&card.fetcher), 1);
    assert_eq!(card.reports(), "loading idle");
    assert!(card.find("[part=skeleton]").is_some());
}

#[wasm_bindgen_test]
async fn given_members_that_are_undefined_when_a_card_gets_them_then_they_count_as_left_out() {
    let undefined = |names: &[&'static str]| -> Vec<_> {
        names
            .iter()
            .map(|name| (*name, JsValue::UNDEFINED))
            .collect()
    };
    let fetcher = fetcher("answers");
    let request = request(
        NUMBER,
        &fetcher,
        &undefined(&[
            "region",
            "maxAgeMs",
            "timeoutMs",
            "purpose",
            "cache",
            "bulk",
            "headers",
        ]),
    );
    let display = undefined(&["expectedName"]);
    let card = Placed::with(fetcher, host(), &inputs(&request, &display));
    when(&card.host, "ready").await;
    turn().await;
    assert!(card.find("[part=match]").is_none());
}

// The page's say

#[wasm_bindgen_test]
async fn given_a_page_that_says_no_when_a_request_is_due_then_none_is_made_and_the_card_is_idle() {
    let card = Placed::for_page_that_says(&JsValue::FALSE);
    turn().await;
    assert_eq!((card.calls(), requests(&card.host)), (0, 1));
    assert_eq!(card.reports(), "idle");
}

#[wasm_bindgen_test]
async fn given_a_listener_that_throws_when_a_request_is_due_then_that_is_no_no() {
    let card = Placed::for_page_that_says(&"throws".into());
    when(&card.host, "ready").await;
    assert_eq!(card.calls(), 1);
}

#[wasm_bindgen_test]
async fn given_an_answer_in_the_cache_when_a_card_needs_it_then_the_page_is_not_asked() {
    let first = Placed::shown("answers", "ready").await;
    let request = request(NUMBER, &first.fetcher, &[]);
    let second = Placed::with(first.fetcher.clone(), host(), &inputs(&request, &[]));
    turn().await;
    assert_eq!(second.reports(), "ready");
    assert_eq!((requests(&second.host), first.calls()), (0, 1));
}

// What is reported

#[wasm_bindgen_test]
async fn given_reports_about_one_answer_when_compared_then_they_have_the_same_frozen_profile() {
    let card = Placed::new("answers");
    let first = get(&when(&card.host, "ready").await, "profile");
    turn().await;
    card.update(&[], &[("mask", JsValue::TRUE)]);
    card.update(&[], &[("variant", "avatar".into())]);
    turn().await;
    assert_eq!(card.reports(), "loading ready ready ready");
    for report in all_reports(&card.host).iter().skip(1) {
        assert!(js_sys::Object::is(&get(&report, "profile"), &first));
    }
    assert!(is_frozen(&first));

    // Another answer, be it about the same number, is another object.
    let refreshed = JsFuture::from(card.refresh()).await.unwrap();
    assert!(!js_sys::Object::is(&refreshed, &first) && is_frozen(&refreshed));
    let last = when(&card.host, "ready").await;
    assert!(js_sys::Object::is(&get(&last, "profile"), &refreshed));
}

#[wasm_bindgen_test]
async fn given_an_expected_name_when_it_changes_then_the_profile_says_how_the_new_one_compares() {
    let card = Placed::new("answers");
    let first = get(&when(&card.host, "ready").await, "profile");
    assert!(get(&first, "match").is_null());
    for (expected, result) in [("Maya Lindqvist", "same"), ("Otto Ek", "different")] {
        card.update(&[], &[("expectedName", expected.into())]);
        turn().await;
        let reports = all_reports(&card.host);
        let profile = get(&reports.get(reports.length() - 1), "profile");
        assert_eq!(text_of(&get(&profile, "match"), "result"), result);
        assert!(is_frozen(&profile));
        let signals = js_sys::Array::from(&get(&profile, "signals"));
        let differs = signals.includes(&"name-differs".into(), 0);
        assert_eq!(differs, result == "different");
    }
    assert_eq!(card.calls(), 1);
}

#[wasm_bindgen_test]
async fn given_lookups_when_reported_then_each_has_an_id_of_its_own_and_its_duration_once() {
    let card = Placed::new("answers");
    when(&card.host, "ready").await;
    card.update(&[], &[("mask", JsValue::TRUE)]);
    turn().await;
    JsFuture::from(card.refresh()).await.unwrap();
    assert_eq!(card.reports(), "loading ready ready loading ready");
    let reports = all_reports(&card.host);
    let ids: Vec<_> = reports
        .iter()
        .map(|report| text_of(&report, "requestId"))
        .collect();
    assert!(ids[0] == ids[1] && ids[1] == ids[2], "{ids:?}");
    assert!(ids[2] != ids[3] && ids[3] == ids[4], "{ids:?}");
    let durations: Vec<_> = reports
        .iter()
        .map(|report| get(&report, "durationMs").as_f64().is_some())
        .collect();
    assert_eq!(durations, [false, true, false, false, true]);
}

// refresh() and abort()

#[wasm_bindgen_test]
async fn given_a_card_when_it_is_refreshed_then_it_asks_past_the_cache_and_the_caller_is_told() {
    let card = Placed::shown("answers", "ready").await;
    let refresh = card.refresh();
    assert!(is_pending(&refresh).await);
    let profile = JsFuture::from(refresh).await.unwrap();
    assert_eq!(text_of(&profile, "name"), "Maya Lindqvist");
    assert_eq!(text_of(&profile, "source"), "live");
    assert_eq!(card.calls(), 2);
    assert_eq!(card.reports(), "loading ready loading ready");
}

#[wasm_bindgen_test]
async fn given_a_refresh_when_it_fails_then_the_caller_is_told_the_error_that_the_card_shows() {
    let card = Placed::shown("status-401", "error").await;
    let error = JsFuture::from(card.refresh()).await.unwrap_err();
    assert_eq!(text_of(&error, "code"), "unauthorized");
    let shown = get(&when(&card.host, "error").await, "error");
    for name in ["code", "message", "retryable", "status"] {
        assert_eq!(get(&error, name), get(&shown, name), "{name}");
    }
    assert_eq!(get(&error, "status"), 401);
    assert_eq!(card.calls(), 2);
}

#[wasm_bindgen_test]
async fn given_refreshes_that_follow_each_other_when_answered_then_only_the_last_has_the_answer() {
    let card = Placed::new("gated");
    let (first, second) = (card.refresh(), card.refresh());
    assert_eq!(outcome(first).await, "aborted");
    assert!(is_pending(&second).await);
    open_gate(&card.fetcher);
    assert_eq!(outcome(second).await, "Maya Lindqvist");
}

#[wasm_bindgen_test]
async fn given_a_refresh_when_the_card_goes_on_without_it_then_it_is_rejected() {
    let card = Placed::new("gated");
    let go_on: [fn(&Placed); 4] = [
        |card| card.abort(),
        |card| card.update(&[("number", OTHER_NUMBER.into())], &[]),
        |card| card.show(&object(&[("isWhatsApp", JsValue::FALSE)])),
        |card| card.free(),
    ];
    for go_on in go_on {
        let refresh = card.refresh();
        turn().await;
        assert!(is_pending(&refresh).await);
        go_on(&card);
        assert_eq!(outcome(refresh).await, "aborted");
    }
}

#[wasm_bindgen_test]
async fn given_a_card_without_a_number_or_one_that_goes_when_refreshed_then_the_caller_is_told_all_the_same()
 {
    let card = Placed::idle("gated");
    assert_eq!(outcome(card.refresh()).await, "aborted");
    card.update(&[], &[]);
    let refresh = card.refresh();
    card.free();
    assert_eq!(outcome(refresh).await, "aborted");
    turn().await;
    assert_eq!(aborts(&card.fetcher), card.calls());
}

#[wasm_bindgen_test]
async fn given_a_refresh_when_the_card_goes_before_it_was_created_then_it_is_rejected() {
    let card = Placed::new("gated");
    let refresh = card.refresh();
    card.free();
    assert_eq!(outcome(refresh).await, "aborted");
    turn().await;
    assert_eq!(aborts(&card.fetcher), card.calls());
}

#[wasm_bindgen_test]
async fn given_a_lookup_under_way_when_it_is_aborted_then_the_card_says_so_and_can_try_again() {
    let card = Placed::new("gated");
    turn().await;
    card.abort();
    let report = when(&card.host, "error").await;
    assert_eq!(text_of(&get(&report, "error"), "code"), "aborted");
    turn().await;
    assert_eq!(aborts(&card.fetcher), 1);

    card.abort();
    turn().await;
    assert_eq!(
        card.reports(),
        "loading error",
        "there is nothing left to stop"
    );
    card.click("[data-action=retry]");
    open_gate(&card.fetcher);
    when(&card.host, "ready").await;
}

#[wasm_bindgen_test]
async fn given_a_card_that_yew_has_yet_to_create_when_it_is_aborted_then_nothing_is_asked() {
    // given a beginning after which Yew goes on in another task
    let card = Placed::new("answers");
    let takes_long = Function::new_no_args(
        "const end = performance.now() + 50; while (performance.now() < end);",
    );
    on_report(&card.host, &takes_long);

    // when
    card.abort();
    let report = when(&card.host, "error").await;

    // then
    assert_eq!(text_of(&get(&report, "error"), "code"), "aborted");
    turn().await;
    assert_eq!(card.calls(), 0);
    on_report(&card.host, &JsValue::UNDEFINED);
    card.click("[data-action=retry]");
    when(&card.host, "ready").await;
    assert_eq!(card.calls(), 1);
}

// Buttons

#[wasm_bindgen_test]
async fn given_an_error_when_its_button_is_pressed_then_the_card_asks_again_and_keeps_the_focus() {
    let card = Placed::shown("status-401", "error").await;
    let button = card.find("[data-action=retry]").unwrap();
    button.unchecked_ref::<HtmlElement>().focus().unwrap();
    click(&button);
    turn().await;
    let focused = document().active_element().unwrap();
    assert_eq!(focused.get_attribute("part").as_deref(), Some("base"));
    assert!(card.reports().starts_with("loading error loading"));
    while card.reports() != "loading error loading error" {
        turn().await;
    }
    assert_eq!(card.calls(), 2);
}

/// A card with a button that goes when it is pressed, which has the focus.
async fn with_focused_button(fetcher_name: &str, state: &str, mask: bool) -> (Placed, Element) {
    let fetcher = fetcher(fetcher_name);
    let request = request(NUMBER, &fetcher, &[]);
    let card = Placed::with(fetcher, host(), &inputs(&request, &[("mask", mask.into())]));
    when(&card.host, state).await;
    turn().await;
    let button = card.find("[data-action]").unwrap();
    button.unchecked_ref::<HtmlElement>().focus().unwrap();
    (card, button)
}

#[wasm_bindgen_test]
async fn given_a_pressed_button_when_the_focus_moves_before_the_card_is_drawn_then_it_stays_there()
{
    for (fetcher_name, state, mask) in [("answers", "ready", true), ("status-401", "error", false)]
    {
        // given
        let (card, button) = with_focused_button(fetcher_name, state, mask).await;
        let elsewhere = focusable();

        // when
        click(&button);
        elsewhere.focus().unwrap();
        turn().await;

        // then
        let has_acted = match mask {
            true => card.find("[data-action]").is_none(),
            false => card.calls() == 2,
        };
        assert!(has_acted, "{state}");
        assert_eq!(document().active_element().as_ref(), Some(&*elsewhere));
        elsewhere.remove();
    }
}

#[wasm_bindgen_test]
async fn given_a_revealed_number_when_the_page_moves_the_focus_before_it_is_drawn_then_it_stays_there()
 {
    // given
    let (card, button) = with_focused_button("answers", "ready", true).await;
    let elsewhere = focusable();
    let goes_on = Closure::<dyn Fn()>::new({
        let elsewhere = elsewhere.clone();
        move || elsewhere.focus().unwrap()
    });
    on_report(&card.host, goes_on.as_ref());

    // when
    click(&button);
    turn().await;

    // then
    assert!(card.find("[data-action]").is_none(), "it is drawn");
    assert_eq!(document().active_element().as_ref(), Some(&*elsewhere));
    elsewhere.remove();
    on_report(&card.host, &JsValue::UNDEFINED);
}

/// Another place of the page that can have the focus.
fn focusable() -> HtmlElement {
    let field = document().create_element("input").unwrap();
    let body = document().body().unwrap();
    body.append_child(&field).unwrap();
    field.unchecked_into()
}

#[wasm_bindgen_test]
async fn given_a_masked_number_when_its_button_is_pressed_then_it_is_shown_until_the_next_number_comes()
 {
    let fetcher = fetcher("answers");
    let request = request(NUMBER, &fetcher, &[]);
    let mask = [("mask", JsValue::TRUE)];
    let card = Placed::with(fetcher, host(), &inputs(&request, &mask));
    when(&card.host, "ready").await;
    turn().await;
    assert!(!card.root.inner_html().contains("555"));
    card.click("[data-action=reveal]");
    turn().await;
    assert_eq!(
        card.text("[part=number]").as_deref(),
        Some("+1 310 555 0123")
    );

    card.update(&[("region", "US".into())], &mask);
    turn().await;
    when(&card.host, "ready").await;
    turn().await;
    assert!(!card.root.inner_html().contains("555"));
    assert!(card.find("[data-action=reveal]").is_some());
}

#[wasm_bindgen_test]
async fn given_a_button_that_the_page_has_put_into_a_slot_when_it_is_pressed_then_nothing_happens()
{
    // The element: the card is drawn in its shadow tree, and the page's nodes are its children.
    let element = place();
    let shadow = shadow_of(&element);
    let root = document().create_element("div").unwrap();
    shadow.append_child(&root).unwrap();
    let foreign = document().create_element("button").unwrap();
    foreign.set_attribute("slot", "error").unwrap();
    foreign.set_attribute("data-action", "retry").unwrap();
    element.append_child(&foreign).unwrap();

    let (fetcher, host) = (fetcher("status-401"), host());
    let card = CardHandle::new(
        root.clone(),
        host.clone(),
        inputs(&request(NUMBER, &fetcher, &[]), &[]),
    )
    .unwrap();
    when(&host, "error").await;
    turn().await;
    let slot = root.query_selector("slot[name=error]").unwrap().unwrap();
    let is_inside = Rc::new(Cell::new(false));
    let heard = Closure::<dyn Fn()>::new({
        let is_inside = Rc::clone(&is_inside);
        move || is_inside.set(true)
    });
    slot.add_event_listener_with_callback("click", heard.as_ref().unchecked_ref())
        .unwrap();

    click(&foreign);
    turn().await;
    assert!(is_inside.get(), "the click went through the card");
    assert_eq!(
        (reports(&host).as_str(), calls(&fetcher)),
        ("loading error", 1)
    );

    click(&root.query_selector("[data-action=retry]").unwrap().unwrap());
    turn().await;
    assert!(reports(&host).starts_with("loading error loading"));
    drop(card);
    element.remove();
}

// Pictures

#[wasm_bindgen_test]
async fn given_a_picture_that_stays_broken_when_the_browser_says_so_then_it_is_asked_for_once_more_and_never_again()
 {
    let card = Placed::new("broken-picture");
    when(&card.host, "ready").await;
    // The browser finds nothing at its address, twice.
    while card.calls() < 2 {
        when(&card.host, "broken").await;
        turn().await;
    }
    when(&card.host, "public").await;
    when(&card.host, "broken").await;
    turn().await;
    assert_eq!(card.calls(), 2);
    assert!(card.find("img").is_none());
    assert_eq!(card.text("[part=initials]").as_deref(), Some("ML"));
    assert!(!card.reports().contains("error"), "{}", card.reports());
}

#[wasm_bindgen_test]
async fn given_words_in_place_of_pictures_when_the_answer_comes_then_nothing_is_loaded_and_nobody_asked_again()
 {
    let card = Placed::new("words-for-pictures");
    when(&card.host, "unknown").await;
    turn().await;
    turn().await;
    assert_eq!((card.calls(), requests(&card.host)), (1, 1));
    assert!(card.find("img").is_none());
}

#[wasm_bindgen_test]
async fn given_an_answer_without_a_time_when_it_comes_then_the_card_says_that_it_is_unknown() {
    let card = Placed::new("without-time");
    when(&card.host, "ready").await;
    turn().await;
    assert_eq!(
        card.text("[part=time]").as_deref(),
        Some("Time of the lookup unknown · saved answer")
    );
    assert!(card.find("time").is_none());
}

#[wasm_bindgen_test]
async fn given_a_link_that_has_expired_when_the_answer_comes_then_it_is_asked_for_once_more_without_a_try()
 {
    let card = Placed::new("expired-picture");
    when(&card.host, "expired").await;
    while card.calls() < 2 {
        turn().await;
    }
    turn().await;
    turn().await;
    assert_eq!((card.calls(), requests(&card.host)), (2, 2));
    assert!(card.find("img").is_none());
}

#[wasm_bindgen_test]
async fn given_an_answer_of_the_page_when_its_picture_fails_then_nobody_is_asked() {
    let card = Placed::idle("answers");
    turn().await;
    let answer = js_sys::JSON::parse(
        r#"{ "number": "13105550123", "isWhatsApp": true, "name": "Otto Ek", "profilePicThumb": "https://pictures.example/a.jpg" }"#,
    )
    .unwrap();
    card.show(&answer);
    turn().await;
    assert_eq!(card.reports(), "idle ready");
    let picture = card.find("img").unwrap();
    picture
        .dispatch_event(&Event::new("error").unwrap())
        .unwrap();
    when(&card.host, "broken").await;
    turn().await;
    assert_eq!((card.calls(), requests(&card.host)), (0, 0));
    assert_eq!(card.text("[part=name]").as_deref(), Some("Otto Ek"));
}

#[wasm_bindgen_test]
async fn given_something_that_is_no_answer_when_the_page_shows_it_then_the_card_says_so() {
    let card = Placed::idle("answers");
    for name in [
        "undefined",
        "symbol",
        "function",
        "date",
        "map",
        "sparse",
        "wide-object",
    ] {
        card.show(&object(&[
            ("isWhatsApp", JsValue::TRUE),
            ("number", "13105550123".into()),
        ]));
        turn().await;
        assert!(card.reports().ends_with("ready"), "{name}");
        card.show(&value(name));
        turn().await;
        let report = when(&card.host, "error").await;
        assert_eq!(
            text_of(&get(&report, "error"), "code"),
            "bad-response",
            "{name}"
        );
    }
    assert_eq!(card.calls(), 0);
}

// Pages that call back

#[wasm_bindgen_test]
async fn given_a_listener_that_changes_the_card_when_it_is_told_of_a_change_then_nothing_breaks() {
    let card = Placed::new("answers");
    // Each change that it makes is reported to it too.
    let left = Rc::new(Cell::new(5));
    let again = Closure::<dyn Fn(JsValue)>::new({
        let (card, fetcher) = (Rc::clone(&card.card), card.fetcher.clone());
        let left = Rc::clone(&left);
        move |_: JsValue| {
            if left.get() > 0 {
                left.set(left.get() - 1);
                let number = format!("+1 310 555 010{}", left.get());
                with(&card, |card| {
                    let request = request(&number, &fetcher, &[]);
                    card.update(inputs(&request, &[])).unwrap();
                });
            }
        }
    });
    on_report(&card.host, again.as_ref());
    while left.get() > 0 {
        turn().await;
    }
    turn().await;
    let report = when(&card.host, "ready").await;
    assert_eq!(
        text_of(&get(&report, "profile"), "requested"),
        "+13105550100",
        "the last one that it set"
    );
    assert_eq!(
        (left.get(), aborts(&card.fetcher)),
        (0, card.calls() - 1),
        "the others have ended"
    );
}

#[wasm_bindgen_test]
async fn given_a_listener_that_removes_the_card_when_it_is_told_of_the_answer_then_nothing_breaks()
{
    let card = Placed::new("answers");
    let remove = Closure::<dyn FnMut(JsValue)>::new({
        let card = Rc::clone(&card.card);
        move |report: JsValue| {
            if text_of(&report, "state") == "ready" {
                free(&card);
            }
        }
    });
    on_report(&card.host, remove.as_ref());
    when(&card.host, "ready").await;
    turn().await;
    assert!(card.card.borrow().is_none());
    assert!(!card.root.has_child_nodes());
}

#[wasm_bindgen_test]
async fn given_a_listener_that_throws_when_it_is_told_of_a_change_then_the_card_goes_on() {
    let card = Placed::new("answers");
    let throw = Function::new_no_args("throw new Error('a listener of the page')");
    on_report(&card.host, &throw);
    when(&card.host, "ready").await;
    turn().await;
    assert_eq!(card.text("[part=name]").as_deref(), Some("Maya Lindqvist"));
    assert_eq!(outcome(card.refresh()).await, "Maya Lindqvist");
}

#[wasm_bindgen_test]
async fn given_a_fetch_function_that_speaks_to_the_card_when_it_is_stopped_then_nothing_breaks() {
    let speak: [fn(&CardHandle); 4] = [
        CardHandle::abort,
        |card| card.show(value("cyclic")),
        |card| {
            let nothing = inputs(&object(&[("number", "".into())]), &[]);
            card.update(nothing).unwrap();
        },
        |card| {
            // Whatever comes of it. A closure that is gone by then would throw, and leave its stack behind.
            let refreshed = JsFuture::from(card.refresh());
            wasm_bindgen_futures::spawn_local(async {
                let _ = refreshed.await;
            });
        },
    ];
    let stop: [fn(&Placed); 4] = [
        |card| card.abort(),
        |card| card.show(&value("cyclic")),
        |card| card.update(&[("number", OTHER_NUMBER.into())], &[]),
        |card| card.free(),
    ];
    for speak in speak {
        for stop in stop {
            let card = Placed::new("gated");
            turn().await;
            let spoken = Rc::new(Cell::new(0));
            let heard = Closure::<dyn Fn()>::new({
                let (card, spoken) = (Rc::clone(&card.card), Rc::clone(&spoken));
                move || {
                    with(&card, speak);
                    spoken.set(spoken.get() + 1);
                }
            });
            on_abort(&card.fetcher, heard.as_ref());
            stop(&card);
            turn().await;
            assert!(aborts(&card.fetcher) >= 1);
            assert_eq!(spoken.get(), aborts(&card.fetcher), "a call has trapped");
            on_abort(&card.fetcher, &JsValue::UNDEFINED);
        }
    }
}

// As JavaScript sees it

#[wasm_bindgen_test]
async fn given_the_class_when_javascript_uses_it_then_its_methods_have_the_agreed_names() {
    let (root, host, fetcher) = (place(), host(), fetcher("answers"));
    let usual = inputs(&request(NUMBER, &fetcher, &[]), &[]);
    let card = CardHandle::new(root.clone(), host.clone(), usual.clone()).unwrap();
    let card = JsValue::from(card);
    let call = |method: &str, arguments: &js_sys::Array| {
        let method: Function = get(&card, method).unchecked_into();
        method.apply(&card, arguments).unwrap()
    };
    let nothing = js_sys::Array::new();
    when(&host, "ready").await;
    call("update", &js_sys::Array::of1(&usual));
    let refresh: Promise = call("refresh", &nothing).dyn_into().unwrap();
    assert_eq!(outcome(refresh).await, "Maya Lindqvist");
    call("show", &js_sys::Array::of1(&value("symbol")));
    call("abort", &nothing);
    when(&host, "error").await;
    call("free", &nothing);
    turn().await;
    assert!(!root.has_child_nodes());
    root.remove();

    let class = get(&get(&card, "constructor"), "name");
    assert_eq!(class, "Card");
}

// The end

#[wasm_bindgen_test]
async fn given_cards_that_come_and_go_when_the_last_has_gone_then_nothing_is_left_of_them() {
    let fetcher = fetcher("answers");
    let mut roots = Vec::new();
    for round in 0..50 {
        let number = format!("+1 310 555 01{round:02}");
        let request = request(&number, &fetcher, &[]);
        let root = place();
        let card = CardHandle::new(root.clone(), host(), inputs(&request, &[])).unwrap();
        let is_marked = || !get(&root, "__yew_subtree_id").is_undefined();
        assert!(!is_marked());
        turn().await;
        assert!(root.has_child_nodes());
        assert!(
            !is_marked(),
            "another Yew app on the page would take it for its own"
        );
        drop(card);
        roots.push(root);
    }
    turn().await;
    for root in roots {
        assert!(!root.has_child_nodes(), "{}", root.inner_html());
        root.remove();
    }
}

#[wasm_bindgen_test]
async fn given_a_card_that_goes_in_the_moment_it_came_when_its_drawing_was_due_then_nothing_is_drawn_or_asked()
 {
    let card = Placed::new("gated");
    card.free();
    turn().await;
    turn().await;
    assert!(!card.root.has_child_nodes(), "{}", card.root.inner_html());
    assert_eq!((requests(&card.host), card.calls()), (0, 0));
    assert_eq!(card.reports(), "");
}

#[wasm_bindgen_test]
async fn given_a_card_that_is_gone_when_what_it_was_told_before_is_due_then_nobody_hears_of_it() {
    let card = Placed::shown("answers", "ready").await;
    card.update(&[("number", OTHER_NUMBER.into())], &[]);
    let refresh = card.refresh();
    card.show(&object(&[]));
    card.free();
    assert_eq!(outcome(refresh).await, "aborted");
    turn().await;
    assert_eq!(card.reports(), "loading ready");
    assert_eq!((requests(&card.host), card.calls()), (1, 1));
}

#[wasm_bindgen_test]
async fn given_a_listener_that_removes_the_card_when_a_request_is_due_then_none_is_made() {
    let removed = Shared::default();
    let remove = Closure::<dyn Fn() -> bool>::new({
        let card = Rc::clone(&removed);
        move || {
            free(&card);
            true
        }
    });
    let fetcher = fetcher("answers");
    let request = request(NUMBER, &fetcher, &[]);
    let host = host_that_says(remove.as_ref());
    let card = Placed::with(fetcher, host, &inputs(&request, &[]));
    card.card.swap(&removed);
    turn().await;
    turn().await;
    assert_eq!((requests(&card.host), card.calls()), (1, 0));
    assert_eq!(card.reports(), "");
    assert!(!card.root.has_child_nodes());
}

#[wasm_bindgen_test]
async fn given_a_card_that_is_gone_when_its_answer_comes_then_nobody_is_told() {
    let card = Placed::new("ignores-abort");
    turn().await;
    card.free();
    let before = card.reports();
    open_gate(&card.fetcher);
    turn().await;
    turn().await;
    assert_eq!(card.reports(), before);
    assert!(!card.root.has_child_nodes());
}

#[wasm_bindgen_test]
async fn given_two_cards_when_one_goes_then_the_other_stays() {
    let one = Placed::shown("answers", "ready").await;
    let other = Placed::shown("unregistered", "not-registered").await;
    one.free();
    turn().await;
    assert!(!one.root.has_child_nodes());
    assert_eq!(
        other.text("[part=status]").as_deref(),
        Some("Not registered on WhatsApp")
    );
    other.abort();
    turn().await;
    assert!(other.find("[part=base]").is_some());
}
