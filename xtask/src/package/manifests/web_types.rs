//! `web-types.json`, for the editors of JetBrains: <https://github.com/JetBrains/web-types>.

use serde_json::{Map, Value, json};

use super::written;
use crate::package::description::{Attribute, Description, Named};

pub fn web_types(description: &Description, version: &str) -> String {
    written(&json!({
        "$schema": "https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json",
        "name": description.tag,
        "version": version,
        "description-markup": "markdown",
        "js-types-syntax": "typescript",
        "contributions": { "html": { "elements": [element(description)] } },
    }))
}

fn element(description: &Description) -> Value {
    json!({
        "name": description.tag,
        "description": description.summary,
        "attributes": description.attributes.iter().map(attribute).collect::<Vec<_>>(),
        "slots": named(&description.slots),
        "js": {
            "properties": properties(description),
            "events": description.events.iter().map(|event| json!({
                "name": event.name,
                "type": event.kind,
                "description": description.event_text(event),
            })).collect::<Vec<_>>(),
        },
        "css": {
            "properties": description.css_properties.iter().map(|property| json!({
                "name": property.name,
                "description": format!("{} Default: `{}`.", property.description, property.default),
            })).collect::<Vec<_>>(),
            "parts": named(&description.parts),
            "pseudo-classes": description.states.iter().map(|state| json!({
                "name": format!("state({})", state.name),
                "description": state.description,
            })).collect::<Vec<_>>(),
        },
    })
}

fn named(list: &[Named]) -> Vec<Value> {
    list.iter()
        .map(|entry| json!({ "name": entry.name, "description": entry.description }))
        .collect()
}

fn attribute(attribute: &Attribute) -> Value {
    let mut entry = Map::new();
    entry.insert("name".into(), attribute.name.as_str().into());
    entry.insert("description".into(), attribute.explained().into());
    if attribute.is_boolean() {
        entry.insert("value".into(), json!({ "kind": "no-value" }));
        return Value::Object(entry);
    }
    let any = if attribute.is_number() {
        "number"
    } else {
        "string"
    };
    let kind = attribute.union().unwrap_or_else(|| any.into());
    entry.insert("value".into(), json!({ "type": kind, "required": true }));
    if let Some(default) = attribute.default_text() {
        entry.insert("default".into(), default.into());
    }
    Value::Object(entry)
}

/// All of them, since frameworks bind to those of attributes too.
fn properties(description: &Description) -> Vec<Value> {
    let of_attributes = description.attributes.iter().map(|attribute| {
        json!({
            "name": attribute.property,
            "type": attribute.accepts,
            "description": attribute.explained(),
        })
    });
    let others = description.properties.iter().map(|property| {
        json!({
            "name": property.name,
            "type": property.accepts.as_ref().unwrap_or(&property.kind),
            "read-only": property.accepts.is_none(),
            "description": property.description,
        })
    });
    of_attributes.chain(others).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::package::description::tests::description;
    use crate::package::manifests::tests::{VERSION, names};

    fn manifest() -> Value {
        serde_json::from_str(&web_types(&description(), VERSION)).unwrap()
    }

    #[test]
    fn given_the_description_when_generated_then_the_element_has_all_of_it_once() {
        let manifest = manifest();
        let element = &manifest["contributions"]["html"]["elements"][0];
        let description = description();
        assert_eq!(element["name"], "phone-profile");
        for (list, length) in [
            (&element["attributes"], description.attributes.len()),
            (&element["slots"], description.slots.len()),
            (&element["js"]["events"], description.events.len()),
            (
                &element["js"]["properties"],
                description.attributes.len() + description.properties.len(),
            ),
            (
                &element["css"]["properties"],
                description.css_properties.len(),
            ),
            (&element["css"]["parts"], description.parts.len()),
            (&element["css"]["pseudo-classes"], description.states.len()),
        ] {
            assert_eq!(names(list).len(), length);
        }
    }

    #[test]
    fn given_a_version_when_generated_then_it_is_that_of_the_library() {
        assert_eq!(manifest()["version"], VERSION);
        assert_eq!(manifest()["name"], "phone-profile");
    }

    #[test]
    fn given_attributes_of_each_kind_when_generated_then_editors_know_their_values() {
        let manifest = manifest();
        let element = &manifest["contributions"]["html"]["elements"][0];
        let attribute = |name: &str| {
            let all = element["attributes"].as_array().unwrap();
            all.iter().find(|one| one["name"] == name).unwrap().clone()
        };
        assert_eq!(attribute("mask")["value"]["kind"], "no-value");
        assert_eq!(
            attribute("variant")["value"]["type"],
            "'card' | 'compact' | 'avatar'"
        );
        assert_eq!(attribute("variant")["default"], "card");
        assert_eq!(attribute("max-age")["value"]["type"], "number");
        assert_eq!(attribute("number")["value"]["type"], "string");
    }
}
