//! A table as a file has it: rows of text cells, before anybody says what they mean.

use std::fmt;

use csv::StringRecord;

/// Rows of text cells. They may be of different lengths.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// In the file's order. Whether the first one is a header is the columns' matter.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// Where the file has it, counted from 1: the line that it starts on, the row of a sheet, the
    /// card of a vCard file, the entry of a JSON list. 0 for a header that the file itself doesn't have.
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

/// Without what stands in the cells, so that no log has it by accident.
impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {} of {} cells", self.place, self.cells.len())
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
