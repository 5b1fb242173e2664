//! The attributes of `<phone-profile>`: which there are, what they may hold, what they default to.

use phone_profile::card::inputs::Look;
use serde_json::Value;

use crate::description::{entries, listed, named, text, value_properties, values};
use crate::source::{
    Names, braces, brackets, camel, file, following, members, object_keys, quoted,
};

fn element() -> String {
    file("static/shell/element.js")
}

fn observed() -> Names {
    let text = element();
    let mut found = quoted(brackets(&text, "const TEXTS"));
    found.extend(object_keys(braces(&text, "const CHOICES")));
    found.extend(object_keys(braces(&text, "const NUMBERS")));
    let more = brackets(&text, "const ATTRIBUTES");
    let (_, more) = more.rsplit_once("...").unwrap();
    found.extend(quoted(more));
    found
}

#[test]
fn given_the_elements_lists_when_compared_then_it_observes_the_described_attributes() {
    assert_eq!(observed(), listed("attributes"));
    assert_eq!(
        quoted(brackets(&element(), "const VALUES")),
        value_properties()
    );
    for attribute in entries("attributes") {
        let name = text(&attribute, "name");
        assert_eq!(text(&attribute, "property"), camel(name));
        let standard = element().contains(&format!("if (name === '{name}') continue;"));
        assert_eq!(attribute["standard"] == true, standard, "{name}");
    }
}

#[test]
fn given_described_choices_when_compared_then_the_element_has_them_and_the_first_is_the_default() {
    let element = element();
    let choices = braces(&element, "const CHOICES").to_owned();
    let limited = |attribute: &Value| text(attribute, "type").contains('\'');
    let described: Vec<_> = entries("attributes").into_iter().filter(limited).collect();
    assert_eq!(object_keys(&choices), named(&described));
    let options = file("static/shell/options.js");
    let warned = braces(&options, "const CHOICES").to_owned();
    assert_eq!(warned.matches(": '").count(), described.len());
    for attribute in described {
        let name = text(&attribute, "name");
        let list = brackets(&choices, &format!("{name}:"));
        assert_eq!(values(&attribute), quoted(list), "{name}");
        let words = list.replace('\'', "");
        assert!(
            warned.contains(&format!("{name}: '{}'", words.trim())),
            "the console names other choices of {name}"
        );
        assert_eq!(
            values(&attribute),
            quoted(text(&attribute, "type")),
            "{name}"
        );
        assert_eq!(
            list.split('\'').nth(1),
            attribute["default"].as_str(),
            "{name}"
        );
    }
}

#[test]
fn given_described_defaults_when_compared_then_the_element_has_them() {
    let element = element();
    let numbers = braces(&element, "const NUMBERS").to_owned();
    let mut found = Names::new();
    for attribute in entries("attributes") {
        let name = text(&attribute, "name");
        let default = &attribute["default"];
        match text(&attribute, "type") {
            "number" => {
                assert!(numbers.contains(&format!("'{name}': {default}")), "{name}");
                found.insert(name.to_owned());
            }
            "boolean" => {
                let present = format!("if (name === '{name}') return value !== null;");
                assert!(element.contains(&present) && default == false, "{name}");
            }
            kind if kind.contains('\'') => assert!(default.is_string(), "{name}"),
            _ => assert!(default.is_null(), "{name} has no default of its own"),
        }
    }
    assert_eq!(object_keys(&numbers), found);
}

#[test]
fn given_the_described_heading_levels_when_read_then_the_card_takes_these_and_no_others() {
    let attributes = entries("attributes");
    let attribute = attributes
        .iter()
        .find(|attribute| attribute["name"] == "heading-level")
        .unwrap();
    let taken: Names = (0..=9)
        .filter(|level| Look::heading_level(f64::from(*level)) == *level as u8)
        .map(|level| level.to_string())
        .collect();
    assert_eq!(values(attribute), taken);
    assert_eq!(attribute["default"], Look::default().heading_level);
}

#[test]
fn given_attributes_that_inherit_when_compared_then_the_element_looks_outwards_for_them() {
    let described: Vec<_> = entries("attributes")
        .into_iter()
        .filter(|attribute| attribute["inherits"].is_string())
        .collect();
    assert_eq!(
        following(&file("static/shell/inputs.js"), "inherited(element, '"),
        named(&described)
    );
}

#[test]
fn given_attributes_that_the_element_sets_when_compared_then_they_are_the_described_ones() {
    let set: Names = following(&element(), "this.setAttribute('");
    assert_eq!(set, listed("reflected"));
}

#[test]
fn given_attributes_with_a_choice_of_values_when_compared_then_mount_has_the_same_ones() {
    for attribute in entries("attributes") {
        if attribute["values"].is_null() {
            continue;
        }
        let name = text(&attribute, "property");
        let (_, option) = members("MountOptions")
            .into_iter()
            .find(|(key, _)| *key == name)
            .expect("an option");
        let words: Names = option
            .split('|')
            .map(|word| word.trim().trim_matches('\'').to_owned())
            .filter(|word| word != "null")
            .collect();
        assert_eq!(words, values(&attribute), "mount's {name}");
    }
}
