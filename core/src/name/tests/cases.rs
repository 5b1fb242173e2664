//! Pairs of names and what is said of them.

use serde::Deserialize;

use super::super::{Folding, compare};
use super::BrowserFolding;

/// One case. `transliterated` is what is said where every script can be written in Latin letters, if that is more.
#[derive(Deserialize)]
struct Case {
    kind: String,
    given: Given,
    result: String,
    reason: String,
    #[cfg_attr(not(feature = "transliterate"), allow(dead_code))]
    transliterated: Option<Said>,
}

#[derive(Deserialize)]
struct Given {
    public: Option<String>,
    expected: String,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Said {
    result: String,
    reason: String,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../../../tests/cases/names.json")).unwrap()
}

fn said(folding: &impl Folding, public: Option<&str>, expected: &str) -> Said {
    let reason = compare(folding, public, expected);
    Said {
        result: reason.result().as_str().into(),
        reason: reason.as_str().into(),
    }
}

fn check(folding: &impl Folding, expect: impl Fn(&Case) -> Said) {
    let cases = cases();
    assert!(cases.len() > 150);
    let mut wrong = Vec::new();
    for case in &cases {
        let Given { public, expected } = &case.given;
        let (said, right) = (said(folding, public.as_deref(), expected), expect(case));
        if said != right {
            wrong.push(format!(
                "{}: {public:?} and {expected:?}: {said:?}, not {right:?}",
                case.kind
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn given_each_case_when_compared_as_in_a_browser_then_result_and_reason_are_right() {
    check(&BrowserFolding, |case| Said {
        result: case.result.clone(),
        reason: case.reason.clone(),
    });
}

#[cfg(feature = "transliterate")]
#[test]
fn given_each_case_when_every_script_can_be_transliterated_then_result_and_reason_are_right() {
    check(&super::super::UnicodeFolding, |case| {
        let more = case.transliterated.as_ref();
        Said {
            result: more.map_or(&case.result, |more| &more.result).clone(),
            reason: more.map_or(&case.reason, |more| &more.reason).clone(),
        }
    });
}
