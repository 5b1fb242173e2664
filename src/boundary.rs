//! What crosses between Rust and JavaScript: answers and errors on their way out, options on their
//! way in. Options are read leniently, since a dashboard's mistake must not take its page down.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::lookup::error::LookupError;
use crate::profile::json::{self, Json};
use crate::profile::{BusinessProfile, Profile, Quota};

/// An answer as pages see it: a frozen plain object, as serde would make it (a test compares them).
///
/// Written field by field: a serializer's generic code is two kilobytes of every download.
pub fn profile_out(profile: &Profile) -> JsValue {
    let made = object([
        ("success", profile.success.into()),
        ("isWhatsApp", profile.is_whats_app.into()),
        ("number", profile.number.as_str().into()),
        ("profilePic", or_null(&profile.profile_pic)),
        ("profilePicThumb", or_null(&profile.profile_pic_thumb)),
        ("name", or_null(&profile.name)),
        ("isBusiness", truth(profile.is_business)),
        ("lastChecked", profile.last_checked.as_str().into()),
        ("pictureState", profile.picture_state.as_str().into()),
        ("pictureExpiresAt", or_null(&profile.picture_expires_at)),
        ("isVerified", truth(profile.is_verified)),
        (
            "business",
            profile
                .business
                .as_ref()
                .map_or(JsValue::NULL, business_out),
        ),
        ("source", profile.source.as_str().into()),
        (
            "quota",
            profile.quota.as_ref().map_or(JsValue::NULL, quota_out),
        ),
        ("requested", profile.requested.as_str().into()),
    ]);
    Object::freeze(&made).into()
}

fn business_out(business: &BusinessProfile) -> JsValue {
    let list = |texts: &[String]| {
        let list = Array::new();
        for text in texts {
            list.push(&text.as_str().into());
        }
        list.into()
    };
    object([
        ("description", or_null(&business.description)),
        ("email", or_null(&business.email)),
        ("address", or_null(&business.address)),
        ("websites", list(&business.websites)),
        ("categories", list(&business.categories)),
        ("memberSince", or_null(&business.member_since)),
    ])
    .into()
}

fn quota_out(quota: &Quota) -> JsValue {
    let count = |value: Option<u32>| value.map_or(JsValue::NULL, JsValue::from);
    object([
        ("limit", count(quota.limit)),
        ("remaining", count(quota.remaining)),
        ("resetSeconds", count(quota.reset_seconds)),
    ])
    .into()
}

fn object<const N: usize>(fields: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in &fields {
        set(&object, name, value);
    }
    object
}

fn or_null(text: &Option<String>) -> JsValue {
    text.as_deref().map_or(JsValue::NULL, JsValue::from)
}

fn truth(value: Option<bool>) -> JsValue {
    value.map_or(JsValue::NULL, JsValue::from)
}

/// An error as plain fields; the shell makes a `LookupError` of them.
pub fn error_out(error: &LookupError) -> JsValue {
    // What isn't known is no field at all.
    let status = error.status.map_or(JsValue::UNDEFINED, JsValue::from);
    let wait = error
        .retry_after_ms
        .map_or(JsValue::UNDEFINED, JsValue::from);
    object([
        ("code", error.code.as_str().into()),
        ("message", error.message.as_str().into()),
        ("retryable", error.retryable().into()),
        ("status", status),
        ("retryAfterMs", wait),
    ])
    .into()
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

/// Sets a field of an object that is our own.
pub fn set(object: &Object, name: &str, value: &JsValue) {
    // Setting a field of a plain object can't fail.
    let _ = Reflect::set(object, &name.into(), value);
}
