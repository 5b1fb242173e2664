//! Workbooks, as programs write them and as attackers do.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format as Look, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A workbook with one sheet, filled by the test.
fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

/// A workbook of parts that no program would write; the usual ones are there.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let usual: [(&str, &[u8]); 4] = [
        (
            "[Content_Types].xml",
            b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
        ),
        (
            "_rels/.rels",
            b"<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id=\"b\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        (
            "xl/workbook.xml",
            b"<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"List\" sheetId=\"1\" r:id=\"b\"/></sheets></workbook>",
        ),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let is_usual = |name: &str| usual.iter().any(|(usual, _)| *usual == name);
    let replaced = |name: &str| {
        parts
            .iter()
            .any(|(part, _)| *part == name && is_usual(name))
    };
    let kept = usual.iter().filter(|(name, _)| !replaced(name));
    for (name, content) in kept.chain(parts) {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn sheet(cells: &str) -> Vec<u8> {
    format!("<worksheet><sheetData>{cells}</sheetData></worksheet>").into_bytes()
}

#[test]
fn given_numbers_and_texts_in_a_sheet_when_opened_then_a_phone_number_is_what_was_entered() {
    let bytes = workbook(|sheet| {
        let day = ExcelDateTime::from_ymd(2025, 10, 13).unwrap();
        let look = Look::new().set_num_format("dd/mm/yyyy");
        sheet.write(0, 0, "Phone").unwrap();
        sheet.write(1, 0, 13_105_550_123_u64).unwrap();
        sheet.write(2, 0, "+44 20 7946 0958").unwrap();
        sheet.write(4, 0, "'+33199001234").unwrap();
        sheet.write(4, 2, 19.99).unwrap();
        sheet.write(4, 3, true).unwrap();
        sheet.write_with_format(4, 4, &day, &look).unwrap();
        sheet.write(4, 5, "עדה 🦉").unwrap();
    });
    let opened = opened(&bytes);
    assert_eq!(
        cells(&opened),
        [
            vec!["Phone"],
            vec!["13105550123"],
            vec!["+44 20 7946 0958"],
            vec!["'+33199001234", "", "19.99", "TRUE", "2025-10-13", "עדה 🦉"],
        ]
    );
    assert_eq!(places(&opened), [1, 2, 3, 5]);
    let sheet = Format::Spreadsheet {
        sheet: "Sheet1".to_owned(),
    };
    assert_eq!((opened.format, opened.notes), (sheet, vec![]));
}

#[test]
fn given_formulas_and_errors_when_opened_then_stored_values_count_and_the_rest_is_told() {
    let bytes = package(&[(
        "xl/worksheets/sheet1.xml",
        &sheet(
            "<row r=\"1\"><c r=\"A1\" t=\"str\"><f>\"+\"&amp;B1</f><v>+13105550123</v></c><c r=\"B1\"><v>13105550123</v></c></row>\
             <row r=\"2\"><c r=\"A2\"><f>B2</f></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c><c r=\"C2\" t=\"inlineStr\"><is><t>x</t></is></c></row>",
        ),
    )]);
    let opened = opened(&bytes);
    assert_eq!(
        cells(&opened),
        [vec!["+13105550123", "13105550123"], vec!["", "", "x"]]
    );
    assert_eq!(
        notes(&opened),
        [
            "Cells with an error, as #N/A, were left empty in row 2.",
            "Formulas without a stored value were left empty in row 2: open and save the workbook in a spreadsheet program.",
        ]
    );
}

#[test]
fn given_several_sheets_when_opened_then_the_first_with_cells_is_read_and_the_others_are_named() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Empty").unwrap();
    let list = workbook.add_worksheet().set_name("List").unwrap();
    list.write(0, 0, "+13105550123").unwrap();
    let more = workbook.add_worksheet().set_name("More").unwrap();
    more.write(0, 0, "+13105550124").unwrap();
    let opened = opened(workbook.save_to_buffer().unwrap());
    assert_eq!(cells(&opened), [["+13105550123"]]);
    assert_eq!(
        notes(&opened),
        ["Only one sheet is read; left out: \u{201c}Empty\u{201d}, \u{201c}More\u{201d}."]
    );
}

#[test]
fn given_cells_that_reach_too_far_when_opened_then_only_those_with_a_value_are_refused() {
    let far = |cell: &str| {
        let cells = format!("<row r=\"1\"><c r=\"A1\"><v>1</v></c>{cell}</row>");
        package(&[("xl/worksheets/sheet1.xml", &sheet(&cells))])
    };
    assert_eq!(cells(&opened(far("<c r=\"XFD1\" s=\"1\"/>"))), [["1"]]);
    assert_eq!(
        refused(far("<c r=\"XFD1\"><v>1</v></c>")),
        "Row 1 has 16,384 columns, and up to 1,000 are read: check what separates them, or leave some out."
    );
    // Where a sheet says that it ends doesn't matter.
    let claim = b"<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"9\"><c r=\"A9\"><v>1</v></c></row></sheetData></worksheet>";
    let opened = opened(package(&[("xl/worksheets/sheet1.xml", claim)]));
    assert_eq!(places(&opened), [9]);
}

#[test]
fn given_a_zip_bomb_when_opened_then_it_is_refused_before_it_is_unpacked() {
    let zeros = vec![b' '; 9 << 20];
    let bytes = package(&[("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bytes.len() < 1 << 17);
    assert!(matches!(
        open_bytes(&bytes),
        Err(FileError::Packed { times: 201.. })
    ));
    let limits = Limits {
        unpacked: 1 << 10,
        ..Limits::default()
    };
    let small = package(&[("xl/worksheets/sheet1.xml", &vec![b' '; 1 << 11])]);
    let error = open(&small, None, &limits).unwrap_err().to_string();
    assert!(error.contains("and up to 1 kB are read"), "{error}");
}

#[test]
fn given_an_archive_that_lies_about_its_sizes_when_opened_then_no_more_is_unpacked_than_it_says() {
    let spaces = vec![b' '; 1 << 20];
    let mut bytes = package(&[("xl/worksheets/sheet1.xml", &spaces)]);
    let (size, lie) = ((1_u32 << 20).to_le_bytes(), 100_u32.to_le_bytes());
    let mut lies = 0;
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == size {
            bytes[at..at + 4].copy_from_slice(&lie);
            lies += 1;
        }
    }
    assert!(lies >= 1);
    assert!(open_bytes(&bytes).is_err());
}

#[test]
fn given_texts_that_claim_to_be_billions_when_opened_then_no_room_is_made_for_them() {
    let parts: [(&str, &[u8]); 2] = [
        (
            "xl/worksheets/sheet1.xml",
            &sheet("<row><c t=\"s\"><v>0</v></c></row>"),
        ),
        (
            "xl/sharedStrings.xml",
            b"<sst uniqueCount=\"99999999999999\"><si><t>x</t></si></sst>",
        ),
    ];
    assert!(matches!(
        open_bytes(&package(&parts)),
        Err(FileError::Workbook(WorkbookFault::Xml))
    ));
    // One text in many cells is more text than there is in the file.
    let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(900));
    let text = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(30_000));
    let parts: [(&str, &[u8]); 2] = [
        ("xl/worksheets/sheet1.xml", &sheet(&row)),
        ("xl/sharedStrings.xml", text.as_bytes()),
    ];
    let limits = Limits {
        text: 1 << 20,
        ..Limits::default()
    };
    let error = open(&package(&parts), None, &limits).unwrap_err();
    assert!(matches!(error, FileError::TooMuchText { limit: 1_048_576 }));
}

#[test]
fn given_damaged_workbooks_when_opened_then_they_are_refused_without_a_word_of_their_content() {
    let good = workbook(|sheet| {
        sheet.write(0, 0, "secret").unwrap();
    });
    for at in [30, good.len() / 2, good.len() - 10] {
        let error = open_bytes(&good[..at]).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
    let cell = |cell: &str| package(&[("xl/worksheets/sheet1.xml", &sheet(cell))]);
    for broken in [
        cell("<row><c t=\"secret\"><v>1</v></c></row>"),
        cell("<row><c t=\"e\"><v>secret</v></c></row>"),
        cell("<row><c r=\"secret\"><v>1</v></c></row>"),
        cell("<row><c t=\"str\"><v>&secret;</v></c></row>"),
        cell("<row><c><v>1</v>"),
        package(&[]),
    ] {
        let error = open_bytes(&broken).unwrap_err();
        assert!(matches!(error, FileError::Workbook(_)), "{error:?}");
        assert!(
            !format!("{error} {error:?}").contains("secret"),
            "{error:?}"
        );
    }
}

#[test]
fn given_archives_of_other_kinds_when_opened_then_they_are_called_what_they_are() {
    let archive = |name: &str| {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.finish().unwrap().into_inner()
    };
    for (name, kind) in [
        ("content.xml", OtherKind::Spreadsheet),
        ("Index/Document.iwa", OtherKind::Spreadsheet),
        ("xl/workbook.bin", OtherKind::Spreadsheet),
        ("word/document.xml", OtherKind::Document),
        ("contacts.csv", OtherKind::Archive),
    ] {
        let error = open_bytes(&archive(name)).unwrap_err();
        assert!(
            matches!(error, FileError::OtherKind(found) if found == kind),
            "{name}: {error}"
        );
    }
}
