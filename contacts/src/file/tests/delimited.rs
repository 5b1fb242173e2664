//! CSV and its relatives.

use super::*;

fn separator(opened: &Opened) -> Option<char> {
    match opened.format {
        Format::Delimited { separator, .. } => separator,
        _ => panic!("not delimited"),
    }
}

#[test]
fn given_each_separator_when_opened_then_the_cells_are_the_same() {
    for between in [',', ';', '\t', '|'] {
        let text = format!("Name{between}Phone\r\nAda{between}\"+1 310 555 0123\"\r\n");
        let opened = opened(&text);
        assert_eq!(separator(&opened), Some(between));
        assert_eq!(
            cells(&opened),
            [["Name", "Phone"], ["Ada", "+1 310 555 0123"]]
        );
        assert_eq!(opened.notes, []);
    }
}

#[test]
fn given_a_line_that_names_the_separator_when_opened_then_it_is_no_row_and_still_a_line() {
    let opened = opened("sep=;\r\nName;Phone\r\nExample, Ada;+13105550123\r\n");
    assert_eq!(
        cells(&opened),
        [["Name", "Phone"], ["Example, Ada", "+13105550123"]]
    );
    assert_eq!(places(&opened), [2, 3]);
    assert_eq!(separator(&opened), Some(';'));
}

#[test]
fn given_a_pasted_column_when_opened_then_each_line_is_a_row() {
    let opened = opened("+1 310 555 0123\n(310) 555-0124, ext. 5\n\n\n+44 20 7946 0958");
    assert_eq!(separator(&opened), None);
    assert_eq!(
        cells(&opened),
        [
            ["+1 310 555 0123"],
            ["(310) 555-0124, ext. 5"],
            ["+44 20 7946 0958"]
        ]
    );
    assert_eq!(places(&opened), [1, 2, 5]);
}

#[test]
fn given_line_breaks_in_quotes_and_blank_rows_when_opened_then_rows_and_lines_are_right() {
    let opened = opened("a,b\n\n\"one\ntwo\",1\n,,\n \n\"three\",2\n");
    assert_eq!(
        cells(&opened),
        [["a", "b"], ["one\ntwo", "1"], ["three", "2"]]
    );
    assert_eq!(places(&opened), [1, 3, 7]);
}

#[test]
fn given_every_kind_of_line_end_when_opened_then_lines_are_counted() {
    for end in ["\n", "\r\n", "\r"] {
        let opened = opened(["a,b", "", "c,d", "e,f"].join(end));
        assert_eq!(
            cells(&opened),
            [["a", "b"], ["c", "d"], ["e", "f"]],
            "{end:?}"
        );
        assert_eq!(places(&opened), [1, 3, 4], "{end:?}");
    }
}

#[test]
fn given_rows_of_unequal_lengths_when_opened_then_each_keeps_its_own() {
    let opened = opened("a,b,c\n1\n1,2\n1,2,3,4\n");
    let lengths: Vec<usize> = cells(&opened).iter().map(Vec::len).collect();
    assert_eq!(lengths, [3, 1, 2, 4]);
    assert_eq!(opened.table.width(), 4);
}

#[test]
fn given_a_quote_that_is_never_closed_when_opened_then_no_row_is_lost_and_its_line_is_told() {
    let rows: String = (0..500)
        .map(|n| format!("Ada {n},+1310555{n:04}\n"))
        .collect();
    let text = format!("Name,Phone\n\"Bob,+13105550123\n{rows}");
    let opened = opened(&text);
    assert_eq!(opened.table.rows.len(), 502);
    assert_eq!(cells(&opened)[1], ["\"Bob", "+13105550123"]);
    assert_eq!(
        notes(&opened),
        ["A quote is opened and not closed in line 2: it was read as part of the text."]
    );
}

#[test]
fn given_a_quote_that_closes_rows_later_when_opened_then_the_rows_between_are_rows() {
    let opened = opened("Name,Phone\n\"Bob,1\nC,2\nD,3\nE,4\nF 5\",6\nG,7\n");
    assert_eq!(opened.table.rows.len(), 7);
    assert_eq!(cells(&opened)[5], ["F 5\"", "6"]);
    assert_eq!(opened.notes.len(), 1);
}

#[test]
fn given_formulas_of_spreadsheets_when_opened_then_they_stay_as_they_are() {
    let opened =
        opened("Name;Phone\nAda;=\"+13105550123\"\nBob;'+13105550124\nC;=HYPERLINK(\"x\")\n");
    assert_eq!(
        cells(&opened)[1..],
        [
            ["Ada", "=\"+13105550123\""],
            ["Bob", "'+13105550124"],
            ["C", "=HYPERLINK(\"x\")"]
        ]
    );
}

#[test]
fn given_emoji_and_right_to_left_names_when_opened_then_they_are_kept() {
    let opened = opened("Name,Phone\nעדה 🦉 דוגמה,+44 20 7946 0958\n");
    assert_eq!(cells(&opened)[1], ["עדה 🦉 דוגמה", "+44 20 7946 0958"]);
}
