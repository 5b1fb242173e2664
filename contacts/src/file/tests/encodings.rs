//! Texts in every encoding.

use encoding_rs::Encoding;

use super::*;

/// A list with enough words that its encoding shows.
fn list(name: &str) -> String {
    let rows: String = (0..20)
        .map(|n| format!("{name};+1310555{n:04};{name}\r\n"))
        .collect();
    format!("Name;Phone;Note\r\n{rows}")
}

fn encoding(opened: &Opened) -> &'static str {
    match opened.format {
        Format::Delimited { encoding, .. }
        | Format::VCard { encoding }
        | Format::Json { encoding } => encoding,
        Format::Spreadsheet { .. } => panic!("no text"),
    }
}

#[test]
fn given_encodings_of_old_programs_when_opened_then_names_are_right() {
    for (label, name) in [
        ("windows-1252", "Z\u{f6}e M\u{fc}ller-Lef\u{e8}vre"),
        ("windows-1251", "Ада Образцова"),
        ("windows-1256", "ادا مثال"),
        ("windows-1255", "עדה דוגמה"),
        ("Shift_JIS", "見本花子 ミホン"),
        ("EUC-JP", "見本花子 ミホン"),
        ("GBK", "示例小姐 电话号码"),
        ("Big5", "範例小姐 電話號碼"),
        ("EUC-KR", "예시영희 전화번호"),
        ("ISO-2022-JP", "見本花子 ミホン"),
    ] {
        let codec = Encoding::for_label(label.as_bytes()).unwrap();
        let (bytes, _, has_errors) = codec.encode(name);
        assert!(
            !has_errors && !bytes.is_ascii() || label == "ISO-2022-JP",
            "{label}"
        );
        let text = list(name);
        let opened = opened(&codec.encode(&text).0);
        assert_eq!(cells(&opened)[7], [name, "+13105550006", name], "{label}");
        assert_eq!(opened.notes, [], "{label}");
    }
}

#[test]
fn given_marks_and_utf_16_when_opened_then_the_encoding_is_known() {
    let text = list("Zo\u{eb} 見本 🦉");
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let utf_8 = text.clone().into_bytes();
    for (bytes, name) in [
        (utf_8.clone(), "UTF-8"),
        ([b"\xef\xbb\xbf".to_vec(), utf_8].concat(), "UTF-8"),
        (little.clone(), "UTF-16LE"),
        ([b"\xff\xfe".to_vec(), little].concat(), "UTF-16LE"),
        (big.clone(), "UTF-16BE"),
        ([b"\xfe\xff".to_vec(), big].concat(), "UTF-16BE"),
    ] {
        let opened = opened(&bytes);
        assert_eq!(encoding(&opened), name);
        assert_eq!(cells(&opened)[0], ["Name", "Phone", "Note"], "{name}");
        assert_eq!(cells(&opened)[1][0], "Zo\u{eb} 見本 🦉", "{name}");
    }
}

#[test]
fn given_a_damaged_byte_in_utf_8_when_opened_then_the_rest_is_read_and_it_is_told() {
    let mut bytes = list("見本花子").into_bytes();
    bytes.extend(b"A\xffda;1;2\r\n");
    let opened = opened(&bytes);
    assert_eq!(cells(&opened)[1][0], "見本花子");
    assert_eq!(
        notes(&opened),
        ["1 characters could not be read as UTF-8: save the file as UTF-8 if names look wrong."]
    );
}

#[test]
fn given_the_mark_of_another_encoding_when_opened_then_names_are_right_all_the_same() {
    let windows = Encoding::for_label(b"windows-1252").unwrap();
    let text = list("Z\u{f6}e M\u{fc}ller-Lef\u{e8}vre");
    let bytes = [b"\xef\xbb\xbf", &*windows.encode(&text).0].concat();
    let opened = opened(&bytes);
    assert_eq!(encoding(&opened), "windows-1252");
    assert_eq!(cells(&opened)[1][0], "Z\u{f6}e M\u{fc}ller-Lef\u{e8}vre");
}

#[test]
fn given_bytes_that_are_no_text_when_opened_then_they_are_refused() {
    let noise: Vec<u8> = (0..4096_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    assert_eq!(
        refused(&noise),
        "The file is no text: save the list as CSV, .xlsx or vCard."
    );
    assert!(refused([0; 64]).starts_with("The file is no text"));
}
