//! Times and names in the card's language, by the browser's own `Intl`. A language tag that the
//! browser doesn't know falls back to the browser's language, never to an exception.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// "2 minutes ago", in the language of `lang`.
pub fn relative_time(lang: &str, then_ms: f64, now_ms: f64) -> String {
    const UNITS: [(&str, f64); 6] = [
        ("year", 31_557_600.0),
        ("month", 2_629_800.0),
        ("week", 604_800.0),
        ("day", 86_400.0),
        ("hour", 3_600.0),
        ("minute", 60.0),
    ];
    let seconds = (then_ms - now_ms) / 1000.0;
    let (unit, amount) = UNITS
        .iter()
        .find(|(_, length)| seconds.abs() >= *length)
        // "0 seconds" with `numeric: auto` is "now"; nobody wants to watch the seconds.
        .map_or(("second", 0.0), |(unit, length)| {
            (*unit, (seconds / length).trunc())
        });
    let format = |locale: &JsValue| {
        let formatter = construct("RelativeTimeFormat", locale, &[("numeric", "auto")])?;
        call(&formatter, "format", &[amount.into(), unit.into()])
    };
    format(&lang.into())
        .or_else(|| format(&JsValue::UNDEFINED))
        .unwrap_or_default()
}

/// Full date and time in the language of `lang`.
pub fn exact_time(lang: &str, then_ms: f64) -> String {
    let format = |locale: &JsValue| {
        let formatter = construct(
            "DateTimeFormat",
            locale,
            &[("dateStyle", "long"), ("timeStyle", "medium")],
        )?;
        call(&formatter, "format", &[then_ms.into()])
    };
    format(&lang.into())
        .or_else(|| format(&JsValue::UNDEFINED))
        .unwrap_or_default()
}

/// A name made ready for comparing: in lower case, its accents taken apart.
pub fn comparable(name: &str) -> String {
    js_sys::JsString::from(name)
        .to_lower_case()
        .normalize("NFKD")
        .into()
}

fn construct(class: &str, locale: &JsValue, options: &[(&str, &str)]) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &class.into()).ok()?.dyn_into().ok()?;
    let chosen = Object::new();
    for (key, value) in options {
        Reflect::set(&chosen, &(*key).into(), &(*value).into()).ok()?;
    }
    Reflect::construct(&class, &Array::of2(locale, &chosen)).ok()
}

fn call(this: &JsValue, method: &str, arguments: &[JsValue]) -> Option<String> {
    let method: Function = Reflect::get(this, &method.into()).ok()?.dyn_into().ok()?;
    method
        .apply(this, &arguments.iter().collect::<Array>())
        .ok()?
        .as_string()
}
