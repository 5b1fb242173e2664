//! A JavaScript value on its way in: `static/shell/plain.js` walks it and sends its tokens as one
//! text, with NUL between them. Depth, lengths and counts are bounded there.
//!
//! A token is `n`, `t` or `f`; `#` and a whole number; `"` and a text; `[` and the items up to `]`;
//! `{` and, up to `}`, each member's name after a `:` and its value.

use std::str::Split;

use phone_profile_core::json::{DEPTH, Json};

/// The value that the tokens stand for; what can't be read is null.
pub fn json_in(text: &str) -> Json {
    let mut tokens = text.split('\0');
    let first = tokens.next().unwrap_or_default();
    value(first, &mut tokens, DEPTH)
}

fn value(token: &str, tokens: &mut Split<'_, char>, depth: u8) -> Json {
    let mut chars = token.chars();
    let kind = chars.next();
    let rest = chars.as_str();
    match kind {
        Some('t') => Json::Bool(true),
        Some('f') => Json::Bool(false),
        Some('"') => Json::of_text(rest),
        // Whichever number is below zero, it comes as -1.
        Some('#') if rest == "-1" => Json::Number(-1.0),
        Some('#') => rest
            .parse()
            .map_or(Json::Null, |number: u64| Json::Number(number as f64)),
        Some('[') if depth > 0 => {
            let mut items = Vec::new();
            while let Some(token) = tokens.next().filter(|token| *token != "]") {
                items.push(value(token, tokens, depth - 1));
            }
            Json::List(items)
        }
        Some('{') if depth > 0 => {
            let mut members = Vec::new();
            while let Some(name) = tokens.next().and_then(|token| token.strip_prefix(':')) {
                let token = tokens.next().unwrap_or_default();
                members.push((name.to_owned(), value(token, tokens, depth - 1)));
            }
            Json::Object(members)
        }
        _ => Json::Null,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn given_tokens_of_every_kind_when_read_then_each_is_what_it_stands_for() {
        let text =
            "{\0:a\0n\0:b\0t\0:c\0#-1\0:d\0\"te\"xt\0:e\0[\0#1\0[\0]\0]\0:}\0{\0:g\0\"\0}\0}";
        let expected = Json::Object(vec![
            ("a".into(), Json::Null),
            ("b".into(), Json::Bool(true)),
            ("c".into(), Json::Number(-1.0)),
            ("d".into(), Json::Text("te\"xt".into())),
            (
                "e".into(),
                Json::List(vec![Json::Number(1.0), Json::List(vec![])]),
            ),
            (
                "}".into(),
                Json::Object(vec![("g".into(), Json::Text(String::new()))]),
            ),
        ]);
        assert!(json_in(text) == expected);
    }

    #[test]
    fn given_tokens_that_are_none_when_read_then_they_are_null_and_nothing_panics() {
        for text in ["", "x", "#", "#1.5", "]", "}", ":a"] {
            assert!(json_in(text) == Json::Null, "{text:?}");
        }
        assert!(json_in("[") == Json::List(vec![]));
        assert!(json_in("{\0:a") == Json::Object(vec![("a".into(), Json::Null)]));
        let deep = "[\0".repeat(10_000);
        assert!(matches!(json_in(&deep), Json::List(_)));
    }

    proptest! {
        #[test]
        fn given_any_text_when_read_then_nothing_panics(text in "[\\[\\]{}:#\"tfn0-9\0]*") {
            json_in(&text);
        }
    }
}
