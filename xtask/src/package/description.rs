//! `static/element.json`, read: the one description of `<phone-profile>`.

use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use crate::project::Project;

/// What the element is and has.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Description {
    pub tag: String,
    /// The name of its class.
    pub class: String,
    /// One sentence.
    pub summary: String,
    /// What pages set; each is a property too.
    pub attributes: Vec<Attribute>,
    /// Attributes that the element sets, for style sheets to read.
    pub reflected: Vec<Reflected>,
    /// What is a property only.
    pub properties: Vec<Property>,
    pub methods: Vec<Method>,
    pub events: Vec<Event>,
    /// What `detail` of every event holds.
    pub event_detail: Vec<DetailMember>,
    /// The default one has an empty name.
    pub slots: Vec<Named>,
    pub parts: Vec<Named>,
    pub css_properties: Vec<CssProperty>,
    /// Values of the attribute `state`, and of `:state(…)`.
    pub states: Vec<Named>,
    /// Values of the attribute `picture-state`.
    pub picture_states: Vec<Named>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub name: String,
    pub description: String,
}

/// `'a' | 'b'`, or nothing where there are no values.
pub fn union(values: &[Named], quote: &str) -> Option<String> {
    let words: Vec<_> = values
        .iter()
        .map(|value| format!("{quote}{}{quote}", value.name))
        .collect();
    (!words.is_empty()).then(|| words.join(" | "))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// In kebab case.
    pub name: String,
    /// In camel case.
    pub property: String,
    /// What the property gives, in TypeScript.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the property takes, in TypeScript.
    pub accepts: String,
    /// What it is limited to; empty where it isn't.
    #[serde(default)]
    pub values: Vec<Named>,
    pub default: Option<Value>,
    /// Where it is taken from when it is missing here.
    pub inherits: Option<String>,
    /// Whether every HTML element has it.
    #[serde(default)]
    pub standard: bool,
    pub description: String,
}

impl Attribute {
    pub fn is_boolean(&self) -> bool {
        self.kind == "boolean"
    }

    pub fn is_number(&self) -> bool {
        self.kind == "number"
    }

    /// The default as an attribute has it.
    pub fn default_text(&self) -> Option<String> {
        self.default.as_ref().map(|default| match default {
            Value::String(word) => word.clone(),
            other => other.to_string(),
        })
    }

    /// The default as a JavaScript expression.
    pub fn default_expression(&self) -> Option<String> {
        self.default.as_ref().map(|default| match default {
            Value::String(word) => format!("'{word}'"),
            other => other.to_string(),
        })
    }

    /// What it is limited to, in TypeScript.
    pub fn union(&self) -> Option<String> {
        let quote = if self.is_number() { "" } else { "'" };
        union(&self.values, quote)
    }

    /// The sentence, and where the value comes from when the attribute is missing.
    pub fn explained(&self) -> String {
        match &self.inherits {
            Some(from) => format!("{} Default: {from}.", self.description),
            None => self.description.clone(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reflected {
    pub name: String,
    /// The property with the same value, if there is one.
    pub property: Option<String>,
    pub description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Property {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    /// What it takes; nothing where only the element sets it.
    pub accepts: Option<String>,
    pub description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    pub name: String,
    pub returns: String,
    pub description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub cancelable: bool,
    pub description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DetailMember {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub optional: bool,
    pub description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CssProperty {
    /// With its two dashes.
    pub name: String,
    /// In the words of `@property`.
    pub syntax: String,
    pub default: String,
    pub description: String,
}

impl Description {
    pub fn read(project: &Project) -> Result<Self> {
        let file = project.root.join("static/element.json");
        let text =
            fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        Self::parse(&text).with_context(|| format!("reading {}", file.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        Ok(serde_json::from_str(text)?)
    }

    /// What an event says, and what comes with it.
    pub fn event_text(&self, event: &Event) -> String {
        let mut text = event.description.clone();
        if event.cancelable {
            text.push_str(" It can be cancelled.");
        }
        text.push_str("\n\n`detail` holds:");
        for member in &self.event_detail {
            let mark = if member.optional { "?" } else { "" };
            let (name, kind) = (&member.name, &member.kind);
            text.push_str(&format!(
                "\n- `{name}{mark}: {kind}`: {}",
                member.description
            ));
        }
        text
    }

    /// The values that the element gives an attribute of its own.
    pub fn values_of(&self, attribute: &Reflected) -> &[Named] {
        match attribute.name.as_str() {
            "state" => &self.states,
            "picture-state" => &self.picture_states,
            _ => &[],
        }
    }

    /// The properties that pages set and that are no attributes.
    pub fn settable(&self) -> impl Iterator<Item = (&Property, &str)> {
        self.properties
            .iter()
            .filter_map(|property| Some((property, property.accepts.as_deref()?)))
    }
}

#[cfg(test)]
pub mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// The project's own.
    pub fn description() -> Description {
        Description::parse(include_str!("../../../static/element.json")).unwrap()
    }

    #[test]
    fn given_the_project_when_its_description_is_read_then_it_is_that_file() {
        let read = Description::read(&Project::locate().unwrap()).unwrap();
        assert_eq!(read.tag, "phone-profile");
        assert_eq!(read.attributes.len(), description().attributes.len());
    }

    #[test]
    fn given_a_word_that_nothing_generates_from_when_read_then_it_is_refused() {
        let text = include_str!("../../../static/element.json");
        let misspelt = text.replacen("\"inherits\"", "\"inherit\"", 1);
        let error = Description::parse(&misspelt).unwrap_err();
        assert!(error.to_string().contains("inherit"), "{error}");
    }

    #[test]
    fn given_defaults_of_each_kind_when_written_then_words_alone_are_quoted() {
        let description = description();
        let default = |name: &str| {
            let found = description.attributes.iter().find(|one| one.name == name);
            let found = found.unwrap();
            (found.default_text(), found.default_expression())
        };
        let texts = |a: &str, b: &str| (Some(a.to_owned()), Some(b.to_owned()));
        assert_eq!(default("variant"), texts("card", "'card'"));
        assert_eq!(default("max-age"), texts("900", "900"));
        assert_eq!(default("mask"), texts("false", "false"));
        assert_eq!(default("number"), (None, None));
    }
}
