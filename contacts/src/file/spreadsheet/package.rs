//! The archive of a workbook, looked at before anything of it is unpacked: what it is, and how large it
//! would be.
//!
//! The zip crate reads no more of a part than the archive's directory says that it has, so what is said
//! there is what it comes to at most.

use std::io::{BufRead, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::error::{FileError, OtherKind, WorkbookFault};
use super::super::limits::Limits;

/// How many times a part may grow, beyond the size of a small list: sheets of equal rows grow some
/// thirtyfold, and no packing of ours more than a thousandfold.
const TIMES: u64 = 200;

/// The size from which on that matters.
const LARGE: u64 = 8 << 20;

/// How much of the part with texts stands before its first one.
const HEAD: u64 = 1 << 16;

/// The fewest bytes of a text in that part, `<si/>`.
const SHORTEST_TEXT: u64 = 5;

/// Refuses what is no workbook, and what is too large once unpacked.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), FileError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(FileError::Archive)?;
    let mut names = Names::default();
    let mut unpacked: u64 = 0;
    let mut texts = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(FileError::Archive)?;
        unpacked = unpacked.saturating_add(entry.size());
        let times = entry.size() / entry.compressed_size().max(1);
        if entry.size() > LARGE && times > TIMES {
            return Err(FileError::Packed { times });
        }
        let name = String::from_utf8_lossy(entry.name_raw()).to_ascii_lowercase();
        names.add(&name);
        if name.ends_with("sharedstrings.xml") {
            texts.push((index, entry.size()));
        }
    }
    names.refuse_others()?;
    if unpacked > limits.unpacked {
        return Err(FileError::Unpacks {
            bytes: unpacked,
            limit: limits.unpacked,
        });
    }
    for (index, size) in texts {
        let part = archive.by_index(index).map_err(FileError::Archive)?;
        let declared =
            declared_texts(part).map_err(|error| FileError::Archive(ZipError::Io(error)))?;
        // Room is made for as many before one is read.
        if declared.is_none_or(|declared| declared > size / SHORTEST_TEXT) {
            return Err(FileError::Workbook(WorkbookFault::Xml));
        }
    }
    Ok(())
}

/// What the names of an archive's parts say of it.
#[derive(Default)]
struct Names {
    workbook: bool,
    binary_workbook: bool,
    other_spreadsheet: bool,
    document: bool,
}

impl Names {
    fn add(&mut self, name: &str) {
        self.workbook |= name == "xl/workbook.xml" || name == "[content_types].xml";
        self.binary_workbook |= name.ends_with("workbook.bin");
        // OpenDocument, and Numbers.
        self.other_spreadsheet |= name == "content.xml" || name.ends_with(".iwa");
        self.document |= name.starts_with("word/") || name.starts_with("ppt/");
    }

    fn refuse_others(&self) -> Result<(), FileError> {
        let other = match self {
            Self { document: true, .. } => OtherKind::Document,
            Self {
                binary_workbook: true,
                ..
            } => OtherKind::Spreadsheet,
            Self { workbook: true, .. } => return Ok(()),
            Self {
                other_spreadsheet: true,
                ..
            } => OtherKind::Spreadsheet,
            _ => OtherKind::Archive,
        };
        Err(FileError::OtherKind(other))
    }
}

/// How many texts the part of the shared ones says that it has, 0 if it says nothing; `None` if its head is
/// not what spreadsheet programs write.
fn declared_texts(part: impl Read) -> std::io::Result<Option<u64>> {
    let mut head = BufReader::new(part.take(HEAD));
    loop {
        let mut tag = Vec::new();
        head.read_until(b'>', &mut tag)?;
        let tag = String::from_utf8_lossy(&tag);
        let Some((_, tag)) = tag.split_once('<') else {
            return Ok(None);
        };
        if tag.starts_with("?xml") && tag.ends_with("?>") {
            continue;
        }
        let name = tag.split([' ', '\t', '\r', '\n', '/', '>']).next();
        let is_root = name.is_some_and(|name| name == "sst" || name.ends_with(":sst"));
        // A quoted ">" would end the tag too early.
        if !is_root || tag.matches(['"', '\'']).count() % 2 != 0 || !tag.ends_with('>') {
            return Ok(None);
        }
        let Some((_, count)) = tag.split_once("uniqueCount") else {
            return Ok(Some(0));
        };
        let digits: String = count
            .trim_start_matches(['=', '"', '\'', ' ', '\t', '\r', '\n'])
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        return Ok(match digits.is_empty() {
            // What is no number isn't counted with.
            true => Some(0),
            false => Some(digits.parse().unwrap_or(u64::MAX)),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_the_head_of_the_texts_when_read_then_it_says_how_many_they_are() {
        for (head, count) in [
            (
                "<?xml version=\"1.0\"?>\r\n<sst uniqueCount=\"12\"><si>",
                Some(12),
            ),
            (
                "\u{feff}<?xml version=\"1.0\"?><x:sst count='3' uniqueCount = '2'>",
                Some(2),
            ),
            ("<sst>", Some(0)),
            ("<sst count=\"9\"/>", Some(0)),
            (
                "<sst uniqueCount=\"99999999999999999999999\">",
                Some(u64::MAX),
            ),
            ("<!-- <sst> --><sst uniqueCount=\"1\">", None),
            ("<sst a=\">\" uniqueCount=\"999\">", None),
            ("no markup", None),
        ] {
            assert_eq!(declared_texts(head.as_bytes()).unwrap(), count, "{head}");
        }
    }
}
