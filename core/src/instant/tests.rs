//! Times in their text forms.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;

use super::{parse, parse_http, to_iso};

#[test]
fn given_iso_text_when_parsed_then_it_is_the_instant() {
    for (text, ms) in [
        ("1970-01-01T00:00:00Z", 0.0),
        ("2026-04-24T12:34:56Z", 1_777_034_096_000.0),
        ("2026-04-24 12:34:56", 1_777_034_096_000.0),
        ("2026-04-24T12:34:56.7Z", 1_777_034_096_700.0),
        ("2026-04-24T12:34:56.789123Z", 1_777_034_096_789.0),
        (
            "2026-04-24T12:34:56.78900000000000000001Z",
            1_777_034_096_789.0,
        ),
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
        assert_eq!(parse(text), Some(ms), "{text}");
    }
}

#[test]
fn given_the_forms_of_databases_and_languages_when_parsed_then_they_are_the_same_instant() {
    for text in [
        // ISO 8601 in its basic form, also with a mixed one.
        "20260403T100000Z",
        "20260403T100000+0000",
        "20260403T1000Z",
        "2026-04-03T100000Z",
        "20260403T120000.000+0200",
        // SQL, with the offset of PostgreSQL.
        "2026-04-03 10:00:00",
        "2026-04-03 10:00:00.000123+00",
        "2026-04-03 15:30:00+05:30",
        // Go: `Time.String`, also with its monotonic clock; `RFC1123Z`.
        "2026-04-03 10:00:00 +0000 UTC",
        "2026-04-03 10:00:00.000123456 +0000 UTC m=+0.100000001",
        "2026-04-03 12:00:00 +0200 CEST m=-5.3",
        "2026-04-03 13:30:00 +0330 +0330",
        // Java: `Date`, `Instant`, `ZonedDateTime`.
        "Fri Apr 03 10:00:00 UTC 2026",
        "Fri Apr 03 10:00:00 GMT 2026",
        "2026-04-03T10:00:00[UTC]",
        "2026-04-03T10:00:00Z[Europe/Berlin]",
        "2026-04-03T12:00:00+02:00[Europe/Berlin]",
        // JavaScript: `Date.toString` and `toUTCString`.
        "Fri Apr 03 2026 12:00:00 GMT+0200 (Central European Summer Time)",
        "Fri Apr 03 2026 10:00:00 GMT+0000 (Coordinated Universal Time)",
        "Fri, 03 Apr 2026 10:00:00 GMT",
        // RFC 2822, and PHP's `format(\"r\")`.
        "Fri, 03 Apr 2026 10:00:00 +0000",
        "Fri, 3 Apr 2026 06:00:00 -0400",
        "3 Apr 2026 10:00 UT",
        // C's `ctime` and `date`.
        "Fri Apr  3 10:00:00 2026",
        "Fri Apr  3 10:00:00 UTC 2026",
        // Ruby and Twitter.
        "2026-04-03 10:00:00 UTC",
        "2026-04-03 12:00:00 +0200",
        "Fri Apr 03 10:00:00 +0000 2026",
        "April 3, 2026, 10:00:00 UTC",
        // Unix time in each unit, and .NET's.
        "1775210400",
        "1775210400.000",
        "1775210400000",
        "1775210400000000",
        "1775210400000000000",
        "/Date(1775210400000)/",
        "/Date(1775210400000+0200)/",
        " 2026-04-03T10:00:00Z\n",
    ] {
        assert_eq!(parse(text), Some(1_775_210_400_000.0), "{text}");
    }
}

#[test]
fn given_a_date_that_could_be_another_one_when_parsed_then_there_is_none() {
    for text in [
        // Day or month first; the hour of which half of the day.
        "03/04/2026 10:00:00",
        "03.04.2026 10:00:00",
        "03-04-2026 10:00:00",
        "4/3/2026, 10:00:00 AM",
        "2026-04-03 10:00:00 PM",
        "Apr 3, 2026 10:00:00 PM",
        // Which century.
        "Friday, 03-Apr-26 10:00:00 GMT",
        "03 Apr 26 10:00 UT",
        // A zone's name alone: the same ones mean several offsets.
        "Fri Apr 03 10:00:00 IST 2026",
        "2026-04-03T10:00:00[Europe/Berlin]",
        "2026-04-03 10:00:00 CST",
        // What contradicts itself.
        "Mon, 03 Apr 2026 10:00:00 GMT",
        "Fri, 03 Apr 2026 10:00:00 +0200 +0000",
        "2026-04-03 10:00:00 +0200 UTC",
        "Fri Apr 03 2026 2026 10:00:00",
        "Apr 2026 10:00:00",
        "31 Feb 2026 10:00:00",
        "10:00:00",
        "2 minutes ago",
        "/Date(x)/",
        "/Date()/",
        "1775210400.x",
        "1775210400.",
        "2026-W14-5",
        "2026-093",
        "null",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn given_no_date_when_parsed_then_there_is_none() {
    for text in [
        "",
        "today",
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
        "2026-04-24T12:34:56.7x9Z",
        "2026-04-24T12:34:56Zulu",
        "2026-04-24T12:34:56+02:60",
        "2026-04-24T12:34:56+2",
        "+2026-04-24",
        "2026-04-24T12:34:56+25:00",
        "２０２６-04-24",
        "2026-04-2\u{e9}",
    ] {
        assert_eq!(parse(text), None, "{text}");
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
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
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
        prop_assert_eq!(parse(&text), Some(ms as f64));
    }

    #[test]
    fn given_any_text_when_parsed_then_nothing_breaks(text in "\\PC*", near in "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.+Z-]{0,16}") {
        let _ = (parse(&text), parse_http(&text));
        if let Some(ms) = parse(&near) {
            prop_assert!(ms.abs() < 3e14);
        }
        let _ = parse(&text);
    }

    #[test]
    fn given_any_instant_when_chrono_writes_it_then_it_is_read_back(seconds in 0_i64..253_402_300_800, zone in -50_400_i32..50_400) {
        let zone = chrono::FixedOffset::east_opt(zone / 60 * 60).unwrap();
        let time = chrono::DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&zone);
        prop_assume!((1000..=9999).contains(&chrono::Datelike::year(&time)));
        let ms = Some(seconds as f64 * 1000.0);
        prop_assert_eq!(parse(&time.to_rfc2822()), ms);
        prop_assert_eq!(parse(&time.to_rfc3339()), ms);
        for format in [
            "%Y-%m-%d %H:%M:%S %z",
            "%Y%m%dT%H%M%S%z",
            "%a %b %e %H:%M:%S %z %Y",
            "%a %b %d %Y %H:%M:%S GMT%z (Somewhere)",
        ] {
            let text = time.format(format).to_string();
            prop_assert_eq!(parse(&text), ms, "{}", text);
        }
    }
}
