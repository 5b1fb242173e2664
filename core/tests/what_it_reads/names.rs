//! The names' part of the page, of `core/tests/cases/names.json`; `core/src/name/tests/cases.rs` runs them.

use std::path::Path;

use serde::Deserialize;

use crate::page::{code, tables};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    kind: String,
    given: Names,
    #[serde(flatten)]
    said: Said,
    /// What is said where every script can be written in Latin letters, if that is more.
    transliterated: Option<Said>,
}

#[derive(Deserialize)]
struct Names {
    public: Option<String>,
    expected: String,
}

#[derive(Deserialize)]
struct Said {
    result: String,
    reason: String,
}

pub fn section() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/names.json");
    let cases: Vec<Case> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut text = String::from(
        "\n## Names\n\nThe public name beside the expected one, as the card compares them. Where the scripts can't be \
         compared without large tables, the card says so; with the feature `transliterate` of the crate \
         `phone-profile-core`, which is not in the card, some of them can.\n\n",
    );
    let head = ["public", "expected", "is"];
    tables(
        &mut text,
        &cases,
        |case| &case.kind,
        head,
        |case| {
            let public = case.given.public.as_deref().map_or("none".to_owned(), code);
            [public, code(&case.given.expected), outcome(case)]
        },
    );
    text
}

fn outcome(case: &Case) -> String {
    let words = |said: &Said| format!("{} ({})", said.result, said.reason.replace('-', " "));
    let here = words(&case.said);
    match &case.transliterated {
        Some(more) => format!("{here}; transliterated: {}", words(more)),
        None => here,
    }
}
