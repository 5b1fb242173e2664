//! The numbers that a page may ask for before Rust has started.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use phonenumber::metadata::DATABASE;
use proptest::prelude::*;
use regex::Regex;

use super::super::{calling_codes, prefetch_pattern};
use super::{normalize, number};

static PATTERN: LazyLock<Regex> = LazyLock::new(|| Regex::new(&prefetch_pattern()).unwrap());

/// What a page asks for, as the shell finds out.
fn prefetched(text: &str) -> Option<String> {
    let spaceless = text.replace([' ', '-'], "");
    if text.chars().count() > 64 || spaceless.contains("(0)") {
        return None;
    }
    let typed = spaceless.replace(['(', ')'], "");
    PATTERN.is_match(&typed).then(|| typed.replace('+', ""))
}

#[test]
fn given_the_pattern_when_written_then_it_is_short_and_needs_no_escapes() {
    let pattern = prefetch_pattern();
    assert!(pattern.len() <= 760, "{} bytes: {pattern}", pattern.len());
    assert!(!pattern.contains(['\\', '/', '"', '\'']), "{pattern}");
}

#[test]
fn given_every_calling_code_when_a_number_starts_with_it_then_only_what_is_read_as_it_stands_is_asked_for()
 {
    let mut asked_for = BTreeSet::new();
    for code in 1..=999_u16 {
        for rest in ["23456789012345", "20123456789012"] {
            for length in 1..=rest.len() {
                let digits = format!("{code}{}", &rest[..length]);
                let Some(asked) = prefetched(&format!("+{digits}")) else {
                    continue;
                };
                let read = normalize(&format!("+{digits}"), None);
                assert_eq!(read, Ok(number(&asked)), "+{digits}");
                asked_for.extend(calling_codes::calling_code(&digits));
            }
        }
    }
    assert!(asked_for.len() > 180, "{}", asked_for.len());
}

#[test]
fn given_a_zero_after_the_calling_code_when_typed_then_rust_is_waited_for() {
    for text in [
        "+4402079460958",
        "+44 (0) 20 7946 0958",
        "+49 30 (0) 1234567",
        "+390612345678",
        "+13100550123",
        "+11105550123",
        "+1310555012",
        "+441234",
        "+4412345678901234",
        "442079460958",
        "00442079460958",
        "+44 2079 46O958",
        "+٤٤2079460958",
        "+999123456789",
        "+4477009001230",
        "+789123456789",
        "+246913579024680",
    ] {
        assert_eq!(prefetched(text), None, "{text}");
    }
    assert_eq!(
        prefetched("+1 (310) 555-0123").as_deref(),
        Some("13105550123")
    );
    // A dot may be a decimal point.
    assert_eq!(prefetched("+44 20.7946.0958"), None);
    assert_eq!(prefetched("+447700900123.0"), None);
}

#[test]
fn given_an_example_of_every_region_when_typed_then_nearly_every_one_is_asked_for() {
    let mut waiting = Vec::new();
    let mut regions = 0;
    for metadata in DATABASE.iter().filter(|metadata| metadata.id().len() == 2) {
        let mobile = metadata.descriptors().mobile();
        let Some(example) = mobile.and_then(|mobile| mobile.example()) else {
            continue;
        };
        regions += 1;
        let digits = format!("{}{example}", metadata.country_code());
        match prefetched(&format!("+{digits}")) {
            Some(asked) => assert_eq!(asked, digits),
            None => waiting.push(format!("{} +{digits}", metadata.id())),
        }
    }
    assert!(regions > 200, "{regions}");
    assert!(waiting.len() <= 32, "{waiting:?}");
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        "[+][0-9]{5,17}",
        "[+]{0,2}[0-9 ().-]{5,40}",
        // Close to what people write.
        "[+]([1-9][0-9]{0,2})[ -]?[(]?[0-9]{1,4}[)]?[ .-]?[0-9]{2,4}[ .-]?[0-9]{2,5}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn given_any_text_when_it_is_asked_for_then_its_number_is_the_one_that_is_read(
        text in typed(), region in prop_oneof![Just(None), "[A-Z]{2}".prop_map(Some)]
    ) {
        if let Some(digits) = prefetched(&text) {
            prop_assert_eq!(normalize(&text, region.as_deref()), Ok(number(&digits)));
        }
    }
}
