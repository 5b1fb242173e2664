//! The document about the element, against the element's description.

use serde_json::Value;

use crate::description::{entries, listed, settable, text, values};
use crate::source::{Names, file, quoted};

/// The document, each paragraph in one line.
fn document() -> String {
    file("docs/element.md")
        .split("\n\n")
        .map(|paragraph| {
            if paragraph.starts_with('|') {
                paragraph.to_owned()
            } else {
                paragraph.replace('\n', " ")
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// The rows of the table of attributes, each with its cells.
fn rows() -> Vec<Vec<String>> {
    let rows: Vec<Vec<String>> = document()
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().to_owned())
                .collect()
        })
        .collect();
    assert!(rows.iter().all(|row| row.len() == 3), "{rows:?}");
    rows
}

/// Every text between backticks.
fn code(text: &str) -> Names {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// What stands in the text between `from` and `to`.
fn passage(from: &str, to: &str) -> String {
    let document = document();
    let (_, rest) = document
        .split_once(from)
        .unwrap_or_else(|| panic!("no {from:?}"));
    rest.split_once(to)
        .unwrap_or_else(|| panic!("no {to:?} after {from:?}"))
        .0
        .to_owned()
}

fn words(text: &str) -> Names {
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn given_the_table_of_attributes_when_compared_then_it_has_the_described_ones() {
    let rows: Vec<String> = rows().into_iter().map(|row| row[0].clone()).collect();
    let described: Vec<String> = entries("attributes")
        .iter()
        .map(|attribute| format!("`{}`", text(attribute, "name")))
        .collect();
    assert_eq!(rows, described, "in the same order");
}

#[test]
fn given_the_values_in_the_table_when_compared_then_they_are_the_described_ones() {
    for (row, attribute) in rows().iter().zip(entries("attributes")) {
        let values = values(&attribute);
        // Numbers stand before words, and are described from the first to the last.
        let (numbers, words): (Names, Names) = values
            .into_iter()
            .partition(|value| value.parse::<u8>().is_ok());
        if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
            let range = format!("{first} to {last}");
            assert!(row[1].starts_with(&range), "{}", row[0]);
        }
        if text(&attribute, "type") != "number" {
            assert_eq!(code(&row[1]), words, "{}", row[0]);
        }
    }
}

#[test]
fn given_the_defaults_in_the_table_when_compared_then_they_are_the_described_ones() {
    let mut above = String::new();
    for (row, attribute) in rows().iter().zip(entries("attributes")) {
        let described = match (&attribute["default"], attribute["inherits"].as_str()) {
            (Value::String(word), _) => format!("`{word}`"),
            (Value::Bool(on), _) => if *on { "on" } else { "off" }.to_owned(),
            (Value::Number(number), _) => number.to_string(),
            (_, Some(from)) if from == above => "likewise".to_owned(),
            (_, Some(from)) => from.to_owned(),
            _ => "–".to_owned(),
        };
        assert_eq!(row[2], described, "{}", row[0]);
        text(&attribute, "inherits").clone_into(&mut above);
    }
}

#[test]
fn given_the_properties_and_methods_in_the_text_when_compared_then_all_are_named() {
    let named = code(&passage("Properties only:", "Methods:"));
    for property in listed("properties") {
        assert!(named.contains(&property), "{property}");
        assert!(
            !rows().iter().any(|row| row[0] == format!("`{property}`")),
            "{property} is no attribute"
        );
    }
    assert!(
        listed("properties")
            .iter()
            .any(|name| settable().contains(name))
    );
    let methods: Names = code(&passage("Methods:", "\n"))
        .iter()
        .filter_map(|name| name.strip_suffix("()").map(str::to_owned))
        .collect();
    assert_eq!(methods, listed("methods"));
}

#[test]
fn given_the_states_in_the_text_when_compared_then_they_are_the_described_ones() {
    assert_eq!(
        code(&passage("`:state(ready)`: ", "The picture")),
        listed("states")
    );
    let reflected = entries("reflected");
    let attribute = reflected.iter().find(|one| one["name"] == "picture-state");
    assert_eq!(
        code(&passage("`picture-state`: ", "\n")),
        quoted(text(attribute.unwrap(), "type"))
    );
}

#[test]
fn given_the_events_in_the_text_when_compared_then_they_are_the_described_ones() {
    let sentence = passage("Events bubble", "Their `detail`");
    let named: Names = code(&sentence)
        .iter()
        .filter(|name| name.contains('-'))
        .map(|name| format!("phone-profile-{}", name.rsplit('-').next().unwrap()))
        .collect();
    assert_eq!(named, listed("events"));
    let detail: Names = passage("Their `detail` is `{", "}`")
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect();
    let described: Names = entries("eventDetail")
        .iter()
        .map(|member| {
            let mark = if member["optional"] == true { "?" } else { "" };
            format!("{}{mark}", text(member, "name"))
        })
        .collect();
    assert_eq!(detail, described);
}

#[test]
fn given_slots_parts_and_variables_in_the_text_when_compared_then_they_are_the_described_ones() {
    let mut slots = code(&passage("Slots: ", ", and the default one"));
    slots.insert(String::new());
    assert_eq!(slots, listed("slots"));

    let mut parts = words(&passage("Parts: `", "`"));
    parts.extend(code(&passage("error-hint retry`, and ", " for")));
    assert_eq!(parts, listed("parts"));

    let variables: Names = words(&passage("`--phone-profile-` followed by `", "`"))
        .iter()
        .map(|name| format!("--phone-profile-{name}"))
        .collect();
    assert_eq!(variables, listed("cssProperties"));
}
