//! Counts and prices as the reader's language writes them.

use std::slice::from_ref;

use js_sys::Object;
use wasm_bindgen::JsValue;

use super::browser::{self, call, construct, get};
use super::object::set;
use super::session::{Formats, PlainFormats, Price};
use crate::texts::Numbers;

/// Those of the browser's `Intl`.
#[derive(Debug, Clone)]
pub struct ReadersFormats {
    /// BCP 47.
    language: JsValue,
}

impl ReadersFormats {
    /// Those of a language, by its BCP 47 tag.
    pub fn of(tag: &str) -> Self {
        Self {
            language: tag.into(),
        }
    }

    /// Those of the browser's language.
    pub fn of_browser() -> Self {
        Self::of(&browser::language())
    }
}

impl Numbers for ReadersFormats {
    fn plural_category(&self, count: u32) -> String {
        construct("PluralRules", from_ref(&self.language))
            .and_then(|rules| call(&rules, "select", &[count.into()]))
            .and_then(|category| category.as_string())
            // The form that every text has.
            .unwrap_or_else(|| "other".to_owned())
    }

    fn write(&self, count: u32) -> String {
        self.count(count.into())
    }
}

impl Formats for ReadersFormats {
    fn count(&self, count: u64) -> String {
        let plain = PlainFormats.count(count);
        let format = construct("NumberFormat", from_ref(&self.language));
        format
            .and_then(|format| formatted(&format, &plain))
            .unwrap_or(plain)
    }

    fn price(&self, price: &Price) -> String {
        let format = |digits: Option<usize>| {
            let options = Object::new();
            set(&options, "style", &JsValue::from_str("currency"));
            set(&options, "currency", &JsValue::from_str(&price.currency));
            if let Some(digits) = digits.and_then(|digits| u32::try_from(digits).ok()) {
                set(&options, "maximumFractionDigits", &JsValue::from(digits));
            }
            construct("NumberFormat", &[self.language.clone(), options.into()])
        };
        let fraction = price
            .amount
            .split_once('.')
            .map_or(0, |(_, part)| part.len());
        let usual = format(None).and_then(|format| {
            let options = call(&format, "resolvedOptions", &[])?;
            let digits = get(&options, "maximumFractionDigits")?.as_f64()?;
            // A price below a cent would be rounded away.
            Some((format, digits >= fraction as f64))
        });
        let fitting = match usual {
            Some((format, true)) => Some(format),
            _ => format(Some(fraction)),
        };
        fitting
            .and_then(|format| formatted(&format, &price.amount))
            .unwrap_or_else(|| PlainFormats.price(price))
    }
}

/// Given as text, so that no digit is lost where the browser reads decimals.
fn formatted(format: &JsValue, number: &str) -> Option<String> {
    call(format, "format", &[JsValue::from_str(number)])?.as_string()
}
