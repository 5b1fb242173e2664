//! What holds for every file.

use proptest::collection::vec;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::*;

/// Cells as lists have them: texts with whatever separates cells in them, none blank.
fn cell() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9\u{e9}\u{898b}+][a-z ,;|\t\"\r\n'=+().é見🦉א-]{0,12}"
}

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

fn separator() -> impl Strategy<Value = u8> {
    prop::sample::select(&SEPARATORS[..])
}

fn written(rows: &[Vec<String>], separator: u8) -> String {
    let mut writer = csv::WriterBuilder::new();
    let writer = writer
        .delimiter(separator)
        .quote_style(csv::QuoteStyle::Always);
    let mut writer = writer.from_writer(vec![]);
    for row in rows {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// In UTF-8, or in UTF-16 as spreadsheets write it.
fn encoded(text: &str, is_utf_16: bool) -> Vec<u8> {
    if !is_utf_16 {
        return text.as_bytes().to_vec();
    }
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(units).collect()
}

/// Whether some lines of a cell look like rows of three cells: it is taken for a quote that was never closed.
fn has_rows(cell: &str, separator: u8) -> bool {
    let lines: Vec<&str> = cell.split('\n').collect();
    let whole = lines.get(1..lines.len() - 1).unwrap_or_default();
    let is_row = |line: &&str| line.bytes().filter(|byte| *byte == separator).count() == 2;
    whole.len() > 1 && whole.iter().all(is_row)
}

/// Numbers from ranges for fiction, as people write them.
fn number() -> impl Strategy<Value = String> {
    let line = 100..200_u32;
    line.prop_flat_map(|line| {
        prop::sample::select(vec![
            format!("+1 310 555 0{line}"),
            format!("+13105550{line}"),
            format!("13105550{line}"),
            format!("(310) 555-0{line}"),
            format!("310.555.0{line} x5"),
            format!("tel:+1-310-555-0{line};ext=5"),
            format!("00 44 7700 900{line}"),
            format!("'+447700900{line}"),
        ])
    })
}

/// What the lines of cards are made of, in any order.
fn card_line() -> impl Strategy<Value = String> {
    let pieces = vec![
        "FN",
        "N",
        "TEL",
        "ORG",
        "item1.",
        ";",
        ":",
        ",",
        "=",
        "\\",
        "\\n",
        "\\;",
        "=C3=A9",
        "=",
        "=\r\n",
        "\r\n",
        "\n ",
        "\n",
        "\"",
        ";ENCODING=QUOTED-PRINTABLE",
        ";ENCODING=b",
        ";CHARSET=UTF-8",
        ";CHARSET=SHIFT_JIS",
        ";VALUE=uri",
        ";VALUE=date",
        ";TYPE=\"a,b",
        "tel:+13105550123",
        "data:image/png;base64,AAAA",
        "BDAY:--04",
        "19960415T",
        "VERSION:4.0\n",
        "VERSION:2.1\n",
        "\u{e9}\u{898b}",
        "^n",
        "GEO:",
        "REV:2025",
        "PHOTO",
        "AGENT:BEGIN:VCARD\n",
        "END:VCARD\n",
        "\t",
        " ",
    ];
    vec(prop::sample::select(pieces), 0..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn given_any_bytes_when_opened_then_nothing_panics(bytes in vec(any::<u8>(), 0..600)) {
        let _ = open_bytes(&bytes);
    }

    #[test]
    fn given_any_text_when_opened_then_nothing_panics_and_rows_have_something(
        start in prop::sample::select(vec!["", "BEGIN:VCARD\n", "{\"a\":", "[{", "sep=;\n", "\u{feff}"]),
        text in "(?s)[\"\\PC,;\n\r\t:=\\\\{}\\[\\]]{0,300}",
    ) {
        if let Ok(opened) = open_bytes(format!("{start}{text}").as_bytes()) {
            prop_assert!(!opened.table.rows.is_empty());
            for row in &opened.table.rows {
                prop_assert!(row.cells.iter().any(|cell| !cell.trim().is_empty()));
            }
        }
    }

    #[test]
    fn given_a_table_when_written_as_csv_and_opened_then_it_is_the_same(
        rows in vec(vec(cell(), 3), 3..12),
        separator in separator(),
        is_utf_16 in any::<bool>(),
    ) {
        // Cells full of another separator may be parted by that one as well: nobody can tell.
        let other = |letter: char| u8::try_from(letter).is_ok_and(|byte| SEPARATORS.contains(&byte) && byte != separator);
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cell.replace(other, ".")).collect()).collect();
        prop_assume!(!rows.iter().flatten().any(|cell| has_rows(cell, separator)));
        let opened = opened(encoded(&written(&rows, separator), is_utf_16));
        prop_assert_eq!(cells(&opened), rows);
    }

    #[test]
    fn given_a_table_that_names_its_separator_when_opened_then_it_is_the_same(
        rows in vec(vec(cell(), 3), 3..12),
        separator in separator(),
        is_utf_16 in any::<bool>(),
    ) {
        prop_assume!(!rows.iter().flatten().any(|cell| has_rows(cell, separator)));
        let text = format!("sep={}\n{}", char::from(separator), written(&rows, separator));
        let opened = opened(encoded(&text, is_utf_16));
        prop_assert_eq!(cells(&opened), rows);
    }
}

proptest! {
    #[test]
    fn given_lines_that_look_like_a_cards_when_opened_then_nothing_panics(
        lines in vec(card_line(), 0..12),
    ) {
        let _ = open_bytes(format!("BEGIN:VCARD\n{}\nEND:VCARD\n", lines.concat()).as_bytes());
    }
}

// Workbooks take their time.
proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn given_a_damaged_workbook_when_opened_then_nothing_panics(
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = include_bytes!("../../../tests/files/openpyxl.xlsx").to_vec();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = open_bytes(&bytes);
    }

    #[test]
    fn given_a_number_when_written_in_any_kind_of_file_and_opened_then_no_character_differs(
        numbers in vec(number(), 1..6),
    ) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let mut csv = csv::Writer::from_writer(vec![]);
        let (mut cards, mut lines) = (String::new(), String::new());
        for (row, number) in numbers.iter().enumerate() {
            sheet.write(row as u32, 0, "Ada").unwrap();
            match number.bytes().all(|byte| byte.is_ascii_digit()) {
                true => sheet.write(row as u32, 1, number.parse::<f64>().unwrap()).unwrap(),
                false => sheet.write(row as u32, 1, number).unwrap(),
            };
            csv.write_record(["Ada", number]).unwrap();
            cards += &format!("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nTEL:{}\nEND:VCARD\n", number.replace(';', "\\;"));
            lines += &format!("{}\n", serde_json::json!({ "name": "Ada", "phone": number }));
        }
        let column = |bytes: &[u8], column: usize, header: usize| -> Vec<String> {
            let rows = opened(bytes).table.rows.into_iter().skip(header);
            rows.map(|row| row.cell(column).to_owned()).collect()
        };
        prop_assert_eq!(&column(&workbook.save_to_buffer().unwrap(), 1, 0), &numbers);
        prop_assert_eq!(&column(&csv.into_inner().unwrap(), 1, 0), &numbers);
        prop_assert_eq!(&column(cards.as_bytes(), 4, 1), &numbers);
        prop_assert_eq!(&column(lines.as_bytes(), 1, 1), &numbers);
    }
}
