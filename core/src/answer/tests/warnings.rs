//! What an answer warns of.

use serde_json::{Value, json};

use super::super::given;
use super::{NOW, documented, parsed, profile, with};
use crate::profile::{ProfileWarning, Source};

const WORD: &str = "unknown-number-range";

fn warnings(value: Value) -> Vec<ProfileWarning> {
    profile(&with(documented(), json!({"warnings": value}))).warnings
}

#[test]
fn given_warnings_when_read_then_known_words_stay_once_and_others_are_dropped() {
    let known = [ProfileWarning::UnknownNumberRange];
    for value in [
        json!([WORD]),
        json!(["of-next-year", WORD, 7, null, [WORD]]),
        json!([WORD, "of-next-year", WORD]),
    ] {
        assert_eq!(warnings(value.clone()), known, "{value}");
    }
    for value in [
        json!([]),
        json!(null),
        json!(WORD),
        json!({"0": WORD}),
        json!(["Unknown-Number-Range"]),
    ] {
        assert_eq!(warnings(value.clone()), [], "{value}");
    }
    assert_eq!(profile(&documented()).warnings, []);
}

#[test]
fn given_a_profile_with_a_warning_when_given_back_then_it_still_has_it() {
    let before = profile(&with(documented(), json!({"warnings": [WORD]})));
    let json = serde_json::to_value(&before).unwrap();
    assert_eq!(json["warnings"], json!([WORD]));
    let after = given(parsed(&json), NOW).unwrap();
    assert_eq!(after.source, Source::Given);
    assert_eq!(after.warnings, before.warnings);
}
