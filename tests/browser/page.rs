//! The page's side of the tests, as `page.js` has it, and short ways to what tests need often.

use js_sys::{Array, Function, Object, Promise, Reflect};
use phone_profile::card::host::CardHost;
use phone_profile::lookup::client::{DEFAULT_MAX_AGE_MS, Lookup};
use phone_profile::lookup::fetch::PageFetch;
use phone_profile::lookup::prefetch::Prefetch;
use phone_profile::lookup::request::CacheMode;
use phone_profile_core::answer;
use phone_profile_core::endpoint::Endpoint;
use phone_profile_core::json::Json;
use phone_profile_core::number::E164;
use phone_profile_core::profile::Profile;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, ShadowRoot};

#[wasm_bindgen(module = "/tests/browser/page.js")]
extern "C" {
    pub fn fetcher(name: &str) -> Function;
    pub fn fetcher_id(fetcher: &Function) -> u32;
    pub fn calls(fetcher: &Function) -> u32;
    pub fn aborts(fetcher: &Function) -> u32;
    pub fn open_gate(fetcher: &Function);
    pub fn on_abort(fetcher: &Function, callback: &JsValue);
    pub fn pause(fetcher: &Function) -> f64;
    pub fn sent(fetcher: &Function, name: &str) -> Option<String>;
    pub fn when_cancelled(fetcher: &Function) -> Promise;
    #[wasm_bindgen(js_name = turn)]
    fn next_turn() -> Promise;
    #[wasm_bindgen(js_name = is_pending)]
    fn pending(promise: &Promise) -> Promise;
    #[wasm_bindgen(js_name = card_host)]
    pub fn host_that_says(answer: &JsValue) -> CardHost;
    #[wasm_bindgen(js_name = when)]
    fn report_of(host: &CardHost, wanted: &str) -> Promise;
    pub fn reports(host: &CardHost) -> String;
    pub fn all_reports(host: &CardHost) -> Array;
    pub fn requests(host: &CardHost) -> u32;
    pub fn on_report(host: &CardHost, callback: &JsValue);
    pub fn shadow_of(element: &Element) -> ShadowRoot;
    pub fn counting() -> Element;
    pub fn value(name: &str) -> JsValue;
    #[wasm_bindgen(js_name = prefetch)]
    pub fn prefetched(url: &str, fetcher: &Function) -> Prefetch;
    pub fn takes(prefetch: &JsValue) -> u32;
    pub fn last_taken(prefetch: &JsValue) -> JsValue;
}

/// Until everything that was due before has happened.
pub async fn turn() {
    JsFuture::from(next_turn()).await.unwrap();
}

/// Whether a promise has neither resolved nor rejected.
pub async fn is_pending(promise: &Promise) -> bool {
    JsFuture::from(pending(promise)).await.unwrap() == JsValue::TRUE
}

/// The report of that state or picture state.
pub async fn when(host: &CardHost, wanted: &str) -> JsValue {
    JsFuture::from(report_of(host, wanted)).await.unwrap()
}

/// An element whose page lets every lookup begin.
pub fn host() -> CardHost {
    host_that_says(&JsValue::TRUE)
}

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// An empty element in the document.
pub fn place() -> Element {
    let element = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&element).unwrap();
    element
}

pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap()
}

pub fn is_frozen(object: &JsValue) -> bool {
    Object::is_frozen(object.unchecked_ref::<Object>())
}

pub fn text_of(object: &JsValue, name: &str) -> String {
    get(object, name)
        .as_string()
        .unwrap_or_else(|| panic!("{name} is no text"))
}

pub fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let made = Object::new();
    for (name, value) in fields {
        Reflect::set(&made, &(*name).into(), value).unwrap();
    }
    made.into()
}

/// A value as Rust reads it.
pub fn json_in(value: &JsValue) -> Json {
    serde_wasm_bindgen::from_value(value.clone()).unwrap()
}

/// A `LookupRequest` by the page's own fetch, as the shell builds it; `more` replaces some of its members.
pub fn request(number: &str, fetcher: &Function, more: &[(&str, JsValue)]) -> JsValue {
    let mut fields = vec![
        ("number", JsValue::from(number)),
        ("endpoint", "/lookup".into()),
        ("fetcherId", fetcher_id(fetcher).into()),
        ("fetch", fetcher.into()),
    ];
    fields.extend(more.iter().cloned());
    object(&fields)
}

/// `CardInputs` as the shell builds them.
pub fn inputs(request: &JsValue, display: &[(&str, JsValue)]) -> JsValue {
    object(&[("request", request.clone()), ("display", object(display))])
}

pub fn number() -> E164 {
    E164::from_digits("13105550123").unwrap()
}

/// A lookup by the page's own fetch.
pub fn lookup(fetcher: &Function) -> Lookup {
    Lookup {
        endpoint: Endpoint::parse("/lookup").unwrap(),
        number: number(),
        max_age_ms: DEFAULT_MAX_AGE_MS,
        cache: CacheMode::Default,
        timeout_ms: 10_000,
        purpose: None,
        bulk: false,
        via: PageFetch {
            fetcher_id: fetcher_id(fetcher),
            fetch: fetcher.into(),
            headers: JsValue::UNDEFINED,
        },
    }
}

/// A profile that is read from JSON, as one from an endpoint is.
pub fn profile(json: &str) -> Profile {
    let value = js_sys::JSON::parse(json).unwrap();
    let now_ms = js_sys::Date::now();
    answer::given(json_in(&value), now_ms).unwrap()
}
