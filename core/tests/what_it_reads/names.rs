//! The names' part of the page, of `core/tests/cases/names.json`; `core/src/name/tests/cases.rs` runs them.

use crate::page::{code, tables};
use cases::{Case, Said};

#[path = "../cases/names.rs"]
mod cases;

pub fn section() -> String {
    let mut text = String::from(
        "\n## Names\n\nThe public name beside the expected one, as the card compares them. Where the scripts can't be \
         compared without large tables, the card says so; with the feature `transliterate` of the crate \
         `phone-profile-core`, which is not in the card, some of them can.\n\n",
    );
    let cases = cases::cases();
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
