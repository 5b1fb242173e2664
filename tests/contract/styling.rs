//! What dashboards style a card by: custom properties, parts, slots.

use phone_profile::card::inputs::Look;
use phone_profile::card::state::CardState;
use phone_profile::card::template;
use phone_profile::card::view::{Body, Surroundings, view};
use phone_profile_core::answer;
use std::rc::Rc;

use crate::description::{entries, listed, text};
use crate::source::{Names, file, following, without_comments};

/// The sheet of a card whose wasm is there.
fn style() -> String {
    file("static/shell/skeleton.css") + &file("static/shell/card.css")
}

/// The style sheet with its own names of other variables read as pages write them.
fn style_sheet() -> String {
    without_comments(&style()).replace("var(--accent)", "var(--phone-profile-accent)")
}

#[test]
fn given_the_style_sheet_when_compared_then_it_reads_the_described_custom_properties() {
    let css = style_sheet();
    let read: Names = following(&css, "var(--phone-profile-")
        .iter()
        .map(|name| format!("--phone-profile-{name}"))
        .collect();
    assert_eq!(read, listed("cssProperties"));
    assert!(
        !css.contains(" --phone-profile-"),
        "it sets none of them: a page's own value must win"
    );
}

#[test]
fn given_the_defaults_of_custom_properties_when_compared_then_the_style_sheet_has_them() {
    let css = style_sheet();
    for property in entries("cssProperties") {
        let (name, default) = (text(&property, "name"), text(&property, "default"));
        assert!(css.contains(&format!("var({name}, {default})")), "{name}");
    }
}

/// Parts that are written in the drawing, and those that the view gives it.
fn parts() -> Names {
    let mut found = Names::from(["base".to_owned()]);
    let drawn = template::ALL
        .iter()
        .flat_map(|one| template::all_of(one, "part"));
    found.extend(drawn.map(str::to_owned));
    found.extend(following(&file("static/shell/skeleton.js"), "part: '"));
    found.extend(
        badges()
            .iter()
            .flat_map(|part| part.split(' ').map(str::to_owned)),
    );
    found
}

/// The parts of a business that is verified.
fn badges() -> Vec<&'static str> {
    let answer = serde_json::json!({ "number": "13105550102", "isWhatsApp": true, "isBusiness": true, "isVerified": true });
    let answer = answer::given(serde_json::from_value(answer).unwrap(), 0.0).unwrap();
    let mut state = CardState::default();
    let generation = state.begin();
    state.settle(generation, Ok(Rc::new(answer)), true, 0.0);
    match view(&state, &Look::default(), &Surroundings::default()).body {
        Body::Answer(answer) => answer.badges.iter().map(|(part, _)| *part).collect(),
        other => panic!("no answer: {other:?}"),
    }
}

#[test]
fn given_the_drawing_when_compared_then_it_has_the_described_parts() {
    assert_eq!(parts(), listed("parts"));
}

#[test]
fn given_the_drawing_when_compared_then_it_has_the_described_slots() {
    let drawn = template::ALL.iter().flat_map(|one| template::slots(one));
    let mut drawn: Names = drawn.map(str::to_owned).collect();
    drawn.insert(String::new()); // what the page shows before the element is upgraded
    assert_eq!(drawn, listed("slots"));
}

#[test]
fn given_the_skeletons_of_shell_and_rust_when_compared_then_one_can_follow_the_other_unseen() {
    let drawn: Vec<_> = template::all_of(template::SKELETON, "class").collect();
    let shell = file("static/shell/skeleton.js");
    for class in [
        "header",
        "avatar bone",
        "who",
        "bone line",
        "bone line short",
    ] {
        assert!(drawn.contains(&class), "{class}");
        assert!(shell.contains(&format!("class: '{class}'")), "{class}");
    }
}

#[test]
fn given_classes_that_are_drawn_when_looked_for_then_the_style_sheet_knows_what_it_hides_by() {
    // A polite live region and `hidden` must work whatever the page styles.
    let css = style();
    for rule in [
        ".sr {",
        "[hidden], .facts > :empty, .badges:empty, button:empty { display: none !important; }",
        "forced-colors: active",
        "prefers-reduced-motion: reduce",
    ] {
        assert!(css.contains(rule), "{rule}");
    }
}
