//! The exported functions, as the shell calls them. Cards are in `card.rs`.

use js_sys::{Function, Promise};
use phone_profile::exports;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::AbortController;

use crate::page::{
    aborts, calls, fetcher, get, is_frozen, is_pending, open_gate, request, text_of, turn, value,
};

const NUMBER: &str = "+1 310 555 0123";

/// The exported lookup, called as wasm-bindgen's glue does.
fn look_up(request: JsValue) -> Promise {
    abortable(request, &AbortController::new().unwrap())
}

fn abortable(request: JsValue, controller: &AbortController) -> Promise {
    future_to_promise(exports::lookup(request, controller.signal(), None))
}

fn by(fetcher: &Function) -> JsValue {
    request(NUMBER, fetcher, &[])
}

async fn resolved(promise: Promise) -> JsValue {
    JsFuture::from(promise)
        .await
        .unwrap_or_else(|error| panic!("rejected: {}", text_of(&error, "message")))
}

async fn code(promise: Promise) -> String {
    text_of(
        &JsFuture::from(promise).await.expect_err("a rejection"),
        "code",
    )
}

#[wasm_bindgen_test]
async fn given_a_number_when_looked_up_then_the_promise_has_a_frozen_profile() {
    let fetcher = fetcher("answers");
    let profile = resolved(look_up(by(&fetcher))).await;
    assert_eq!(text_of(&profile, "requested"), "+13105550123");
    assert_eq!(text_of(&profile, "source"), "live");
    assert!(is_frozen(&profile));
}

#[wasm_bindgen_test]
async fn given_a_number_that_nobody_has_when_looked_up_then_the_promise_resolves() {
    let fetcher = fetcher("unregistered");
    let profile = resolved(look_up(by(&fetcher))).await;
    assert_eq!(get(&profile, "isWhatsApp"), JsValue::FALSE);
}

#[wasm_bindgen_test]
async fn given_inputs_that_cannot_be_looked_up_when_asked_then_the_code_says_why_and_nothing_is_sent()
 {
    let fetcher = fetcher("answers");
    for entered in ["", "  ", "12", "hello", "310 555 0123"] {
        let promise = look_up(request(entered, &fetcher, &[]));
        assert_eq!(code(promise).await, "invalid-number", "{entered:?}");
    }
    let nowhere = request(NUMBER, &fetcher, &[("endpoint", "".into())]);
    assert_eq!(code(look_up(nowhere)).await, "bad-response");
    assert_eq!(calls(&fetcher), 0);
}

#[wasm_bindgen_test]
async fn given_a_region_when_a_national_number_is_looked_up_then_it_is_read_by_it() {
    let fetcher = fetcher("answers");
    let promise = look_up(request(
        "(310) 555-0123",
        &fetcher,
        &[("region", "US".into())],
    ));
    assert_eq!(
        text_of(&resolved(promise).await, "requested"),
        "+13105550123"
    );
}

#[wasm_bindgen_test]
async fn given_members_that_are_undefined_when_looked_up_then_the_defaults_stand_in() {
    let fetcher = fetcher("answers");
    for name in [
        "region",
        "maxAgeMs",
        "timeoutMs",
        "purpose",
        "cache",
        "bulk",
        "headers",
    ] {
        let promise = look_up(request(NUMBER, &fetcher, &[(name, JsValue::UNDEFINED)]));
        let outcome = JsFuture::from(promise).await;
        assert!(
            outcome.is_ok(),
            "{name}: {}",
            text_of(&outcome.unwrap_err(), "message")
        );
    }
    assert_eq!(calls(&fetcher), 1, "the others are out of the cache");
}

#[wasm_bindgen_test]
async fn given_a_request_that_the_shell_would_not_make_when_looked_up_then_the_promise_is_rejected()
{
    let fetcher = fetcher("answers");
    for wrong in [
        JsValue::UNDEFINED,
        JsValue::NULL,
        5.into(),
        value("symbol"),
        value("function"),
        request(NUMBER, &fetcher, &[("timeoutMs", "soon".into())]),
        request(NUMBER, &fetcher, &[("cache", "for ever".into())]),
        request(NUMBER, &fetcher, &[("fetcherId", 0.5.into())]),
    ] {
        let error = JsFuture::from(look_up(wrong.clone())).await.unwrap_err();
        assert!(!text_of(&error, "message").is_empty(), "{wrong:?}");
    }
    assert_eq!(calls(&fetcher), 0);
}

#[wasm_bindgen_test]
async fn given_many_who_are_refused_for_the_rate_when_asked_in_bulk_then_it_is_said_at_once() {
    let fetcher = fetcher("wait-one-second");
    let bulk = request(NUMBER, &fetcher, &[("bulk", JsValue::TRUE)]);
    let error = JsFuture::from(look_up(bulk)).await.unwrap_err();
    assert_eq!(text_of(&error, "code"), "rate-limited");
    assert_eq!(get(&error, "retryAfterMs"), 1_000);
    assert_eq!(calls(&fetcher), 1);
}

#[wasm_bindgen_test]
async fn given_each_way_to_use_the_cache_when_looked_up_then_it_is_used_so() {
    let fetcher = fetcher("answers");
    let ask = |cache: &str| look_up(request(NUMBER, &fetcher, &[("cache", cache.into())]));
    assert_eq!(code(ask("only-if-cached")).await, "not-in-cache");
    resolved(ask("no-store")).await;
    assert_eq!(code(ask("only-if-cached")).await, "not-in-cache");
    let source = |profile: JsValue| text_of(&profile, "source");
    assert_eq!(source(resolved(ask("reload")).await), "live");
    assert_eq!(source(resolved(ask("only-if-cached")).await), "cache");
    assert_eq!(source(resolved(ask("default")).await), "cache");
    assert_eq!(calls(&fetcher), 2);
}

// Lookups that are aborted

#[wasm_bindgen_test]
async fn given_a_lookup_when_its_signal_aborts_then_the_promise_is_rejected_and_the_request_ends() {
    let fetcher = fetcher("gated");
    let controller = AbortController::new().unwrap();
    let promise = abortable(by(&fetcher), &controller);
    turn().await;
    assert_eq!(calls(&fetcher), 1);
    assert!(is_pending(&promise).await);
    controller.abort();
    assert_eq!(code(promise).await, "aborted");
    turn().await;
    assert_eq!(aborts(&fetcher), 1, "nobody else waits");
}

#[wasm_bindgen_test]
async fn given_a_signal_that_aborts_before_the_lookup_or_at_once_when_it_would_begin_then_nothing_is_sent()
 {
    let fetcher = fetcher("answers");
    let before = AbortController::new().unwrap();
    before.abort();
    assert_eq!(code(abortable(by(&fetcher), &before)).await, "aborted");

    let at_once = AbortController::new().unwrap();
    let promise = abortable(by(&fetcher), &at_once);
    at_once.abort();
    assert_eq!(code(promise).await, "aborted");
    turn().await;
    assert_eq!(calls(&fetcher), 0);
}

#[wasm_bindgen_test]
async fn given_two_who_ask_when_one_is_aborted_then_the_other_gets_the_answer() {
    let fetcher = fetcher("gated");
    let controller = AbortController::new().unwrap();
    let aborted = abortable(by(&fetcher), &controller);
    let other = look_up(by(&fetcher));
    turn().await;
    controller.abort();
    assert_eq!(code(aborted).await, "aborted");
    open_gate(&fetcher);
    assert_eq!(text_of(&resolved(other).await, "name"), "Maya Lindqvist");
    assert_eq!((calls(&fetcher), aborts(&fetcher)), (1, 0));
}

#[wasm_bindgen_test]
async fn given_a_lookup_that_has_ended_when_its_signal_aborts_then_nothing_happens() {
    let fetcher = fetcher("answers");
    let controller = AbortController::new().unwrap();
    let promise = abortable(by(&fetcher), &controller);
    let profile = resolved(promise.clone()).await;
    controller.abort();
    turn().await;
    assert_eq!(aborts(&fetcher), 0);
    assert_eq!(resolved(promise).await, profile);
}

// Forgetting

#[wasm_bindgen_test]
async fn given_a_number_in_any_spelling_when_it_is_forgotten_then_its_answer_is_gone() {
    let fetcher = fetcher("answers");
    let ask = || look_up(by(&fetcher));
    let forget = |number: &str, region: Option<&str>| {
        exports::forget(Some(number.to_owned()), region.map(str::to_owned));
    };
    resolved(ask()).await;
    forget("not a number", None);
    forget("+1 310 555 0100", None);
    forget("", None);
    assert_eq!(text_of(&resolved(ask()).await, "source"), "cache");
    forget("(310) 555-0123", Some("US"));
    assert_eq!(text_of(&resolved(ask()).await, "source"), "live");
    exports::forget(None, None);
    assert_eq!(text_of(&resolved(ask()).await, "source"), "live");
    assert_eq!(calls(&fetcher), 3);
}
