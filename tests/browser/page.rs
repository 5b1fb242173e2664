//! The page's side of the tests, as `page.js` has it, and short ways to what tests need often.

use js_sys::{Function, Object, Promise, Reflect};
use phone_profile::card::hooks::Hooks;
use phone_profile::lookup::client::{CacheMode, DEFAULT_MAX_AGE_MS, Lookup};
use phone_profile::lookup::endpoint::Endpoint;
use phone_profile::number::E164;
use phone_profile::profile::{self, Profile};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element};

#[wasm_bindgen(module = "/tests/browser/page.js")]
extern "C" {
    pub fn fetcher(name: &str) -> Function;
    pub fn calls(fetcher: &Function) -> u32;
    pub fn aborts(fetcher: &Function) -> u32;
    pub fn open_gate(fetcher: &Function);
    pub fn on_abort(fetcher: &Function, callback: &JsValue);
    pub fn pause(fetcher: &Function) -> f64;
    pub fn sent(fetcher: &Function, name: &str) -> Option<String>;
    pub fn when_cancelled(fetcher: &Function) -> Promise;
    #[wasm_bindgen(js_name = turn)]
    fn next_turn() -> Promise;
    #[wasm_bindgen(js_name = hooks)]
    pub fn hooks_that(answer: &JsValue) -> Hooks;
    #[wasm_bindgen(js_name = when)]
    fn report_of(hooks: &Hooks, wanted: &str) -> Promise;
    pub fn reports(hooks: &Hooks) -> String;
    pub fn requests(hooks: &Hooks) -> u32;
    pub fn on_changed(hooks: &Hooks, callback: &JsValue);
    pub fn counting() -> Element;
    pub fn value(name: &str) -> JsValue;
    pub fn thrown_by(callback: &JsValue) -> Option<String>;
}

/// Until everything that was due before has happened.
pub async fn turn() {
    JsFuture::from(next_turn()).await.unwrap();
}

/// The report of that state or picture state.
pub async fn when(hooks: &Hooks, wanted: &str) -> JsValue {
    JsFuture::from(report_of(hooks, wanted)).await.unwrap()
}

pub fn hooks() -> Hooks {
    hooks_that(&JsValue::TRUE)
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
        headers: JsValue::UNDEFINED,
        fetcher: Some(fetcher.clone()),
        bulk: false,
    }
}

/// A profile that is read from JSON, as one from an endpoint is.
pub fn profile(json: &str) -> Profile {
    let value = js_sys::JSON::parse(json).unwrap();
    let now_ms = js_sys::Date::now();
    profile::given(phone_profile::boundary::json_in(&value), now_ms).unwrap()
}
