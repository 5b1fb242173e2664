//! Files of kinds that are recognised and not read.

use super::*;

#[test]
fn given_files_of_other_kinds_when_opened_then_the_person_is_told_what_to_do() {
    let office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let encrypted = [office.clone(), vec![0; 1024], name].concat();
    for (bytes, told) in [
        (
            office,
            "The file is an old Excel workbook (.xls): save it as .xlsx or CSV.",
        ),
        (
            encrypted,
            "The workbook is protected by a password: save it without one, or as CSV.",
        ),
        (
            b"%PDF-1.7\n".to_vec(),
            "The file is a PDF: export the list as .xlsx or CSV.",
        ),
        (
            b"\x89PNG\r\n\x1a\n".to_vec(),
            "The file is a picture: export the list as .xlsx or CSV.",
        ),
        (
            b"\x1f\x8b\x08\0".to_vec(),
            "The file is an archive: unpack it, and choose the list in it.",
        ),
        (
            b"<?xml version=\"1.0\"?><a/>".to_vec(),
            "The file is XML: save the list as .xlsx or CSV.",
        ),
        (
            b"BEGIN:VCALENDAR\r\n".to_vec(),
            "The file is a calendar: export the contacts as vCard or CSV.",
        ),
    ] {
        assert_eq!(refused(&bytes), told);
    }
    assert!(refused("\n<HTML><table><tr><td>+13105550123").contains("web page"));
}

#[test]
fn given_a_file_without_a_row_when_opened_then_it_is_called_empty() {
    for text in ["", " ", "\r\n\r\n", "\u{feff}", ",,,\n , ,\n", "sep=;\n"] {
        assert!(
            matches!(open_bytes(text.as_bytes()), Err(FileError::Empty)),
            "{text:?}"
        );
    }
}

#[test]
fn given_a_name_that_contradicts_the_content_when_opened_then_the_content_counts() {
    let open = |text: &str, name| {
        open(text.as_bytes(), Some(name), &Limits::default())
            .unwrap()
            .format
    };
    let is_card = |format| matches!(format, Format::VCard { .. });
    assert!(is_card(open("BEGIN:VCARD\nFN:A\nEND:VCARD", "list.csv")));
    assert!(is_card(open(
        "exported\nBEGIN:VCARD\nFN:A\nEND:VCARD",
        "list.vcf"
    )));
    let delimited = open("Name,Phone\nA,+13105550123\n", "list.xlsx");
    assert!(matches!(delimited, Format::Delimited { .. }));
    let header = open("[Name],[Phone]\nA,+13105550123\n", "list.csv");
    assert!(matches!(header, Format::Delimited { .. }));
}
