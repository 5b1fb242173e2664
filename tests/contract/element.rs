//! `<phone-profile>`: attributes, properties, methods, events.

use crate::source::{
    Names, braces, brackets, camel, declarations, file, following, keys, members, names, quoted,
};

/// The attributes that pages are promised. Each one is a property too.
const ATTRIBUTES: [&str; 13] = [
    "number",
    "endpoint",
    "region",
    "variant",
    "theme",
    "lang",
    "loading",
    "max-age",
    "picture",
    "mask",
    "expected-name",
    "purpose",
    "heading-level",
];
/// What can be set only as a property.
const VALUES: [&str; 3] = ["fetcher", "strings", "profile"];

fn element() -> String {
    file("static/shell/element.js")
}

fn class() -> String {
    braces(&declarations(), "class PhoneProfileElement ").to_owned()
}

/// The keys of an object literal: `{ a: 1, 'b-c': 2 }`.
fn object_keys(text: &str) -> Names {
    let mut depth = 0;
    let flat: String = text
        .chars()
        .filter(|c| {
            depth += i32::from("[{(".contains(*c));
            let keep = depth == 0;
            depth -= i32::from("]})".contains(*c));
            keep
        })
        .collect();
    flat.split(',')
        .filter_map(|entry| entry.split(':').next())
        .map(|key| key.trim().trim_matches('\'').to_owned())
        .filter(|key| !key.is_empty())
        .collect()
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

fn properties() -> Names {
    let mut found: Names = ATTRIBUTES.map(camel).into();
    found.extend(VALUES.map(str::to_owned));
    found
}

#[test]
fn given_the_elements_lists_when_compared_then_it_observes_the_promised_attributes() {
    assert_eq!(observed(), names(ATTRIBUTES));
    assert_eq!(quoted(brackets(&element(), "const VALUES")), names(VALUES));
}

#[test]
fn given_the_declared_class_when_compared_then_every_attribute_is_a_property_to_get_and_set() {
    let class = class();
    let mut settable = properties();
    settable.remove("lang"); // HTMLElement has it
    assert_eq!(following(&class, "set "), settable);
    let mut readable = following(&class, "get ");
    for name in &settable {
        assert!(readable.remove(name), "{name} can't be read");
    }
    assert_eq!(
        readable,
        names(["state", "error", "ready"]),
        "what only the element itself sets"
    );
}

#[test]
fn given_the_elements_accessors_when_compared_then_the_declared_ones_exist() {
    let text = element();
    let (class, _) = text
        .split_once("// One property for each attribute.")
        .expect("the place of the others");
    assert_eq!(following(class, "\n  set "), names(VALUES));
    let mut readable = names(VALUES);
    readable.extend(names(["state", "error", "ready"]));
    assert_eq!(following(class, "\n  get "), readable);
    for method in ["refresh", "abort"] {
        assert!(class.contains(&format!(" {method}() {{")), "{method}");
        assert!(self::class().contains(&format!("{method}(): ")), "{method}");
    }
    for name in following(&self::class(), "static readonly ") {
        assert!(class.contains(&format!("  static {name} = ")), "{name}");
    }
}

#[test]
fn given_attributes_with_a_choice_of_values_when_compared_then_the_property_has_the_same_ones() {
    let text = element();
    let choices = braces(&text, "const CHOICES").to_owned();
    let class = class();
    for name in object_keys(&choices) {
        let values = quoted(brackets(&choices, &format!("{name}:")));
        let (_, getter) = class
            .split_once(&format!("get {name}(): "))
            .expect("a getter");
        assert_eq!(quoted(getter.split(';').next().unwrap()), values, "{name}");
        let (_, option) = members("MountOptions")
            .into_iter()
            .find(|(key, _)| *key == name)
            .expect("an option");
        assert_eq!(quoted(&option), values, "mount's {name}");
    }
}

#[test]
fn given_the_options_of_mount_when_compared_then_they_are_the_elements_properties() {
    assert_eq!(keys("MountOptions"), properties());
}

#[test]
fn given_the_events_that_the_element_sends_when_compared_then_the_map_has_their_names() {
    let text = element();
    let mut sent = Names::new();
    for call in text.split("this.#emit(").skip(1) {
        let name = call.split(',').next().unwrap();
        let name = name.rsplit('?').next().unwrap(); // what is chosen from, without the condition
        sent.extend(
            quoted(name)
                .into_iter()
                .map(|name| format!("phone-profile-{name}")),
        );
    }
    assert_eq!(sent, keys("PhoneProfileEventMap"));
    assert_eq!(
        sent,
        names([
            "phone-profile-request",
            "phone-profile-load",
            "phone-profile-error",
            "phone-profile-statechange"
        ])
    );
}

#[test]
fn given_the_detail_of_events_when_compared_then_it_holds_nothing_about_a_person() {
    assert_eq!(
        keys("PhoneProfileEventDetail"),
        names(["state", "code", "durationMs", "requestId"])
    );
}

#[test]
fn given_the_names_that_rust_reads_when_compared_then_the_element_hands_each_of_them_over() {
    let text = element();
    let (_, method) = text.split_once("#inputs() {").expect("the inputs");
    let handed = object_keys(braces(method, "return"));
    let exports = file("src/exports.rs");
    let read = following(&exports, "(inputs, \"");
    assert!(read.contains("expectedName"), "{read:?}");
    for name in &read {
        assert!(handed.contains(name), "{name} is read and never set");
    }
    // The others are a lookup's, or come along with configure()'s.
    let options = keys("LookupOptions");
    for name in handed
        .difference(&read)
        .filter(|name| !name.starts_with("..."))
    {
        assert!(options.contains(name), "{name} is set and never read");
    }
}
