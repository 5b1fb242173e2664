//! A list, what its columns are taken for, and what a run over it would do.

use serde::{Deserialize, Serialize};

/// What the columns of a list are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// Whether the first row is a header.
    pub header: bool,
    /// Indexes of the columns with numbers.
    pub numbers: Vec<usize>,
    /// Indexes of the columns that make up a name.
    pub name: Vec<usize>,
    /// Where the region of national numbers comes from.
    pub region: Region,
}

impl Columns {
    /// Where national numbers are from, as one word: an ISO code, or none.
    pub fn fixed_region(&self) -> Option<&str> {
        match &self.region {
            Region::Fixed(iso) => Some(iso),
            Region::None | Region::Column(_) => None,
        }
    }
}

/// Where the region of national numbers comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Region {
    /// Only international numbers are read.
    #[default]
    None,
    /// ISO 3166-1 alpha-2, for all rows.
    Fixed(String),
    /// From a column.
    Column(usize),
}

/// A run that an earlier visit has kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The list's file.
    pub name: Option<String>,
    /// How many numbers are answered.
    pub answered: usize,
}

/// A list that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The file's name; none for a pasted text.
    pub name: Option<String>,
    /// What kind of file it was, in words: `CSV with ; in windows-1252`.
    pub format: String,
    /// What is to be known about the reading, in sentences.
    pub notes: Vec<String>,
    /// The names of the columns, from the header or counted.
    pub names: Vec<String>,
    /// The first rows, the header among them.
    pub first: Vec<Vec<String>>,
    /// What the columns are taken for.
    pub columns: Columns,
}

/// What a run would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Rows, without the header.
    pub rows: usize,
    /// Rows without a number.
    pub without_number: usize,
    /// Entries that can't be looked up, by reason.
    pub invalid: Vec<(String, usize)>,
    /// Entries whose number stands further up already.
    pub repeated: usize,
    /// Entries on the opt-out list.
    pub opted_out: usize,
    /// Entries in a run of consecutive numbers.
    pub consecutive: usize,
    /// Different numbers.
    pub numbers: usize,
    /// Of those, answered already.
    pub answered: usize,
    /// Of those, neither answered nor failed: what a run would ask for.
    pub open: usize,
}

impl Planned {
    /// Entries that can't be looked up.
    pub fn invalid_entries(&self) -> usize {
        self.invalid.iter().map(|(_, count)| count).sum()
    }
}
