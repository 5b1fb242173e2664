//! The client behind fetch functions as pages write them. The answers are real `Response` objects;
//! nothing goes over the network.

use phone_profile::lookup::client::{self, Lookup, Outcome};
use phone_profile::lookup::fetch::PageFetch;
use phone_profile::lookup::request::CacheMode;
use phone_profile::lookup::task::Task;
use phone_profile_core::endpoint::Endpoint;
use phone_profile_core::error::LookupErrorCode;
use phone_profile_core::number::E164;
use phone_profile_core::profile::Source;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{
    aborts, calls, fetcher, lookup, number, object, open_gate, pause, sent, turn, when_cancelled,
};

/// The outcome of a lookup by the fetch function of that name, and how often it was called.
async fn by(name: &str) -> (Outcome, u32) {
    let fetcher = fetcher(name);
    let outcome = client::lookup(lookup(&fetcher)).await;
    (outcome, calls(&fetcher))
}

async fn code(name: &str) -> (LookupErrorCode, u32) {
    let (outcome, calls) = by(name).await;
    match outcome {
        Err(error) => (error.code, calls),
        Ok(_) => panic!("{name} gave a profile"),
    }
}

async fn name_by(name: &str) -> Option<String> {
    by(name)
        .await
        .0
        .unwrap_or_else(|error| panic!("{name}: {error:?}"))
        .name
        .clone()
}

/// A lookup that runs by itself. Its outcome appears in the cell.
fn running(lookup: Lookup) -> (Task, Rc<RefCell<Option<Outcome>>>) {
    let outcome = Rc::<RefCell<Option<Outcome>>>::default();
    let task = Task::spawn({
        let outcome = Rc::clone(&outcome);
        async move {
            let came = client::lookup(lookup).await;
            *outcome.borrow_mut() = Some(came);
        }
    });
    (task, outcome)
}

fn mode(fetcher: &js_sys::Function, cache: CacheMode) -> Lookup {
    Lookup {
        cache,
        ..lookup(fetcher)
    }
}

fn with_headers(fetcher: &js_sys::Function, headers: &JsValue) -> Lookup {
    let lookup = lookup(fetcher);
    Lookup {
        via: PageFetch {
            headers: headers.clone(),
            ..lookup.via
        },
        ..lookup
    }
}

// The request

#[wasm_bindgen_test]
async fn given_a_fetch_function_of_the_page_when_it_is_called_then_with_a_url_and_what_keeps_personal_data_here()
 {
    let fetcher = fetcher("answers");
    let outcome = client::lookup(Lookup {
        purpose: Some("a review".into()),
        ..lookup(&fetcher)
    })
    .await;
    assert_eq!(outcome.unwrap().name.as_deref(), Some("Maya Lindqvist"));
    let sent = |name: &str| sent(&fetcher, name);
    assert_eq!(
        sent("url").as_deref(),
        Some("/lookup/number/13105550123?purpose=a%20review")
    );
    assert_eq!(sent("cache").as_deref(), Some("no-store"));
    assert_eq!(sent("referrerPolicy").as_deref(), Some("no-referrer"));
    assert_eq!(sent("signal").as_deref(), Some("[object AbortSignal]"));
}

#[wasm_bindgen_test]
async fn given_headers_in_each_form_when_a_request_is_made_then_they_are_sent() {
    let plain = object(&[("x-tenant", "a".into())]);
    let list = js_sys::JSON::parse(r#"[["x-tenant", "a"]]"#).unwrap();
    let headers = web_sys::Headers::new_with_record_from_str_to_str(plain.unchecked_ref()).unwrap();
    let function = js_sys::Function::new_no_args("return { 'x-tenant': 'a' }");
    let promise =
        js_sys::Function::new_no_args("return Promise.resolve(new Headers([['x-tenant', 'a']]))");
    for headers in [plain, list, headers.into(), function.into(), promise.into()] {
        let fetcher = fetcher("answers");
        let outcome = client::lookup(with_headers(&fetcher, &headers)).await;
        assert!(outcome.is_ok(), "{outcome:?}");
        assert_eq!(
            sent(&fetcher, "x-tenant").as_deref(),
            Some("a"),
            "{headers:?}"
        );
    }
}

#[wasm_bindgen_test]
async fn given_a_function_for_headers_that_fails_when_a_request_is_due_then_it_is_an_error_and_nothing_is_sent()
 {
    for body in [
        "throw new Error('no token')",
        "return Promise.reject('no token')",
        "return Promise.reject()",
    ] {
        let fetcher = fetcher("answers");
        let headers = js_sys::Function::new_no_args(body).into();
        let outcome = client::lookup(with_headers(&fetcher, &headers)).await;
        assert_eq!(
            outcome.unwrap_err().code,
            LookupErrorCode::Network,
            "{body}"
        );
        assert_eq!(calls(&fetcher), 0);
    }
}

// One request for all

#[wasm_bindgen_test]
async fn given_many_who_ask_for_one_number_when_it_is_answered_then_there_was_one_request() {
    let fetcher = fetcher("gated");
    let asking: Vec<_> = (0..5).map(|_| running(lookup(&fetcher))).collect();
    turn().await;
    assert_eq!(calls(&fetcher), 1);
    open_gate(&fetcher);
    let last = client::lookup(lookup(&fetcher)).await.unwrap();
    for (_, outcome) in &asking {
        let outcome = outcome.borrow_mut().take().expect("an outcome").unwrap();
        assert!(Rc::ptr_eq(&outcome, &last), "all have the same answer");
    }
    assert_eq!((calls(&fetcher), aborts(&fetcher)), (1, 0));
}

#[wasm_bindgen_test]
async fn given_two_who_wait_when_one_goes_then_the_request_goes_on_and_ends_with_the_other() {
    let fetcher = fetcher("gated");
    let (first, _) = running(lookup(&fetcher));
    let (second, outcome) = running(lookup(&fetcher));
    turn().await;
    drop(first);
    turn().await;
    assert_eq!(aborts(&fetcher), 0, "somebody still waits");
    drop(second);
    turn().await;
    assert_eq!((calls(&fetcher), aborts(&fetcher)), (1, 1));
    assert!(outcome.borrow().is_none(), "nobody is told");
}

#[wasm_bindgen_test]
async fn given_a_request_that_was_abandoned_when_its_answer_comes_all_the_same_then_it_is_not_kept()
{
    let fetcher = fetcher("ignores-abort");
    let (asking, _) = running(lookup(&fetcher));
    turn().await;
    drop(asking);
    open_gate(&fetcher);
    turn().await;
    assert!(client::cached(&lookup(&fetcher)).is_none());
    // And who asks afterwards gets an answer of their own.
    assert!(client::lookup(lookup(&fetcher)).await.is_ok());
    assert_eq!(calls(&fetcher), 2);
}

#[wasm_bindgen_test]
async fn given_two_fetch_functions_when_both_are_asked_for_one_number_then_neither_answers_for_the_other()
 {
    let (one, other) = (fetcher("answers"), fetcher("unregistered"));
    assert!(client::lookup(lookup(&one)).await.unwrap().is_whats_app);
    assert!(!client::lookup(lookup(&other)).await.unwrap().is_whats_app);
    assert_eq!((calls(&one), calls(&other)), (1, 1));
}

#[wasm_bindgen_test]
async fn given_two_endpoints_when_both_are_asked_for_one_number_then_neither_answers_for_the_other()
{
    let fetcher = fetcher("answers");
    for endpoint in ["/one", "/two", "/one/"] {
        let endpoint = Endpoint::parse(endpoint).unwrap();
        client::lookup(Lookup {
            endpoint,
            ..lookup(&fetcher)
        })
        .await
        .unwrap();
    }
    assert_eq!(calls(&fetcher), 2, "the third one is the first");
}

// Retries

#[wasm_bindgen_test]
async fn given_a_service_that_fails_once_when_asked_then_the_second_try_answers() {
    for name in ["fails-once", "network-once"] {
        let (outcome, calls) = by(name).await;
        assert!(outcome.is_ok(), "{name}: {outcome:?}");
        assert_eq!(calls, 2, "{name}");
    }
}

#[wasm_bindgen_test]
async fn given_a_service_that_always_fails_when_asked_then_it_is_tried_three_times() {
    assert_eq!(code("status-500").await, (LookupErrorCode::Server, 3));
    assert_eq!(code("rejects-error").await, (LookupErrorCode::Network, 3));
    assert_eq!(code("breaks-off").await, (LookupErrorCode::Network, 3));
}

#[wasm_bindgen_test]
async fn given_an_answer_that_would_be_the_same_again_when_it_comes_then_it_is_not_asked_for_twice()
{
    assert_eq!(code("status-401").await, (LookupErrorCode::Unauthorized, 1));
    assert_eq!(code("html").await, (LookupErrorCode::BadResponse, 1));
    let (outcome, calls) = by("unregistered").await;
    assert!(!outcome.unwrap().is_whats_app);
    assert_eq!(calls, 1);
}

#[wasm_bindgen_test]
async fn given_a_service_that_asks_to_wait_a_second_when_tried_again_then_not_before() {
    let fetcher = fetcher("wait-one-second");
    assert!(client::lookup(lookup(&fetcher)).await.is_ok());
    assert_eq!(calls(&fetcher), 2);
    // Timers may ring a millisecond early by the clock that measures them.
    assert!(pause(&fetcher) >= 998.0, "{} ms", pause(&fetcher));
}

#[wasm_bindgen_test]
async fn given_a_service_that_asks_to_wait_longer_than_the_lookup_may_take_when_asked_then_it_says_so_at_once()
 {
    let before = js_sys::Date::now();
    let (outcome, calls) = by("wait-one-minute").await;
    let error = outcome.unwrap_err();
    assert_eq!(
        (error.code, error.status, error.retry_after_ms),
        (LookupErrorCode::RateLimited, Some(429), Some(60_000))
    );
    assert_eq!(calls, 1);
    assert!(js_sys::Date::now() - before < 5_000.0);
}

// Time

#[wasm_bindgen_test]
async fn given_an_endpoint_that_never_answers_when_the_time_is_over_then_the_request_is_ended() {
    for name in ["gated", "pending-for-ever"] {
        let fetcher = fetcher(name);
        let outcome = client::lookup(Lookup {
            timeout_ms: 20,
            ..lookup(&fetcher)
        })
        .await;
        assert_eq!(
            outcome.unwrap_err().code,
            LookupErrorCode::Timeout,
            "{name}"
        );
        turn().await;
        assert_eq!((calls(&fetcher), aborts(&fetcher)), (1, 1), "{name}");
    }
}

#[wasm_bindgen_test]
async fn given_two_with_different_patience_when_one_has_lost_it_then_the_other_still_gets_the_answer()
 {
    let fetcher = fetcher("gated");
    let (_patient, outcome) = running(lookup(&fetcher));
    let impatient = client::lookup(Lookup {
        timeout_ms: 20,
        ..lookup(&fetcher)
    })
    .await;
    assert_eq!(impatient.unwrap_err().code, LookupErrorCode::Timeout);
    assert_eq!(aborts(&fetcher), 0);
    open_gate(&fetcher);
    let last = client::lookup(lookup(&fetcher)).await;
    assert!(last.is_ok(), "{last:?}");
    turn().await;
    let outcome = outcome.borrow_mut().take().expect("an outcome");
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(calls(&fetcher), 1);
}

#[wasm_bindgen_test]
async fn given_more_time_than_a_timer_can_count_when_a_lookup_is_made_then_it_does_not_run_out_at_once()
 {
    // Browsers count milliseconds in 31 bits; what is more rings at once.
    let fetcher = fetcher("gated");
    let (_asking, outcome) = running(Lookup {
        timeout_ms: u32::MAX,
        ..lookup(&fetcher)
    });
    let other = client::lookup(Lookup {
        timeout_ms: 50,
        ..lookup(&fetcher)
    })
    .await;
    assert_eq!(other.unwrap_err().code, LookupErrorCode::Timeout);
    assert!(
        outcome.borrow().is_none(),
        "it still waits, although 50 ms have gone"
    );
}

// The cache

#[wasm_bindgen_test]
async fn given_an_answer_when_it_is_asked_for_again_then_it_comes_out_of_the_cache_and_says_so() {
    let fetcher = fetcher("answers");
    assert_eq!(
        client::lookup(lookup(&fetcher)).await.unwrap().source,
        Source::Live
    );
    let again = client::lookup(lookup(&fetcher)).await.unwrap();
    assert_eq!((again.source, calls(&fetcher)), (Source::Cache, 1));
}

#[wasm_bindgen_test]
async fn given_reload_when_asked_then_there_is_a_request_and_its_answer_is_kept() {
    let fetcher = fetcher("answers");
    for count in 1..=2 {
        let reloaded = client::lookup(mode(&fetcher, CacheMode::Reload))
            .await
            .unwrap();
        assert_eq!((reloaded.source, calls(&fetcher)), (Source::Live, count));
    }
    assert_eq!(
        client::lookup(lookup(&fetcher)).await.unwrap().source,
        Source::Cache
    );
}

#[wasm_bindgen_test]
async fn given_no_store_when_asked_then_the_cache_is_neither_read_nor_written() {
    let fetcher = fetcher("answers");
    client::lookup(mode(&fetcher, CacheMode::NoStore))
        .await
        .unwrap();
    assert!(client::cached(&lookup(&fetcher)).is_none());
    client::lookup(lookup(&fetcher)).await.unwrap();
    client::lookup(mode(&fetcher, CacheMode::NoStore))
        .await
        .unwrap();
    assert_eq!(calls(&fetcher), 3);
}

#[wasm_bindgen_test]
async fn given_only_if_cached_when_asked_then_there_is_never_a_request() {
    let fetcher = fetcher("answers");
    let nothing = client::lookup(mode(&fetcher, CacheMode::OnlyIfCached)).await;
    assert_eq!(nothing.unwrap_err().code, LookupErrorCode::NotInCache);
    assert_eq!(calls(&fetcher), 0);
    client::lookup(lookup(&fetcher)).await.unwrap();
    assert!(
        client::lookup(mode(&fetcher, CacheMode::OnlyIfCached))
            .await
            .is_ok()
    );
    assert_eq!(calls(&fetcher), 1);
}

#[wasm_bindgen_test]
async fn given_a_failure_when_asked_again_then_it_was_not_kept() {
    let fetcher = fetcher("status-401");
    for count in 1..=2 {
        client::lookup(lookup(&fetcher)).await.unwrap_err();
        assert_eq!(calls(&fetcher), count);
    }
}

#[wasm_bindgen_test]
async fn given_answers_that_are_forgotten_when_asked_for_again_then_there_is_a_request() {
    let fetcher = fetcher("answers");
    let other = E164::from_digits("13105550100").unwrap();
    client::lookup(lookup(&fetcher)).await.unwrap();
    client::lookup(Lookup {
        number: other.clone(),
        ..lookup(&fetcher)
    })
    .await
    .unwrap();

    client::forget(Some(&number()));
    assert!(client::cached(&lookup(&fetcher)).is_none());
    client::lookup(lookup(&fetcher)).await.unwrap();
    client::forget(None);
    assert!(
        client::cached(&Lookup {
            number: other,
            ..lookup(&fetcher)
        })
        .is_none()
    );
}

// Bodies

#[wasm_bindgen_test]
async fn given_bodies_that_are_json_in_unusual_ways_when_read_then_they_are_understood() {
    assert_eq!(
        name_by("byte-order-mark").await.as_deref(),
        Some("Maya Lindqvist")
    );
    assert_eq!(name_by("split-character").await.as_deref(), Some("Élan"));
    assert_eq!(
        name_by("just-fits").await.as_deref(),
        Some("Maya Lindqvist")
    );
    assert_eq!(
        name_by("gives-thenable").await.as_deref(),
        Some("Maya Lindqvist")
    );
}

#[wasm_bindgen_test]
async fn given_bodies_that_are_no_answer_when_read_then_the_response_is_bad_and_has_its_status() {
    for name in [
        "html",
        "truncated",
        "empty",
        "blank",
        "deep",
        "deep-objects",
        "deep-and-truncated",
        "stream-of-texts",
    ] {
        let (outcome, calls) = by(name).await;
        let error = outcome.unwrap_err();
        assert_eq!(
            (error.code, error.status, calls),
            (LookupErrorCode::BadResponse, Some(200), 1),
            "{name}"
        );
    }
    let error = by("no-content").await.0.unwrap_err();
    assert_eq!(
        (error.code, error.status),
        (LookupErrorCode::BadResponse, Some(204))
    );
}

#[wasm_bindgen_test]
async fn given_a_body_without_end_when_it_is_too_large_for_an_answer_then_the_stream_is_told_to_stop()
 {
    let fetcher = fetcher("endless");
    let error = client::lookup(lookup(&fetcher)).await.unwrap_err();
    assert_eq!(
        (error.code, error.status, calls(&fetcher)),
        (LookupErrorCode::BadResponse, Some(200), 1)
    );
    JsFuture::from(when_cancelled(&fetcher)).await.unwrap();
}

#[wasm_bindgen_test]
async fn given_a_body_one_byte_over_the_limit_when_read_then_it_is_too_large() {
    assert_eq!(
        code("one-byte-too-many").await,
        (LookupErrorCode::BadResponse, 1)
    );
}

#[wasm_bindgen_test]
async fn given_a_body_that_the_page_has_read_itself_when_it_comes_then_it_is_an_error_and_no_endless_wait()
 {
    for name in ["body-already-read", "body-locked"] {
        let error = by(name).await.0.unwrap_err();
        assert_ne!(error.code, LookupErrorCode::Timeout, "{name}");
    }
}

// Answers of other kinds than this page's own

#[wasm_bindgen_test]
async fn given_an_answer_of_another_realm_or_a_stand_in_when_read_then_it_is_taken_by_what_it_can_do()
 {
    for name in [
        "gives-response-of-iframe",
        "gives-promise-of-iframe",
        "gives-own-response-with-chunks-of-iframe",
        "gives-text-alone",
        "gives-text-at-once",
        "gives-json-alone",
        "gives-buffer-alone",
        "gives-buffer-of-iframe",
        "gives-text-for-body",
        "gives-object-for-body",
        "gives-headers-that-throw",
    ] {
        assert_eq!(
            name_by(name).await.as_deref(),
            Some("Maya Lindqvist"),
            "{name}"
        );
    }
}

#[wasm_bindgen_test]
async fn given_a_response_that_the_page_has_made_when_its_picture_is_relative_then_it_is_relative_to_the_request()
 {
    let profile = by("gives-relative-picture").await.0.unwrap();
    let origin = web_sys::window().unwrap().location().origin().unwrap();
    assert_eq!(
        profile.profile_pic,
        Some(format!("{origin}/lookup/picture/13105550123.jpg"))
    );
}

#[wasm_bindgen_test]
async fn given_many_answers_when_they_have_been_read_then_no_javascript_value_is_kept() {
    let fetcher = fetcher("answers");
    let mut kept = Vec::new();
    for _ in 0..3 {
        for _ in 0..50 {
            let outcome = client::lookup(mode(&fetcher, CacheMode::NoStore)).await;
            assert!(outcome.is_ok());
        }
        turn().await;
        kept.push(wasm_bindgen::externref_heap_live_count());
    }
    assert_eq!(kept[1], kept[2]);
}

#[wasm_bindgen_test]
async fn given_headers_in_a_plain_object_or_a_map_when_read_then_they_count() {
    for name in ["gives-plain-headers", "gives-map-of-headers"] {
        let error = by(name).await.0.unwrap_err();
        assert_eq!(
            (error.code, error.retry_after_ms),
            (LookupErrorCode::RateLimited, Some(60_000)),
            "{name}"
        );
    }
}

#[wasm_bindgen_test]
async fn given_a_stand_in_whose_body_is_too_large_or_none_when_read_then_the_response_is_bad() {
    for name in [
        "too-much-text",
        "too-much-json",
        "too-many-bytes",
        "json-in-a-circle",
        "no-body-of-any-kind",
        "text-that-is-none",
        "reader-without-end",
        "body-used",
    ] {
        let error = by(name).await.0.unwrap_err();
        assert_eq!(
            (error.code, error.status),
            (LookupErrorCode::BadResponse, Some(200)),
            "{name}"
        );
    }
}

#[wasm_bindgen_test]
async fn given_a_stand_in_whose_body_breaks_off_when_read_then_it_is_a_network_error() {
    for name in ["text-that-rejects", "text-that-throws"] {
        assert_eq!(code(name).await, (LookupErrorCode::Network, 3), "{name}");
    }
}

// Fetch functions that don't behave

#[wasm_bindgen_test]
async fn given_a_fetch_function_that_rejects_with_anything_when_called_then_it_is_a_network_error()
{
    for name in [
        "rejects-string",
        "rejects-undefined",
        "rejects-null",
        "rejects-symbol",
        "rejects-trap",
        "gives-bad-thenable",
    ] {
        assert_eq!(code(name).await, (LookupErrorCode::Network, 3), "{name}");
    }
}

#[wasm_bindgen_test]
async fn given_a_fetch_function_that_throws_when_called_then_it_is_a_network_error() {
    for name in ["throws-error", "throws-undefined"] {
        assert_eq!(code(name).await, (LookupErrorCode::Network, 3), "{name}");
    }
}

#[wasm_bindgen_test]
async fn given_a_fetch_function_that_gives_no_response_when_called_then_the_response_is_bad() {
    for name in [
        "gives-undefined",
        "gives-null",
        "gives-object",
        "gives-string",
        "gives-number",
    ] {
        assert_eq!(
            code(name).await,
            (LookupErrorCode::BadResponse, 1),
            "{name}"
        );
    }
}

#[wasm_bindgen_test]
async fn given_a_response_that_stands_for_a_network_error_when_it_comes_then_there_is_no_profile() {
    let error = by("gives-error-response").await.0.unwrap_err();
    assert!(
        matches!(
            error.code,
            LookupErrorCode::Network | LookupErrorCode::Server
        ),
        "{error:?}"
    );
}

#[wasm_bindgen_test]
async fn given_an_error_when_its_words_are_read_then_they_do_not_carry_the_number() {
    for name in ["rejects-error", "status-500", "html", "one-byte-too-many"] {
        let error = by(name).await.0.unwrap_err();
        assert!(!error.message.contains("555"), "{name}: {}", error.message);
    }
}
