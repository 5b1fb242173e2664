//! A table as a file has it: rows of text cells, before anybody says what they mean.

use csv::StringRecord;

/// Rows of text cells. They may be of different lengths.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// In the file's order. Whether the first one is a header is the columns' matter.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where the file has it, counted from 1: the line that it starts on, the row of a sheet, the
    /// card of a vCard file.
    pub place: u32,
    /// The cells: one piece of memory for all of their text.
    pub cells: StringRecord,
}

impl Row {
    /// A cell's text; empty where the row ends before.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }
}

impl Table {
    /// As many columns as the longest row has.
    pub fn width(&self) -> usize {
        self.rows
            .iter()
            .map(|row| row.cells.len())
            .max()
            .unwrap_or_default()
    }
}
