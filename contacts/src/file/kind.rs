//! What kind of file the bytes are, by what stands in them.

use super::error::{FileError, OtherKind};

/// A file that is no text.
pub(super) enum Container {
    /// An archive that may be a workbook.
    Zip,
    /// Nothing that is known: it may be text.
    None,
}

/// Files of another kind by the bytes that they start with.
const STARTS: [(&[u8], OtherKind); 12] = [
    (b"%PDF-", OtherKind::Pdf),
    (b"\x89PNG\r\n", OtherKind::Picture),
    (b"\xff\xd8\xff", OtherKind::Picture),
    (b"GIF8", OtherKind::Picture),
    (b"RIFF", OtherKind::Picture),
    (b"II*\0", OtherKind::Picture),
    (b"\x1f\x8b\x08", OtherKind::Archive),
    (b"7z\xbc\xaf\x27\x1c", OtherKind::Archive),
    (b"Rar!\x1a\x07", OtherKind::Archive),
    (b"BZh", OtherKind::Archive),
    (b"SQLite format 3\0", OtherKind::Database),
    (b"{\\rtf", OtherKind::Document),
];

/// How the files of Office before 2007 start, and workbooks with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Recognises what is no text, and refuses what is known and not read.
pub(super) fn container(bytes: &[u8]) -> Result<Container, FileError> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Container::Zip);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(match has_utf_16(bytes, "EncryptedPackage") {
            true => FileError::Encrypted,
            false => FileError::OldWorkbook,
        });
    }
    let other = STARTS.iter().find(|(start, _)| bytes.starts_with(start));
    other.map_or(Ok(Container::None), |(_, kind)| {
        Err(FileError::OtherKind(*kind))
    })
}

/// Whether a name stands among the bytes as compound files write names.
fn has_utf_16(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// What kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextKind {
    Delimited,
    VCard,
    Json,
}

/// Recognises what a text is by its beginning; `name` is the file's, and only its end counts, where the
/// beginning leaves it open.
pub(super) fn text_kind(text: &str, name: Option<&str>) -> Result<TextKind, FileError> {
    let start = text.trim_start();
    let begins = |word: &str| {
        start
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let extension = name
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, end)| end);
    let is_called = |names: &[&str]| {
        extension.is_some_and(|end| names.iter().any(|name| end.eq_ignore_ascii_case(name)))
    };
    match () {
        () if begins("BEGIN:VCARD") => Ok(TextKind::VCard),
        () if begins("BEGIN:VCALENDAR") => Err(FileError::OtherKind(OtherKind::Calendar)),
        () if begins("<!doctype html") || begins("<html") || begins("<table") => {
            Err(FileError::OtherKind(OtherKind::WebPage))
        }
        () if begins("<?xml") => Err(FileError::OtherKind(OtherKind::Xml)),
        () if is_json(start) => Ok(TextKind::Json),
        () if is_called(&["vcf", "vcard"]) && has_card(text) => Ok(TextKind::VCard),
        () if is_called(&["json", "jsonl", "ndjson"]) && start.starts_with(['{', '[']) => {
            Ok(TextKind::Json)
        }
        () => Ok(TextKind::Delimited),
    }
}

/// Whether a text starts as JSON: a key in an object, or objects in a list. `[Name],[Phone]` is a header.
fn is_json(start: &str) -> bool {
    let mut characters = start.chars().filter(|c| !c.is_whitespace());
    matches!(
        (characters.next(), characters.next()),
        (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | ']'))
    )
}

/// Whether some line begins a card, behind whatever an export has put before.
fn has_card(text: &str) -> bool {
    text.lines()
        .any(|line| line.trim().eq_ignore_ascii_case("BEGIN:VCARD"))
}
