//! The values that cross from Rust: profiles, errors, states, texts.

use phone_profile::card::picture::Shown;
use phone_profile::card::state::Phase;
use phone_profile::card::strings::TEXTS;
use phone_profile_core::error::{ErrorReport, LookupError, LookupErrorCode};
use phone_profile_core::name::{MatchReason, NameMatch};
use phone_profile_core::profile::{
    BusinessProfile, PictureState, Profile, ProfileWarning, Quota, Source,
};
use phone_profile_core::signal::Signal;
use serde::Serialize;
use serde_json::{Value, json};
use std::rc::Rc;

use crate::description::{entries, listed, text};
use crate::generated::expect_part;
use crate::source::{Names, declarations, file, following, keys, members, quoted, union};

/// Every variant, in a form that doesn't compile once there is a new one.
macro_rules! every {
    ($kind:ty: $($variant:path),*) => {{
        #[allow(dead_code)]
        fn complete(value: &$kind) { match value { $($variant => {})* } }
        [$($variant),*]
    }};
}

/// A profile with all there is, or with as little as there can be.
fn profile(full: bool) -> Profile {
    let text = || full.then(|| String::from("text"));
    Profile {
        success: true,
        is_whats_app: true,
        number: "+13105550123".into(),
        profile_pic: text(),
        profile_pic_thumb: text(),
        name: text(),
        about: text(),
        is_business: full.then_some(true),
        last_checked: text(),
        picture_state: PictureState::Public,
        picture_expires_at: text(),
        is_verified: full.then_some(true),
        business: full.then(|| business(true)),
        source: Source::Live,
        quota: full.then(|| quota(true)),
        requested: "+13105550123".into(),
        warnings: full
            .then_some(ProfileWarning::UnknownNumberRange)
            .into_iter()
            .collect(),
    }
}

fn business(full: bool) -> BusinessProfile {
    let text = || full.then(|| String::from("text"));
    BusinessProfile {
        description: text(),
        email: text(),
        address: text(),
        websites: text().into_iter().collect(),
        categories: text().into_iter().collect(),
        member_since: text(),
    }
}

fn quota(full: bool) -> Quota {
    let count = full.then_some(1);
    Quota {
        limit: count,
        remaining: count,
        reset_seconds: count,
    }
}

/// The kind of a value, in TypeScript's words.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// An interface has the members that Rust gives out, of the same kinds, and `null` where it gives that.
fn assert_declared(interface: &str, full: impl Serialize, bare: impl Serialize) {
    let mut full = serde_json::to_value(full).unwrap();
    let mut bare = serde_json::to_value(bare).unwrap();
    if interface == "Profile" {
        // What the border adds (`src/card/host.rs`).
        full["signals"] = json!(["business"]);
        full["match"] = json!({});
        bare["signals"] = json!([]);
        bare["match"] = Value::Null;
    }
    let given: Names = full.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys(interface), given, "the members of {interface}");
    for (name, declared) in members(interface) {
        assert_eq!(
            declared.contains("null"),
            bare[&name].is_null(),
            "{interface}.{name}: {declared}"
        );
        let fits = match kind(&full[&name]) {
            "boolean" => declared.contains("boolean") || declared == "true",
            "list" => declared.starts_with("readonly ") && declared.ends_with("[]"),
            "object" => ["BusinessProfile", "Quota", "NameMatch"]
                .iter()
                .any(|name| declared.contains(name)),
            "string" => {
                declared.contains("string") || declared.contains('\'') || declared == "PictureState"
            }
            other => declared.contains(other),
        };
        assert!(
            fits,
            "{interface}.{name} is declared {declared} and given as {}",
            full[&name]
        );
    }
}

fn words<T: Serialize>(values: impl IntoIterator<Item = T>) -> Names {
    values
        .into_iter()
        .map(|value| {
            serde_json::to_value(value)
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[test]
fn given_profiles_as_rust_gives_them_out_when_compared_then_the_interfaces_have_the_same_members() {
    assert_declared("Profile", profile(true), profile(false));
    assert_declared("BusinessProfile", business(true), business(false));
    assert_declared("Quota", quota(true), quota(false));
}

#[test]
fn given_every_picture_state_when_compared_then_the_union_has_the_same_words() {
    let states = every!(PictureState: PictureState::Public, PictureState::Private, PictureState::None, PictureState::Unknown);
    assert_eq!(union("PictureState"), words(states));
    for state in states {
        assert_eq!(words([state]), Names::from([state.as_str().to_owned()]));
    }
}

#[test]
fn given_every_warning_when_compared_then_the_union_has_the_same_words_and_each_is_read() {
    let warnings = every!(ProfileWarning: ProfileWarning::UnknownNumberRange);
    assert_eq!(union("ProfileWarning"), words(warnings));
    for word in words(warnings) {
        let read = ProfileWarning::from_name(&word).map(|warning| words([warning]));
        assert_eq!(read, Some(Names::from([word])));
    }
}

#[test]
fn given_every_signal_when_compared_then_the_union_has_the_same_words() {
    let words: Names = Signal::ALL
        .iter()
        .map(|signal| signal.as_str().to_owned())
        .collect();
    assert_eq!(words.len(), Signal::ALL.len());
    assert_eq!(union("Signal"), words);
}

#[test]
fn given_every_signal_when_the_page_about_them_is_compared_then_it_says_what_each_does_not_mean() {
    let rows: String = Signal::ALL
        .iter()
        .map(|signal| {
            let (word, observed, caution) = (signal.as_str(), signal.observed(), signal.caution());
            format!("| `{word}` | {observed} | {caution} |\n")
        })
        .collect();
    let table = format!("| signal | observed | what it does not mean |\n|---|---|---|\n{rows}");
    expect_part("docs/signals.md", "signals", &table);
}

#[test]
fn given_how_names_compare_when_compared_then_the_types_and_the_attribute_have_the_same_words() {
    let results = every!(NameMatch: NameMatch::Same, NameMatch::Partial, NameMatch::Different, NameMatch::Unknown);
    let results: Names = results
        .iter()
        .map(|result| result.as_str().to_owned())
        .collect();
    let declared = members("NameMatch");
    let (_, result) = declared.iter().find(|(name, _)| name == "result").unwrap();
    assert_eq!(quoted(result), results);
    let reflected = entries("reflected");
    let attribute = reflected.iter().find(|one| one["name"] == "match");
    assert_eq!(quoted(text(attribute.unwrap(), "type")), results);
    let reasons = MatchReason::ALL
        .iter()
        .map(|reason| reason.as_str().to_owned());
    assert_eq!(union("NameMatchReason"), reasons.collect::<Names>());
}

#[test]
fn given_every_source_when_compared_then_the_union_has_the_same_words() {
    let sources = every!(Source: Source::Live, Source::Cache, Source::Demo, Source::Given);
    let declared = members("Profile")
        .into_iter()
        .find(|(name, _)| name == "source")
        .unwrap()
        .1;
    assert_eq!(quoted(&declared), words(sources));
}

#[test]
fn given_every_shown_picture_state_when_compared_then_the_union_adds_what_the_card_finds_out() {
    let shown = every!(Shown: Shown::Public, Shown::Private, Shown::None, Shown::Unknown, Shown::Expired, Shown::Broken);
    let mut declared = union("ShownPictureState");
    assert!(declarations().contains("type ShownPictureState = PictureState |"));
    declared.extend(union("PictureState"));
    let shown: Names = shown
        .iter()
        .map(|shown| shown.as_str().to_owned())
        .collect();
    assert_eq!(declared, shown);
    let reflected = entries("reflected");
    let attribute = reflected.iter().find(|one| one["name"] == "picture-state");
    assert_eq!(quoted(text(attribute.unwrap(), "type")), shown);
}

#[test]
fn given_every_phase_when_compared_then_the_union_has_the_same_words() {
    let answer = || Rc::new(profile(true));
    let phases = [
        Phase::Idle,
        Phase::Loading,
        Phase::Ready(answer()),
        Phase::NotRegistered(answer()),
        Phase::Error(LookupError::new(LookupErrorCode::Server, "Failed.")),
    ];
    let phases: Names = phases
        .iter()
        .map(|phase| phase.as_str().to_owned())
        .collect();
    assert_eq!(union("CardState"), phases);
    assert_eq!(listed("states"), phases);
}

#[test]
fn given_every_error_code_when_compared_then_the_union_has_the_same_words() {
    let codes: Names = LookupErrorCode::ALL
        .iter()
        .map(|code| code.as_str().to_owned())
        .collect();
    assert_eq!(
        codes.len(),
        LookupErrorCode::ALL.len(),
        "no word stands for two codes"
    );
    assert_eq!(union("LookupErrorCode"), codes);
}

#[test]
fn given_the_fields_of_an_error_when_compared_then_rust_reports_what_the_class_keeps() {
    let class = file("shell/src/errors.ts");
    let body = crate::source::braces(&class, "export class LookupError ").to_owned();
    let mut kept: Names = following(&body, "readonly ");
    assert!(kept.remove("name"), "Error has it");
    let error = LookupError::new(LookupErrorCode::Server, "Failed.");
    let error = error.with_status(503).with_retry_after(Some(1_000));
    let reported = serde_json::to_value(ErrorReport::from(&error)).unwrap();
    let reported: Names = reported.as_object().unwrap().keys().cloned().collect();
    let border = crate::source::without_comments(&file("shell/src/border.ts"));
    assert_eq!(crate::source::keys_in(&border, "ErrorReport"), reported);
    kept.insert("message".into()); // Error has it too
    assert_eq!(kept, reported);
}

#[test]
fn given_every_text_of_the_card_when_compared_then_a_page_can_replace_it_by_its_declared_key() {
    // Forms for single plural categories are declared by a type of their own.
    let texts: Names = TEXTS
        .iter()
        .map(|(key, _)| (*key).to_owned())
        .filter(|key| !key.contains('_'))
        .collect();
    assert_eq!(keys("Strings"), texts);
    assert!(members("Strings").iter().all(|(_, kind)| kind == "string"));
}
