//! Times in their text forms.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::{parse_http, parse_iso, to_iso};

#[test]
fn given_iso_text_when_parsed_then_it_is_the_instant() {
    for (text, ms) in [
        ("1970-01-01T00:00:00Z", 0.0),
        ("2026-04-24T12:34:56Z", 1_777_034_096_000.0),
        ("2026-04-24 12:34:56", 1_777_034_096_000.0),
        ("2026-04-24T12:34:56.7Z", 1_777_034_096_700.0),
        ("2026-04-24T12:34:56.789123Z", 1_777_034_096_789.0),
        ("2026-04-24T14:34:56+02:00", 1_777_034_096_000.0),
        ("2026-04-24T07:04:56-0530", 1_777_034_096_000.0),
        ("2026-04-24T12:34Z", 1_777_034_040_000.0),
        ("2024-02-29", 1_709_164_800_000.0),
        ("2000-02-29", 951_782_400_000.0),
        ("1969-12-31T23:59:59Z", -1000.0),
        ("2026-04-24t12:34:56,7z", 1_777_034_096_700.0),
        ("2026-04-24T14:34+02", 1_777_034_040_000.0),
        // A leap second is the same instant as the first second of the next minute.
        ("2016-12-31T23:59:60Z", 1_483_228_800_000.0),
    ] {
        assert_eq!(parse_iso(text), Some(ms), "{text}");
    }
}

#[test]
fn given_no_date_when_parsed_then_there_is_none() {
    for text in [
        "",
        "today",
        "2026",
        "2026-13-01",
        "2026-01-00",
        "1900-02-29",
        "2026-02-29",
        "2026-4-24",
        "+2026-4-24",
        "2026-04-31",
        "2026-00-10",
        "2026-04-24T",
        "2026-04-24T24:00:00Z",
        "2026-04-24T12:60:00Z",
        "2026-04-24T12:34:56.Z",
        "2026-04-24T12:34:56Zulu",
        "+2026-04-24",
        "2026-04-24T12:34:56+25:00",
        "２０２６-04-24",
        "2026-04-2\u{e9}",
    ] {
        assert_eq!(parse_iso(text), None, "{text}");
    }
}

#[test]
fn given_an_http_date_when_parsed_then_only_the_current_form_counts() {
    assert_eq!(
        parse_http("Sun, 06 Nov 1994 08:49:37 GMT"),
        Some(784_111_777_000.0)
    );
    for text in [
        "",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 06 anF 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 31 Feb 1994 08:49:37 GMT",
    ] {
        assert_eq!(parse_http(text), None, "{text}");
    }
}

#[test]
fn given_times_that_cannot_be_written_when_written_then_they_are_bounded() {
    assert_eq!(to_iso(f64::NAN), "1970-01-01T00:00:00Z");
    assert_eq!(to_iso(-5.0), "1970-01-01T00:00:00Z");
    assert_eq!(to_iso(f64::INFINITY), "9999-12-31T23:59:59.999Z");
}

proptest! {
    #[test]
    fn given_any_instant_when_written_then_it_is_read_back(ms in 0_i64..253_402_300_800_000) {
        let text = to_iso(ms as f64);
        prop_assert_eq!(parse_iso(&text), Some(ms as f64));
    }

    #[test]
    fn given_any_text_when_parsed_then_nothing_breaks(text in "\\PC*", near in "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.+Z-]{0,16}") {
        let _ = (parse_iso(&text), parse_http(&text));
        if let Some(ms) = parse_iso(&near) {
            prop_assert!(ms.abs() < 3e14);
        }
    }
}
