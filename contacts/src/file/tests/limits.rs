//! What is too large.

use std::time::{Duration, Instant};

use super::*;

fn small() -> Limits {
    Limits {
        bytes: 10_000,
        rows: 3,
        columns: 4,
        cells: 12,
        cell_chars: 8,
        text: 40,
        ..Limits::default()
    }
}

fn told(text: &str) -> String {
    open(text.as_bytes(), None, &small())
        .unwrap_err()
        .to_string()
}

#[test]
fn given_200_mb_when_opened_then_it_is_refused_at_once() {
    let bytes = vec![b'x'; 200 << 20];
    let start = Instant::now();
    assert_eq!(
        refused(&bytes),
        "The file has 200 MB, and up to 64 MB are read: split it, or leave out columns."
    );
    assert!(start.elapsed() < Duration::from_millis(50));
}

#[test]
fn given_a_million_columns_when_opened_then_their_number_is_told() {
    let text = vec!["1"; 1_000_000].join(",");
    assert_eq!(
        refused(&text),
        "Row 1 has 1,000,000 columns, and up to 1,000 are read: check what separates them, or leave some out."
    );
    let keys: Vec<String> = (0..2_000).map(|key| format!("\"k{key}\":1")).collect();
    assert_eq!(
        refused(format!("{{{}}}", keys.join(","))),
        "The objects have 1,001 different keys, and up to 1,000 are read: leave some out."
    );
}

#[test]
fn given_too_many_rows_when_opened_then_their_number_is_told() {
    let text = "+13105550123\n".repeat(150_000);
    assert_eq!(
        refused(&text),
        "The file has 150,000 rows, and up to 100,000 are read: split it."
    );
}

#[test]
fn given_more_than_a_limit_when_opened_then_figure_and_limit_are_told() {
    assert_eq!(
        told("a\nb\nc\nd\ne"),
        "The file has 5 rows, and up to 3 are read: split it."
    );
    assert!(
        open(b"a\nb\nc\nd\n \n", None, &small()).is_ok(),
        "a header is no row, nor is a blank one"
    );
    assert_eq!(
        told("a\n123456789\n"),
        "A cell of row 2 has 9 characters, and up to 8 are read: shorten it, or leave out its column."
    );
    assert!(
        open(
            "a\n\u{898b}\u{898b}\u{898b}\u{898b}\n".as_bytes(),
            None,
            &small()
        )
        .is_ok()
    );
    assert_eq!(
        told("a,b,c,d\n1,2,3,4\n1,2,3,4\n1,2,3,4\n"),
        "The file has more than 12 cells: leave out columns, or split it."
    );
    assert_eq!(
        told("a,b\n12345678,12345678\n12345678,12345678\n12345678,12345678\n"),
        "The cells have more than 40 bytes of text: leave out columns, or split the file."
    );
    let json = "{\"a\":1}\n".repeat(4);
    assert_eq!(
        told(&json),
        "The file has 5 rows, and up to 3 are read: split it."
    );
}
