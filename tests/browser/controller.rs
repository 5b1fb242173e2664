//! A card's whole life: from its inputs to its last node, and what its element is told.

use std::cell::Cell;
use std::rc::Rc;

use phone_profile::card::hooks::Hooks;
use phone_profile::exports;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, HtmlElement};

use crate::page::{
    aborts, calls, card_create, card_show, card_update, document, fetcher, get, hooks, hooks_that,
    object, on_abort, on_changed, open_gate, place, refreshes, reports, requests, text_of, turn,
    value, when,
};

const NUMBER: &str = "+1 310 555 0123";

/// A card that answers by the page's own fetch.
struct Placed {
    id: u32,
    root: Element,
    hooks: Hooks,
    fetcher: js_sys::Function,
}

impl Placed {
    fn new(fetcher_name: &str) -> Self {
        Self::with_hooks(fetcher_name, hooks())
    }

    fn with_hooks(fetcher_name: &str, hooks: Hooks) -> Self {
        let root = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        let id = card_create(root.clone(), hooks.clone());
        Self {
            id,
            root,
            hooks,
            fetcher: fetcher(fetcher_name),
        }
    }

    fn update(&self, more: &[(&str, JsValue)]) {
        let mut fields = vec![
            ("number", JsValue::from(NUMBER)),
            ("endpoint", "/lookup".into()),
            ("fetch", self.fetcher.clone().into()),
        ];
        fields.extend(more.iter().cloned());
        card_update(self.id, &object(&fields));
    }

    async fn shown(fetcher_name: &str, wanted: &str) -> Self {
        let card = Self::new(fetcher_name);
        card.update(&[]);
        when(&card.hooks, wanted).await;
        turn().await;
        card
    }

    fn text(&self, selector: &str) -> Option<String> {
        self.find(selector)?.text_content()
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    fn click(&self, selector: &str) {
        self.find(selector)
            .expect("something to click")
            .unchecked_ref::<HtmlElement>()
            .click();
    }

    fn calls(&self) -> u32 {
        calls(&self.fetcher)
    }
}

impl Drop for Placed {
    fn drop(&mut self) {
        exports::card_destroy(self.id);
        self.root.remove();
    }
}

#[wasm_bindgen_test]
async fn given_a_number_when_a_card_gets_it_then_it_loads_and_shows_the_answer() {
    let card = Placed::new("answers");
    card.update(&[]);
    assert_eq!(reports(&card.hooks), "loading");
    let report = when(&card.hooks, "ready").await;
    assert_eq!(text_of(&get(&report, "profile"), "name"), "Maya Lindqvist");
    assert_eq!(get(&report, "error"), JsValue::NULL);
    assert_eq!(
        text_of(&report, "status"),
        "Maya Lindqvist. Registered on WhatsApp"
    );
    assert!(
        get(&report, "durationMs")
            .as_f64()
            .is_some_and(|ms| ms >= 0.0)
    );
    assert!(!text_of(&report, "id").is_empty());
    turn().await;
    assert_eq!(card.text("[part=name]").as_deref(), Some("Maya Lindqvist"));
    assert_eq!(reports(&card.hooks), "loading ready");
}

#[wasm_bindgen_test]
async fn given_a_number_that_cannot_be_one_when_a_card_gets_it_then_the_card_says_so_and_nothing_is_sent()
 {
    let card = Placed::new("answers");
    card.update(&[("number", "12".into())]);
    let report = when(&card.hooks, "error").await;
    assert_eq!(text_of(&get(&report, "error"), "code"), "invalid-number");
    assert_eq!((card.calls(), requests(&card.hooks)), (0, 0));
}

#[wasm_bindgen_test]
async fn given_the_same_inputs_twice_when_a_card_gets_them_then_there_is_one_request() {
    let card = Placed::shown("answers", "ready").await;
    card.update(&[]);
    card.update(&[("lang", "de".into())]);
    card.update(&[("variant", "compact".into())]);
    turn().await;
    assert_eq!((card.calls(), requests(&card.hooks)), (1, 1));
    assert!(card.find("[part=status]").is_none(), "it is compact now");
}

#[wasm_bindgen_test]
async fn given_another_number_when_a_lookup_is_under_way_then_it_ends_and_its_answer_lands_nowhere()
{
    let card = Placed::new("gated");
    card.update(&[]);
    turn().await;
    card.update(&[("number", "+1 310 555 0100".into())]);
    turn().await;
    assert_eq!((card.calls(), aborts(&card.fetcher)), (2, 1));
    open_gate(&card.fetcher);
    let report = when(&card.hooks, "ready").await;
    assert_eq!(
        text_of(&get(&report, "profile"), "requested"),
        "+13105550100"
    );
    assert_eq!(reports(&card.hooks), "loading loading ready");
}

#[wasm_bindgen_test]
async fn given_no_number_any_more_when_a_card_gets_that_then_it_is_idle_and_its_request_ends() {
    let card = Placed::new("gated");
    card.update(&[]);
    turn().await;
    card.update(&[("number", "".into())]);
    turn().await;
    assert_eq!(aborts(&card.fetcher), 1);
    assert_eq!(reports(&card.hooks), "loading idle");
    assert!(card.find("[part=skeleton]").is_some());
}

// The page's say

#[wasm_bindgen_test]
async fn given_a_page_that_says_no_when_a_request_is_due_then_none_is_made_and_the_card_is_idle() {
    let card = Placed::with_hooks("answers", hooks_that(&JsValue::FALSE));
    card.update(&[]);
    turn().await;
    assert_eq!((card.calls(), requests(&card.hooks)), (0, 1));
    assert_eq!(reports(&card.hooks), "idle");
}

#[wasm_bindgen_test]
async fn given_a_listener_that_throws_when_a_request_is_due_then_that_is_no_no() {
    let card = Placed::with_hooks("answers", hooks_that(&"throws".into()));
    card.update(&[]);
    when(&card.hooks, "ready").await;
    assert_eq!(card.calls(), 1);
}

#[wasm_bindgen_test]
async fn given_an_answer_in_the_cache_when_a_card_needs_it_then_the_page_is_not_asked() {
    let first = Placed::shown("answers", "ready").await;
    let second = Placed::new("answers");
    second.update(&[("fetch", first.fetcher.clone().into())]);
    assert_eq!(reports(&second.hooks), "ready");
    assert_eq!((requests(&second.hooks), first.calls()), (0, 1));
}

// refresh() and abort()

#[wasm_bindgen_test]
async fn given_a_card_when_it_is_refreshed_then_it_asks_past_the_cache_and_the_caller_is_told() {
    let card = Placed::shown("answers", "ready").await;
    exports::card_refresh(card.id);
    assert_eq!(refreshes(&card.hooks), "");
    let report = when(&card.hooks, "ready").await;
    assert_eq!(text_of(&get(&report, "profile"), "source"), "live");
    turn().await;
    assert_eq!(refreshes(&card.hooks), "Maya Lindqvist");
    assert_eq!(card.calls(), 2);
    assert_eq!(reports(&card.hooks), "loading ready loading ready");
}

#[wasm_bindgen_test]
async fn given_a_refresh_when_it_fails_then_the_caller_is_told_the_error_that_the_card_shows() {
    let card = Placed::shown("status-401", "error").await;
    exports::card_refresh(card.id);
    when(&card.hooks, "error").await;
    turn().await;
    assert_eq!(refreshes(&card.hooks), "unauthorized");
}

#[wasm_bindgen_test]
async fn given_refreshes_that_follow_each_other_when_answered_then_only_the_last_has_the_answer() {
    let card = Placed::new("gated");
    card.update(&[]);
    exports::card_refresh(card.id);
    exports::card_refresh(card.id);
    assert_eq!(refreshes(&card.hooks), "aborted");
    open_gate(&card.fetcher);
    when(&card.hooks, "ready").await;
    turn().await;
    assert_eq!(refreshes(&card.hooks), "aborted Maya Lindqvist");
}

#[wasm_bindgen_test]
async fn given_a_card_without_a_number_or_one_that_goes_when_refreshed_then_the_caller_is_told_all_the_same()
 {
    let card = Placed::new("gated");
    exports::card_refresh(card.id);
    assert_eq!(refreshes(&card.hooks), "aborted");
    card.update(&[]);
    exports::card_refresh(card.id);
    exports::card_destroy(card.id);
    assert_eq!(refreshes(&card.hooks), "aborted aborted");
    turn().await;
    assert_eq!(aborts(&card.fetcher), card.calls());
}

#[wasm_bindgen_test]
async fn given_a_lookup_under_way_when_it_is_aborted_then_the_card_says_so_and_can_try_again() {
    let card = Placed::new("gated");
    card.update(&[]);
    turn().await;
    exports::card_abort(card.id);
    let report = when(&card.hooks, "error").await;
    assert_eq!(text_of(&get(&report, "error"), "code"), "aborted");
    turn().await;
    assert_eq!(aborts(&card.fetcher), 1);

    exports::card_abort(card.id);
    assert_eq!(
        reports(&card.hooks),
        "loading error",
        "there is nothing left to stop"
    );
    card.click("[data-action=retry]");
    open_gate(&card.fetcher);
    when(&card.hooks, "ready").await;
}

// Buttons

#[wasm_bindgen_test]
async fn given_an_error_when_its_button_is_pressed_then_the_card_asks_again_and_keeps_the_focus() {
    let card = Placed::shown("status-401", "error").await;
    card.click("[data-action=retry]");
    assert_eq!(reports(&card.hooks), "loading error loading");
    let focused = document().active_element().unwrap();
    assert_eq!(focused.get_attribute("part").as_deref(), Some("base"));
    turn().await;
    when(&card.hooks, "error").await;
    assert_eq!(card.calls(), 2);
}

#[wasm_bindgen_test]
async fn given_a_masked_number_when_its_button_is_pressed_then_it_is_shown_until_the_next_number_comes()
 {
    let card = Placed::new("answers");
    card.update(&[("mask", JsValue::TRUE)]);
    when(&card.hooks, "ready").await;
    turn().await;
    assert!(!card.root.inner_html().contains("555"));
    card.click("[data-action=reveal]");
    turn().await;
    assert_eq!(
        card.text("[part=number]").as_deref(),
        Some("+1 310 555 0123")
    );

    card.update(&[("mask", JsValue::TRUE), ("region", "US".into())]);
    when(&card.hooks, "ready").await;
    turn().await;
    assert!(!card.root.inner_html().contains("555"));
}

// Pictures

#[wasm_bindgen_test]
async fn given_a_picture_that_stays_broken_when_the_browser_says_so_then_it_is_asked_for_once_more_and_never_again()
 {
    let card = Placed::new("broken-picture");
    card.update(&[]);
    when(&card.hooks, "ready").await;
    // The browser finds nothing at its address, twice.
    while card.calls() < 2 {
        when(&card.hooks, "broken").await;
        turn().await;
    }
    when(&card.hooks, "public").await;
    when(&card.hooks, "broken").await;
    turn().await;
    assert_eq!(card.calls(), 2);
    assert!(card.find("img").is_none());
    assert_eq!(card.text("[part=initials]").as_deref(), Some("ML"));
    assert!(
        !reports(&card.hooks).contains("error"),
        "{}",
        reports(&card.hooks)
    );
}

#[wasm_bindgen_test]
async fn given_a_link_that_has_expired_when_the_answer_comes_then_it_is_asked_for_once_more_without_a_try()
 {
    let card = Placed::new("expired-picture");
    card.update(&[]);
    when(&card.hooks, "expired").await;
    while card.calls() < 2 {
        turn().await;
    }
    turn().await;
    turn().await;
    assert_eq!((card.calls(), requests(&card.hooks)), (2, 2));
    assert!(card.find("img").is_none());
}

#[wasm_bindgen_test]
async fn given_an_answer_of_the_page_when_its_picture_fails_then_nobody_is_asked() {
    let card = Placed::new("answers");
    let answer = js_sys::JSON::parse(
        r#"{ "number": "13105550123", "isWhatsApp": true, "name": "Otto Ek", "profilePicThumb": "https://pictures.example/a.jpg" }"#,
    )
    .unwrap();
    card_show(card.id, &answer);
    assert_eq!(reports(&card.hooks), "ready");
    turn().await;
    let picture = card.find("img").unwrap();
    picture
        .dispatch_event(&Event::new("error").unwrap())
        .unwrap();
    when(&card.hooks, "broken").await;
    turn().await;
    assert_eq!((card.calls(), requests(&card.hooks)), (0, 0));
    assert_eq!(card.text("[part=name]").as_deref(), Some("Otto Ek"));
}

#[wasm_bindgen_test]
async fn given_something_that_is_no_answer_when_the_page_shows_it_then_the_card_says_so() {
    let card = Placed::new("answers");
    for name in [
        "undefined",
        "symbol",
        "function",
        "date",
        "map",
        "sparse",
        "wide-object",
        "proxy-throwing-get",
    ] {
        card_show(card.id, &value(name));
        let report = when(&card.hooks, "error").await;
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
    let id = card.id;
    // Called while it runs: each change that it makes is reported to it at once.
    let left = Rc::new(Cell::new(5));
    let again = Closure::<dyn Fn(JsValue)>::new({
        let fetcher = card.fetcher.clone();
        let left = Rc::clone(&left);
        move |_: JsValue| {
            if left.get() > 0 {
                left.set(left.get() - 1);
                let number = format!("+1 310 555 010{}", left.get());
                card_update(
                    id,
                    &object(&[
                        ("number", number.into()),
                        ("endpoint", "/lookup".into()),
                        ("fetch", fetcher.clone().into()),
                    ]),
                );
                exports::card_abort(u32::MAX);
            }
        }
    });
    on_changed(&card.hooks, again.as_ref());
    card.update(&[]);
    let report = when(&card.hooks, "ready").await;
    assert_eq!(
        text_of(&get(&report, "profile"), "requested"),
        "+13105550100",
        "the last one that it set"
    );
    assert_eq!((left.get(), card.calls()), (0, 1));
}

#[wasm_bindgen_test]
async fn given_a_listener_that_removes_the_card_when_it_is_told_of_the_answer_then_nothing_breaks()
{
    let card = Placed::new("answers");
    let id = card.id;
    let remove = Closure::<dyn FnMut(JsValue)>::new(move |report: JsValue| {
        if text_of(&report, "state") == "ready" {
            exports::card_destroy(id);
        }
    });
    on_changed(&card.hooks, remove.as_ref());
    card.update(&[]);
    when(&card.hooks, "ready").await;
    turn().await;
    assert!(!card.root.has_child_nodes());
}

#[wasm_bindgen_test]
async fn given_a_fetch_function_that_speaks_to_the_card_when_it_is_stopped_then_nothing_breaks() {
    let speak: [fn(u32); 3] = [
        |id| exports::card_abort(id),
        |id| card_show(id, &value("cyclic")),
        |id| card_update(id, &object(&[("number", "".into())])),
    ];
    let stop: [fn(&Placed); 4] = [
        |card| exports::card_abort(card.id),
        |card| card_show(card.id, &value("cyclic")),
        |card| card.update(&[("number", "+1 310 555 0100".into())]),
        |card| exports::card_destroy(card.id),
    ];
    for speak in speak {
        for stop in stop {
            let card = Placed::new("gated");
            card.update(&[]);
            turn().await;
            let id = card.id;
            let spoken = Rc::new(Cell::new(0));
            let heard = Closure::<dyn Fn()>::new({
                let spoken = Rc::clone(&spoken);
                move || {
                    speak(id);
                    spoken.set(spoken.get() + 1);
                }
            });
            on_abort(&card.fetcher, heard.as_ref());
            stop(&card);
            turn().await;
            assert!(aborts(&card.fetcher) >= 1);
            assert_eq!(spoken.get(), aborts(&card.fetcher), "a call has trapped");
        }
    }
}

// The end

#[wasm_bindgen_test]
async fn given_cards_that_come_and_go_when_the_last_has_gone_then_nothing_is_left_of_them() {
    let root = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&root).unwrap();
    let fetcher = fetcher("answers");
    for round in 0..50 {
        let id = card_create(root.clone(), hooks());
        let number = format!("+1 310 555 01{round:02}");
        card_update(
            id,
            &object(&[
                ("number", number.into()),
                ("endpoint", "/lookup".into()),
                ("fetch", fetcher.clone().into()),
            ]),
        );
        turn().await;
        assert!(root.has_child_nodes());
        assert!(
            get(&root, "__yew_subtree_id").is_undefined(),
            "another Yew app on the page would take it for its own"
        );
        exports::card_destroy(id);
    }
    turn().await;
    assert!(!root.has_child_nodes(), "{}", root.inner_html());
    root.remove();
}

#[wasm_bindgen_test]
async fn given_a_card_that_goes_in_the_moment_it_came_when_its_drawing_was_due_then_nothing_is_drawn()
 {
    let root = place();
    let id = card_create(root.clone(), hooks());
    card_update(
        id,
        &object(&[("number", NUMBER.into()), ("endpoint", "/lookup".into())]),
    );
    exports::card_destroy(id);
    turn().await;
    assert!(!root.has_child_nodes(), "{}", root.inner_html());
    root.remove();
}

#[wasm_bindgen_test]
async fn given_a_card_that_is_gone_when_its_answer_comes_then_nobody_is_told() {
    let card = Placed::new("ignores-abort");
    card.update(&[]);
    turn().await;
    exports::card_destroy(card.id);
    let before = reports(&card.hooks);
    open_gate(&card.fetcher);
    turn().await;
    turn().await;
    assert_eq!(reports(&card.hooks), before);
    assert!(!card.root.has_child_nodes());
}

#[wasm_bindgen_test]
async fn given_two_cards_when_one_goes_then_the_other_stays() {
    let one = Placed::shown("answers", "ready").await;
    let other = Placed::shown("unregistered", "not-registered").await;
    exports::card_destroy(one.id);
    turn().await;
    assert!(!one.root.has_child_nodes());
    assert_eq!(
        other.text("[part=status]").as_deref(),
        Some("Not registered on WhatsApp")
    );
    exports::card_abort(other.id);
    assert!(other.find("[part=base]").is_some());
}
