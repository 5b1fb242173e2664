//! Which columns hold numbers, names and regions.

use crate::table::Row;

/// What a table's columns mean.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// Whether the first row names the columns.
    pub header: bool,
    /// The columns with numbers.
    pub numbers: Vec<usize>,
    /// The columns that make up the name.
    pub name: Vec<usize>,
}

impl Columns {
    /// The name in a row.
    pub fn name_of(&self, row: &Row) -> String {
        let parts = self.name.iter().map(|column| row.cell(*column).trim());
        parts
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The region in a row.
    pub fn region_of(&self, _row: &Row) -> Option<String> {
        None
    }
}

/// The numbers in a cell.
pub fn cell_numbers(cell: &str) -> Vec<&str> {
    cell.split(" ::: ")
        .filter(|part| !part.trim().is_empty())
        .collect()
}
