//! Times by the browser's own `Intl`.

use phone_profile::card::intl::{is_prepared, prepare, times};
use wasm_bindgen_test::wasm_bindgen_test;

/// 2026-05-01T12:00:00Z
const NOON: f64 = 1_777_636_800_000.0;
const MINUTE: f64 = 60_000.0;
const DAY: f64 = 1_440.0 * MINUTE;

fn worded(lang: &str, then_ms: f64, now_ms: f64) -> (String, String) {
    prepare(lang);
    times(lang, then_ms, now_ms).unwrap()
}

fn relative_time(lang: &str, then_ms: f64, now_ms: f64) -> String {
    worded(lang, then_ms, now_ms).0
}

fn exact_time(lang: &str, then_ms: f64) -> String {
    worded(lang, then_ms, NOON).1
}

#[wasm_bindgen_test]
fn given_a_language_that_is_not_prepared_when_worded_then_there_are_no_words_until_it_is() {
    assert!(!is_prepared("sv"));
    assert_eq!(times("sv", NOON - MINUTE, NOON), None);
    prepare("sv");
    assert!(is_prepared("sv"));
    let (relative, exact) = times("sv", NOON - MINUTE, NOON).unwrap();
    assert_eq!(relative, "för 1 minut sedan");
    assert!(exact.contains("maj 2026"), "{exact}");
    // Nothing changes where it is prepared once more.
    prepare("sv");
    assert_eq!(times("sv", NOON - MINUTE, NOON), Some((relative, exact)));
}

#[wasm_bindgen_test]
fn given_ages_when_worded_in_english_then_the_largest_whole_unit_is_named() {
    let table = [
        (0.0, "now"),
        (-59_000.0, "now"),
        (30_000.0, "now"),
        (-MINUTE, "1 minute ago"),
        (-119.0 * MINUTE, "1 hour ago"),
        (-DAY, "yesterday"),
        (-3.0 * DAY, "3 days ago"),
        (-21.0 * DAY, "3 weeks ago"),
        (-60.0 * DAY, "last month"),
        (-800.0 * DAY, "2 years ago"),
        (5.0 * MINUTE, "in 5 minutes"),
    ];
    for (age, words) in table {
        assert_eq!(relative_time("en", NOON + age, NOON), words);
    }
}

#[wasm_bindgen_test]
fn given_other_languages_when_worded_then_times_are_in_them() {
    assert_eq!(
        relative_time("de", NOON - 2.0 * MINUTE, NOON),
        "vor 2 Minuten"
    );
    assert_eq!(relative_time("fr-CH", NOON - DAY, NOON), "hier");
    assert!(
        exact_time("de", NOON).contains("Mai 2026"),
        "{}",
        exact_time("de", NOON)
    );
    assert!(
        exact_time("en", NOON).contains("May 1, 2026"),
        "{}",
        exact_time("en", NOON)
    );
}

#[wasm_bindgen_test]
fn given_tags_that_are_none_when_worded_then_the_browsers_language_stands_in() {
    for tag in [
        "",
        "x",
        "not a tag",
        "en_US!",
        "<script>",
        "de-",
        "\u{0}",
        "ﷺ",
        &"a".repeat(10_000),
    ] {
        assert!(
            !relative_time(tag, NOON - MINUTE, NOON).is_empty(),
            "{tag:?}"
        );
        assert!(exact_time(tag, NOON).contains("2026"), "{tag:?}");
    }
}

#[wasm_bindgen_test]
fn given_times_that_are_none_when_worded_then_there_is_a_text_and_no_exception() {
    for time in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300] {
        let _words: String = relative_time("en", time, NOON);
        assert!(exact_time("en", time).is_empty(), "{time}");
    }
}
