//! How the reader's language writes what the table tells: countries, times, counts. Made once, since making
//! a language's formats takes milliseconds.

use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Date, Function, Object, Reflect};
use phone_profile::page::formats::ReadersFormats;
use phone_profile::page::session::{Formats, Price};
use phone_profile::page::{browser, regions};
use phone_profile_core::signal::Signal;
use wasm_bindgen::{JsCast, JsValue};

use crate::protocol::Facet;

/// The reader's words.
pub struct Words {
    /// ISO codes with their names, as a reader of the language looks them up.
    pub regions: Vec<(&'static str, String)>,
    names: HashMap<&'static str, String>,
    time: Option<Function>,
    formats: ReadersFormats,
}

/// Made once: two are the same.
impl PartialEq for Words {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Words {
    /// The browser's.
    pub fn new() -> Rc<Self> {
        let named = browser::named_regions(regions::all(), &browser::language());
        let regions: Vec<_> = named
            .into_iter()
            .map(|(region, name)| (region.iso, name))
            .collect();
        Rc::new(Self {
            names: regions.iter().cloned().collect(),
            regions,
            time: time_format(),
            formats: ReadersFormats::of_browser(),
        })
    }

    /// A country's name.
    pub fn country<'a>(&'a self, iso: &'a str) -> &'a str {
        self.names.get(iso).map_or(iso, String::as_str)
    }

    /// A time that is given as ISO 8601.
    pub fn time(&self, iso: &str) -> String {
        let date = Date::new(&iso.into());
        let text = self
            .time
            .as_ref()
            .and_then(|time| time.call1(&JsValue::UNDEFINED, &date).ok());
        // No date throws.
        text.and_then(|text| text.as_string())
            .unwrap_or_else(|| iso.to_owned())
    }

    /// What a kind of a facet is called.
    pub fn kind(&self, facet: Facet, kind: &str) -> String {
        match facet {
            Facet::Country if kind == "unknown" => "Unknown".to_owned(),
            Facet::Country => self.country(kind).to_owned(),
            Facet::Signal => signal(kind).to_owned(),
            Facet::Status | Facet::Picture | Facet::Business | Facet::NameMatch => capital(kind),
        }
    }
}

impl Formats for Words {
    fn count(&self, count: u64) -> String {
        self.formats.count(count)
    }

    fn price(&self, price: &Price) -> String {
        self.formats.price(price)
    }
}

/// A signal's observation, by its key.
pub fn signal(key: &str) -> &str {
    let signal = Signal::ALL.iter().find(|signal| signal.as_str() == key);
    signal.map_or(key, |signal| signal.observed())
}

/// What charts and filters are called.
pub const fn facet(facet: Facet) -> &'static str {
    match facet {
        Facet::Status => "Result",
        Facet::Picture => "Picture",
        Facet::Business => "Business",
        Facet::Country => "Country",
        Facet::NameMatch => "Name match",
        Facet::Signal => "Signals",
    }
}

/// With a capital first.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.map_or_else(String::new, |first| {
        first
            .chain(letters.as_str().chars().flat_map(|letter| [letter]))
            .collect()
    })
}

/// So much time, roughly: nobody plans by the second.
pub fn duration(seconds: f64) -> String {
    let minutes = (seconds / 60.0).round();
    if seconds < 50.0 {
        format!("about {} s", (seconds / 5.0).ceil().max(1.0) * 5.0)
    } else if minutes < 90.0 {
        format!("about {} min", minutes.max(1.0))
    } else {
        format!("about {} h", (minutes / 60.0).round())
    }
}

fn time_format() -> Option<Function> {
    let options = Object::new();
    for (part, style) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // Setting a field of a plain object can't fail.
        let _ = Reflect::set(&options, &part.into(), &style.into());
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function = Reflect::get(&intl, &"DateTimeFormat".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let arguments = Array::of2(&browser::language().into(), &options);
    let format = Reflect::construct(&class, &arguments).ok()?;
    // Bound to its format by the language.
    Reflect::get(&format, &"format".into())
        .ok()?
        .dyn_into()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_time_left_when_told_then_it_is_rough() {
        for (seconds, told) in [
            (0.0, "about 5 s"),
            (12.0, "about 15 s"),
            (61.0, "about 1 min"),
            (240.0, "about 4 min"),
            (7_300.0, "about 2 h"),
        ] {
            assert_eq!(duration(seconds), told, "{seconds}");
        }
    }

    #[test]
    fn given_a_word_when_it_begins_a_line_then_it_has_a_capital() {
        assert_eq!(capital("not registered"), "Not registered");
        assert_eq!(capital(""), "");
        assert_eq!(signal("no-picture"), "No picture set");
        assert_eq!(signal("new"), "new");
    }
}
