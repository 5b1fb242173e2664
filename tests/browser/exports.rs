//! The exported functions, as the shell calls them.

use js_sys::Promise;
use phone_profile::exports;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{
    aborts, begin_lookup, calls, card_show, card_update, fetcher, get, hooks, is_frozen, look_up,
    object, open_gate, place, text_of, turn, value,
};

const NUMBER: &str = "+1 310 555 0123";

fn options(fetcher: &js_sys::Function, more: &[(&str, JsValue)]) -> JsValue {
    let mut fields = vec![
        ("endpoint", JsValue::from("/lookup")),
        ("fetch", fetcher.into()),
    ];
    fields.extend(more.iter().cloned());
    object(&fields)
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
    let profile = resolved(look_up(NUMBER, &options(&fetcher, &[]))).await;
    assert_eq!(text_of(&profile, "requested"), "+13105550123");
    assert_eq!(text_of(&profile, "source"), "live");
    assert!(is_frozen(&profile));
}

#[wasm_bindgen_test]
async fn given_a_number_that_nobody_has_when_looked_up_then_the_promise_resolves() {
    let fetcher = fetcher("unregistered");
    let profile = resolved(look_up(NUMBER, &options(&fetcher, &[]))).await;
    assert_eq!(get(&profile, "isWhatsApp"), JsValue::FALSE);
}

#[wasm_bindgen_test]
async fn given_inputs_that_cannot_be_looked_up_when_asked_then_the_code_says_why_and_nothing_is_sent()
 {
    let fetcher = fetcher("answers");
    for entered in ["", "  ", "12", "hello", "310 555 0123"] {
        let promise = look_up(entered, &options(&fetcher, &[]));
        assert_eq!(code(promise).await, "invalid-number", "{entered:?}");
    }
    let nowhere = options(&fetcher, &[("endpoint", JsValue::UNDEFINED)]);
    assert_eq!(code(look_up(NUMBER, &nowhere)).await, "bad-response");
    assert_eq!(
        code(look_up(NUMBER, &JsValue::UNDEFINED)).await,
        "bad-response"
    );
    assert_eq!(calls(&fetcher), 0);
}

#[wasm_bindgen_test]
async fn given_a_region_when_a_national_number_is_looked_up_then_it_is_read_by_it() {
    let fetcher = fetcher("answers");
    let promise = look_up(
        "(310) 555-0123",
        &options(&fetcher, &[("region", "US".into())]),
    );
    assert_eq!(
        text_of(&resolved(promise).await, "requested"),
        "+13105550123"
    );
}

#[wasm_bindgen_test]
async fn given_options_of_wrong_types_when_looked_up_then_the_defaults_stand_in() {
    let fetcher = fetcher("answers");
    let wrong = [
        ("region", JsValue::from(1)),
        ("maxAgeMs", "soon".into()),
        ("timeoutMs", JsValue::NULL),
        ("cache", JsValue::TRUE),
        ("signal", "stop".into()),
        ("purpose", value("function")),
        ("headers", JsValue::from(5)),
    ];
    for (name, wrong) in wrong {
        // A number among headers is refused by `Headers` itself: it is the page's to mend.
        let promise = look_up(NUMBER, &options(&fetcher, &[(name, wrong)]));
        let outcome = JsFuture::from(promise).await;
        assert!(
            outcome.is_ok(),
            "{name}: {}",
            text_of(&outcome.unwrap_err(), "message")
        );
    }
}

// Calls that are taken back

#[wasm_bindgen_test]
async fn given_a_lookup_when_it_is_taken_back_then_the_promise_is_rejected_and_the_request_ends() {
    let fetcher = fetcher("gated");
    let (call, promise) = begin_lookup(NUMBER, &options(&fetcher, &[]));
    turn().await;
    assert_eq!(calls(&fetcher), 1);
    exports::lookup_abort(call);
    assert_eq!(code(promise).await, "aborted");
    turn().await;
    assert_eq!(aborts(&fetcher), 1, "nobody else waits");
    exports::lookup_abort(call);
}

#[wasm_bindgen_test]
async fn given_a_lookup_that_is_taken_back_at_once_when_it_would_begin_then_nothing_is_sent() {
    let fetcher = fetcher("answers");
    let (call, promise) = begin_lookup(NUMBER, &options(&fetcher, &[]));
    exports::lookup_abort(call);
    assert_eq!(code(promise).await, "aborted");
    turn().await;
    assert_eq!(calls(&fetcher), 0);
}

#[wasm_bindgen_test]
async fn given_two_who_ask_when_one_is_taken_back_then_the_other_gets_the_answer() {
    let fetcher = fetcher("gated");
    let (call, aborted) = begin_lookup(NUMBER, &options(&fetcher, &[]));
    let other = look_up(NUMBER, &options(&fetcher, &[]));
    turn().await;
    exports::lookup_abort(call);
    assert_eq!(code(aborted).await, "aborted");
    open_gate(&fetcher);
    assert_eq!(text_of(&resolved(other).await, "name"), "Maya Lindqvist");
    assert_eq!((calls(&fetcher), aborts(&fetcher)), (1, 0));
}

// Forgetting

#[wasm_bindgen_test]
async fn given_a_number_in_any_spelling_when_it_is_forgotten_then_its_answer_is_gone() {
    let fetcher = fetcher("answers");
    let ask = || look_up(NUMBER, &options(&fetcher, &[]));
    resolved(ask()).await;
    exports::forget("not a number\0");
    exports::forget("+1 310 555 0100\0");
    assert_eq!(text_of(&resolved(ask()).await, "source"), "cache");
    exports::forget("(310) 555-0123\0US");
    assert_eq!(text_of(&resolved(ask()).await, "source"), "live");
    exports::forget("");
    assert_eq!(text_of(&resolved(ask()).await, "source"), "live");
    assert_eq!(calls(&fetcher), 3);
}

// Cards that are gone

#[wasm_bindgen_test]
async fn given_a_card_that_is_gone_when_it_is_spoken_to_then_nothing_happens() {
    let root = place();
    let id = exports::card_create(root.clone(), hooks());
    exports::card_destroy(id);
    for gone in [id, 0, u32::MAX] {
        exports::card_destroy(gone);
        exports::card_abort(gone);
        card_update(gone, &object(&[("number", NUMBER.into())]));
        card_show(gone, &value("cyclic"));
        exports::card_refresh(gone);
        exports::card_event(gone, "retry");
    }
    turn().await;
    assert!(!root.has_child_nodes());
    root.remove();
}
