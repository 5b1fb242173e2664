//! `<phone-profile>`: properties, methods, events.

use crate::description::{
    description, entries, listed, readonly_properties, settable, text, value_properties,
};
use crate::source::{
    Names, braces, brackets, declarations, file, following, keys, members, names, object_keys,
    quoted,
};

fn element() -> String {
    file("static/shell/element.js")
}

fn class() -> String {
    braces(&declarations(), "class PhoneProfileElement ").to_owned()
}

/// What the class declares between two texts, without line breaks.
fn declared(before: &str, after: &str) -> String {
    let class = class();
    let (_, rest) = class
        .split_once(before)
        .unwrap_or_else(|| panic!("no {before:?}"));
    let (found, _) = rest.split_once(after).expect("an end");
    found.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn given_the_description_when_compared_then_it_is_of_this_element() {
    assert!(element().contains(&format!("class {} ", text(&description(), "class"))));
    assert!(class().contains("static readonly version"));
    let define = file("static/shell/define-element.js");
    assert!(define.contains(&format!("NAME = '{}'", text(&description(), "tag"))));
}

#[test]
fn given_the_declared_class_when_compared_then_it_has_the_described_properties_and_types() {
    let class = class();
    let mut settable = settable();
    settable.remove("lang"); // HTMLElement has it
    assert_eq!(following(&class, "set "), settable);
    settable.extend(readonly_properties());
    assert_eq!(following(&class, "get "), settable);

    let attributes = entries("attributes").into_iter().map(|attribute| {
        let property = text(&attribute, "property").to_owned();
        (property, attribute)
    });
    let properties = entries("properties").into_iter().map(|property| {
        let name = text(&property, "name").to_owned();
        (name, property)
    });
    for (name, described) in attributes.chain(properties) {
        if described["standard"] == true {
            continue;
        }
        assert_eq!(
            declared(&format!("get {name}(): "), ";"),
            text(&described, "type")
        );
        if described["accepts"].is_string() {
            let setter = declared(&format!("set {name}("), ");");
            let (_, accepts) = setter.split_once(": ").expect("a type");
            assert_eq!(accepts, text(&described, "accepts"), "{name}");
        }
    }
}

#[test]
fn given_the_elements_accessors_when_compared_then_the_described_ones_exist() {
    let text = element();
    let (class, _) = text
        .split_once("// One property for each attribute.")
        .expect("the place of the others");
    assert_eq!(following(class, "\n  set "), value_properties());
    assert_eq!(following(class, "\n  get "), listed("properties"));
    for name in following(&self::class(), "static readonly ") {
        assert!(class.contains(&format!("  static {name} = ")), "{name}");
    }
}

#[test]
fn given_the_described_methods_when_compared_then_they_exist_and_no_others_are_declared() {
    for method in entries("methods") {
        let name = text(&method, "name");
        assert!(element().contains(&format!(" {name}() {{")), "{name}");
        let signature = format!("  {name}(): {};", text(&method, "returns"));
        assert!(class().contains(&signature), "{signature}");
    }
    let declared: Names = class()
        .lines()
        .filter(|line| line.starts_with("  ") && line.contains("): "))
        .filter_map(|line| line.trim().split_once("(): "))
        .map(|(name, _)| name.to_owned())
        .filter(|name| !name.contains(' '))
        .collect();
    assert_eq!(declared, listed("methods"));
}

#[test]
fn given_the_options_of_mount_when_compared_then_they_are_the_elements_properties() {
    assert_eq!(keys("MountOptions"), settable());
}

#[test]
fn given_the_events_that_the_element_sends_when_compared_then_the_map_has_their_names() {
    let element = element();
    let mut sent = Names::new();
    for call in element.split("this.#emit(").skip(1) {
        let name = call.split(',').next().unwrap();
        let name = name.rsplit('?').next().unwrap(); // what is chosen from, without the condition
        sent.extend(
            quoted(name)
                .into_iter()
                .map(|name| format!("phone-profile-{name}")),
        );
    }
    assert_eq!(sent, listed("events"));
    let declared = members("PhoneProfileEventMap");
    assert_eq!(sent.len(), declared.len());
    for event in entries("events") {
        let of_this_name = (
            text(&event, "name").to_owned(),
            text(&event, "type").to_owned(),
        );
        assert!(declared.contains(&of_this_name), "{event}");
    }
}

#[test]
fn given_the_events_that_can_be_cancelled_when_compared_then_they_are_the_described_ones() {
    let element = element();
    for event in entries("events") {
        let name = text(&event, "name").trim_start_matches("phone-profile-");
        let cancelable = element
            .split(&format!("this.#emit('{name}'"))
            .skip(1)
            .any(|call| call.lines().next().unwrap().contains(", true)"));
        assert_eq!(event["cancelable"] == true, cancelable, "{name}");
    }
}

#[test]
fn given_the_detail_of_events_when_compared_then_it_holds_what_is_described() {
    let declared = members("PhoneProfileEventDetail");
    let described = entries("eventDetail");
    assert_eq!(keys("PhoneProfileEventDetail"), listed("eventDetail"));
    for (name, kind) in declared {
        let member = described.iter().find(|member| member["name"] == *name);
        assert_eq!(text(member.unwrap(), "type"), kind, "{name}");
        let mark = format!("readonly {name}?:");
        let optional = declarations().contains(&mark);
        assert_eq!(member.unwrap()["optional"] == true, optional, "{name}");
    }
}

#[test]
fn given_the_detail_of_events_when_read_then_it_holds_nothing_about_a_person() {
    assert_eq!(
        listed("eventDetail"),
        names(["state", "code", "durationMs", "requestId"])
    );
}

#[test]
fn given_the_names_that_rust_reads_when_compared_then_the_element_hands_each_of_them_over() {
    let handed = object_keys(braces(&file("static/shell/inputs.js"), "return"));
    let fields = file("static/shell/fields.js");
    let mut read = quoted(brackets(&fields, "const CARD ="));
    read.extend(["strings", "number"].map(str::to_owned)); // behind and before the other fields
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
