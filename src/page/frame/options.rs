//! What a host can set of the card: attributes of `<phone-profile>`, in the frame's address by their
//! names and in messages by those of their properties. `endpoint` is not among them: no host chooses
//! where numbers are sent.

use std::collections::BTreeMap;
use std::fmt;

use yew::AttrValue;

use super::message::Field;

/// More than any number, name or reason has, in UTF-16 units. Longer text is never copied.
pub const LONGEST_TEXT: u32 = 1_000;

/// In messages: texts in the place of the card's and the frame's own, by their keys. Addresses have no such option.
pub const STRINGS: &str = "strings";

/// More than card and frame have together.
pub const MOST_STRINGS: u32 = 500;

/// Longer than any key, in UTF-16 units.
pub const LONGEST_KEY: u32 = 100;

/// One attribute.
#[derive(Debug)]
pub struct Attribute {
    /// In HTML and in the frame's address.
    pub name: &'static str,
    /// In messages.
    pub property: &'static str,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Text,
    Choice(&'static [&'static str]),
    Flag,
    Whole(u32, u32),
    /// Such a number, or the word.
    WholeOr(u32, u32, &'static str),
}

/// All of them.
pub const ATTRIBUTES: [Attribute; 13] = [
    attribute("number", "number", Kind::Text),
    attribute("region", "region", Kind::Text),
    attribute("lang", "lang", Kind::Text),
    attribute("expected-name", "expectedName", Kind::Text),
    attribute("purpose", "purpose", Kind::Text),
    attribute(
        "variant",
        "variant",
        Kind::Choice(&["card", "compact", "avatar"]),
    ),
    attribute("theme", "theme", Kind::Choice(&["auto", "light", "dark"])),
    attribute("picture", "picture", Kind::Choice(&["show", "hide"])),
    attribute("show-signals", "showSignals", Kind::Flag),
    attribute("show-business", "showBusiness", Kind::Flag),
    attribute("mask", "mask", Kind::Flag),
    attribute("heading-level", "headingLevel", Kind::WholeOr(2, 6, "none")),
    // A day: older answers aren't kept.
    attribute("max-age", "maxAge", Kind::Whole(0, 86_400)),
];

const fn attribute(name: &'static str, property: &'static str, kind: Kind) -> Attribute {
    Attribute {
        name,
        property,
        kind,
    }
}

/// A new value for an attribute; `None` takes it away.
pub type Change = (&'static str, Option<String>);

/// A value that its attribute can't have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit;

impl Attribute {
    /// Reads a field of a message. `None`: the message says nothing about it.
    pub fn in_message(&self, field: Field) -> Result<Option<Change>, Unfit> {
        let value = match (&self.kind, field) {
            (_, Field::Absent) => return Ok(None),
            (_, Field::Null) => None,
            (Kind::Text, Field::Text(text)) => Some(text),
            (Kind::Choice(choices), Field::Text(text)) if choices.contains(&text.as_str()) => {
                Some(text)
            }
            (Kind::Flag, Field::Flag(on)) => on.then(String::new),
            (Kind::WholeOr(_, _, word), Field::Text(text)) if text == *word => Some(text),
            (Kind::Whole(least, most) | Kind::WholeOr(least, most, _), Field::Number(number))
                if number.fract() == 0.0
                    && (f64::from(*least)..=f64::from(*most)).contains(&number) =>
            {
                // A whole number within those bounds: nothing is lost.
                Some((number as u32).to_string())
            }
            _ => return Err(Unfit),
        };
        Ok(Some((self.name, value)))
    }

    /// Reads a decoded parameter of the frame's address. What makes no sense counts as left out.
    fn in_query(&self, text: String) -> Option<String> {
        match &self.kind {
            _ if text.encode_utf16().count() > LONGEST_TEXT as usize => None,
            Kind::Text => Some(text).filter(|text| !text.trim().is_empty()),
            Kind::Choice(choices) => Some(text).filter(|text| choices.contains(&text.as_str())),
            Kind::Flag => (!matches!(text.as_str(), "false" | "0")).then(String::new),
            Kind::WholeOr(_, _, word) if text == *word => Some(text),
            Kind::Whole(least, most) | Kind::WholeOr(least, most, _) => text
                .parse()
                .ok()
                .filter(|number| (least..=most).contains(&number))
                .map(|number: u32| number.to_string()),
        }
    }
}

/// What is set, by the attributes' names.
#[derive(Clone, Default, PartialEq)]
pub struct Options(BTreeMap<&'static str, AttrValue>);

impl Options {
    /// Reads the frame's address; `parameter` gives a decoded parameter's value.
    pub fn from_query(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let mut options = Self::default();
        for attribute in &ATTRIBUTES {
            let value = parameter(attribute.name).and_then(|text| attribute.in_query(text));
            options.set((attribute.name, value));
        }
        // A plus sign that wasn't escaped has become a space.
        if let Some(rest) = options
            .get("number")
            .and_then(|n| n.strip_prefix(' ').map(str::to_owned))
        {
            options.set(("number", Some(format!("+{}", rest.trim_start()))));
        }
        options
    }

    /// Takes over a change.
    pub fn set(&mut self, (name, value): Change) {
        match value {
            Some(value) => self.0.insert(name, value.into()),
            None => self.0.remove(name),
        };
    }

    /// An attribute's value.
    pub fn get(&self, name: &str) -> Option<AttrValue> {
        self.0.get(name).cloned()
    }
}

/// Names only: values say who is looked up.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn from_query(pairs: &[(&str, &str)]) -> Options {
        Options::from_query(|name| {
            let (_, value) = pairs.iter().find(|(key, _)| *key == name)?;
            Some((*value).to_owned())
        })
    }

    fn get(pairs: &[(&str, &str)], name: &str) -> Option<String> {
        from_query(pairs).get(name).map(|value| value.to_string())
    }

    #[test]
    fn given_every_parameter_when_read_then_each_is_an_attribute() {
        let pairs = [
            ("number", "(310) 555-0123"),
            ("region", "US"),
            ("lang", "de"),
            ("expected-name", "Maya Chen"),
            ("purpose", "review 7"),
            ("variant", "compact"),
            ("theme", "dark"),
            ("picture", "hide"),
            ("show-signals", ""),
            ("show-business", ""),
            ("mask", ""),
            ("heading-level", "2"),
            ("max-age", "60"),
        ];
        assert_eq!(pairs.len(), ATTRIBUTES.len());
        for (name, value) in pairs {
            assert_eq!(get(&pairs, name).as_deref(), Some(value), "{name}");
        }
        let none = get(&[("heading-level", "none")], "heading-level");
        assert_eq!(none.as_deref(), Some("none"));
    }

    #[test]
    fn given_senseless_parameters_when_read_then_they_count_as_left_out() {
        let long = "1".repeat(LONGEST_TEXT as usize + 1);
        for (name, value) in [
            ("variant", "huge"),
            ("theme", "javascript:alert(1)"),
            ("heading-level", "1"),
            ("heading-level", "7"),
            ("heading-level", "three"),
            ("max-age", "-1"),
            ("mask", "false"),
            ("number", " "),
            ("number", long.as_str()),
        ] {
            assert_eq!(get(&[(name, value)], name), None, "{name}={value}");
        }
        assert_eq!(
            get(&[("endpoint", "https://evil.example")], "endpoint"),
            None
        );
        assert_eq!(get(&[("__proto__", "x")], "__proto__"), None);
    }

    #[test]
    fn given_a_plus_sign_that_was_not_escaped_when_read_then_the_number_has_it_again() {
        assert_eq!(
            get(&[("number", " 13105550123")], "number").as_deref(),
            Some("+13105550123")
        );
        assert_eq!(
            get(&[("number", "3105550123")], "number").as_deref(),
            Some("3105550123"),
            "a national number stays one"
        );
    }

    #[test]
    fn given_options_when_debugged_then_no_value_shows() {
        let shown = format!("{:?}", from_query(&[("number", "+13105550123")]));
        assert_eq!(shown, r#"{"number"}"#);
    }

    proptest! {
        #[test]
        fn given_any_parameters_when_read_then_nothing_panics(value in "\\PC{0,40}") {
            let options = Options::from_query(|_| Some(value.clone()));
            for attribute in &ATTRIBUTES {
                let kept = options.get(attribute.name);
                let unchanged = kept.as_deref().is_none_or(|kept| kept == value || kept.is_empty() || attribute.name == "number" || kept.parse::<u32>().is_ok());
                prop_assert!(unchanged, "{}", attribute.name);
            }
        }
    }
}
