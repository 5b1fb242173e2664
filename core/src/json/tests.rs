//! The limits of the JSON value.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};

use super::{Json, VALUES};

fn parse(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

/// How many containers lie in each other.
fn depth(json: &Json) -> usize {
    match json {
        Json::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Json::Object(members) => {
            1 + members
                .iter()
                .map(|(_, value)| depth(value))
                .max()
                .unwrap_or(0)
        }
        _ => 0,
    }
}

#[test]
fn given_json_of_every_kind_when_parsed_then_it_is_that_value() {
    let json = parse(
        r#"{"a":null,"b":true,"c":-1.5,"d":"x","e":[1,2],"f":{"g":18446744073709551615},"b":false}"#,
    );
    assert!(json.get("a") == Some(&Json::Null));
    // Of two members with one name the later one counts.
    assert_eq!(json.get("b").and_then(Json::bool), Some(false));
    assert_eq!(json.get("c").and_then(Json::number), Some(-1.5));
    assert_eq!(json.get("d").and_then(Json::text), Some("x"));
    assert!(json.get("e") == Some(&Json::List(vec![Json::Number(1.0), Json::Number(2.0)])));
    assert_eq!(
        json.get("f").and_then(|f| f.get("g")?.number()),
        Some(18_446_744_073_709_551_615.0)
    );
    assert!(json.get("z").is_none() && Json::Null.get("a").is_none());
}

#[test]
fn given_deep_json_when_parsed_then_eight_levels_are_kept() {
    // Given a hundred thousand levels, far more than a stack would hold.
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let json = parse(&deep);
        assert_eq!(depth(&json), 8);
    }
    // The scalars of the eighth level are among what is kept.
    let json = parse("[[[[[[[[7,[8]]]]]]]]]");
    let mut inner = &json;
    while let Json::List(items) = inner {
        inner = &items[0];
    }
    assert!(*inner == Json::Number(7.0));
}

#[test]
fn given_big_json_when_parsed_then_it_is_cut_and_the_rest_read_over() {
    let list = parse(&format!("[{}0]", "1,".repeat(100_000)));
    assert!(matches!(&list, Json::List(items) if items.len() == 256));

    let members: String = (0..1000).map(|at| format!("\"k{at}\":{at},")).collect();
    let object = parse(&format!("{{{members}\"last\":1}}"));
    assert!(matches!(&object, Json::Object(members) if members.len() == 256));
    assert!(object.get("last").is_none());

    let text = parse(&format!("\"{}\"", "x\u{e9}".repeat(100_000)));
    assert_eq!(text.text().map(str::len), Some(4096));
    let text = parse(&format!("\"{}\"", "\u{1f600}a".repeat(4000)));
    assert_eq!(text.text().map(str::len), Some(4095));
}

/// How many values there are, containers included.
fn count(json: &Json) -> usize {
    1 + match json {
        Json::List(items) => items.iter().map(count).sum(),
        Json::Object(members) => members.iter().map(|(_, value)| count(value)).sum(),
        _ => 0,
    }
}

#[test]
fn given_many_values_in_many_containers_when_parsed_then_they_are_bounded_in_all() {
    // Given 20 lists, or objects, of 20 and so on, which no other limit cuts.
    for (open, close, name) in [("[", "]", false), ("{", "}", true)] {
        let mut nested = String::from("1");
        for _ in 0..4 {
            let items: Vec<String> = (0..20)
                .map(|at| match name {
                    true => format!("\"k{at}\":{nested}"),
                    false => nested.clone(),
                })
                .collect();
            nested = format!("{open}{}{close}", items.join(","));
        }
        let kept = count(&parse(&nested));
        assert_eq!(kept, VALUES);
        // What is read over still has to be JSON.
        assert!(serde_json::from_str::<Json>(nested.trim_end_matches(close)).is_err());
        // Each value has the whole limit to itself.
        assert_eq!(count(&parse(&nested)), kept);
    }
}

#[test]
fn given_broken_json_when_parsed_then_it_stays_broken() {
    for text in [
        "",
        "{",
        "[",
        "[1,",
        r#"{"a":"#,
        r#"{"a":tru}"#,
        "[1 2]",
        "{1:2}",
        "[1]]",
        r#"{"a":1"#,
        "nul",
        r#"["x]"#,
    ] {
        assert!(serde_json::from_str::<Json>(text).is_err(), "{text}");
    }
    let truncated = format!("[{}", "1,".repeat(1000));
    assert!(serde_json::from_str::<Json>(&truncated).is_err());
}

#[test]
fn given_values_that_are_no_json_when_deserialized_then_they_are_null_or_unreadable() {
    // What a JavaScript deserializer hands over for undefined, bytes and absent values.
    let unit: Json = Json::deserialize(IntoDeserializer::<Error>::into_deserializer(())).unwrap();
    assert!(unit == Json::Null);
    let bytes = serde::de::value::BytesDeserializer::<Error>::new(b"abc");
    assert!(Json::deserialize(bytes).unwrap() == Json::Unreadable);
    let big: Json =
        Json::deserialize(IntoDeserializer::<Error>::into_deserializer(u64::MAX)).unwrap();
    assert!(matches!(big, Json::Number(_)));
}

/// A value that its deserializer refuses, as serde-wasm-bindgen refuses functions and symbols.
struct Refused(bool);

impl<'de> IntoDeserializer<'de, Error> for Refused {
    type Deserializer = Refused;

    fn into_deserializer(self) -> Refused {
        self
    }
}

impl<'de> serde::Deserializer<'de> for Refused {
    type Error = Error;

    fn deserialize_any<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0 {
            return Err(serde::de::Error::custom("a function"));
        }
        visitor.visit_bool(true)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn given_a_member_that_is_refused_when_deserialized_then_only_that_one_is_lost() {
    let members = [("a", Refused(true)), ("b", Refused(false))];
    let object = Json::deserialize(MapDeserializer::new(members.into_iter())).unwrap();
    assert!(object.get("a") == Some(&Json::Unreadable));
    assert!(object.get("b") == Some(&Json::Bool(true)));

    let items = SeqDeserializer::new([Refused(true), Refused(false)].into_iter());
    assert!(
        Json::deserialize(items).unwrap() == Json::List(vec![Json::Unreadable, Json::Bool(true)])
    );
}

#[test]
fn given_keys_that_are_no_texts_when_deserialized_then_their_members_are_read_over() {
    let members = [(1_u8, true), (2, false)];
    let object = Json::deserialize(MapDeserializer::<_, Error>::new(members.into_iter())).unwrap();
    assert!(object == Json::Object(Vec::new()));
}
