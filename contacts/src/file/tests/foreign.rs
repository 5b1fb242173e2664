//! Files that other people's programs wrote: contacts/tests/files/README.md says which.

use super::*;

const NAMES: [&str; 3] = ["Ada Example", "עדה דוגמה", "Zo\u{eb} 🦉 Exemple"];
const NUMBERS: [&str; 3] = ["+1 310 555 0123", "+44 20 7946 0958", "+33 1 99 00 12 34"];
const DIGITS: [&str; 3] = ["13105550123", "442079460958", "33199001234"];
const COUNTRIES: [&str; 3] = ["US", "GB", "FR"];

#[test]
fn given_a_workbook_by_openpyxl_when_opened_then_the_visible_list_is_read() {
    let opened = opened(include_bytes!("../../../tests/files/openpyxl.xlsx"));
    for index in 0..3 {
        assert_eq!(
            cells(&opened)[index + 1],
            [
                NAMES[index],
                NUMBERS[index],
                DIGITS[index],
                COUNTRIES[index],
                "2025-10-13",
                "TRUE"
            ]
        );
    }
    assert_eq!(places(&opened), [1, 2, 3, 4]);
    assert_eq!(
        notes(&opened),
        [
            "Cells with an error, as #N/A, were left empty in rows 2, 3 and 4.",
            "Formulas without a stored value were left empty in rows 2, 3 and 4: open and save the workbook in a spreadsheet program.",
            "Only one sheet is read; left out: \u{201c}Settings\u{201d}, \u{201c}Notes\u{201d}.",
        ]
    );
}

#[test]
fn given_a_workbook_by_xlsxwriter_when_opened_then_formulas_have_their_stored_values() {
    let opened = opened(include_bytes!("../../../tests/files/xlsxwriter.xlsx"));
    for index in 0..3 {
        let formula = format!("+{}", DIGITS[index]);
        assert_eq!(
            cells(&opened)[index + 1],
            [
                NAMES[index],
                NUMBERS[index],
                DIGITS[index],
                COUNTRIES[index],
                "2025-10-13",
                "TRUE",
                &formula
            ]
        );
    }
    assert_eq!(places(&opened), [1, 3, 4, 5]);
    assert_eq!(
        notes(&opened),
        ["Cells with an error, as #N/A, were left empty in rows 3, 4 and 5."]
    );
}

#[test]
fn given_cards_by_vobject_when_opened_then_each_is_a_row() {
    let opened = opened(include_bytes!("../../../tests/files/vobject.vcf"));
    for index in 0..3 {
        let link = format!("tel:+{}", DIGITS[index]);
        assert_eq!(
            cells(&opened)[index + 1],
            [
                NAMES[index],
                "Example Ltd, Sales",
                "",
                "ada@example.com",
                NUMBERS[index],
                &link
            ]
        );
    }
}

#[test]
fn given_tab_separated_utf_16_by_python_when_opened_then_quoted_lines_stay_in_their_cell() {
    let opened = opened(include_bytes!("../../../tests/files/csv-utf-16.txt"));
    for index in 0..3 {
        assert_eq!(
            cells(&opened)[index + 1],
            [NAMES[index], NUMBERS[index], "two\nlines, and a \"quote\""]
        );
    }
    let format = Format::Delimited {
        separator: Some('\t'),
        encoding: "UTF-16LE",
    };
    assert_eq!((opened.format, opened.notes), (format, vec![]));
}
