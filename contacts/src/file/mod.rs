//! From the bytes of a file, or of a pasted text, to a table.
//!
//! `kind` tells by the content what a file is, `encoding` makes text of its bytes, and one module for
//! each kind makes rows of it, which `gathering` holds against the `limits`. What can't be read is
//! a [`FileError`]; what was read in a way that a person should know of is a [`Note`].

mod delimited;
mod encoding;
mod error;
mod figures;
mod gathering;
mod json;
mod kind;
mod limits;
mod note;
mod spreadsheet;
mod vcard;

#[cfg(test)]
mod tests;

pub use error::{FileError, OtherKind, WorkbookFault};
pub use limits::Limits;
pub use note::{Note, Places};

use crate::table::Table;
use kind::{Container, TextKind};

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Its rows; at least one.
    pub table: Table,
    /// What it was.
    pub format: Format,
    /// What a person should know about the reading.
    pub notes: Vec<Note>,
}

/// What kind of file it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with a separator between cells, as CSV.
    Delimited {
        /// The separator; `None` where each line is one cell.
        separator: Option<char>,
        /// The encoding's name.
        encoding: &'static str,
    },
    /// A workbook (XLSX).
    Spreadsheet {
        /// The name of the sheet that was read.
        sheet: String,
    },
    /// Cards. The table's first row is a header.
    VCard {
        /// The encoding's name.
        encoding: &'static str,
    },
    /// JSON Lines, or a list of objects. The table's first row has the keys.
    Json {
        /// The encoding's name.
        encoding: &'static str,
    },
}

/// Reads a file, or a pasted text, whatever kind it is of. `name` is the file's; it counts only where the
/// content leaves the kind open.
pub fn open(bytes: &[u8], name: Option<&str>, limits: &Limits) -> Result<Opened, FileError> {
    if bytes.len() > limits.bytes {
        return Err(FileError::TooLarge {
            bytes: bytes.len(),
            limit: limits.bytes,
        });
    }
    if let Container::Zip = kind::container(bytes)? {
        return spreadsheet::read(bytes, limits);
    }
    let decoded = encoding::decode(bytes)?;
    // Old programs end a file with this.
    let text = decoded.text.trim_end_matches('\u{1a}');
    let mut opened = match kind::text_kind(text, name)? {
        TextKind::Delimited => delimited::read(text, decoded.encoding, limits),
        TextKind::VCard => vcard::read(text, decoded.encoding, limits),
        TextKind::Json => json::read(text, decoded.encoding, limits),
    }?;
    if decoded.undecoded > 0 {
        opened.notes.insert(
            0,
            Note::Undecoded {
                characters: decoded.undecoded,
                encoding: decoded.encoding,
            },
        );
    }
    Ok(opened)
}
