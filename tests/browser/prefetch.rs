//! Lookups by requests that went out before the wasm was there.

use js_sys::Function;
use phone_profile::exports::use_prefetch;
use phone_profile::lookup::client::{self, Lookup};
use phone_profile::lookup::fetch::PageFetch;
use phone_profile::lookup::request::CacheMode;
use phone_profile::lookup::task::Task;
use phone_profile_core::endpoint::Endpoint;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{
    aborts, calls, fetcher, get, last_taken, lookup, object, open_gate, prefetched, sent, takes,
    text_of, turn,
};

/// Where the lookups of these tests go.
const URL: &str = "/prefetched/number/13105550123";

fn lookup_there(fetcher: &Function) -> Lookup {
    Lookup {
        endpoint: Endpoint::parse("/prefetched").unwrap(),
        cache: CacheMode::NoStore,
        ..lookup(fetcher)
    }
}

/// A request to that URL that the shell has sent by `by`. Gives the shell's object.
fn prefetch(url: &str, by: &Function) -> JsValue {
    let prefetch = prefetched(url, by);
    let shell = JsValue::clone(prefetch.as_ref());
    use_prefetch(prefetch);
    shell
}

#[wasm_bindgen_test]
async fn given_a_request_that_is_on_its_way_when_a_number_is_looked_up_then_it_is_used_once() {
    let (sent_ahead, own) = (fetcher("without-name"), fetcher("answers"));
    prefetch(URL, &sent_ahead);
    let first = client::lookup(lookup_there(&own)).await.unwrap();
    assert_eq!(first.name, None, "the answer of the prefetched request");
    assert_eq!((calls(&sent_ahead), calls(&own)), (1, 0));

    let second = client::lookup(lookup_there(&own)).await.unwrap();
    assert_eq!(second.name.as_deref(), Some("Maya Lindqvist"));
    assert_eq!((calls(&sent_ahead), calls(&own)), (1, 1));
    assert_eq!(aborts(&sent_ahead), 0);
}

#[wasm_bindgen_test]
async fn given_headers_and_a_fetch_function_when_a_request_is_asked_for_then_the_shell_gets_them_as_they_are()
 {
    let own = fetcher("answers");
    let headers = object(&[("x-tenant", "a".into())]);
    let shell = prefetch("/elsewhere/number/13105550123", &fetcher("answers"));
    let lookup = lookup_there(&own);
    let outcome = client::lookup(Lookup {
        via: PageFetch {
            headers: headers.clone(),
            ..lookup.via
        },
        ..lookup
    })
    .await;
    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(takes(&shell), 1);
    let asked = last_taken(&shell);
    assert_eq!(text_of(&asked, "url"), URL);
    assert!(js_sys::Object::is(&get(&asked, "headers"), &headers));
    assert!(js_sys::Object::is(&get(&asked, "fetch"), &own));
    // The shell had none of that kind.
    assert_eq!(calls(&own), 1);
    assert_eq!(sent(&own, "x-tenant").as_deref(), Some("a"));
}

#[wasm_bindgen_test]
async fn given_a_request_that_was_taken_when_the_lookup_is_dropped_then_it_is_aborted() {
    let (sent_ahead, own) = (fetcher("gated"), fetcher("answers"));
    prefetch(URL, &sent_ahead);
    let task = Task::spawn({
        let lookup = lookup_there(&own);
        async move { drop(client::lookup(lookup).await) }
    });
    turn().await;
    assert_eq!(aborts(&sent_ahead), 0);
    drop(task);
    turn().await;
    assert_eq!((aborts(&sent_ahead), calls(&own)), (1, 0));
    open_gate(&sent_ahead);
}

#[wasm_bindgen_test]
async fn given_a_request_that_failed_when_it_was_taken_then_the_next_try_is_the_lookups_own() {
    let (sent_ahead, own) = (fetcher("rejects-string"), fetcher("answers"));
    let shell = prefetch(URL, &sent_ahead);
    assert!(client::lookup(lookup_there(&own)).await.is_ok());
    assert_eq!((calls(&sent_ahead), calls(&own)), (1, 1));
    assert_eq!(takes(&shell), 2, "asked before each request");
}
