//! The answers' part of the page, of `core/tests/cases/answers.json`; `core/src/answer/tests/cases.rs` runs them.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::page::{code, tables};

/// An answer to a lookup of +1 310 555 0123, and what becomes of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    kind: String,
    /// JSON, or a text where the bytes matter.
    given: Value,
    /// The fields of the profile that the case is about.
    read: Option<Value>,
    /// The error's code.
    refused: Option<String>,
    why: String,
}

pub fn section() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/answers.json");
    let cases: Vec<Case> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut text = String::from(
        "\n## Answers\n\nAnswers to a lookup of `+13105550123`, and the fields of the profile that they make. Widget and \
         gateway read the same bytes to the same profile; what can't be understood is null, and an answer that \
         doesn't say whether the number is registered, or says both, is `bad-response`.\n\n",
    );
    let head = ["answer", "is", "because"];
    tables(
        &mut text,
        &cases,
        |case| &case.kind,
        head,
        |case| {
            let given = match &case.given {
                Value::String(bytes) => bytes.clone(),
                given => given.to_string(),
            };
            let outcome = match (&case.read, &case.refused) {
                (Some(read), None) => code(&read.to_string()),
                (None, Some(error)) => format!("refused: `{error}`"),
                _ => panic!("a case of {} is neither read nor refused", case.kind),
            };
            [code(&given), outcome, case.why.clone()]
        },
    );
    text
}
