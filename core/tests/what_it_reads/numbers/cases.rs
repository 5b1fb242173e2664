//! The cases of `core/tests/cases/numbers.json`.

use std::path::Path;

use phone_profile_core::number::{NumberError, read};
use serde::Deserialize;

/// A text, and what it is read as or why it is refused.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Case {
    /// Which cases it stands with.
    pub kind: String,
    pub given: String,
    pub region: Option<String>,
    /// In E.164.
    pub reads: Option<String>,
    /// Name of the [`NumberError`].
    pub refused: Option<String>,
    /// Name of the [`LeftOut`](phone_profile_core::number::LeftOut).
    pub left_out: Option<String>,
}

pub fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/numbers.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The name of a reason.
pub fn name(reason: &NumberError) -> String {
    let debug = format!("{reason:?}");
    debug
        .split([' ', '('])
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn given_every_case_when_read_then_it_is_the_number_or_the_reason_that_it_says() {
    let mut wrong = Vec::new();
    for case in cases() {
        let said = read(&case.given, case.region.as_deref());
        let (number, reason, left_out) = match said {
            Ok(reading) => (
                Some(reading.number.with_plus()),
                None,
                reading.left_out.map(|left_out| format!("{left_out:?}")),
            ),
            Err(error) => (None, Some(name(&error)), None),
        };
        if (&number, &reason, &left_out) != (&case.reads, &case.refused, &case.left_out) {
            wrong.push(format!(
                "{:?} in {:?}: {number:?} {reason:?} {left_out:?}",
                case.given, case.region
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
