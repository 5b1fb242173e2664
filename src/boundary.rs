//! What crosses between Rust and JavaScript: answers and errors on their way out, options on their
//! way in. Options are read leniently, since a dashboard's mistake must not take its page down.

use js_sys::{Array, Function, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

use crate::lookup::error::LookupError;
use crate::profile::Profile;
use crate::profile::json::{self, Json};

/// An answer as pages see it: a frozen plain object.
pub fn profile_out(profile: &Profile) -> JsValue {
    let made = profile.serialize(&Serializer::json_compatible());
    made.map_or(JsValue::NULL, |made| {
        Object::freeze(made.unchecked_ref::<Object>()).into()
    })
}

/// An error as plain fields; the shell makes a `LookupError` of them.
pub fn error_out(error: &LookupError) -> JsValue {
    let fields = Object::new();
    set(&fields, "code", error.code.as_str().into());
    set(&fields, "message", error.message.as_str().into());
    set(&fields, "retryable", error.retryable().into());
    if let Some(status) = error.status {
        set(&fields, "status", status.into());
    }
    if let Some(ms) = error.retry_after_ms {
        set(&fields, "retryAfterMs", ms.into());
    }
    fields.into()
}

/// A JavaScript value as plain data: the answer that an endpoint or a page gave.
///
/// Walked here rather than by serde-wasm-bindgen's deserializer, which is ten times larger: its
/// error texts bring the printing of floating-point numbers with them.
pub fn json_in(value: &JsValue) -> Json {
    let mut left = MOST_VALUES;
    walk(value, json::DEPTH, &mut left)
}

/// Taken of one answer. A profile has a few dozen; without a bound, lists of lists of lists would
/// keep the page busy for minutes.
const MOST_VALUES: u32 = 4096;

fn walk(value: &JsValue, depth: u8, left: &mut u32) -> Json {
    let Some(rest) = left.checked_sub(1) else {
        return Json::Null;
    };
    *left = rest;
    if let Some(text) = value.as_string() {
        return Json::of_text(&text);
    }
    if let Some(number) = value.as_f64() {
        return Json::Number(number);
    }
    if let Some(truth) = value.as_bool() {
        return Json::Bool(truth);
    }
    let Some(deeper) = depth.checked_sub(1).filter(|_| value.is_object()) else {
        return Json::Null;
    };
    if Array::is_array(value) {
        let list: &Array = value.unchecked_ref();
        let kept = list.length().min(json::ENTRIES as u32);
        return Json::List(
            (0..kept)
                .map(|at| walk(&list.get(at), deeper, left))
                .collect(),
        );
    }
    let keys = Object::keys(value.unchecked_ref::<Object>());
    let kept = keys.length().min(json::ENTRIES as u32);
    let entries = (0..kept).filter_map(|at| {
        let key = keys.get(at);
        // A getter may throw: that field is then missing.
        let value = Reflect::get(value, &key).ok()?;
        Some((key.as_string()?, walk(&value, deeper, left)))
    });
    Json::Object(entries.collect())
}

/// A field of an object; undefined where there is none, or no object.
pub fn field(object: &JsValue, name: &str) -> JsValue {
    if object.is_object() {
        // A getter may throw: that field is then not set.
        Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
    } else {
        JsValue::UNDEFINED
    }
}

/// A text field that isn't empty. Other types, such as a `URL`, are taken as JavaScript would print them.
pub fn text(object: &JsValue, name: &str) -> Option<String> {
    let value = field(object, name);
    let text = match value.as_string() {
        Some(text) => text,
        // A page's own object may have no such method, or one that throws.
        None if value.is_object() => {
            let print: Function = Reflect::get(&value, &"toString".into())
                .ok()?
                .dyn_into()
                .ok()?;
            print.call0(&value).ok()?.as_string()?
        }
        None => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A number field that isn't negative, nor NaN.
pub fn number(object: &JsValue, name: &str) -> Option<f64> {
    field(object, name).as_f64().filter(|value| *value >= 0.0)
}

fn set(object: &Object, name: &str, value: JsValue) {
    // Setting a field of a plain object can't fail.
    let _ = Reflect::set(object, &name.into(), &value);
}
