//! Pairs of names and what is said of them.

use super::super::{Folding, compare};
use super::BrowserFolding;
use names::{Case, Names, Said, cases};

#[path = "../../../tests/cases/names.rs"]
mod names;

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
        let Names { public, expected } = &case.given;
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
    check(&BrowserFolding, |case| case.said.clone());
}

#[cfg(feature = "transliterate")]
#[test]
fn given_each_case_when_every_script_can_be_transliterated_then_result_and_reason_are_right() {
    check(&super::super::UnicodeFolding, |case| {
        let more = case.transliterated.as_ref();
        more.unwrap_or(&case.said).clone()
    });
}
