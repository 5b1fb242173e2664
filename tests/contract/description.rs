//! `static/element.json`: the one description of the element, which everything else is held against.

use serde_json::Value;

use crate::source::{Names, file};

/// The whole description.
pub fn description() -> Value {
    serde_json::from_str(&file("static/element.json")).expect("JSON")
}

/// What one list of the description holds.
pub fn entries(list: &str) -> Vec<Value> {
    let found = description()[list].as_array().cloned().unwrap_or_default();
    assert!(!found.is_empty(), "no list {list:?}");
    found
}

/// A text of an entry, or an empty one where it has none.
pub fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry[key].as_str().unwrap_or_default()
}

/// The names of what one list holds.
pub fn listed(list: &str) -> Names {
    named(&entries(list))
}

/// The names of entries, each of which is there once.
pub fn named(entries: &[Value]) -> Names {
    let found: Names = entries
        .iter()
        .map(|entry| text(entry, "name").to_owned())
        .collect();
    assert_eq!(found.len(), entries.len(), "a name is there twice");
    found
}

/// The names of the values that an attribute is limited to; none where it isn't.
pub fn values(attribute: &Value) -> Names {
    named(
        attribute["values"]
            .as_array()
            .map_or(&[][..], Vec::as_slice),
    )
}

/// The properties that a page can set, those of attributes too.
pub fn settable() -> Names {
    let attributes = entries("attributes");
    let mut found: Names = attributes
        .iter()
        .map(|attribute| text(attribute, "property").to_owned())
        .collect();
    found.extend(value_properties());
    found
}

/// What can be set only as a property.
pub fn value_properties() -> Names {
    let (settable, _): (Vec<_>, Vec<_>) = entries("properties")
        .into_iter()
        .partition(|property| property["accepts"].is_string());
    named(&settable)
}

/// What only the element itself sets.
pub fn readonly_properties() -> Names {
    &listed("properties") - &value_properties()
}

#[test]
fn given_everything_that_is_described_when_read_then_it_has_one_sentence() {
    let description = description();
    for (list, entries) in description.as_object().unwrap() {
        let Some(entries) = entries.as_array() else {
            continue;
        };
        named(entries);
        let values = entries
            .iter()
            .filter_map(|entry| entry["values"].as_array())
            .flatten();
        for entry in entries.iter().chain(values) {
            let sentence = text(entry, "description");
            assert!(
                sentence.ends_with('.') && !sentence.contains(". "),
                "{list}: {entry}"
            );
        }
    }
}
