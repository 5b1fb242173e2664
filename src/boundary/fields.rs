//! What a page has set, on its way in: `static/shell/fields.js` sends it as one text, a field after
//! the other with NUL between them, in an order that both sides know. What isn't set is empty.

use std::str::Split;

use wasm_bindgen::JsValue;

use crate::card::inputs::{Look, Variant};
use crate::card::strings::Strings;
use crate::lookup::ask::Ask;
use crate::lookup::client::{DEFAULT_MAX_AGE_MS, DEFAULT_TIMEOUT_MS};

/// Fields that are still to be read.
pub struct Fields<'a>(Split<'a, char>);

impl<'a> Fields<'a> {
    /// The fields of a text.
    pub fn of(text: &'a str) -> Self {
        Self(text.split('\0'))
    }

    fn text(&mut self) -> Option<&'a str> {
        self.0.next().filter(|text| !text.is_empty())
    }

    fn owned(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// A whole number that isn't negative.
    fn number(&mut self) -> Option<f64> {
        self.text()?.parse().ok().map(|number: u64| number as f64)
    }

    fn flag(&mut self) -> bool {
        self.text().is_some()
    }

    /// What decides about a lookup. `via` is the object with the page's headers and fetch.
    pub fn ask(&mut self, via: JsValue) -> Ask {
        Ask {
            number: self.owned().unwrap_or_default(),
            endpoint: self.owned().unwrap_or_default(),
            region: self.owned(),
            max_age_ms: self.number().unwrap_or(DEFAULT_MAX_AGE_MS),
            timeout_ms: self.number().map_or(DEFAULT_TIMEOUT_MS, |ms| ms as u32),
            purpose: self.owned(),
            fetcher: self.owned().unwrap_or_default(),
            bulk: self.flag(),
            via,
        }
    }

    /// fetch's word for what the cache may be used for.
    pub fn cache(&mut self) -> &'a str {
        self.text().unwrap_or_default()
    }

    /// What decides how a card is drawn.
    pub fn look(&mut self) -> Look {
        Look {
            variant: Variant::read(self.text().unwrap_or_default()),
            pictures: self.text() != Some("hide"),
            mask: self.flag(),
            expected_name: self.owned(),
            heading_level: Look::heading_level(self.number().unwrap_or(3.0)),
            lang: self.owned().unwrap_or_default(),
            strings: self.strings(),
        }
    }

    /// Keys and texts, to the end.
    fn strings(&mut self) -> Strings {
        let mut strings = Strings::default();
        while let (Some(key), Some(text)) = (self.0.next(), self.0.next()) {
            strings.replace(key, text.to_owned());
        }
        strings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::strings::Text;

    #[test]
    fn given_every_field_when_read_then_each_is_where_it_belongs() {
        let text = "+1 310\0/lookup\0US\u{0}60000\u{0}5000\0a review\u{0}3\0bulk\0avatar\0hide\0mask\0Maya\u{0}4\0de\0retry\0Erneut\0noName\0";
        let mut fields = Fields::of(text);
        let ask = fields.ask(JsValue::UNDEFINED);
        assert_eq!(ask.number, "+1 310");
        assert_eq!(ask.endpoint, "/lookup");
        assert_eq!(ask.region.as_deref(), Some("US"));
        assert_eq!((ask.max_age_ms, ask.timeout_ms), (60_000.0, 5_000));
        assert_eq!(ask.purpose.as_deref(), Some("a review"));
        assert_eq!((ask.fetcher.as_str(), ask.bulk), ("3", true));
        let look = fields.look();
        assert_eq!(look.variant, Variant::Avatar);
        assert!(!look.pictures && look.mask);
        assert_eq!(look.expected_name.as_deref(), Some("Maya"));
        assert_eq!((look.heading_level, look.lang.as_str()), (4, "de"));
        assert_eq!(look.strings.get(Text::Retry), "Erneut");
        assert_eq!(look.strings.get(Text::NoName), "");
    }

    #[test]
    fn given_nothing_when_read_then_the_defaults_hold() {
        for text in ["", "\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
            let mut fields = Fields::of(text);
            let ask = fields.ask(JsValue::UNDEFINED);
            assert_eq!(ask.max_age_ms, DEFAULT_MAX_AGE_MS);
            assert_eq!(ask.timeout_ms, DEFAULT_TIMEOUT_MS);
            assert!(ask.region.is_none() && ask.purpose.is_none() && !ask.bulk);
            let look = fields.look();
            assert!(look == Look::default());
        }
    }

    #[test]
    fn given_numbers_that_are_none_when_read_then_the_defaults_hold() {
        let mut fields = Fields::of("\0\0\0soon\0-1\0");
        let ask = fields.ask(JsValue::UNDEFINED);
        assert_eq!(ask.max_age_ms, DEFAULT_MAX_AGE_MS);
        assert_eq!(ask.timeout_ms, DEFAULT_TIMEOUT_MS);
        let mut fields = Fields::of("\0\0\0\u{0}99999999999999\0");
        assert_eq!(fields.ask(JsValue::UNDEFINED).timeout_ms, u32::MAX);
    }
}
