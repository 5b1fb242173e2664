//! `custom-elements.json`, the Custom Elements Manifest: <https://github.com/webcomponents/custom-elements-manifest>.

use serde_json::{Map, Value, json};

use super::written;
use crate::package::description::{Attribute, Description, Named, union};

const MODULE: &str = "index.js";

pub fn custom_elements(description: &Description, version: &str) -> String {
    let class = &description.class;
    written(&json!({
        "schemaVersion": "2.1.0",
        "readme": "README.md",
        "modules": [
            {
                "kind": "javascript-module",
                "path": MODULE,
                "declarations": [declaration(description, version)],
                "exports": [{
                    "kind": "js",
                    "name": class,
                    "declaration": { "name": class, "module": MODULE },
                }],
            },
            {
                "kind": "javascript-module",
                "path": "define.js",
                "declarations": [],
                "exports": [{
                    "kind": "custom-element-definition",
                    "name": description.tag,
                    "declaration": { "name": class, "module": MODULE },
                }],
            },
        ],
    }))
}

fn declaration(description: &Description, version: &str) -> Value {
    json!({
        "kind": "class",
        "customElement": true,
        "name": description.class,
        "tagName": description.tag,
        "summary": description.summary,
        "superclass": { "name": "HTMLElement", "package": "global:" },
        "attributes": attributes(description),
        "members": members(description, version),
        "events": description.events.iter().map(|event| json!({
            "name": event.name,
            "type": kind(&event.kind),
            "description": description.event_text(event),
        })).collect::<Vec<_>>(),
        "slots": named(&description.slots),
        "cssParts": named(&description.parts),
        "cssProperties": description.css_properties.iter().map(|property| json!({
            "name": property.name,
            "syntax": property.syntax,
            "default": property.default,
            "description": property.description,
        })).collect::<Vec<_>>(),
        "cssStates": named(&description.states),
    })
}

fn named(list: &[Named]) -> Vec<Value> {
    list.iter()
        .map(|entry| json!({ "name": entry.name, "description": entry.description }))
        .collect()
}

fn kind(text: &str) -> Value {
    json!({ "text": text })
}

/// Those that pages set, then those that the element sets.
fn attributes(description: &Description) -> Vec<Value> {
    let set = description.attributes.iter().map(|attribute| {
        let mut entry = object(json!({
            "name": attribute.name,
            "fieldName": attribute.property,
            "type": kind(&written_as(attribute)),
            "description": attribute.explained(),
        }));
        if let Some(default) = attribute.default_expression() {
            entry.insert("default".into(), default.into());
        }
        Value::Object(entry)
    });
    let reflected = description.reflected.iter().map(|attribute| {
        let mut entry = object(json!({
            "name": attribute.name,
            "type": kind(&union(description.values_of(attribute), "'").unwrap_or_default()),
            "description": attribute.description,
        }));
        if let Some(property) = &attribute.property {
            entry.insert("fieldName".into(), property.as_str().into());
        }
        Value::Object(entry)
    });
    set.chain(reflected).collect()
}

/// What an attribute holds; a missing one is no value.
fn written_as(attribute: &Attribute) -> String {
    let any = || attribute.kind.replace(" | null", "");
    attribute.union().unwrap_or_else(any)
}

fn members(description: &Description, version: &str) -> Vec<Value> {
    let version = json!({
        "kind": "field",
        "name": "version",
        "static": true,
        "readonly": true,
        "type": kind("string"),
        "default": format!("'{version}'"),
        "description": "The version of this copy of the kit.",
    });
    let mut members = vec![version];
    for attribute in &description.attributes {
        let mut field = object(json!({
            "kind": "field",
            "name": attribute.property,
            "attribute": attribute.name,
            "reflects": true,
            "type": kind(&attribute.kind),
            "description": attribute.explained(),
        }));
        if let Some(default) = attribute.default_expression() {
            field.insert("default".into(), default.into());
        }
        if attribute.standard {
            let base = json!({ "name": "HTMLElement", "package": "global:" });
            field.insert("inheritedFrom".into(), base);
        }
        members.push(Value::Object(field));
    }
    for property in &description.properties {
        let mut field = object(json!({
            "kind": "field",
            "name": property.name,
            "type": kind(&property.kind),
            "description": property.description,
        }));
        if property.accepts.is_none() {
            field.insert("readonly".into(), true.into());
        }
        let attribute = description
            .reflected
            .iter()
            .find(|attribute| attribute.property.as_ref() == Some(&property.name));
        if let Some(attribute) = attribute {
            field.insert("attribute".into(), attribute.name.as_str().into());
            field.insert("reflects".into(), true.into());
        }
        members.push(Value::Object(field));
    }
    members.extend(description.methods.iter().map(|method| {
        json!({
            "kind": "method",
            "name": method.name,
            "parameters": [],
            "return": { "type": kind(&method.returns) },
            "description": method.description,
        })
    }));
    members
}

/// An object that more can be added to.
fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::package::description::tests::description;
    use crate::package::manifests::tests::{VERSION, names};

    fn manifest() -> Value {
        serde_json::from_str(&custom_elements(&description(), VERSION)).unwrap()
    }

    #[test]
    fn given_the_description_when_generated_then_the_class_has_all_of_it_once() {
        let manifest = manifest();
        let class = &manifest["modules"][0]["declarations"][0];
        let description = description();
        let mut attributes: Vec<&str> = Vec::new();
        attributes.extend(description.attributes.iter().map(|one| &*one.name));
        attributes.extend(description.reflected.iter().map(|one| &*one.name));
        assert_eq!(names(&class["attributes"]), attributes);
        for (key, list) in [
            ("slots", &description.slots),
            ("cssParts", &description.parts),
            ("cssStates", &description.states),
        ] {
            let expected: Vec<&str> = list.iter().map(|one| &*one.name).collect();
            assert_eq!(names(&class[key]), expected, "{key}");
        }
        let events: Vec<&str> = description.events.iter().map(|one| &*one.name).collect();
        assert_eq!(names(&class["events"]), events);
        assert_eq!(
            names(&class["cssProperties"]).len(),
            description.css_properties.len()
        );
        let members = names(&class["members"]);
        for property in &description.properties {
            assert!(members.contains(&&*property.name), "{}", property.name);
        }
        for name in ["number", "maxAge", "refresh", "abort"] {
            assert!(members.contains(&name), "{name}");
        }
    }

    #[test]
    fn given_a_version_when_generated_then_the_class_has_it() {
        let manifest = manifest();
        let members = manifest["modules"][0]["declarations"][0]["members"].clone();
        assert_eq!(members[0]["name"], "version");
        assert_eq!(members[0]["default"], format!("'{VERSION}'"));
    }

    #[test]
    fn given_both_modules_when_generated_then_one_declares_the_class_and_the_other_defines_the_tag()
    {
        let manifest = manifest();
        let [index, define] = [&manifest["modules"][0], &manifest["modules"][1]];
        assert_eq!(index["exports"][0]["name"], "PhoneProfileElement");
        assert_eq!(define["path"], "define.js");
        assert_eq!(define["exports"][0]["kind"], "custom-element-definition");
        assert_eq!(define["exports"][0]["name"], "phone-profile");
        assert_eq!(define["exports"][0]["declaration"]["module"], index["path"]);
    }

    #[test]
    fn given_what_only_the_element_sets_when_generated_then_it_is_read_only() {
        let manifest = manifest();
        let members = &manifest["modules"][0]["declarations"][0]["members"];
        let member = |name: &str| {
            let all = members.as_array().unwrap();
            all.iter().find(|one| one["name"] == name).unwrap().clone()
        };
        assert_eq!(member("state")["readonly"], true);
        assert_eq!(member("state")["attribute"], "state");
        assert_eq!(member("profile")["readonly"], Value::Null);
        let attributes = manifest["modules"][0]["declarations"][0]["attributes"].clone();
        let last = attributes.as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["name"], "picture-state");
        assert!(last["type"]["text"].as_str().unwrap().contains("'broken'"));
        assert_eq!(member("lang")["inheritedFrom"]["name"], "HTMLElement");
    }
}
