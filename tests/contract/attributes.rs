//! The attributes of `<phone-profile>`: which there are, what they may hold, what they default to.

use phone_profile::card::display_options::DisplayOptions;
use serde_json::Value;

use crate::description::{entries, listed, named, text, value_properties, values};
use crate::source::{Names, braces, brackets, camel, file, following, members, quoted};

fn attributes() -> String {
    file("shell/src/element/attributes.ts")
}

fn element() -> String {
    file("shell/src/element/element.ts")
}

#[test]
fn given_the_elements_lists_when_compared_then_it_observes_the_described_attributes() {
    let source = attributes();
    assert_eq!(
        quoted(brackets(&source, "export const ATTRIBUTES =")),
        listed("attributes")
    );
    assert_eq!(
        quoted(brackets(&element(), "const VALUES")),
        value_properties()
    );
    for attribute in entries("attributes") {
        let name = text(&attribute, "name");
        assert_eq!(text(&attribute, "property"), camel(name));
    }
}

#[test]
fn given_accessors_when_compared_then_each_reads_and_sets_its_own_attribute() {
    let source = attributes();
    for attribute in entries("attributes") {
        let (name, property) = (text(&attribute, "name"), text(&attribute, "property"));
        if attribute["standard"] == true {
            continue;
        }
        let (_, accessors) = source
            .split_once(&format!("  get {property}()"))
            .expect("a getter");
        let (getter, rest) = accessors.split_once("\n  set ").expect("a setter");
        assert!(getter.contains(&format!("'{name}'")), "{getter}");
        let setter = rest.split("\n  }").next().unwrap();
        assert!(
            setter.starts_with(&format!("{property}(")) && setter.contains(&format!("'{name}'")),
            "{setter}"
        );
    }
}

#[test]
fn given_the_types_of_properties_when_compared_then_each_takes_what_it_gives_and_nothing_at_all() {
    for list in ["attributes", "properties"] {
        for property in entries(list) {
            let accepts = text(&property, "accepts");
            if accepts.is_empty() || property["standard"] == true {
                continue;
            }
            let parts: Names = accepts.split(" | ").map(str::to_owned).collect();
            assert!(
                parts.contains("null") && parts.contains("undefined"),
                "{property}"
            );
            let limited = property["values"].is_array();
            for given in text(&property, "type").split(" | ") {
                let is_limited = limited && given == "number";
                assert!(is_limited || parts.contains(given), "{property}");
            }
        }
    }
}

#[test]
fn given_described_choices_when_compared_then_the_element_has_them_and_the_first_is_the_default() {
    let source = attributes();
    let warnings = file("shell/src/runtime/validate.ts");
    let described = entries("attributes");
    let described = described
        .iter()
        .filter(|attribute| text(attribute, "type").starts_with('\''));
    let mut count = 0;
    for attribute in described {
        let name = text(attribute, "name");
        let list = brackets(&source, &format!("choice(this, '{name}',"));
        assert_eq!(values(attribute), quoted(list), "{name}");
        assert_eq!(values(attribute), quoted(text(attribute, "type")), "{name}");
        assert_eq!(
            list.split('\'').nth(1),
            attribute["default"].as_str(),
            "{name}"
        );
        let words = list.replace('\'', "");
        assert!(
            warnings.contains(&format!("['{name}', '{words}']")),
            "the console names other choices of {name}"
        );
        count += 1;
    }
    assert_eq!(source.matches("return choice(").count(), count);
}

#[test]
fn given_described_defaults_when_compared_then_the_element_has_them() {
    let source = attributes();
    for attribute in entries("attributes") {
        let name = text(&attribute, "name");
        let default = &attribute["default"];
        match text(&attribute, "type") {
            "number" => {
                let read = format!("positive(this, '{name}', {default})");
                assert!(source.contains(&read), "{name}");
            }
            // A number, or a word in its place.
            kind if kind.starts_with("number | ") => {
                let read = format!("positiveOr(this, '{name}', {default}, ");
                assert!(source.contains(&read), "{name}");
            }
            "boolean" => {
                let present = format!("return this.hasAttribute('{name}');");
                assert!(source.contains(&present) && default == false, "{name}");
            }
            kind if kind.contains('\'') => assert!(default.is_string(), "{name}"),
            _ => assert!(default.is_null(), "{name} has no default of its own"),
        }
    }
}

#[test]
fn given_the_described_heading_levels_when_read_then_the_card_takes_these_and_no_others() {
    let attributes = entries("attributes");
    let attribute = attributes
        .iter()
        .find(|attribute| attribute["name"] == "heading-level")
        .unwrap();
    let level = |heading_level| {
        let options = DisplayOptions {
            heading_level,
            ..DisplayOptions::default()
        };
        options.heading_level()
    };
    let mut taken: Names = (1..=9)
        .filter(|asked| level(f64::from(*asked)) == Some(*asked as u8))
        .map(|level| level.to_string())
        .collect();
    // What the shell makes 0 of.
    assert_eq!(level(0.0), None);
    taken.insert("none".into());
    assert_eq!(values(attribute), taken);
    let default = DisplayOptions::default().heading_level();
    assert_eq!(attribute["default"], default.expect("a heading"));
}

#[test]
fn given_attributes_that_inherit_when_compared_then_the_element_looks_outwards_for_them() {
    let described: Vec<_> = entries("attributes")
        .into_iter()
        .filter(|attribute| attribute["inherits"].is_string())
        .collect();
    let inherits = ["runtime/card-inputs", "languages/language"]
        .map(|name| file(&format!("shell/src/{name}.ts")))
        .concat();
    assert_eq!(
        following(&inherits, "inherited(element, '"),
        named(&described)
    );
}

#[test]
fn given_attributes_that_the_element_sets_when_compared_then_they_are_the_described_ones() {
    let element = element();
    let observed = brackets(&element, "observedAttributes: readonly string[] =");
    let described = listed("reflected");
    assert_eq!(
        quoted(observed),
        described,
        "put back where a page changes them"
    );
    let set = names_before_colons(braces(&element, "this.#reflected ="));
    assert_eq!(set, described);
}

/// `state, 'picture-state': pictureState`
fn names_before_colons(members: &str) -> Names {
    let names = members
        .split(',')
        .filter_map(|member| member.split(':').next());
    names
        .map(|name| name.trim().trim_matches('\'').to_owned())
        .filter(|name| !name.is_empty()) // behind the last comma
        .collect()
}

#[test]
fn given_attributes_with_a_choice_of_values_when_compared_then_mount_has_the_same_ones() {
    for attribute in entries("attributes") {
        if attribute["values"] == Value::Null {
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
