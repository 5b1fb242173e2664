//! Names folded by the browser's own tables: the cases that are also compared natively.

use phone_profile::card::intl::BrowserFolding;
use phone_profile_core::name::{Folding, compare};
use wasm_bindgen_test::wasm_bindgen_test;

#[path = "../../core/tests/cases/names.rs"]
mod cases;

#[wasm_bindgen_test]
fn given_each_case_when_compared_then_result_and_reason_are_right() {
    let cases = cases::cases();
    assert!(cases.len() > 150);
    for case in &cases {
        let cases::Names { public, expected } = &case.given;
        let reason = compare(&BrowserFolding, public.as_deref(), expected);
        assert_eq!(reason.as_str(), case.said.reason, "{case:?}");
        assert_eq!(reason.result().as_str(), case.said.result, "{case:?}");
    }
}

#[wasm_bindgen_test]
fn given_any_character_when_folded_then_folding_once_more_changes_nothing() {
    // Ideographs and Hangul syllables are many, and each block's are alike.
    let is_alike =
        |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..);
    let is_tried = |c: &char| {
        *c < '\u{3000}' || c.is_alphanumeric() && !is_alike(*c) || (*c as u32).is_multiple_of(64)
    };
    for character in ('\0'..='\u{323af}').filter(is_tried) {
        let once = BrowserFolding.decompose(&character.to_string());
        assert_eq!(BrowserFolding.decompose(&once), once, "{character:?}");
    }
}
