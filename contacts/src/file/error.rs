//! Why a file can't be read.
//!
//! Each text is one sentence for the person who dropped the file. None of them, nor any cause, repeats
//! what stands in the file.

use std::fmt;

use thiserror::Error;

use super::figures::{Bytes, Count};

/// What keeps a file from being read.
#[derive(Debug, Error)]
pub enum FileError {
    /// More bytes than are read at all.
    #[error(
        "The file has {}, and up to {} are read: split it, or leave out columns.",
        Bytes(*bytes as u64), Bytes(*limit as u64)
    )]
    TooLarge {
        /// Bytes of the file.
        bytes: usize,
        /// The most that are read.
        limit: usize,
    },
    /// Nothing but blanks.
    #[error("The file is empty: there is no row in it.")]
    Empty,
    /// Bytes that are no text in any encoding, and no file that is known here.
    #[error("The file is no text: save the list as CSV, .xlsx or vCard.")]
    Binary,
    /// A workbook of Excel before 2007.
    #[error("The file is an old Excel workbook (.xls): save it as .xlsx or CSV.")]
    OldWorkbook,
    /// A workbook with a password.
    #[error("The workbook is protected by a password: save it without one, or as CSV.")]
    Encrypted,
    /// A file of a kind that is known and not read.
    #[error("{0}")]
    OtherKind(OtherKind),
    /// More rows than are read.
    #[error("The file has {} rows, and up to {} are read: split it.", Count(*rows), Count(*limit))]
    TooManyRows {
        /// Rows with something in them.
        rows: usize,
        /// The most that are read.
        limit: usize,
    },
    /// More columns than are read.
    #[error(
        "Row {place} has {} columns, and up to {} are read: check what separates them, or leave some out.",
        Count(*columns), Count(*limit)
    )]
    TooManyColumns {
        /// Columns of that row.
        columns: usize,
        /// The most that are read.
        limit: usize,
        /// Where the row is, counted from 1.
        place: u32,
    },
    /// More cells in all rows together than are read.
    #[error(
        "The file has more than {} cells: leave out columns, or split it.", Count(*limit)
    )]
    TooManyCells {
        /// The most that are read.
        limit: usize,
    },
    /// A cell with more text than any spreadsheet allows.
    #[error(
        "A cell of row {place} has {} characters, and up to {} are read: shorten it, or leave out its column.",
        Count(*characters), Count(*limit)
    )]
    CellTooLong {
        /// Characters of the cell.
        characters: usize,
        /// The most that are read.
        limit: usize,
        /// Where the row is, counted from 1.
        place: u32,
    },
    /// More text in all cells together than is read.
    #[error(
        "The cells have more than {} of text: leave out columns, or split the file.",
        Bytes(*limit as u64)
    )]
    TooMuchText {
        /// The most bytes that are read.
        limit: usize,
    },
    /// A spreadsheet that is far larger than its file.
    #[error(
        "Unpacked, the workbook would have {}, and up to {} are read: save the list as CSV.",
        Bytes(*bytes), Bytes(*limit)
    )]
    Unpacks {
        /// Bytes once unpacked, as the archive says.
        bytes: u64,
        /// The most that are unpacked.
        limit: u64,
    },
    /// A part of a spreadsheet that is packed more tightly than any list is.
    #[error("The workbook is packed {times}-fold, which no list is: save the list as CSV.")]
    Packed {
        /// How many times larger it is once unpacked.
        times: u64,
    },
    /// An archive that is damaged.
    #[error("The workbook is damaged: open it in a spreadsheet program and save it again.")]
    Archive(#[source] zip::result::ZipError),
    /// A workbook whose archive is whole and that can't be understood all the same.
    #[error("The workbook can\u{2019}t be read ({0}): save it again, or as CSV.")]
    Workbook(WorkbookFault),
    /// A vCard file without a card.
    #[error("There is no card in the file: export the contacts once more.")]
    NoCards,
    /// JSON that is broken, with the place where it stops making sense.
    #[error("The JSON can\u{2019}t be read beyond line {line}: export it once more, or as CSV.")]
    Json {
        /// The line, counted from 1.
        line: usize,
    },
    /// JSON without an object that could be a row.
    #[error("There is no object in the JSON: each row must be one, as {{\"phone\": \u{2026}}}.")]
    NoObjects,
    /// JSON with more keys than columns are read.
    #[error(
        "The objects have {} different keys, and up to {} are read: leave some out.",
        Count(*columns), Count(*limit)
    )]
    TooManyKeys {
        /// Different keys as far as they were counted.
        columns: usize,
        /// The most that are read.
        limit: usize,
    },
}

/// A kind of file that is known and not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherKind {
    /// A spreadsheet of another program, or in another of Excel's forms.
    Spreadsheet,
    /// A text document or a presentation.
    Document,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// An archive.
    Archive,
    /// A database.
    Database,
    /// A web page; some programs call theirs `.xls`.
    WebPage,
    /// XML of any kind.
    Xml,
    /// A calendar.
    Calendar,
}

impl fmt::Display for OtherKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Spreadsheet => {
                "The file is a spreadsheet of another kind: save it as .xlsx or CSV."
            }
            Self::Document => "The file is a document: save the list in it as .xlsx or CSV.",
            Self::Pdf => "The file is a PDF: export the list as .xlsx or CSV.",
            Self::Picture => "The file is a picture: export the list as .xlsx or CSV.",
            Self::Archive => "The file is an archive: unpack it, and choose the list in it.",
            Self::Database => "The file is a database: export the list as CSV.",
            Self::WebPage => {
                "The file is a web page, whatever its name says: open it in a spreadsheet program, and \
                 save it as .xlsx or CSV."
            }
            Self::Xml => "The file is XML: save the list as .xlsx or CSV.",
            Self::Calendar => "The file is a calendar: export the contacts as vCard or CSV.",
        })
    }
}

/// What is wrong with a workbook. The spreadsheet reader's own errors may repeat what stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkbookFault {
    /// A part that others refer to is missing.
    MissingPart,
    /// A part is no well-formed XML.
    Xml,
    /// A cell's value or place makes no sense.
    Cell,
    /// It has no sheet with cells.
    NoSheet,
}

impl fmt::Display for WorkbookFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MissingPart => "a part is missing",
            Self::Xml => "a part is broken",
            Self::Cell => "a cell makes no sense",
            Self::NoSheet => "it has no sheet",
        })
    }
}
