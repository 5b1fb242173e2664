//! The list that is enriched: the file, what its columns mean, and what of it would be looked up.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use phone_profile_contacts::{
    columns::{self, Columns},
    file::{self, FileError, Limits, Opened},
    plan::{OptOut, Plan, UnreadableLine},
    table::Table,
};
use sha2::{Digest, Sha256};

use super::Enrich;

/// The list.
pub(super) struct Input {
    pub(super) table: Table,
    pub(super) columns: Columns,
    pub(super) plan: Plan,
    /// What is to be known about the reading.
    pub(super) notes: Vec<String>,
    /// Of the file and of what its columns were taken for.
    pub(super) hash: String,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum InputError {
    #[error("{} can't be read", .0.display())]
    Io(PathBuf, #[source] io::Error),
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: FileError },
    #[error("{}: {error}", path.display())]
    OptOut {
        path: PathBuf,
        error: UnreadableLine,
    },
    #[error("there is no column {0:?}: the file has {1}")]
    NoColumn(String, String),
    #[error("no column looks like phone numbers: name one with --number-column")]
    NoNumbers,
}

impl Input {
    pub(super) fn read(options: &Enrich) -> Result<Self, InputError> {
        let path = &options.file;
        let bytes = read(path)?;
        let name = path.file_name().and_then(|name| name.to_str());
        let opened = file::open(&bytes, name, &Limits::default());
        let Opened { table, notes, .. } = opened.map_err(|error| InputError::File {
            path: path.clone(),
            error,
        })?;
        let region = options.region.as_deref();
        let mut columns = columns::guess(&table, region);
        if !options.number_columns.is_empty() {
            columns.numbers = named(&table, &columns, &options.number_columns)?;
        }
        if !options.name_columns.is_empty() {
            columns.name = named(&table, &columns, &options.name_columns)?;
        }
        if columns.numbers.is_empty() {
            return Err(InputError::NoNumbers);
        }
        let opt_out = match &options.opt_out {
            Some(path) => {
                let text = String::from_utf8_lossy(&read(path)?).into_owned();
                OptOut::read(&text, region).map_err(|error| InputError::OptOut {
                    path: path.clone(),
                    error,
                })?
            }
            None => OptOut::default(),
        };
        Ok(Self {
            plan: Plan::new(&table, &columns, region, &opt_out),
            hash: const_hex::encode(Sha256::digest(&bytes)),
            notes: notes.iter().map(ToString::to_string).collect(),
            table,
            columns,
        })
    }
}

fn read(path: &Path) -> Result<Vec<u8>, InputError> {
    fs::read(path).map_err(|error| InputError::Io(path.to_owned(), error))
}

/// Columns by their names in the header, in any case, or by their places from 1.
fn named(table: &Table, columns: &Columns, wanted: &[String]) -> Result<Vec<usize>, InputError> {
    let header = table.rows.first().filter(|_| columns.header);
    let names: Vec<&str> =
        header.map_or_else(Vec::new, |row| row.cells.iter().map(str::trim).collect());
    let place = |wanted: &String| {
        let by_name = |name: &&str| name.to_lowercase() == wanted.trim().to_lowercase();
        let place = names.iter().position(by_name).or_else(|| {
            let place: usize = wanted.parse().ok()?;
            (1..=table.width()).contains(&place).then(|| place - 1)
        });
        place.ok_or_else(|| {
            let there = match names.is_empty() {
                true => format!("columns 1 to {}", table.width()),
                false => names.join(", "),
            };
            InputError::NoColumn(wanted.clone(), there)
        })
    };
    wanted.iter().map(place).collect()
}
