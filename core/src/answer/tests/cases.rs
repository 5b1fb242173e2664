//! The cases of `tests/cases/answers.json`, which the gateway's tests read too.

use serde_json::{Map, Value};

use super::{Body, NOW, asked, received};
use crate::answer::read;
use crate::json::parse;

#[path = "../../../tests/cases/answers.rs"]
mod answers;

#[test]
fn given_each_case_when_read_then_it_is_what_the_case_says() {
    let cases = answers::cases();
    assert!(cases.len() > 100);
    for case in cases {
        let body = Body::read(&case.bytes(), parse);
        let outcome = read(received(200, body), &asked(), NOW);
        match (&case.read, outcome) {
            (Some(expected), Ok(profile)) => {
                let told = serde_json::to_value(&profile).unwrap();
                let told: Map<String, Value> = expected
                    .keys()
                    .map(|field| (field.clone(), told[field].clone()))
                    .collect();
                assert_eq!(&told, expected, "{case:?}");
                assert!(!expected.is_empty(), "{case:?}");
            }
            (None, Err(error)) => {
                let code = Some(error.code.as_str());
                assert_eq!(code, case.refused.as_deref(), "{case:?}");
            }
            (_, outcome) => panic!("{case:?}: {outcome:?}"),
        }
    }
}
