//! `<phone-profile>`: options, events, and what crosses to Rust.

use crate::description::{entries, listed, settable, text};
use crate::source::{
    Names, braces, camel, file, following, keys, keys_in, members, names, quoted, without_comments,
};

fn element() -> String {
    file("shell/src/element/element.ts")
}

#[test]
fn given_the_described_methods_when_compared_then_they_are_those_of_the_contract() {
    assert_eq!(listed("methods"), names(["refresh", "abort"]));
}

#[test]
fn given_the_options_of_mount_when_compared_then_they_are_the_elements_properties() {
    assert_eq!(keys("MountOptions"), settable());
}

#[test]
fn given_the_events_that_the_element_sends_when_compared_then_the_map_has_their_names() {
    let mut sent = Names::new();
    for call in element().split("this.#emit(").skip(1) {
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
fn given_the_events_that_can_be_cancelled_when_compared_then_their_descriptions_say_so() {
    let element = element();
    for event in entries("events") {
        let name = text(&event, "name").trim_start_matches("phone-profile-");
        let cancelable = element
            .split(&format!("this.#emit('{name}'"))
            .skip(1)
            .any(|call| call.lines().next().unwrap().contains(", true)"));
        let described = text(&event, "description").contains("`preventDefault()`");
        assert_eq!(described, cancelable, "{name}");
    }
}

#[test]
fn given_the_detail_of_events_when_read_then_it_holds_nothing_about_a_person() {
    assert_eq!(
        listed("eventDetail"),
        names(["state", "code", "durationMs", "requestId"])
    );
}

/// The public fields of a Rust struct that JavaScript sets, as it has them.
fn fields(path: &str, name: &str) -> Names {
    let source = file(path).replace("#[serde(skip)]\n    pub ", "");
    following(braces(&source, &format!("pub struct {name} ")), "pub ")
        .iter()
        .map(|field| camel(&field.replace('_', "-")))
        .collect()
}

#[test]
fn given_what_rust_reads_of_a_card_when_compared_then_the_shell_hands_over_the_same() {
    let border = without_comments(&file("shell/src/border.ts"));
    for (path, name) in [
        ("src/lookup/request.rs", "LookupRequest"),
        ("src/card/display_options.rs", "DisplayOptions"),
        ("src/card/inputs.rs", "CardInputs"),
    ] {
        assert_eq!(fields(path, name), keys_in(&border, name), "{name}");
    }
}
