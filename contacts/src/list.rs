//! A list with what a run has found: for each entry the answer, how the name compares, the signals.

mod hashes;
mod pictures;
mod status;

use phone_profile_core::name::{Folding, MatchReason, compare};
use phone_profile_core::number::E164;
use phone_profile_core::profile::Profile;
use phone_profile_core::signal::{Evidence, Signal, signals};

pub use hashes::{Hashes, PICTURES_AT_ONCE};
pub use pictures::{Look, NoHash, PictureHash, Pictures, Uncompared, link};
pub use status::Status;

use crate::columns::{Columns, cell_numbers};
use crate::plan::{Entry, NumberId, Plan, Standing};
use crate::run::{Lookup, Run};
use crate::table::{Row, Table};

/// A table, what its columns mean, its plan, and the run over it.
#[derive(Clone, Debug)]
pub struct List {
    /// The file's rows.
    pub table: Table,
    /// What its columns mean.
    pub columns: Columns,
    /// Its numbers.
    pub plan: Plan,
    /// What came of them.
    pub run: Run,
    /// What their pictures look like, as far as it was asked.
    pub pictures: Pictures,
}

/// What is known about an entry.
#[derive(Clone, Debug)]
pub struct Finding<'a> {
    /// Its place in the list.
    pub entry: &'a Entry,
    /// The file's row.
    pub row: &'a Row,
    /// The number, where it can be looked up.
    pub number: Option<&'a E164>,
    /// What came of it.
    pub lookup: &'a Lookup,
    /// How the public name compares with the one in the file, where both are there to be compared.
    pub name_match: Option<MatchReason>,
    /// What is known of a public picture; none where it was never asked.
    pub look: Option<Look>,
    /// What to look at.
    pub signals: Vec<Signal>,
}

impl Finding<'_> {
    /// The answer, if there is one.
    pub fn profile(&self) -> Option<&Profile> {
        self.lookup.profile()
    }

    /// The number as the file has it.
    pub fn as_written(&self) -> &str {
        let numbers = cell_numbers(self.row.cell(self.entry.column));
        numbers
            .get(self.entry.position)
            .copied()
            .unwrap_or_default()
    }

    /// What came of the entry.
    pub fn status(&self) -> Status {
        Status::of(&self.entry.standing, self.lookup)
    }
}

impl List {
    /// The numbers whose public picture wasn't asked for, each with the link to ask by.
    pub fn unlooked(&self) -> impl Iterator<Item = (NumberId, &E164, &str)> {
        self.plan
            .numbers
            .iter()
            .filter(|(id, _)| self.pictures.look(*id).is_none())
            .filter_map(|(id, number)| Some((id, number, link(self.run.lookup(id).profile()?)?)))
    }

    /// What is known about an entry, at `evidence.now_ms`.
    pub fn finding<'a>(
        &'a self,
        entry: &'a Entry,
        folding: &impl Folding,
        evidence: &Evidence,
    ) -> Option<Finding<'a>> {
        let row = self.table.rows.get(entry.row)?;
        let number = entry.number();
        let lookup = number.map_or(&Lookup::Waiting, |id| self.run.lookup(id));
        let profile = lookup.profile();
        let expected = self.columns.name_in(row);
        // Nobody is there whose name could be another.
        let registered = profile.filter(|profile| profile.is_whats_app);
        let name_match = registered
            .filter(|_| !expected.is_empty())
            .map(|profile| compare(folding, profile.name.as_deref(), &expected));
        let evidence = Evidence {
            name_match,
            same_picture: number.is_some_and(|id| self.pictures.is_shared(id)),
            stock_picture: number.is_some_and(|id| self.pictures.is_stock(id)),
            ..*evidence
        };
        Some(Finding {
            entry,
            row,
            number: number.and_then(|id| self.plan.numbers.get(id)),
            lookup,
            name_match,
            look: number.and_then(|id| self.pictures.look(id)),
            signals: profile.map_or_else(Vec::new, |profile| signals(profile, &evidence)),
        })
    }

    /// Whether a person of this row wants no lookup: then the row is in no file that we write.
    pub fn is_opted_out(&self, row: usize) -> bool {
        self.entries_of(row)
            .iter()
            .any(|entry| entry.standing == Standing::OptedOut)
    }

    /// The entries of a row.
    pub fn entries_of(&self, row: usize) -> &[Entry] {
        let entries = &self.plan.entries;
        let from = entries.partition_point(|entry| entry.row < row);
        let to = entries.partition_point(|entry| entry.row <= row);
        entries.get(from..to).unwrap_or_default()
    }

    /// The header, if the file has one.
    pub fn header(&self) -> Option<&Row> {
        self.table.rows.first().filter(|_| self.columns.header)
    }
}
