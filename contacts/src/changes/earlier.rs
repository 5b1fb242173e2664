//! Reads an earlier export: what it says of each number.

use std::collections::HashMap;

use phone_profile_core::number::{E164, normalize};
use phone_profile_core::profile::PictureState;

use crate::export::{Added, Shape, picture, yes_or_no};
use crate::list::{PictureHash, Status};
use crate::table::{Row, Table};

/// What an earlier export says of a number. `None` is what it doesn't say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    /// Whether it was registered.
    pub registered: Option<bool>,
    /// Its public name.
    pub name: Option<String>,
    /// Whether a business app was in use.
    pub business: Option<bool>,
    /// What was known about its picture.
    pub picture: Option<PictureState>,
    /// What it looked like.
    pub hash: Option<PictureHash>,
}

/// A table without the columns that an export has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no earlier export: it has no column \u{201c}{column}\u{201d}", column = Added::Number.label())]
pub struct NoExport;

/// Reads a table as an export of any shape.
///
/// # Errors
/// Where it has none of the columns.
pub fn read(table: &Table) -> Result<HashMap<E164, Earlier>, NoExport> {
    let Some((header, rows)) = table.rows.split_first() else {
        return Err(NoExport);
    };
    let groups: Vec<Group> = Shape::ALL
        .iter()
        .flat_map(|shape| groups(header, *shape))
        .collect();
    if groups.is_empty() {
        return Err(NoExport);
    }
    let mut earlier = HashMap::new();
    for row in rows {
        for group in &groups {
            // CRMs' exports have no plus sign.
            let entered = format!(
                "+{}",
                row.cell(group.number).trim_start_matches(['\'', '+'])
            );
            if let Ok(number) = normalize(&entered, None) {
                earlier.insert(number, group.read(row));
            }
        }
    }
    Ok(earlier)
}

/// The columns of one number: a row may have several.
struct Group {
    number: usize,
    status: Option<usize>,
    name: Option<usize>,
    business: Option<usize>,
    picture: Option<usize>,
    hash: Option<usize>,
}

fn groups(header: &Row, shape: Shape) -> Vec<Group> {
    let all: Vec<&str> = header.cells.iter().collect();
    let number = shape.header(Added::Number.label());
    let start = number.trim_end_matches("__c");
    let numbers = all
        .iter()
        .enumerate()
        .filter(|(_, name)| name.starts_with(start));
    numbers
        .map(|(place, name)| {
            // What tells several numbers apart: " (Mobile)", " 2".
            let suffix = name.get(start.len()..).unwrap_or_default();
            let column = |added: Added| {
                let label = shape.header(added.label());
                let wanted = format!("{}{suffix}", label.trim_end_matches("__c"));
                all.iter().position(|name| *name == wanted)
            };
            Group {
                number: place,
                status: column(Added::Status),
                name: column(Added::Name),
                business: column(Added::Business),
                picture: column(Added::Picture),
                hash: column(Added::PictureHash),
            }
        })
        .collect()
}

/// What can be known about a picture.
const PICTURES: [PictureState; 3] = [
    PictureState::Public,
    PictureState::Private,
    PictureState::None,
];

/// The one of some values that a cell has the words of.
fn known<T: Copy, const N: usize>(
    cell: &str,
    values: [T; N],
    words: impl Fn(T) -> &'static str,
) -> Option<T> {
    values.into_iter().find(|value| words(*value) == cell)
}

impl Group {
    fn read(&self, row: &Row) -> Earlier {
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column).trim());
        let name = cell(self.name).trim_start_matches('\'');
        Earlier {
            registered: known(
                cell(self.status),
                [true, false],
                |registered| match registered {
                    true => Status::Registered.as_str(),
                    false => Status::NotRegistered.as_str(),
                },
            ),
            name: (!name.is_empty()).then(|| name.to_owned()),
            business: known(cell(self.business), [true, false], |flag| {
                yes_or_no(Some(flag))
            }),
            picture: known(cell(self.picture), PICTURES, picture),
            hash: cell(self.hash).parse().ok(),
        }
    }
}
