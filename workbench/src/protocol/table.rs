//! The table: which rows are shown and selected, what is in them, and on their cards.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Which entries are shown, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Only those with this text in a cell, the name or the number, in any case.
    pub search: String,
    /// Only those of this kind, for each facet that has one.
    pub filters: BTreeMap<Facet, String>,
    /// By this column; in the file's order without one.
    pub sort: Option<(Column, Order)>,
    /// Indexes of the file's own columns that are shown.
    pub own: Vec<usize>,
}

impl View {
    /// Whether it leaves anything out.
    pub fn is_filtered(&self) -> bool {
        !self.filters.is_empty() || !self.search.is_empty()
    }

    /// The kind that a facet is filtered by.
    pub fn filter(&self, facet: Facet) -> Option<&str> {
        self.filters.get(&facet).map(String::as_str)
    }
}

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Column {
    /// The public name, else the file's.
    Name,
    /// The number.
    Number,
    /// The number's country.
    Country,
    /// What came of it.
    Status,
    /// What is known about the picture.
    Picture,
    /// When it was looked up.
    Checked,
    /// How the names compare.
    NameMatch,
    /// How many signals there are.
    Signals,
    /// One of the file's own.
    Own(usize),
}

/// From small to large, or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// From small to large.
    Ascending,
    /// From large to small.
    Descending,
}

/// By what entries are counted, in the charts above the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Facet {
    /// Registered, not registered, failed, not looked up, …
    Status,
    /// Public, hidden, none, unknown.
    Picture,
    /// Yes, no, unknown.
    Business,
    /// The number's country; `unknown` where several share its calling code, or none has it.
    Country,
    /// Same, partial, different, unknown.
    NameMatch,
    /// Each signal.
    Signal,
}

/// What is shown now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// How many entries.
    pub entries: usize,
    /// How many are of what kind, under the filters of the other facets. Most frequent first.
    pub facets: BTreeMap<Facet, Vec<(String, usize)>>,
    /// What is selected of the list.
    pub selected: Selected,
}

/// How much is selected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selected {
    /// Rows of the table, shown or not.
    pub entries: usize,
    /// Those of them that are shown.
    pub shown: usize,
    /// Different numbers of theirs that a run would ask for.
    pub open: usize,
}

/// Which rows are to be selected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Selection {
    /// One more, or one less.
    Toggled {
        /// Its [`Row::entry`].
        entry: usize,
    },
    /// All rows between two of those shown, whichever of them comes first. Selected or not, as `selected` has it.
    Range {
        /// A place among the rows shown.
        from: usize,
        /// Another.
        to: usize,
        /// Whether they are to be selected.
        selected: bool,
    },
    /// All that are shown, besides those that are selected already; or none of them.
    Shown(bool),
    /// None at all.
    None,
}

/// An entry as the table has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its place in the list, which stays.
    pub entry: usize,
    /// Where the file has the row.
    pub place: u32,
    /// The public name, else the file's.
    pub name: String,
    /// Whether `name` is the public one.
    pub is_public_name: bool,
    /// The number, grouped; as the file has it where it can't be read.
    pub number: String,
    /// ISO 3166-1 alpha-2 of its country, where a number has one.
    pub country: Option<String>,
    /// `registered`, `not registered`, `invalid number`, `failed`, …
    pub status: String,
    /// Why there is no answer.
    pub note: String,
    /// The small picture's link.
    pub thumb: Option<String>,
    /// `public`, `hidden`, `none`, `unknown`; empty without an answer.
    pub picture: String,
    /// `yes`, `no`, `unknown`; empty without an answer.
    pub business: String,
    /// Whether the name is verified.
    pub verified: bool,
    /// When it was looked up: ISO 8601.
    pub checked: Option<String>,
    /// `same`, `partial`, `different`, `unknown`; empty where nothing is compared.
    pub name_match: String,
    /// What to look at.
    pub signals: Vec<Signal>,
    /// What is otherwise than in an earlier export, in words.
    pub changes: Vec<String>,
    /// The file's own columns that are shown.
    pub own: Vec<String>,
    /// Whether it is selected.
    pub selected: bool,
}

/// A signal, with what it does not mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// As one word.
    pub key: String,
    /// What was observed.
    pub observed: String,
    /// What it does not mean.
    pub caution: String,
}

/// All that is known of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// As the table has it.
    pub row: Row,
    /// E.164, where it can be looked up.
    pub e164: Option<String>,
    /// The name that the file has.
    pub expected_name: String,
    /// The profile as JSON, for the card element's `profile`.
    pub profile: Option<String>,
    /// Where the answer came from.
    pub source: Option<Source>,
    /// Why its picture isn't compared with the others, where it is public and isn't.
    pub not_compared: Option<String>,
    /// The file's columns, by their names.
    pub cells: Vec<(String, String)>,
}

/// Where the gateway had an answer from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// The lookup service was asked.
    Live,
    /// It was kept from an earlier lookup.
    Kept,
    /// It is made up.
    Demo,
}
