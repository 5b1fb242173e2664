//! What the doc comments in `shell/src` say of the element: the one description, which manifests are generated from
//! (`shell/build/manifest.mjs`) and everything else is held against.

use serde_json::{Value, json};

use crate::source::{Names, between, file, members};

/// An element, an accessor or a method, as its doc comment has it.
struct Doc {
    /// Its name and type, or what else stands behind the comment.
    head: String,
    /// The text before the first tag.
    text: String,
    /// Tags and what stands behind them.
    tags: Vec<(String, String)>,
}

impl Doc {
    fn tag(&self, name: &str) -> Option<&str> {
        let mut tags = self.tags.iter().filter(|(tag, _)| tag == name);
        tags.next().map(|(_, value)| value.as_str())
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let tags = self.tags.iter().filter(move |(tag, _)| tag == name);
        tags.map(|(_, value)| value.as_str())
    }
}

/// Every doc comment of a file, with the line that follows it.
fn docs(path: &str) -> Vec<Doc> {
    let text = file(path);
    let comments = text.split("/**").skip(1).map(|rest| {
        let (comment, code) = rest.split_once("*/").expect("a comment that ends");
        let words = comment
            .lines()
            .map(|line| line.trim().trim_start_matches('*').trim());
        let (mut text, mut tags) = (String::new(), Vec::new());
        for line in words.filter(|line| !line.is_empty()) {
            match line.strip_prefix('@') {
                Some(tag) => {
                    let (name, value) = tag.split_once(' ').unwrap_or((tag, ""));
                    tags.push((name.to_owned(), value.to_owned()));
                }
                None if text.is_empty() => text.push_str(line),
                None => text = format!("{text} {line}"),
            }
        }
        let head = code.trim_start().lines().next().unwrap_or_default();
        Doc {
            head: head.trim_end_matches([' ', '{']).to_owned(),
            text,
            tags,
        }
    });
    comments.collect()
}

fn class() -> Doc {
    let docs = docs("shell/src/element/element.ts").into_iter();
    let mut classes = docs.filter(|doc| doc.tag("tag").is_some());
    classes.next().expect("the element's class")
}

/// `name - A sentence.`, with a type in braces before it and a default behind an equals sign where there are such.
fn named_in(text: &str) -> Value {
    let (kind, rest) = match text.strip_prefix('{') {
        Some(rest) => rest.split_once('}').expect("a type that ends"),
        None => ("", text),
    };
    let (name, description) = rest.split_once("- ").expect("a description");
    let name = name.trim().trim_matches(['[', ']']);
    let (name, default) = name.split_once('=').unwrap_or((name, ""));
    json!({ "name": name, "type": kind, "default": default, "description": description })
}

/// The name and the type of an accessor: `get maxAge(): number`.
fn getter(head: &str) -> Option<(String, String)> {
    let (name, kind) = head.strip_prefix("get ")?.split_once("(): ")?;
    Some((name.to_owned(), kind.to_owned()))
}

/// What the accessor of that name takes; nothing where only the element sets it.
fn setter(source: &str, name: &str) -> Option<String> {
    let (_, rest) = source.split_once(&format!("\n  set {name}("))?;
    let (parameter, _) = rest.split_once(") {")?;
    Some(parameter.split_once(": ")?.1.to_owned())
}

fn attributes() -> Vec<Value> {
    let source = file("shell/src/element/attributes.ts");
    let accessors = docs("shell/src/element/attributes.ts");
    let accessors = accessors.iter().filter_map(|doc| {
        let (property, kind) = getter(&doc.head)?;
        let (text, inherits) = match doc.text.split_once(" Default: ") {
            Some((text, inherits)) => (text, Some(inherits.trim_end_matches('.'))),
            None => (doc.text.as_str(), None),
        };
        let default = doc.tag("default").map(|default| {
            serde_json::from_str(&default.replace('\'', "\"")).expect("a default in JSON")
        });
        let values: Vec<Value> = doc.all("value").map(named_in).collect();
        Some(json!({
            "name": doc.tag("attr").expect("an attribute"),
            "property": property,
            "type": kind,
            "accepts": setter(&source, &property),
            "default": default.unwrap_or(Value::Null),
            "inherits": inherits,
            "values": if values.is_empty() { Value::Null } else { Value::Array(values) },
            "description": text,
        }))
    });
    let mut found: Vec<Value> = accessors.collect();
    // Every element has this one: it has no accessor of its own.
    let lang = class()
        .all("attr")
        .map(named_in)
        .find(|one| one["name"] == "lang")
        .expect("lang");
    let (text, inherits) = text(&lang, "description")
        .split_once(" Default: ")
        .expect("where it inherits from");
    let at = found
        .iter()
        .position(|one| one["name"] == "loading")
        .expect("the one behind it");
    found.insert(
        at,
        json!({
            "name": "lang", "property": "lang", "type": "string", "accepts": "string", "standard": true,
            "inherits": inherits.trim_end_matches('.'), "description": text,
        }),
    );
    found
}

fn properties() -> Vec<Value> {
    let source = file("shell/src/element/element.ts");
    docs("shell/src/element/element.ts")
        .iter()
        .filter_map(|doc| {
            let (name, kind) = getter(&doc.head)?;
            let accepts = setter(&source, &name);
            Some(json!({ "name": name, "type": kind, "accepts": accepts, "description": doc.text }))
        })
        .collect()
}

fn methods() -> Vec<Value> {
    let public = docs("shell/src/element/element.ts").into_iter();
    let public = public.filter(|doc| doc.tag("internal").is_none());
    public
        .filter_map(|doc| {
            let head = doc.head.trim_start_matches("async ");
            let (name, returns) = head.split_once("(): ")?;
            let is_name = name.chars().all(char::is_alphanumeric);
            is_name.then(
                || json!({ "name": name, "returns": returns, "description": doc.text.clone() }),
            )
        })
        .collect()
}

/// What `detail` of every event holds.
fn event_detail() -> Vec<Value> {
    let source = file("shell/src/types/events.ts");
    let documented = between(&source, "interface PhoneProfileEventDetail ", '{', '}').to_owned();
    members("PhoneProfileEventDetail")
        .into_iter()
        .map(|(name, kind)| {
            let optional = documented.contains(&format!("readonly {name}?:"));
            json!({ "name": name, "type": kind, "optional": optional })
        })
        .collect()
}

/// What one list of the description holds.
pub fn entries(list: &str) -> Vec<Value> {
    let of_class = |tag: &str| class().all(tag).map(named_in).collect::<Vec<_>>();
    let set_by_itself = |one: &Value| one["name"] != "lang";
    let found: Vec<Value> = match list {
        "attributes" => attributes(),
        "reflected" => of_class("attr").into_iter().filter(set_by_itself).collect(),
        "properties" => properties(),
        "methods" => methods(),
        "events" => of_class("fires"),
        "eventDetail" => event_detail(),
        "slots" => of_class("slot"),
        "parts" => of_class("csspart"),
        "cssProperties" => of_class("cssprop"),
        "states" => of_class("cssstate"),
        other => unreachable!("no list {other:?}"),
    };
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

#[test]
fn given_everything_that_is_described_when_read_then_it_has_one_sentence() {
    for list in [
        "attributes",
        "reflected",
        "properties",
        "methods",
        "events",
        "slots",
        "parts",
        "cssProperties",
        "states",
    ] {
        let entries = entries(list);
        named(&entries);
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

#[test]
fn given_the_class_when_read_then_it_is_of_this_tag() {
    let class = class();
    assert_eq!(class.tag("tag"), Some("phone-profile"));
    assert!(
        class
            .head
            .starts_with("export class PhoneProfileElement extends AttributesElement")
    );
    assert!(file("shell/src/functions/define.ts").contains("NAME = 'phone-profile'"));
}
