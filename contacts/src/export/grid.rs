//! The rows and columns of an export, whatever file they go into.

use std::collections::{BTreeSet, HashSet};

use phone_profile_core::name::Folding;
use phone_profile_core::signal::Evidence;

use super::added::Added;
use super::shape::Shape;
use crate::list::{Finding, List};
use crate::plan::{Entry, Standing};

/// One cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell<'a> {
    /// As the file has it.
    Theirs(&'a str),
    /// Added by us.
    Ours(String),
}

/// Where in a row a number stands: its column, and which of the cell's numbers it is.
type Slot = (usize, usize);

/// What an export writes: the rows of a list that nobody opted out of.
pub struct Grid<'a, F> {
    list: &'a List,
    shape: Shape,
    folding: &'a F,
    evidence: Evidence,
    width: usize,
    slots: Vec<Slot>,
    /// All rows where there are none.
    only: Option<HashSet<usize>>,
}

impl<'a, F: Folding> Grid<'a, F> {
    /// The grid of a list at a time.
    pub fn new(list: &'a List, shape: Shape, folding: &'a F, evidence: Evidence) -> Self {
        let has_number = |entry: &&Entry| entry.standing != Standing::Missing;
        let entries = list.plan.entries.iter().filter(has_number);
        let slots: BTreeSet<Slot> = entries
            .map(|entry| (entry.column, entry.position))
            .collect();
        // In the columns' order, as the list has them.
        let mut slots: Vec<Slot> = slots.into_iter().collect();
        let place = |column| {
            list.columns
                .numbers
                .iter()
                .position(|known| *known == column)
        };
        slots.sort_by_key(|(column, position)| (place(*column), *position));
        if slots.is_empty() {
            slots.extend(list.columns.numbers.first().map(|column| (*column, 0)));
        }
        Self {
            list,
            shape,
            folding,
            evidence,
            width: list.table.width(),
            slots,
            only: None,
        }
    }

    /// … of these rows of the table alone, by their indexes.
    #[must_use]
    pub fn only(self, rows: HashSet<usize>) -> Self {
        Self {
            only: Some(rows),
            ..self
        }
    }

    /// The columns' names.
    pub fn header(&self) -> Vec<Cell<'a>> {
        let mut header: Vec<Cell<'a>> =
            (0..self.width).map(|column| self.name_of(column)).collect();
        for slot in &self.slots {
            let suffix = self.suffix(*slot);
            let names = self.added().map(|added| {
                let label = format!("{}{suffix}", added.label());
                Cell::Ours(self.shape.header(&label))
            });
            header.extend(names);
        }
        header
    }

    /// The names of the file's columns.
    pub fn names(&self) -> impl Iterator<Item = String> {
        (0..self.width).map(|column| self.name_of(column).text().to_owned())
    }

    /// The rows, in the file's order.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Cell<'a>>> {
        let skipped = usize::from(self.list.columns.header);
        let rows = (skipped..self.list.table.rows.len()).filter(|row| self.has(*row));
        rows.filter_map(|row| self.row(row))
    }

    /// The findings of all these rows.
    pub fn findings(&self) -> impl Iterator<Item = Finding<'a>> {
        let entries = self.list.plan.entries.iter();
        entries
            .filter(|entry| self.has(entry.row))
            .filter_map(|entry| self.finding(entry))
    }

    /// The name of one of the file's columns.
    pub(super) fn name_of(&self, column: usize) -> Cell<'a> {
        match self.list.header().map(|header| header.cell(column)) {
            Some(name) if !name.is_empty() => Cell::Theirs(name),
            _ => Cell::Ours(format!("Column {}", column + 1)),
        }
    }

    /// Whose file it is to be.
    pub(super) const fn shape(&self) -> Shape {
        self.shape
    }

    /// The list itself.
    pub(super) const fn list(&self) -> &'a List {
        self.list
    }

    fn row(&self, index: usize) -> Option<Vec<Cell<'a>>> {
        let row = self.list.table.rows.get(index)?;
        let mut cells: Vec<Cell<'a>> = (0..self.width)
            .map(|column| Cell::Theirs(row.cell(column)))
            .collect();
        let entries = self.list.entries_of(index);
        for slot in &self.slots {
            let entry = entries
                .iter()
                .find(|entry| (entry.column, entry.position) == *slot);
            let finding = entry.and_then(|entry| self.finding(entry));
            cells.extend(self.added().map(|added| {
                let value = finding
                    .as_ref()
                    .map(|finding| added.value(finding, self.shape));
                Cell::Ours(value.unwrap_or_default())
            }));
        }
        Some(cells)
    }

    /// Whether a row is wanted, and nobody in it opted out.
    fn has(&self, row: usize) -> bool {
        let is_wanted = self.only.as_ref().is_none_or(|rows| rows.contains(&row));
        is_wanted && !self.list.is_opted_out(row)
    }

    /// Our columns. There is none for hashes where no pictures were compared.
    fn added(&self) -> impl Iterator<Item = Added> {
        let has_hashes = !self.list.pictures.is_empty();
        let all = Added::ALL.into_iter();
        all.filter(move |added| has_hashes || *added != Added::PictureHash)
    }

    fn finding(&self, entry: &'a Entry) -> Option<Finding<'a>> {
        self.list.finding(entry, self.folding, &self.evidence)
    }

    /// What tells the columns of several numbers apart.
    fn suffix(&self, (column, position): Slot) -> String {
        let columns: BTreeSet<usize> = self.slots.iter().map(|(column, _)| *column).collect();
        let mut suffix = String::new();
        if columns.len() > 1 {
            let name = self.name_of(column);
            suffix = format!(" ({})", name.text());
        }
        if position > 0 {
            suffix.push_str(&format!(" {}", position + 1));
        }
        suffix
    }
}

impl Cell<'_> {
    /// The text.
    pub fn text(&self) -> &str {
        match self {
            Self::Theirs(text) => text,
            Self::Ours(text) => text,
        }
    }
}
