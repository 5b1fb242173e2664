//! Writes an export as CSV (RFC 4180).

use std::borrow::Cow;
use std::io::Write;

use csv::{QuoteStyle, Terminator, WriterBuilder};
use phone_profile_core::name::Folding;

use super::ExportError;
use super::formula::escaped;
use super::grid::{Cell, Grid};

/// How the cells are separated and the text is encoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dialect {
    /// Between cells.
    pub separator: u8,
    /// Whether a byte order mark says that it is UTF-8: without it Excel takes it for something else.
    pub mark: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self {
            separator: b',',
            mark: true,
        }
    }
}

/// Writes the grid. The file's own cells stay as they are; a cell of ours is never run as a formula.
///
/// # Errors
/// Where `to` can't be written to.
pub fn delimited<F: Folding>(
    grid: &Grid<'_, F>,
    dialect: Dialect,
    mut to: impl Write,
) -> Result<(), ExportError> {
    if dialect.mark {
        to.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = WriterBuilder::new()
        .delimiter(dialect.separator)
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(to);
    for row in std::iter::once(grid.header()).chain(grid.rows()) {
        let cells = row.iter().map(|cell| match cell {
            Cell::Theirs(text) => Cow::Borrowed(*text),
            Cell::Ours(text) => escaped(text),
        });
        writer.write_record(cells.map(|cell| cell.into_owned().into_bytes()))?;
    }
    writer.flush()?;
    Ok(())
}
