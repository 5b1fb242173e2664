//! The numbers' part of the page.

use std::fmt::Write;

use phone_profile_core::number::normalize;

use super::cases::{Case, cases};
use super::corpus::FIGURES;
use crate::page::{code, tables};

pub fn section() -> String {
    let mut text = String::from("\n## Numbers\n\n");
    figures(&mut text);
    let cases = cases();
    let head = ["entered", "region", "is"];
    tables(
        &mut text,
        &cases,
        |case| &case.kind,
        head,
        |case| {
            let region = case.region.clone().unwrap_or_default();
            [code(&case.given), region, outcome(case)]
        },
    );
    text
}

fn outcome(case: &Case) -> String {
    let Some(reads) = &case.reads else {
        let error = normalize(&case.given, case.region.as_deref()).unwrap_err();
        return format!("refused: {error}");
    };
    match case.left_out.as_deref() {
        None => format!("`{reads}`"),
        Some("TrunkDigit") => format!("`{reads}`; the card says that a digit was left out"),
        Some("Extension") => format!("`{reads}`; the card says that the extension was left out"),
        Some("Decimals") => format!("`{reads}`; the card says that decimals were left out"),
        Some(other) => panic!("{other} has no words"),
    }
}

/// The corpus' figures.
fn figures(text: &mut String) {
    let figures = &*FIGURES;
    let refused: usize = figures.refused.values().sum();
    let misread_by_the_port: usize = figures.misread_by_the_port.values().sum();
    write!(
        text,
        "Every region's example numbers of each type that can be dialled from abroad ({} numbers of {} regions), in {} \
         ways of writing, with and without their region: {} writings, read by these rules and by a port of \
         libphonenumber (`core/tests/what_it_reads/numbers/`).\n\n\
         | | writings |\n|---|---:|\n\
         | read as another number than was meant | {} |\n\
         | read | {} |\n\
         | read by libphonenumber's port as the number that was meant, which is valid | {} |\n\
         | … and refused here | {} ({:.2} %) |\n\
         | read by libphonenumber's port as another valid number | {} |\n\n",
        figures.examples,
        figures.regions,
        figures.kinds.len(),
        figures.writings,
        figures.misread.len(),
        figures.read,
        figures.read_by_the_port,
        refused,
        figures.share_refused(),
        misread_by_the_port,
    )
    .unwrap();
    text.push_str(
        "What libphonenumber's port reads and these rules refuse, by kind. Most of it is a local number that could \
         lack its area code, or a calling code that could be an area code: which of the two it is can't be told \
         from the digits.\n\n| written as | reason | writings |\n|---|---|---:|\n",
    );
    for ((kind, reason), count) in &figures.refused {
        writeln!(text, "| {kind} | {reason} | {count} |").unwrap();
    }
    text.push('\n');
}
