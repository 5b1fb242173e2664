//! The cases of `tests/cases/answers.json`, which the gateway's tests read too.

use serde_json::{Map, Value, json};

use super::{Body, NOW, asked, received};
use crate::answer::read;
use crate::json::parse;

const CASES: &str = include_str!("../../../tests/cases/answers.json");

/// The bytes of an answer: JSON, its text, or its bytes in hexadecimal.
fn bytes(given: &Value) -> Vec<u8> {
    match (given, given.get("hex")) {
        (_, Some(Value::String(hex))) => hex
            .as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect(),
        (Value::String(text), _) => text.clone().into_bytes(),
        (json, _) => json.to_string().into_bytes(),
    }
}

#[test]
fn given_each_case_when_read_then_it_is_what_the_case_says() {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let cases = cases.as_array().unwrap();
    assert!(cases.len() > 100);
    for case in cases {
        let body = Body::read(&bytes(&case["given"]), parse);
        let outcome = read(received(200, body), &asked(), NOW);
        assert!(
            case["kind"].is_string() && case["why"].is_string(),
            "{case}"
        );
        match (&case["read"], outcome) {
            (Value::Object(expected), Ok(profile)) => {
                let told = serde_json::to_value(&profile).unwrap();
                let told: Map<_, _> = expected
                    .keys()
                    .map(|field| (field.clone(), told[field].clone()))
                    .collect();
                assert_eq!(&told, expected, "{case}");
                assert!(!expected.is_empty(), "{case}");
            }
            (Value::Null, Err(error)) => {
                assert_eq!(json!(error.code.as_str()), case["refused"], "{case}");
            }
            (_, outcome) => panic!("{case}: {outcome:?}"),
        }
    }
}
