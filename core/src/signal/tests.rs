//! Which observations an answer gives.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Value, json};

use super::{Evidence, LONG_AGO_MS, Signal, signals};
use crate::answer;
use crate::name::MatchReason;
use crate::profile::Profile;

/// 2026-05-01T00:00:00Z
const NOW: f64 = 1_777_593_600_000.0;

fn profile(more: Value) -> Profile {
    let mut json = json!({
        "isWhatsApp": true,
        "number": "13105550123",
        "profilePic": "https://pps.whatsapp.net/v/full.jpg",
        "name": "Ada Example",
        "isBusiness": false,
        "lastChecked": "2026-04-30T00:00:00Z",
    });
    json.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    answer::given(serde_json::from_str(&json.to_string()).unwrap(), NOW).unwrap()
}

fn of(more: Value) -> Vec<Signal> {
    signals(&profile(more), &Evidence::at(NOW))
}

#[test]
fn given_an_ordinary_answer_when_looked_at_then_there_is_nothing_to_say() {
    assert_eq!(of(json!({})), []);
}

#[test]
fn given_each_kind_of_answer_when_looked_at_then_it_gives_its_signal_alone() {
    for (more, signal) in [
        (
            json!({"isWhatsApp": false, "profilePic": null, "name": null}),
            Signal::NotRegistered,
        ),
        (
            json!({"profilePic": null, "image_status": "item-not-found"}),
            Signal::NoPicture,
        ),
        (
            json!({"profilePic": null, "image_status": "not-authorized"}),
            Signal::PictureHidden,
        ),
        (json!({"profilePic": null}), Signal::PictureUnknown),
        (json!({"isBusiness": true}), Signal::Business),
        (json!({"requested": "+13105550100"}), Signal::OtherNumber),
        (
            json!({"warnings": ["unknown-number-range"]}),
            Signal::UnknownNumberRange,
        ),
        (
            json!({"lastChecked": "2026-03-01T00:00:00Z"}),
            Signal::CheckedLongAgo,
        ),
        (json!({"lastChecked": "some day"}), Signal::CheckedUnknown),
    ] {
        assert_eq!(of(more.clone()), [signal], "{more}");
    }
}

#[test]
fn given_what_is_unknown_when_looked_at_then_nothing_is_claimed_about_it() {
    assert_eq!(of(json!({"isBusiness": null, "name": null})), []);
}

#[test]
fn given_an_age_when_it_is_as_long_as_allowed_then_it_is_not_long_ago() {
    let checked = profile(json!({}));
    let at = checked.last_checked_ms().unwrap();
    let aged = |age| signals(&checked, &Evidence::at(at + age));
    assert_eq!(aged(LONG_AGO_MS), []);
    assert_eq!(aged(LONG_AGO_MS + 1.0), [Signal::CheckedLongAgo]);
}

#[test]
fn given_evidence_from_elsewhere_when_looked_at_then_it_is_told_as_it_is() {
    let with = |evidence| signals(&profile(json!({})), &evidence);
    let none = Evidence::at(NOW);
    let named = |reason| Evidence {
        name_match: Some(reason),
        ..none
    };
    assert_eq!(
        with(named(MatchReason::NothingInCommon)),
        [Signal::NameDiffers]
    );
    for reason in [
        MatchReason::SameWords,
        MatchReason::InitialsFit,
        MatchReason::NotComparable,
    ] {
        assert_eq!(with(named(reason)), []);
    }
    let pictures = Evidence {
        same_picture: true,
        stock_picture: true,
        ..none
    };
    assert_eq!(with(pictures), [Signal::SamePicture, Signal::StockPicture]);
}

#[test]
fn given_every_signal_when_explained_then_it_has_a_name_a_meaning_and_a_caution_of_its_own() {
    let told = |text: fn(Signal) -> &'static str| {
        let mut texts: Vec<_> = Signal::ALL.iter().map(|signal| text(*signal)).collect();
        texts.sort_unstable();
        texts.dedup();
        assert!(texts.iter().all(|text| !text.is_empty()));
        texts.len()
    };
    for text in [Signal::as_str, Signal::observed, Signal::caution] {
        assert_eq!(told(text), Signal::ALL.len());
    }
}
