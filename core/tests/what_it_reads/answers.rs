//! The answers' part of the page, of `core/tests/cases/answers.json`; `core/src/answer/tests/cases.rs` runs them.

use serde_json::Value;

use crate::page::{code, tables};

#[path = "../cases/answers.rs"]
mod cases;

pub fn section() -> String {
    let mut text = String::from(
        "\n## Answers\n\nAnswers to a lookup of `+13105550123`, and the fields of the profile that they make. Widget and \
         gateway read the same bytes to the same profile; what can't be understood is null, and an answer that \
         doesn't say whether the number is registered, or says both, is `bad-response`.\n\n",
    );
    let cases = cases::cases();
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
                (Some(read), None) => code(&Value::from(read.clone()).to_string()),
                (None, Some(error)) => format!("refused: `{error}`"),
                _ => panic!("a case of {} is neither read nor refused", case.kind),
            };
            [code(&given), outcome, case.why.clone()]
        },
    );
    text
}
