//! Fields of JavaScript objects, for the standalone page.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// A field of an object; undefined where there is none, or no object.
pub fn field(object: &JsValue, name: &str) -> JsValue {
    if object.is_object() {
        // A getter may throw: that field is then not set.
        Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
    } else {
        JsValue::UNDEFINED
    }
}

/// Sets a field of an object that is our own.
pub fn set(object: &Object, name: &str, value: &JsValue) {
    // Setting a field of a plain object can't fail.
    let _ = Reflect::set(object, &name.into(), value);
}
