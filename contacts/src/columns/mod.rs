//! Which columns hold numbers, names and regions.
//!
//! [`guess()`] makes a first proposal, which a person can change: `headers` knows the words of exports in
//! many languages, `evidence` looks at the cells. [`cell_numbers`] parts a cell with several numbers, and
//! [`region_of`] reads what a list says of a country.

mod evidence;
mod folding;
mod guess;
mod headers;
mod region;
mod several;
mod words;

#[cfg(test)]
mod tests;

pub use guess::guess;
pub use region::region_of;
pub use several::cell_numbers;

use crate::table::Row;

/// What the columns of a table are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Whether the first row is a header.
    pub header: bool,
    /// The columns with phone numbers.
    pub numbers: Vec<usize>,
    /// The columns that make up a name, in the order in which they are read.
    pub name: Vec<usize>,
    /// By which region national numbers are read.
    pub region: RegionFrom,
}

/// Where the region comes from by which national numbers are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RegionFrom {
    /// From nowhere: only international numbers can be read.
    #[default]
    None,
    /// The same for all rows, as an ISO 3166-1 alpha-2 code in capitals.
    Fixed(String),
    /// From a column with names or codes of countries.
    Column(usize),
}

impl Columns {
    /// The name in a row; empty where there is none.
    pub fn name_in(&self, row: &Row) -> String {
        let parts = self.name.iter().map(|column| row.cell(*column).trim());
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    /// The region by which a row's national numbers are read: `otherwise` where a column of countries has none
    /// for the row.
    pub fn region_in(&self, row: &Row, otherwise: Option<&str>) -> Option<String> {
        match &self.region {
            RegionFrom::None => None,
            RegionFrom::Fixed(region) => Some(region.clone()),
            RegionFrom::Column(column) => {
                region_of(row.cell(*column)).or_else(|| otherwise.map(str::to_owned))
            }
        }
    }

    /// The numbers in a row, as they stand there: each with its column, and its position in the cell from 0.
    pub fn numbers_in<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (usize, usize, &'a str)> {
        self.numbers.iter().flat_map(move |&column| {
            let numbers = cell_numbers(row.cell(column)).into_iter().enumerate();
            numbers.map(move |(position, number)| (column, position, number))
        })
    }
}
