//! Writes an export as JSON Lines: an object for each number, with all that is known.

use std::io::Write;

use phone_profile_core::name::Folding;
use phone_profile_core::profile::Profile;
use serde::Serialize;
use serde_json::{Map, Value};

use super::ExportError;
use super::added::Added;
use super::grid::Grid;
use super::shape::Shape;
use crate::list::{Finding, Look};

/// One number of one row.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    /// Where the file has the row.
    place: u32,
    /// The file's cells, under their columns' names.
    columns: Map<String, Value>,
    number: Option<String>,
    status: String,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "String::is_empty")]
    note: String,
    profile: Option<&'a Profile>,
    name_match: Option<Match>,
    /// What a public picture looks like; missing where it wasn't compared, or couldn't be.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture_hash: Option<String>,
    signals: Vec<Told>,
}

#[derive(Serialize)]
struct Match {
    result: &'static str,
    reason: &'static str,
}

/// A signal, with what it does not mean: whoever reads the file has nobody to ask.
#[derive(Serialize)]
struct Told {
    signal: &'static str,
    observed: &'static str,
    caution: &'static str,
}

/// Writes the lines.
///
/// # Errors
/// Where `to` can't be written to.
pub fn json_lines<F: Folding>(grid: &Grid<'_, F>, mut to: impl Write) -> Result<(), ExportError> {
    for finding in grid.findings() {
        serde_json::to_writer(&mut to, &line(grid, &finding))?;
        to.write_all(b"\n")?;
    }
    Ok(())
}

fn line<'a, F: Folding>(grid: &Grid<'_, F>, finding: &'a Finding<'_>) -> Line<'a> {
    let mut columns = Map::new();
    for (index, cell) in finding.row.cells.iter().enumerate() {
        let name = grid.name_of(index).text().to_owned();
        // Two columns may have one name.
        let key = match columns.contains_key(&name) {
            true => format!("{name} ({})", index + 1),
            false => name,
        };
        columns.insert(key, cell.into());
    }
    Line {
        place: finding.row.place,
        columns,
        number: finding.number.map(|number| number.with_plus()),
        status: Added::Status.value(finding, Shape::Plain),
        note: Added::Note.value(finding, Shape::Plain),
        profile: finding.profile(),
        name_match: finding.name_match.map(|reason| Match {
            result: reason.result().as_str(),
            reason: reason.as_str(),
        }),
        picture_hash: finding
            .look
            .and_then(Look::hash)
            .map(|hash| hash.to_string()),
        signals: finding
            .signals
            .iter()
            .map(|signal| Told {
                signal: signal.as_str(),
                observed: signal.observed(),
                caution: signal.caution(),
            })
            .collect(),
    }
}
