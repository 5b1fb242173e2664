//! Rows on their way to a table, held against the limits one by one.

use csv::StringRecord;

use super::error::FileError;
use super::limits::Limits;
use crate::table::{Row, Table};

/// The rows so far.
pub(super) struct Gathering<'a> {
    limits: &'a Limits,
    most_rows: usize,
    rows: Vec<Row>,
    /// Rows with something in them, those beyond the limit too: the message gives their number.
    counted: usize,
    cells: usize,
    text: usize,
}

impl<'a> Gathering<'a> {
    /// For a file whose first row may be a header: one row more than the limit says.
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self {
            most_rows: limits.rows.saturating_add(1),
            ..Self::with_header(limits)
        }
    }

    /// For a file whose header is none of its rows.
    pub(super) fn with_header(limits: &'a Limits) -> Self {
        Self {
            limits,
            most_rows: limits.rows,
            rows: Vec::new(),
            counted: 0,
            cells: 0,
            text: 0,
        }
    }

    /// Takes a row, unless all of its cells are blank.
    pub(super) fn push(&mut self, place: u32, cells: StringRecord) -> Result<(), FileError> {
        let Limits {
            columns,
            cells: most_cells,
            cell_chars,
            text,
            ..
        } = *self.limits;
        if cells.len() > columns {
            return Err(FileError::TooManyColumns {
                columns: cells.len(),
                limit: columns,
                place,
            });
        }
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        self.counted += 1;
        if self.counted > self.most_rows {
            return Ok(());
        }
        for cell in cells.iter().filter(|cell| cell.len() > cell_chars) {
            let characters = cell.chars().count();
            if characters > cell_chars {
                return Err(FileError::CellTooLong {
                    characters,
                    limit: cell_chars,
                    place,
                });
            }
        }
        self.cells += cells.len();
        if self.cells > most_cells {
            return Err(FileError::TooManyCells { limit: most_cells });
        }
        self.text += cells.as_slice().len();
        if self.text > text {
            return Err(FileError::TooMuchText { limit: text });
        }
        self.rows.push(Row { place, cells });
        Ok(())
    }

    /// Puts a header before the rows.
    pub(super) fn put_header(&mut self, cells: StringRecord) {
        self.rows.insert(0, Row { place: 0, cells });
        self.counted += 1;
    }

    /// Whether no row was taken.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table, if it is within the limits and has a row.
    pub(super) fn finish(self) -> Result<Table, FileError> {
        if self.counted > self.rows.len() {
            return Err(FileError::TooManyRows {
                rows: self.counted,
                limit: self.limits.rows,
            });
        }
        if self.rows.is_empty() {
            return Err(FileError::Empty);
        }
        Ok(Table { rows: self.rows })
    }
}

/// A row's place as tables keep it.
pub(super) fn place(counted_from_1: usize) -> u32 {
    u32::try_from(counted_from_1).unwrap_or(u32::MAX)
}
