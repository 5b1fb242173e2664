//! What a run over a table would do, before a cent is spent.

mod cost;
mod entries;
mod numbers;
mod opt_out;
mod runs;

use std::collections::HashSet;

use phone_profile_core::number::NumberError;

pub use cost::cost;
pub use entries::{Entry, Standing};
pub use numbers::{NumberId, Numbers};
pub use opt_out::{OptOut, UnreadableLine};
pub use runs::SHORTEST_RUN;

use crate::columns::Columns;
use crate::table::Table;

/// The numbers of a table, each row's place among them, and what is to be looked up.
#[derive(Clone, Debug)]
pub struct Plan {
    /// One for each number in each row, in the table's order; one for each row that has none.
    pub entries: Vec<Entry>,
    /// Each number once.
    pub numbers: Numbers,
}

/// How many of a table's entries are what. An entry counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows, without the header.
    pub rows: usize,
    /// Rows that have no number.
    pub without_number: usize,
    /// Entries that are no number that can be looked up.
    pub invalid: usize,
    /// Entries whose number stands further up already.
    pub repeated: usize,
    /// Entries on the opt-out list.
    pub opted_out: usize,
    /// Entries in a run of consecutive numbers.
    pub consecutive: usize,
    /// Different numbers that can be looked up.
    pub numbers: usize,
}

impl Plan {
    /// Reads the numbers of a table: national ones by their row's region, or by `region` where a row has
    /// none. Those on the list of `opt_out` are known here, and nowhere after.
    pub fn new(table: &Table, columns: &Columns, region: Option<&str>, opt_out: &OptOut) -> Self {
        let (mut entries, numbers) = entries::read(table, columns, region, opt_out);
        let consecutive: HashSet<NumberId> = runs::consecutive(&numbers).into_iter().collect();
        for entry in &mut entries {
            if let Standing::Number { id, .. } = entry.standing
                && consecutive.contains(&id)
            {
                entry.standing = Standing::Consecutive;
            }
        }
        Self { entries, numbers }
    }

    /// The numbers that can be looked up, in the table's order.
    pub fn wanted(&self) -> impl Iterator<Item = NumberId> {
        self.entries
            .iter()
            .filter_map(|entry| match entry.standing {
                Standing::Number {
                    id, repeats: false, ..
                } => Some(id),
                _ => None,
            })
    }

    /// The entries that can't be looked up as they are written, with their reasons.
    pub fn invalid(&self) -> impl Iterator<Item = (&Entry, &NumberError)> {
        self.entries
            .iter()
            .filter_map(|entry| match &entry.standing {
                Standing::Invalid(reason) => Some((entry, reason)),
                _ => None,
            })
    }

    /// How many entries are what.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        let mut last_row = None;
        for entry in &self.entries {
            if last_row.replace(entry.row) != Some(entry.row) {
                counts.rows += 1;
            }
            *match entry.standing {
                Standing::Missing => &mut counts.without_number,
                Standing::Invalid(_) => &mut counts.invalid,
                Standing::OptedOut => &mut counts.opted_out,
                Standing::Consecutive => &mut counts.consecutive,
                Standing::Number { repeats: true, .. } => &mut counts.repeated,
                Standing::Number { repeats: false, .. } => &mut counts.numbers,
            } += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests;
