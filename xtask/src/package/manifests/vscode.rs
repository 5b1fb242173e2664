//! Custom data for Visual Studio Code: what to complete in HTML and in CSS, and what to show there.
//! <https://github.com/microsoft/vscode-custom-data>

use serde_json::{Map, Value, json};

use super::written;
use crate::package::description::{Attribute, Description, Named};

/// The version of the format.
const FORMAT: f64 = 1.1;

/// `vscode.html-custom-data.json`
pub fn html_data(description: &Description) -> String {
    written(&json!({
        "version": FORMAT,
        "tags": [{
            "name": description.tag,
            "description": markdown(&tag(description)),
            "attributes": description.attributes.iter().map(attribute).collect::<Vec<_>>(),
        }],
    }))
}

/// `vscode.css-custom-data.json`. The format knows no arguments of pseudo-elements and
/// pseudo-classes, so that each part and each state is one of its own.
pub fn css_data(description: &Description) -> String {
    let properties = description.css_properties.iter().map(|property| {
        let text = format!("{} Default: `{}`.", property.description, property.default);
        described(&property.name, &text)
    });
    let parts = description.parts.iter().map(|part| {
        let name = format!("::part({})", part.name);
        described(
            &name,
            &format!("`<{}>`: {}", description.tag, part.description),
        )
    });
    let states = description.states.iter().map(|state| {
        let name = format!(":state({})", state.name);
        described(
            &name,
            &format!("`<{}>`: {}", description.tag, state.description),
        )
    });
    written(&json!({
        "version": FORMAT,
        "properties": properties.collect::<Vec<_>>(),
        "pseudoElements": parts.collect::<Vec<_>>(),
        "pseudoClasses": states.collect::<Vec<_>>(),
    }))
}

fn markdown(text: &str) -> Value {
    json!({ "kind": "markdown", "value": text })
}

fn described(name: &str, text: &str) -> Value {
    json!({ "name": name, "description": markdown(text) })
}

/// The format has no place for events and slots: the tag's text tells of them.
fn tag(description: &Description) -> String {
    let events = description
        .events
        .iter()
        .map(|event| (event.name.as_str(), event.description.as_str()));
    let slots = description.slots.iter().map(|slot| {
        let name = if slot.name.is_empty() {
            "(default)"
        } else {
            &slot.name
        };
        (name, slot.description.as_str())
    });
    format!(
        "{}\n\nEvents:\n{}\n\nSlots:\n{}",
        description.summary,
        list(events),
        list(slots)
    )
}

fn list<'a>(entries: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    entries
        .map(|(name, text)| format!("- `{name}`: {text}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn attribute(attribute: &Attribute) -> Value {
    let default = attribute.default_text().filter(|_| !attribute.is_boolean());
    let text = match default {
        Some(default) => format!("{} Default: `{default}`.", attribute.description),
        None => attribute.explained(),
    };
    let mut entry = Map::new();
    entry.insert("name".into(), attribute.name.as_str().into());
    entry.insert("description".into(), markdown(&text));
    if attribute.is_boolean() {
        // The editor's own set for attributes without a value.
        entry.insert("valueSet".into(), "v".into());
    } else if !attribute.values.is_empty() {
        entry.insert(
            "values".into(),
            attribute.values.iter().map(value).collect(),
        );
    }
    Value::Object(entry)
}

fn value(value: &Named) -> Value {
    described(&value.name, &value.description)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::package::description::tests::description;
    use crate::package::manifests::tests::names;

    fn read(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn given_the_description_when_generated_for_html_then_each_attribute_is_there_once() {
        let data = read(&html_data(&description()));
        let tag = &data["tags"][0];
        let expected: Vec<String> = description()
            .attributes
            .into_iter()
            .map(|attribute| attribute.name)
            .collect();
        assert_eq!(names(&tag["attributes"]), expected);
        let text = tag["description"]["value"].as_str().unwrap();
        for event in description().events {
            assert!(text.contains(&format!("`{}`", event.name)), "{text}");
        }
        for slot in description().slots {
            assert!(text.contains(&slot.description), "{text}");
        }
    }

    #[test]
    fn given_attributes_of_each_kind_when_generated_then_their_values_are_completed() {
        let data = read(&html_data(&description()));
        let attributes = data["tags"][0]["attributes"].as_array().unwrap().clone();
        let find = |name: &str| attributes.iter().find(|one| one["name"] == name).unwrap();
        assert_eq!(
            names(&find("variant")["values"]),
            ["card", "compact", "avatar"]
        );
        assert_eq!(find("mask")["valueSet"], "v");
        assert_eq!(find("number")["values"], Value::Null);
    }

    #[test]
    fn given_the_description_when_generated_for_css_then_variables_parts_and_states_are_there_once()
    {
        let data = read(&css_data(&description()));
        let description = description();
        assert_eq!(
            names(&data["properties"]).len(),
            description.css_properties.len()
        );
        assert!(names(&data["properties"]).contains(&"--phone-profile-bg"));
        assert_eq!(
            names(&data["pseudoElements"]).len(),
            description.parts.len()
        );
        assert!(names(&data["pseudoElements"]).contains(&"::part(name)"));
        assert!(names(&data["pseudoClasses"]).contains(&":state(not-registered)"));
    }
}
