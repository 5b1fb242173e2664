//! Names folded by the browser's own tables: the cases that are also compared natively.

use phone_profile::card::intl::BrowserFolding;
use phone_profile_core::name::{Folding, compare};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn given_each_case_when_compared_then_result_and_reason_are_right() {
    let cases: Vec<Value> =
        serde_json::from_str(include_str!("../../core/tests/cases/names.json")).unwrap();
    assert!(cases.len() > 150);
    for case in &cases {
        let public = case["given"]["public"].as_str();
        let expected = case["given"]["expected"].as_str().unwrap();
        let reason = compare(&BrowserFolding, public, expected);
        assert_eq!(reason.as_str(), case["reason"], "{case}");
        assert_eq!(reason.result().as_str(), case["result"], "{case}");
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
