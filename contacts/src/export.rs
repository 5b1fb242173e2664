//! From a list to a file again: the file's own columns, and ours behind them.

mod added;
mod delimited;
mod form;
mod formula;
mod grid;
mod json_lines;
mod refused;
mod shape;
mod spreadsheet;
mod vcard;

pub use added::{Added, failure, picture, yes_or_no};
pub use delimited::{Dialect, delimited};
pub use form::Form;
pub use formula::escaped;
pub use grid::{Cell, Grid};
pub use json_lines::json_lines;
pub use refused::{Unanswered, unanswered};
pub use shape::Shape;
pub use spreadsheet::spreadsheet;
pub use vcard::vcards;

/// A file that can't be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Where it should go can't be written to.
    #[error("the file can't be written")]
    Io(#[from] std::io::Error),
    /// What a workbook can't hold.
    #[error("the workbook can't be written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        Self::Io(error.into())
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Io(error.into())
    }
}

#[cfg(test)]
mod tests;
