//! JSON text as `JSON.parse` reads it. `tests/browser` compares with a browser's own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use serde_json::Value;

use super::super::Json;
use super::parse;

fn text(json: &str) -> Option<String> {
    Some(parse(json)?.text()?.to_owned())
}

#[test]
fn given_half_a_surrogate_pair_when_parsed_then_only_that_character_is_lost() {
    for (json, read) in [
        (r#""\ud83d""#, "\u{fffd}"),
        (r#""a\ud83d...""#, "a\u{fffd}..."),
        (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
        (r#""\uD83D\uDE00""#, "\u{1f600}"),
        (r#""\ud83d\n""#, "\u{fffd}\n"),
        (r#""\ud83d\\ude00""#, "\u{fffd}\\ude00"),
        (r#""\\ud83d""#, "\\ud83d"),
        (r#""\\\ud83d""#, "\\\u{fffd}"),
        (r#""\ud83d\u0041""#, "\u{fffd}A"),
        (r#""é\ud83dé""#, "é\u{fffd}é"),
    ] {
        assert_eq!(text(json).as_deref(), Some(read), "{json}");
    }
    let named = parse(r#"{"\ud83d":1,"a":{"b":["\ud83d",true]}}"#).unwrap();
    assert!(named.get("\u{fffd}") == Some(&Json::Number(1.0)));
}

#[test]
fn given_a_number_out_of_range_when_parsed_then_it_alone_cannot_be_read() {
    let json = parse(r#"{"a":1e999,"b":[-1e400,1],"c":true}"#).unwrap();
    assert!(json.get("a") == Some(&Json::Unreadable));
    assert!(json.get("b") == Some(&Json::List(vec![Json::Unreadable, Json::Number(1.0)])));
    assert_eq!(json.get("c").and_then(Json::bool), Some(true));
}

#[test]
fn given_what_is_no_json_when_parsed_then_nothing_of_it_is_read() {
    for broken in [
        "",
        "{",
        "{\"a\":\"x\n,\"exists\":true}",
        r#"{"a":"\x","exists":true}"#,
        r#"{"a":"\ud8","exists":true}"#,
        r#"{"a":"\ud83"}"#,
        r#"{"a":"\u+123"}"#,
        r"\ud83d",
        r#"{\ud83d:1}"#,
        r#"{"a":01}"#,
        r#"{"a":1.}"#,
        r#"{"a":.5}"#,
        r#"{"a":NaN}"#,
        r#"{"a":1,}"#,
        r#"{'a':1}"#,
        "{} {}",
        "[1]\u{0}",
        "\u{feff}{}",
        "// a\n{}",
    ] {
        assert!(parse(broken).is_none(), "{broken:?}");
    }
}

/// Pieces of texts in JSON, each with the UTF-16 that it stands for.
fn pieces() -> impl Strategy<Value = (String, Vec<u16>)> {
    let unit = prop_oneof![any::<u16>(), 0xd800_u16..0xe000];
    prop_oneof![
        2 => unit.prop_map(|unit| (format!("\\u{unit:04x}"), vec![unit])),
        1 => any::<u16>().prop_map(|unit| (format!("\\u{unit:04X}"), vec![unit])),
        1 => prop::sample::select(vec![
            ("\\\\", 0x5c), ("\\\"", 0x22), ("\\/", 0x2f), ("\\n", 0xa), ("\\t", 0x9), ("u", 0x75),
            ("d83d", 0),
        ])
        .prop_map(|(escape, unit)| match unit {
            0 => (escape.to_owned(), escape.encode_utf16().collect()),
            unit => (escape.to_owned(), vec![unit]),
        }),
        1 => "[^\"\\\\\\x00-\\x1f]{0,3}".prop_map(|text| {
            let units = text.encode_utf16().collect();
            (text, units)
        }),
    ]
}

proptest! {
    #[test]
    fn given_any_escapes_when_parsed_then_they_are_the_utf_16_that_javascript_reads(
        pieces in prop::collection::vec(pieces(), 0..12),
    ) {
        let json: String = pieces.iter().map(|(written, _)| written.as_str()).collect();
        let units: Vec<u16> = pieces.iter().flat_map(|(_, units)| units.clone()).collect();
        let expected = String::from_utf16_lossy(&units);
        prop_assert_eq!(text(&format!("\"{json}\"")), Some(expected));
    }

    #[test]
    fn given_any_text_when_parsed_then_the_grammar_is_that_of_json(
        text in prop_oneof!["\\PC*", r#"[{}\[\]:, "\\0-9eE.+\-tfnu]{0,24}"#],
    ) {
        let known = serde_json::from_str::<Value>(&text);
        match parse(&text) {
            Some(json) => {
                // What serde_json refuses here is not the grammar.
                if let Ok(value) = known {
                    prop_assert!(json == serde_json::from_value(value).unwrap());
                }
            }
            None => prop_assert!(known.is_err()),
        }
    }
}
