//! Times and counts in the card's language, by the browser's `Intl`, and its tables for comparing names.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use js_sys::{Array, Date, Function, Intl, JsString, Object, Reflect};
use phone_profile_core::name::Folding;
use wasm_bindgen::prelude::*;

use crate::texts::Numbers;

#[wasm_bindgen]
extern "C" {
    /// js-sys binds it without `catch`, and it throws for what is no language tag.
    #[wasm_bindgen(js_namespace = Intl, js_name = getCanonicalLocales, catch)]
    fn canonical_locales(tag: &str) -> Result<Array, JsValue>;
}

/// Units of relative times and their lengths in seconds.
const UNITS: [(&str, f64); 6] = [
    ("year", 31_557_600.0),
    ("month", 2_629_800.0),
    ("week", 604_800.0),
    ("day", 86_400.0),
    ("hour", 3_600.0),
    ("minute", 60.0),
];

/// The two formats of one language.
struct Formats {
    relative: Intl::RelativeTimeFormat,
    /// The bound `format` of a `DateTimeFormat`.
    exact: Function,
}

thread_local! {
    /// By language tag. Making them takes longer than formatting.
    static FORMATS: RefCell<HashMap<String, Formats>> = RefCell::default();
}

/// Makes the formats of a language. The first ones take about 10 ms, so a card is drawn once without its times, and
/// its picture asked for, before they are made. A tag that the browser doesn't know falls back to the browser's language.
pub fn prepare(lang: &str) {
    FORMATS.with_borrow_mut(|formats| {
        formats
            .entry(lang.to_owned())
            .or_insert_with(|| Formats::new(lang));
    });
}

/// Whether a language has its formats.
pub fn is_prepared(lang: &str) -> bool {
    FORMATS.with_borrow(|formats| formats.contains_key(lang))
}

/// "2 minutes ago" and the full date and time, in a language that is prepared; empty for times that are none. Times are
/// in milliseconds since 1970.
pub fn times(lang: &str, then_ms: f64, now_ms: f64) -> Option<(String, String)> {
    FORMATS.with_borrow(|formats| {
        let formats = formats.get(lang)?;
        Some(formats.write(then_ms, now_ms).unwrap_or_default())
    })
}

/// Counts as a language does.
#[derive(Debug)]
pub struct BrowserNumbers {
    locales: Array,
    /// Made when something is counted, which few cards do.
    plurals: OnceCell<Intl::PluralRules>,
    format: OnceCell<Function>,
}

impl BrowserNumbers {
    /// For a language tag; the browser's language where it is none.
    pub fn new(lang: &str) -> Self {
        Self {
            locales: canonical_locales(lang).unwrap_or_default(),
            plurals: OnceCell::new(),
            format: OnceCell::new(),
        }
    }
}

impl Numbers for BrowserNumbers {
    fn plural_category(&self, count: u32) -> String {
        self.plurals
            .get_or_init(|| Intl::PluralRules::new(&self.locales, &Object::new()))
            .select(count.into())
            .into()
    }

    fn write(&self, count: u32) -> String {
        self.format
            .get_or_init(|| Intl::NumberFormat::new(&self.locales, &Object::new()).format())
            .call1(&JsValue::UNDEFINED, &count.into())
            .ok()
            .and_then(|written| written.as_string())
            .unwrap_or_else(|| count.to_string())
    }
}

/// Folds names by the browser's tables, which needn't be downloaded.
#[derive(Clone, Copy, Debug)]
pub struct BrowserFolding;

impl Folding for BrowserFolding {
    fn decompose(&self, text: &str) -> String {
        JsString::from(text)
            .normalize("NFKD")
            .to_lower_case()
            .into()
    }
}

impl Formats {
    fn new(lang: &str) -> Self {
        // An empty list is the browser's language.
        let locales = canonical_locales(lang).unwrap_or_default();
        let relative = Intl::RelativeTimeFormat::new(&locales, &options(&[("numeric", "auto")]));
        let exact = Intl::DateTimeFormat::new(
            &locales,
            &options(&[("dateStyle", "long"), ("timeStyle", "medium")]),
        );
        Self {
            relative,
            exact: exact.format(),
        }
    }

    /// `None` for a time that is none.
    fn write(&self, then_ms: f64, now_ms: f64) -> Option<(String, String)> {
        let exact = self
            .exact
            .call1(&JsValue::UNDEFINED, &Date::new(&then_ms.into()))
            .ok()?
            .as_string()?;
        let seconds = (then_ms - now_ms) / 1000.0;
        // "0 seconds" with `numeric: auto` is "now"; nobody wants to watch the seconds.
        let (unit, count) = UNITS
            .into_iter()
            .find(|(_, length)| seconds.abs() >= *length)
            .map_or(("second", 0.0), |(unit, length)| {
                (unit, (seconds / length).trunc())
            });
        Some((self.relative.format(count, unit).into(), exact))
    }
}

fn options(entries: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in entries {
        // Setting a member of a plain object doesn't fail.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}
