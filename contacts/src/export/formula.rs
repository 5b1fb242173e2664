//! Keeps spreadsheets from running a cell of ours as a formula (CWE-1236).

use std::borrow::Cow;

/// A cell's text, with an apostrophe before what a spreadsheet would run. Names come from strangers:
/// `=HYPERLINK(…)` is one that somebody has. There is no exception for numbers: the reader of numbers
/// takes the apostrophe off again.
pub fn escaped(cell: &str) -> Cow<'_, str> {
    // Spreadsheets pass over spaces, and take the full-width forms as well.
    let start = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    let runs = |sign: char| {
        matches!(sign, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n')
            || matches!(sign, '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
    };
    if start.starts_with(runs) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use phone_profile_core::number::normalize;

    use super::*;

    #[test]
    fn given_what_spreadsheets_run_when_escaped_then_it_is_text() {
        for cell in [
            "=1+1",
            "+1+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            " =1",
            "\u{ff1d}1",
            "+",
            "+13105550123",
        ] {
            assert_eq!(escaped(cell), format!("'{cell}"));
        }
    }

    #[test]
    fn given_a_plain_text_when_escaped_then_it_stays() {
        for cell in ["13105550123", "Ada Example", "", "a=b", "'=1"] {
            assert_eq!(escaped(cell), cell);
        }
    }

    #[test]
    fn given_an_escaped_number_when_read_then_it_is_the_number() {
        let read = normalize(&escaped("+13105550123"), None).unwrap();
        assert_eq!(read.digits(), "13105550123");
    }
}
