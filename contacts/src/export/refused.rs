//! Writes what has no answer as CSV, with the reasons, for whoever mends the list or asks again.

use std::io::Write;

use csv::{Terminator, WriterBuilder};
use phone_profile_core::name::Folding;

use super::ExportError;
use super::added::Added;
use super::formula::escaped;
use super::grid::Grid;
use super::shape::Shape;
use crate::list::Finding;
use crate::plan::Standing;
use crate::run::Lookup;

/// Why there is no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unanswered {
    /// It is no number, or one of a run of them that is refused.
    Refused,
    /// It was asked for, and failed.
    Failed,
}

/// Writes a line for each entry that has no answer for such a reason: where it stands in the file, as what, why it has
/// none, and the file's own cells.
///
/// # Errors
/// Where `to` can't be written to.
pub fn unanswered<F: Folding>(
    grid: &Grid<'_, F>,
    which: Unanswered,
    mut to: impl Write,
) -> Result<(), ExportError> {
    // Excel reads it as UTF-8 by this.
    to.write_all("\u{feff}".as_bytes())?;
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(to);
    for name in ["Row", "Number as written", "Reason"] {
        writer.write_field(name)?;
    }
    for name in grid.names() {
        writer.write_field(name)?;
    }
    writer.write_record(None::<&[u8]>)?;
    let width = grid.list().table.width();
    for finding in grid.findings().filter(|finding| which.has(finding)) {
        let reason = Added::Note.value(&finding, Shape::Plain);
        writer.write_field(finding.row.place.to_string())?;
        writer.write_field(escaped(finding.as_written()).as_bytes())?;
        writer.write_field(escaped(&reason).as_bytes())?;
        for column in 0..width {
            writer.write_field(finding.row.cell(column))?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()?;
    Ok(())
}

impl Unanswered {
    fn has(self, finding: &Finding<'_>) -> bool {
        match self {
            Self::Refused => matches!(
                finding.entry.standing,
                Standing::Invalid(_) | Standing::Consecutive
            ),
            Self::Failed => matches!(finding.lookup, Lookup::Failed(_)),
        }
    }
}
