//! Each number of each row: what it is in this list.

use phone_profile_core::number::{self, LeftOut, NumberError};

use super::numbers::{NumberId, Numbers};
use super::opt_out::OptOut;
use crate::columns::Columns;
use crate::table::Table;

/// One number of one row; or a row that has none.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Index of the row in the table.
    pub row: usize,
    /// Index of the column that has the number.
    pub column: usize,
    /// Which of the cell's numbers, from 0.
    pub position: usize,
    /// What it is.
    pub standing: Standing,
}

/// What an entry is in its list.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// A number that can be looked up.
    Number {
        /// Which.
        id: NumberId,
        /// What of the text is no part of the number.
        left_out: Option<LeftOut>,
        /// Whether it stands further up already.
        repeats: bool,
    },
    /// No number that can be looked up.
    Invalid(NumberError),
    /// The row has no number.
    Missing,
    /// The person wants no lookup.
    OptedOut,
    /// One of a run of consecutive numbers: looking those up is walking through a range.
    Consecutive,
}

impl Entry {
    /// The number, if it can be looked up.
    pub const fn number(&self) -> Option<NumberId> {
        match self.standing {
            Standing::Number { id, .. } => Some(id),
            _ => None,
        }
    }
}

pub(super) fn read(
    table: &Table,
    columns: &Columns,
    otherwise: Option<&str>,
    opt_out: &OptOut,
) -> (Vec<Entry>, Numbers) {
    let mut entries = Vec::with_capacity(table.rows.len());
    let mut numbers = Numbers::default();
    let skipped = usize::from(columns.header);
    for (index, row) in table.rows.iter().enumerate().skip(skipped) {
        let before = entries.len();
        let region = columns.region_in(row, otherwise);
        for (column, position, text) in columns.numbers_in(row) {
            let standing = match number::read(text, region.as_deref()) {
                Ok(reading) if opt_out.has(&reading.number) => Standing::OptedOut,
                Ok(reading) => {
                    let (id, repeats) = numbers.add(reading.number);
                    Standing::Number {
                        id,
                        left_out: reading.left_out,
                        repeats,
                    }
                }
                Err(NumberError::Empty) => continue,
                Err(reason) => Standing::Invalid(reason),
            };
            entries.push(Entry {
                row: index,
                column,
                position,
                standing,
            });
        }
        if entries.len() == before {
            entries.push(Entry {
                row: index,
                column: columns.numbers.first().copied().unwrap_or_default(),
                position: 0,
                standing: Standing::Missing,
            });
        }
    }
    (entries, numbers)
}
