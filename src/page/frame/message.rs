//! Messages from the host, read field by field. Only names that the protocol has are ever looked at,
//! and no value is walked into, so that nothing in a message can cost more than its few fields.

use std::fmt;

use super::options::{ATTRIBUTES, Change, STRINGS};
use super::{SOURCE, VERSION};
use crate::page::texts::Replacements;

/// A field's value, as far as the protocol has use for it.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// There is no such field.
    Absent,
    /// It is `null` or `undefined`.
    Null,
    /// It is a boolean.
    Flag(bool),
    /// It is a number.
    Number(f64),
    /// It is text of a sensible length.
    Text(String),
    /// It is an object, but no list.
    Object,
    /// It is an object of texts alone, of which there are few enough and none too long. Read for `strings` only.
    Texts(Replacements),
    /// It is anything else: a list, a function, text without end.
    Other,
}

/// What the host asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum HostMessage {
    /// Changes some of the options, in the table's order.
    Set {
        /// Those that are attributes.
        options: Vec<Change>,
        /// The texts, where the message says anything about them.
        strings: Option<Replacements>,
    },
    /// Shows the answer in the field `profile`.
    Show,
    /// Looks up again, past the cache.
    Refresh,
}

/// Why a message of the protocol is not followed. Nothing of it is then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Of a version that this frame doesn't speak.
    Version,
    /// Of a type that there isn't.
    Type,
    /// With a value that the field can't have.
    Value(&'static str),
}

/// Whether a message is meant for the protocol at all: windows get messages from browser extensions,
/// developers' tools and other widgets too.
pub fn is_ours(field: impl Fn(&'static str) -> Field) -> bool {
    field("source") == Field::Text(SOURCE.to_owned())
}

/// Reads a message of the protocol.
///
/// # Errors
///
/// A [`Refusal`] that says what is wrong with it.
pub fn read(field: impl Fn(&'static str) -> Field) -> Result<HostMessage, Refusal> {
    if field("version") != Field::Number(f64::from(VERSION)) {
        return Err(Refusal::Version);
    }
    let Field::Text(kind) = field("type") else {
        return Err(Refusal::Type);
    };
    match kind.as_str() {
        "set" => {
            let mut options = Vec::new();
            for attribute in &ATTRIBUTES {
                let change = attribute
                    .in_message(field(attribute.property))
                    .map_err(|_| Refusal::Value(attribute.property))?;
                options.extend(change);
            }
            let strings = match field(STRINGS) {
                Field::Absent => None,
                Field::Null => Some(Replacements::new()),
                Field::Texts(texts) => Some(texts),
                _ => return Err(Refusal::Value(STRINGS)),
            };
            Ok(HostMessage::Set { options, strings })
        }
        "show" if field("profile") == Field::Object => Ok(HostMessage::Show),
        "show" => Err(Refusal::Value("profile")),
        "refresh" => Ok(HostMessage::Refresh),
        _ => Err(Refusal::Type),
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version => write!(
                f,
                "A message was ignored: this frame speaks version {VERSION} of the protocol."
            ),
            Self::Type => {
                f.write_str("A message was ignored: its type is none of set, show and refresh.")
            }
            Self::Value(name) => {
                write!(f, "A message was ignored: {name} can't have that value.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> Field {
        Field::Text(text.to_owned())
    }

    fn read_fields(fields: &[(&str, Field)]) -> Result<HostMessage, Refusal> {
        read(|name| {
            let found = fields.iter().find(|(key, _)| *key == name);
            found.map_or(Field::Absent, |(_, field)| field.clone())
        })
    }

    fn message(kind: &str, more: &[(&'static str, Field)]) -> Result<HostMessage, Refusal> {
        let mut fields = vec![("version", Field::Number(1.0)), ("type", text(kind))];
        fields.extend_from_slice(more);
        read_fields(&fields)
    }

    fn set(options: Vec<Change>) -> HostMessage {
        HostMessage::Set {
            options,
            strings: None,
        }
    }

    #[test]
    fn given_texts_when_set_then_they_are_taken_and_null_takes_all_of_them_away() {
        let texts = Replacements::from([("retry".to_owned(), "Again".to_owned())]);
        for (field, strings) in [
            (Field::Texts(texts.clone()), texts),
            (Field::Null, Replacements::new()),
        ] {
            let read = message("set", &[("strings", field)]);
            let expected = HostMessage::Set {
                options: Vec::new(),
                strings: Some(strings),
            };
            assert_eq!(read, Ok(expected));
        }
    }

    #[test]
    fn given_set_when_read_then_only_what_it_names_changes() {
        let read = message(
            "set",
            &[
                ("number", text("+13105550123")),
                ("expectedName", Field::Null),
                ("mask", Field::Flag(true)),
                ("headingLevel", Field::Number(2.0)),
                ("theme", text("dark")),
            ],
        );
        let expected = vec![
            ("number", Some("+13105550123".to_owned())),
            ("expected-name", None),
            ("theme", Some("dark".to_owned())),
            ("mask", Some(String::new())),
            ("heading-level", Some("2".to_owned())),
        ];
        assert_eq!(read, Ok(set(expected)));
        assert_eq!(message("set", &[]), Ok(set(Vec::new())));
        assert_eq!(
            message("set", &[("mask", Field::Flag(false))]),
            Ok(set(vec![("mask", None)]))
        );
        assert_eq!(
            message("set", &[("headingLevel", text("none"))]),
            Ok(set(vec![("heading-level", Some("none".to_owned()))]))
        );
    }

    #[test]
    fn given_one_wrong_value_when_read_then_nothing_of_the_message_counts() {
        for (name, wrong) in [
            ("number", Field::Number(13_105_550_123.0)),
            ("number", Field::Object),
            ("number", Field::Other),
            ("variant", text("huge")),
            ("variant", text("__proto__")),
            ("mask", text("true")),
            ("headingLevel", Field::Number(2.5)),
            ("headingLevel", Field::Number(f64::NAN)),
            ("headingLevel", Field::Number(9.0)),
            ("headingLevel", text("2")),
            ("maxAge", Field::Number(f64::INFINITY)),
            ("lang", Field::Flag(true)),
            ("strings", Field::Object),
            ("strings", Field::Other),
            ("strings", text("{}")),
        ] {
            let read = message("set", &[("purpose", text("audit")), (name, wrong.clone())]);
            assert_eq!(read, Err(Refusal::Value(name)), "{wrong:?}");
        }
    }

    #[test]
    fn given_show_and_refresh_when_read_then_show_needs_an_object() {
        assert_eq!(
            message("show", &[("profile", Field::Object)]),
            Ok(HostMessage::Show)
        );
        for wrong in [Field::Absent, Field::Null, text("{}"), Field::Other] {
            assert_eq!(
                message("show", &[("profile", wrong)]),
                Err(Refusal::Value("profile"))
            );
        }
        assert_eq!(message("refresh", &[]), Ok(HostMessage::Refresh));
    }

    #[test]
    fn given_another_version_or_type_when_read_then_it_is_refused() {
        assert_eq!(message("constructor", &[]), Err(Refusal::Type));
        assert_eq!(read_fields(&[("type", text("set"))]), Err(Refusal::Version));
        let wrong_type = [("version", Field::Number(1.0)), ("type", Field::Object)];
        assert_eq!(read_fields(&wrong_type), Err(Refusal::Type));
        for version in [Field::Number(2.0), text("1"), Field::Null] {
            let fields = [("version", version), ("type", text("set"))];
            assert_eq!(read_fields(&fields), Err(Refusal::Version));
        }
    }

    #[test]
    fn given_what_others_post_when_seen_then_it_is_not_ours() {
        assert!(is_ours(|_| text("phone-profile")));
        for foreign in [
            Field::Absent,
            Field::Null,
            Field::Object,
            text("react-devtools"),
        ] {
            assert!(!is_ours(|_| foreign.clone()));
        }
    }

    fn any_field() -> impl Strategy<Value = Field> {
        prop_oneof![
            Just(Field::Absent),
            Just(Field::Null),
            Just(Field::Object),
            Just(Field::Other),
            any::<bool>().prop_map(Field::Flag),
            any::<f64>().prop_map(Field::Number),
            "\\PC{0,20}".prop_map(Field::Text),
            prop::sample::select(vec!["set", "show", "refresh", "card", "dark"])
                .prop_map(|word| Field::Text(word.to_owned())),
        ]
    }

    proptest! {
        #[test]
        fn given_any_fields_when_read_then_nothing_panics(
            kind in any_field(),
            value in any_field(),
        ) {
            let _ = read(|name| match name {
                "version" => Field::Number(1.0),
                "type" => kind.clone(),
                _ => value.clone(),
            });
        }
    }
}
