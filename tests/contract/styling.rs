//! What dashboards style a card by: custom properties, parts, slots.

use phone_profile::card::display_options::DisplayOptions;
use phone_profile::card::state::CardState;
use phone_profile::card::view::{RenderContext, view};
use phone_profile::card::view_model::Body;
use phone_profile_core::answer;
use std::rc::Rc;

use crate::description::listed;
use crate::source::{Names, file, files_in, following, without_comments};

/// The sheet of a card whose wasm is there.
fn style() -> String {
    file("shell/src/styles/skeleton.css") + &file("shell/src/styles/card.css")
}

/// The style sheet with its own names of other variables read as pages write them.
fn style_sheet() -> String {
    without_comments(&style()).replace("var(--accent)", "var(--phone-profile-accent)")
}

/// The components that draw a card.
fn components() -> String {
    files_in("src/card/components")
        .into_iter()
        .map(|(_, text)| text)
        .collect()
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

/// The parts that an answer decides about: those of the badges of a business that is verified, of what it says of itself, and
/// of the lines about an answer for another number that has no picture.
fn parts_by_answer() -> Names {
    let answer = serde_json::json!({
        "number": "13105550102", "isWhatsApp": true, "isBusiness": true, "isVerified": true, "hasProfilePic": false,
        "businessProfile": {
            "categories": ["Bakery"], "description": "Bread", "websites": ["https://bakery.example/"],
            "email": "hello@bakery.example", "address": "1 Example Street", "memberSinceText": "Joined in May 2021",
        },
    });
    let mut answer = answer::given(serde_json::from_value(answer).unwrap(), 0.0).unwrap();
    answer.requested = "+13105550103".into();
    let mut state = CardState::default();
    let generation = state.begin();
    state.resolve(generation, Ok(Rc::new(answer)), true, 0.0);
    let body = view(
        &state,
        &DisplayOptions {
            show_business: true,
            ..DisplayOptions::default()
        },
        &RenderContext::default(),
    )
    .body;
    let Body::Answer(answer) = body else {
        panic!("no answer: {body:?}")
    };
    let badges = answer.head.badges.iter().map(|badge| badge.part);
    let signals = answer.facts.signals.iter().map(|line| line.part);
    let business = answer.facts.business.iter().map(|line| line.part);
    badges
        .chain(signals)
        .chain(business)
        .flat_map(|part| part.split(' '))
        .map(str::to_owned)
        .collect()
}

#[test]
fn given_the_drawing_when_compared_then_it_has_the_described_parts() {
    let mut parts = following(&components(), " part=\"");
    parts.extend(following(&file("shell/src/element/skeleton.ts"), "part: '"));
    parts.extend(parts_by_answer());
    assert_eq!(parts, listed("parts"));
}

#[test]
fn given_the_drawing_when_compared_then_it_has_the_described_slots() {
    let mut slots = following(&components(), "<slot name=\"");
    slots.insert(String::new()); // what the page shows before the element is upgraded
    assert_eq!(slots, listed("slots"));
}

#[test]
fn given_the_skeletons_of_shell_and_rust_when_compared_then_one_can_follow_the_other_unseen() {
    let drawn = file("src/card/components/skeleton.rs");
    let shell = file("shell/src/element/skeleton.ts");
    for class in [
        "header",
        "avatar bone",
        "who",
        "name",
        "number",
        "facts",
        "bone line",
    ] {
        assert!(drawn.contains(&format!("class=\"{class}\"")), "{class}");
        assert!(shell.contains(&format!("class: '{class}'")), "{class}");
    }
}

#[test]
fn given_the_errors_of_shell_and_rust_when_compared_then_both_have_the_same_form() {
    let drawn = file("src/card/components/error_panel.rs");
    let shell = file("shell/src/loader/problem.ts");
    for class in [
        "error",
        "avatar failed",
        "initials",
        "title",
        "facts",
        "hint",
        "retry",
    ] {
        assert!(drawn.contains(&format!("class=\"{class}\"")), "{class}");
        assert!(shell.contains(&format!("class: '{class}'")), "{class}");
    }
}

#[test]
fn given_classes_that_are_drawn_when_looked_for_then_the_style_sheet_knows_what_it_hides_by() {
    // A polite live region and `hidden` must work whatever the page styles.
    let css = style();
    for rule in [
        ".sr {",
        "[hidden], .lines > :empty, .badges:empty, button:empty { display: none !important; }",
        "forced-colors: active",
        "prefers-reduced-motion: reduce",
    ] {
        assert!(css.contains(rule), "{rule}");
    }
}
