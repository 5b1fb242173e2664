//! What people enter, and what becomes of it.

use super::{E164, NumberError, read};

fn assert_reads(cases: &[(&str, Option<&str>, &str)]) {
    for (entered, region, digits) in cases {
        assert_eq!(
            read(entered, *region).as_deref(),
            Ok(*digits),
            "{entered:?} in {region:?}"
        );
    }
}

fn assert_refuses(cases: &[(&str, Option<&str>, NumberError)]) {
    for (entered, region, error) in cases {
        assert_eq!(
            read(entered, *region).as_ref(),
            Err(error),
            "{entered:?} in {region:?}"
        );
    }
}

fn unclear(region: &str) -> NumberError {
    NumberError::UnclearNational {
        region: region.to_owned(),
    }
}

#[test]
fn given_an_international_number_when_read_then_typography_does_not_matter() {
    assert_reads(&[
        ("+13105550123", None, "13105550123"),
        ("+1 310 555 0123", None, "13105550123"),
        ("  +1 (310) 555-0123\n", None, "13105550123"),
        ("+1.310.555.0123", None, "13105550123"),
        ("+1/310/555/0123", None, "13105550123"),
        ("(+44) 20 7946 0958", None, "442079460958"),
        ("[+44] 20 7946 0958", None, "442079460958"),
        (
            "\u{ff0b}\u{ff11}\u{ff13}\u{ff11}\u{ff10}\u{ff08}\u{ff15}\u{ff15}\u{ff15}\u{ff09}\u{ff10}\u{ff11}\u{ff12}\u{ff13}",
            None,
            "13105550123",
        ),
        (
            "\u{202a}+44\u{a0}20\u{2011}7946\u{202f}0958\u{202c}",
            None,
            "442079460958",
        ),
        (
            "+44\u{200b}20\u{ad}7946\u{2013}0958\u{feff}",
            None,
            "442079460958",
        ),
        (
            "\u{200e}+81\u{30fc}3\u{30fc}1234\u{30fc}5678",
            None,
            "81312345678",
        ),
        ("+٤٤ ٢٠ ٧٩٤٦ ٠٩٥٨", None, "442079460958"),
        ("+१३१०५५५०१२३", None, "13105550123"),
        (
            "+\u{1d7cf}\u{1d7d1}\u{1d7cf}\u{1d7ce}5550123",
            None,
            "13105550123",
        ),
    ]);
}

#[test]
fn given_an_exit_prefix_when_read_then_it_stands_for_the_plus_sign() {
    assert_reads(&[
        ("0044 20 7946 0958", None, "442079460958"),
        ("0044 20 7946 0958", Some("DE"), "442079460958"),
        ("0044 20 7946 0958", Some("US"), "442079460958"),
        ("011 44 20 7946 0958", Some("US"), "442079460958"),
        ("011 44 20 7946 0958", Some("jm"), "442079460958"),
        ("0011 44 20 7946 0958", Some("AU"), "442079460958"),
        ("8 10 44 20 7946 0958", Some("RU"), "442079460958"),
        ("8~10 1 310 555 0123", Some("KZ"), "13105550123"),
        ("0044 (0) 20 7946 0958", None, "442079460958"),
    ]);
    assert_refuses(&[
        // In Australia 00 alone leads nowhere; in Brazil a carrier's code follows it.
        ("0044 20 7946 0958", Some("AU"), unclear("AU")),
        ("0021 44 20 7946 0958", Some("BR"), unclear("BR")),
        ("0011 44 20 7946 0958", None, NumberError::TooLong),
    ]);
}

#[test]
fn given_a_trunk_zero_after_the_calling_code_when_read_then_it_goes_only_where_it_is_none() {
    assert_reads(&[
        ("+44 (0) 20 7946 0958", None, "442079460958"),
        ("+44(0)20 7946 0958", None, "442079460958"),
        ("+44 020 7946 0958", None, "442079460958"),
        ("+370 (0) 612 34567", None, "37061234567"),
        ("+49 (0)30 123456", None, "4930123456"),
        ("+49 (030) 123456", None, "4930123456"),
        ("+44 (\u{660}) 20 7946 0958", None, "442079460958"),
        // Italy's zero belongs to the number.
        ("+39 (0) 6 1234 5678", None, "390612345678"),
        ("+39 06 1234 5678", None, "390612345678"),
        ("+225 01 23 45 67 89", None, "2250123456789"),
    ]);
    assert_refuses(&[
        ("+34 (0) 612 345 678", None, NumberError::DiallingPrefix),
        ("+39 (0) 333 123 4567", None, NumberError::Malformed),
        ("+39 (0) 06 1234 5678", None, NumberError::Malformed),
        ("+225 (0) 1 23 45 67 89", None, NumberError::Malformed),
        ("+1 (0) 310 555 0123", None, NumberError::DiallingPrefix),
        ("+44 20 (0) 7946 0958", None, NumberError::Malformed),
        ("+36 06 1 234 5678", None, NumberError::DiallingPrefix),
    ]);
}

#[test]
fn given_a_national_number_when_its_region_makes_it_clear_then_it_is_read() {
    assert_reads(&[
        ("(310) 555-0123", Some("US"), "13105550123"),
        ("1 310 555 0123", Some("us"), "13105550123"),
        ("310 555 0123", Some(" CA "), "13105550123"),
        ("020 7946 0958", Some("GB"), "442079460958"),
        ("(020) 7946 0958", Some("UK"), "442079460958"),
        ("(0)20 7946 0958", Some("GB"), "442079460958"),
        ("07700 900123", Some("GB"), "447700900123"),
        ("7700 900123", Some("GB"), "447700900123"),
        ("06 12 34 56 78", Some("FR"), "33612345678"),
        ("6 12 34 56 78", Some("FR"), "33612345678"),
        ("030 123456", Some("DE"), "4930123456"),
        ("06 1234 5678", Some("IT"), "390612345678"),
        ("333 123 4567", Some("IT"), "393331234567"),
        ("393 123 4567", Some("IT"), "393931234567"),
        ("612 345 678", Some("ES"), "34612345678"),
        ("21 23 45 67", Some("DK"), "4521234567"),
        ("406 12 345", Some("NO"), "4740612345"),
        ("8 (912) 345-67-89", Some("RU"), "79123456789"),
        ("912 345-67-89", Some("RU"), "79123456789"),
        ("8 701 234 5678", Some("KZ"), "77012345678"),
        ("8 029 491 19 11", Some("BY"), "375294911911"),
        ("06 20 123 4567", Some("HU"), "36201234567"),
        ("8 612 34567", Some("LT"), "37061234567"),
        ("0 612 34567", Some("LT"), "37061234567"),
        ("98765 43210", Some("IN"), "919876543210"),
        ("098765 43210", Some("IN"), "919876543210"),
        ("139 1234 5678", Some("CN"), "8613912345678"),
        ("(11) 98765-4321", Some("BR"), "5511987654321"),
        ("(11) 3456-7890", Some("BR"), "551134567890"),
    ]);
}

#[test]
fn given_a_national_number_when_it_can_be_read_in_two_ways_then_the_country_code_is_asked_for() {
    assert_refuses(&[
        // Could be a Berlin number without its area code, or one of another town.
        ("30123456", Some("DE"), unclear("DE")),
        ("49 30 123456", Some("DE"), unclear("DE")),
        // The calling code without its plus sign.
        ("390 612 3456", Some("IT"), unclear("IT")),
        // Fifteen before the number, nine before the area code: Argentina's mobiles can't be told.
        ("15 2345 6789", Some("AR"), unclear("AR")),
        ("352 26 12 34 56", Some("LU"), unclear("LU")),
        ("0 612 345 678", Some("ES"), NumberError::DiallingPrefix),
        ("012 345 67", Some("NO"), NumberError::DiallingPrefix),
    ]);
}

#[test]
fn given_the_calling_code_without_a_plus_when_no_national_number_is_as_long_then_it_is_read() {
    assert_reads(&[
        ("7 912 345 67 89", Some("RU"), "79123456789"),
        ("44 20 7946 0958", Some("GB"), "442079460958"),
        ("447700900123.0", Some("GB"), "447700900123"),
        ("33 6 12 34 56 78", Some("FR"), "33612345678"),
        ("45 21 23 45 67", Some("DK"), "4521234567"),
    ]);
    assert_refuses(&[
        ("44 7700 9001234", Some("GB"), NumberError::TooLong),
        ("44 20 7946 0958", Some("US"), NumberError::TooLong),
    ]);
}

#[test]
fn given_mobile_digits_that_move_about_when_read_then_they_are_never_rewritten() {
    assert_reads(&[
        ("+52 1 55 1234 5678", None, "5215512345678"),
        ("+52 55 1234 5678", None, "525512345678"),
        ("55 1234 5678", Some("MX"), "525512345678"),
        ("+54 9 11 2345 6789", None, "5491123456789"),
        ("+54 11 2345 6789", None, "541123456789"),
        ("+55 11 98765 4321", None, "5511987654321"),
        ("+55 11 8765 4321", None, "551187654321"),
    ]);
    // And the national form with Argentina's 15, which stands for a 9 elsewhere, is no reading.
    assert_refuses(&[("011 15-2345-6789", Some("AR"), NumberError::DiallingPrefix)]);
}

#[test]
fn given_a_tel_uri_when_read_then_its_parameters_are_no_digits() {
    assert_reads(&[
        ("tel:+1-310-555-0123", None, "13105550123"),
        ("TEL:+13105550123;ext=5", None, "13105550123"),
        ("tel:+1%20(310)%20555%2D0123", None, "13105550123"),
        ("tel:%2B13105550123", None, "13105550123"),
        ("tel:+1%E2%80%8B3105550123", None, "13105550123"),
        ("tel:2079460958;phone-context=+44", None, "442079460958"),
        (
            "tel:020-7946-0958;phone-context=+44",
            Some("US"),
            "442079460958",
        ),
        ("tel:+442079460958;phone-context=+1", None, "442079460958"),
        (
            "tel:020-7946-0958;phone-context=example.com",
            Some("GB"),
            "442079460958",
        ),
        ("+13105550123;ext=5", None, "13105550123"),
    ]);
    assert_refuses(&[
        ("tel:", None, NumberError::Empty),
        (
            "tel:2079460958;phone-context=example.com",
            None,
            NumberError::MissingCountryCode,
        ),
        // A second number, which must not vanish.
        ("+13105550123;13105550124", None, NumberError::TwoNumbers),
        ("tel:+1%FF3105550123", None, NumberError::Malformed),
    ]);
}

#[test]
fn given_a_text_that_is_no_number_when_read_then_the_error_says_why() {
    let long = "1".repeat(5_000_000);
    let padded = format!("+1{}3105550123", " ".repeat(70));
    assert_refuses(&[
        ("", None, NumberError::Empty),
        (" \t\u{a0}\u{200b}", Some("US"), NumberError::Empty),
        ("()-", None, NumberError::Empty),
        ("+", None, NumberError::TooShort),
        ("+1", None, NumberError::TooShort),
        ("+44 20", None, NumberError::TooShort),
        ("+1 310 555 012", None, NumberError::TooShort),
        ("+1 310 555 01234", None, NumberError::TooLong),
        ("+44 1234 5678 9012 345", None, NumberError::TooLong),
        (&long, None, NumberError::TooLong),
        (&padded, None, NumberError::TooLong),
        ("1-800-FLOWERS", Some("US"), NumberError::Letters),
        ("<b>+13105550123</b>", None, NumberError::Letters),
        ("javascript:alert(1)", None, NumberError::Letters),
        ("+1 310 555 0123 room 4", None, NumberError::Letters),
        ("+1 310 ٥٥٥ абв", None, NumberError::Letters),
        ("電話 03-1234-5678", Some("JP"), NumberError::Letters),
        ("13105550123", None, NumberError::MissingCountryCode),
        ("310 555 0123", None, NumberError::MissingCountryCode),
        ("310 555 0123", Some(""), NumberError::MissingCountryCode),
        ("+999 1234 5678", None, NumberError::UnknownCallingCode),
        ("+210 1234 5678", None, NumberError::UnknownCallingCode),
        ("+0044 20 7946 0958", None, NumberError::UnknownCallingCode),
        ("+044 20 7946 0958", None, NumberError::UnknownCallingCode),
        ("+098 912 345 6789", None, NumberError::UnknownCallingCode),
        ("1+3105550123", None, NumberError::Malformed),
        ("++13105550123", None, NumberError::Malformed),
        ("+1 310+555 0123", None, NumberError::Malformed),
        ("+1 310 555 0123 *", None, NumberError::Malformed),
        ("+1,3105550123", None, NumberError::Malformed),
        ("\u{1f4de} +13105550123", None, NumberError::Malformed),
        ("+1 110 555 0123", None, NumberError::Malformed),
        ("+1 310 055 0123", None, NumberError::Malformed),
        ("555 0123", Some("US"), NumberError::TooShort),
        (
            "3105550123",
            Some("ZZ"),
            NumberError::UnknownRegion("ZZ".into()),
        ),
        (
            "3105550123",
            Some("USA"),
            NumberError::UnknownRegion("USA".into()),
        ),
        (
            "3105550123",
            Some("\u{e9}"),
            NumberError::UnknownRegion("\u{e9}".into()),
        ),
    ]);
}

#[test]
fn given_an_unknown_region_when_the_number_is_international_then_the_region_is_not_needed() {
    assert_reads(&[("+13105550123", Some("ZZ"), "13105550123")]);
}

#[test]
fn given_digits_when_they_are_not_e164_then_there_is_no_number() {
    for wrong in [
        "",
        "123456",
        "1234567890123456",
        "01234567",
        "+1234567",
        "12345 67",
        "١٢٣٤٥٦٧",
    ] {
        assert_eq!(E164::from_digits(wrong), None, "{wrong:?}");
    }
    assert!(E164::from_digits("1234567").is_some());
    assert!(E164::from_digits("123456789012345").is_some());
}

#[test]
fn given_any_error_when_shown_then_it_is_one_sentence_that_repeats_no_digits() {
    let errors = [
        NumberError::Empty,
        NumberError::Letters,
        NumberError::TooShort,
        NumberError::TooLong,
        NumberError::MissingCountryCode,
        NumberError::UnknownRegion("ZZ".into()),
        unclear("DE"),
        NumberError::UnknownCallingCode,
        NumberError::Malformed,
        NumberError::WrongLength,
        NumberError::DiallingPrefix,
        NumberError::TwoNumbers,
        NumberError::ScientificNotation,
        NumberError::AccountId,
    ];
    for error in errors {
        let text = error.to_string();
        assert!(text.ends_with('.') && text.len() > 15, "{text}");
        assert!(!text.contains("  "), "{text}");
    }
    assert_eq!(
        NumberError::MissingCountryCode.to_string(),
        "Add the country code, for example +44 20 7946 0958."
    );
    assert!(unclear("DE").to_string().contains("DE"));
}
