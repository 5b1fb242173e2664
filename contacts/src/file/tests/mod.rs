//! Files of every kind, as people have them and as nobody should.

mod cards;
mod delimited;
mod encodings;
mod foreign;
mod json;
mod kinds;
mod limits;
mod properties;
mod spreadsheets;

use super::*;

/// Reads with the usual limits.
fn open_bytes(bytes: &[u8]) -> Result<Opened, FileError> {
    open(bytes, None, &Limits::default())
}

/// A file that can be read.
fn opened(bytes: impl AsRef<[u8]>) -> Opened {
    open_bytes(bytes.as_ref()).unwrap_or_else(|error| panic!("{error}"))
}

/// What a person is told about a file that can't be read.
fn refused(bytes: impl AsRef<[u8]>) -> String {
    open_bytes(bytes.as_ref()).unwrap_err().to_string()
}

/// The cells of a table, row by row.
fn cells(opened: &Opened) -> Vec<Vec<&str>> {
    let rows = opened.table.rows.iter();
    rows.map(|row| row.cells.iter().collect()).collect()
}

/// Where the rows stand in their file.
fn places(opened: &Opened) -> Vec<u32> {
    opened.table.rows.iter().map(|row| row.place).collect()
}

/// The notes as people read them.
fn notes(opened: &Opened) -> Vec<String> {
    opened.notes.iter().map(Note::to_string).collect()
}
