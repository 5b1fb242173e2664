//! The page's side of the tests, as `page.js` has it, and short ways to what tests need often.

use js_sys::{Function, Object, Promise, Reflect};
use phone_profile::card::hooks::Hooks;
use phone_profile::exports;
use phone_profile::lookup::client::{CacheMode, DEFAULT_MAX_AGE_MS, Lookup};
use phone_profile_core::answer;
use phone_profile_core::endpoint::Endpoint;
use phone_profile_core::number::E164;
use phone_profile_core::profile::Profile;
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
    pub fn refreshes(hooks: &Hooks) -> String;
    pub fn on_changed(hooks: &Hooks, callback: &JsValue);
    pub fn counting() -> Element;
    pub fn value(name: &str) -> JsValue;
    pub fn thrown_by(callback: &JsValue) -> Option<String>;
}

#[wasm_bindgen(module = "/static/shell/plain.js")]
extern "C" {
    fn plain(value: &JsValue) -> String;
}

#[wasm_bindgen(module = "/static/shell/fields.js")]
extern "C" {
    #[wasm_bindgen(js_name = lookupFields)]
    pub fn lookup_fields(options: &JsValue) -> String;
    #[wasm_bindgen(js_name = cardFields)]
    pub fn card_fields(inputs: &JsValue) -> String;
}

#[wasm_bindgen(module = "/static/shell/calls.js")]
extern "C" {
    fn call(begin: &JsValue) -> Promise;
}

#[wasm_bindgen(module = "/static/shell/face.js")]
extern "C" {
    fn happened(event: &web_sys::Event) -> Option<String>;
}

/// A value as Rust gets it from the shell.
pub fn json_in(value: &JsValue) -> phone_profile_core::json::Json {
    phone_profile::boundary::plain::json_in(&plain(value))
}

/// The exported lookup, called as the shell does.
pub fn look_up(number: &str, options: &JsValue) -> Promise {
    begin_lookup(number, options).1
}

/// The same with the number of the call.
pub fn begin_lookup(number: &str, options: &JsValue) -> (u32, Promise) {
    let fields = Object::assign(&Object::new(), options.unchecked_ref());
    Reflect::set(&fields, &"number".into(), &number.into()).unwrap();
    let id = std::rc::Rc::new(std::cell::Cell::new(0));
    let begin = Closure::once({
        let (id, via) = (std::rc::Rc::clone(&id), options.clone());
        move |call: u32| {
            id.set(call);
            exports::lookup(call, &lookup_fields(&fields), via);
        }
    });
    let promise = call(begin.as_ref());
    (id.get(), promise)
}

/// A card that hears what happens in it, as the shell makes one.
pub fn card_create(root: Element, hooks: Hooks) -> u32 {
    let id = exports::card_create(root.clone(), hooks);
    listen(&root, move |word| exports::card_event(id, &word));
    id
}

/// Calls with the words of what happens below an element, for as long as the page is there.
pub fn listen(root: &Element, report: impl Fn(String) + 'static) {
    let heard = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if let Some(word) = happened(&event) {
            report(word);
        }
    });
    for name in ["click", "load", "error"] {
        let heard = heard.as_ref().unchecked_ref();
        root.add_event_listener_with_callback_and_bool(name, heard, true)
            .unwrap();
    }
    heard.forget();
}

pub fn card_update(id: u32, inputs: &JsValue) {
    exports::card_update(id, &card_fields(inputs), inputs.clone());
}

pub fn card_show(id: u32, answer: &JsValue) {
    exports::card_show(id, &plain(answer));
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
        fetcher: card_fields(&object(&[("fetch", fetcher.into())]))
            .split('\0')
            .nth(6)
            .unwrap()
            .to_owned(),
        via: object(&[("fetch", fetcher.into())]),
        bulk: false,
    }
}

/// A profile that is read from JSON, as one from an endpoint is.
pub fn profile(json: &str) -> Profile {
    let value = js_sys::JSON::parse(json).unwrap();
    let now_ms = js_sys::Date::now();
    answer::given(json_in(&value), now_ms).unwrap()
}
