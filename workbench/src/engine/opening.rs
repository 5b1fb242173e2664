//! Reads a file, and says what it is taken for.

use phone_profile_contacts::columns::{self, Columns, RegionFrom};
use phone_profile_contacts::file::{self, FileError, Format, Limits};
use phone_profile_contacts::table::{Row, Table};

use super::rows::shortened;
use crate::protocol::{self, Opened, Region};

/// Rows that the page shows for the columns to be chosen by.
const FIRST_ROWS: usize = 10;

/// A file that was read, besides its rows.
pub(super) struct Source {
    /// The file's name; none for a pasted text.
    pub(super) name: Option<String>,
    /// The region that the person's browser suggests.
    pub(super) region: Option<String>,
    /// Columns of the widest row.
    pub(super) width: usize,
    format: String,
    notes: Vec<String>,
}

impl Source {
    pub(super) fn read(
        bytes: &[u8],
        name: Option<String>,
        region: Option<String>,
    ) -> Result<(Self, Table), FileError> {
        let opened = file::open(bytes, name.as_deref(), &Limits::default())?;
        let source = Self {
            width: opened.table.width(),
            name,
            region,
            format: format(&opened.format),
            notes: opened.notes.iter().map(ToString::to_string).collect(),
        };
        Ok((source, opened.table))
    }

    /// What the columns look like.
    pub(super) fn guess(&self, table: &Table) -> Columns {
        columns::guess(table, self.region.as_deref())
    }

    /// What the page hears of it.
    pub(super) fn told(&self, table: &Table, columns: &Columns) -> Opened {
        let cell = |row: &Row, column| shortened(row.cell(column));
        let cells = |row| (0..self.width).map(move |column| cell(row, column));
        let rows = table.rows.iter().take(FIRST_ROWS);
        Opened {
            name: self.name.clone(),
            format: self.format.clone(),
            notes: self.notes.clone(),
            names: self.names(table, columns),
            first: rows.map(|row| cells(row).collect()).collect(),
            columns: told(columns),
        }
    }

    /// The columns' names, from the header or counted.
    pub(super) fn names(&self, table: &Table, columns: &Columns) -> Vec<String> {
        let header = table.rows.first().filter(|_| columns.header);
        let name = |column| match header.map(|row| row.cell(column).trim()) {
            Some(name) if !name.is_empty() => shortened(name),
            _ => format!("Column {}", column + 1),
        };
        (0..self.width).map(name).collect()
    }
}

fn format(format: &Format) -> String {
    match format {
        Format::Delimited {
            separator,
            encoding,
        } => match separator {
            Some('\t') => format!("Text with tabs in {encoding}"),
            Some(separator) => format!("CSV with {separator} in {encoding}"),
            None => format!("Text in {encoding}"),
        },
        Format::Spreadsheet { sheet } => {
            format!("Excel workbook, sheet \u{201c}{}\u{201d}", shortened(sheet))
        }
        Format::VCard { encoding } => format!("vCard in {encoding}"),
        Format::Json { encoding } => format!("JSON in {encoding}"),
    }
}

/// What the columns are taken for, as the page has it.
pub(super) fn told(columns: &Columns) -> protocol::Columns {
    protocol::Columns {
        header: columns.header,
        numbers: columns.numbers.clone(),
        name: columns.name.clone(),
        region: match &columns.region {
            RegionFrom::None => Region::None,
            RegionFrom::Fixed(region) => Region::Fixed(region.clone()),
            RegionFrom::Column(column) => Region::Column(*column),
        },
    }
}

/// What the page says that the columns are; none where the table has no such column.
pub(super) fn chosen(columns: protocol::Columns, width: usize) -> Option<Columns> {
    let region = match columns.region {
        Region::None => RegionFrom::None,
        Region::Fixed(region) => RegionFrom::Fixed(region.trim().to_ascii_uppercase()),
        Region::Column(column) => RegionFrom::Column(column),
    };
    let of_region = match region {
        RegionFrom::Column(column) => Some(column),
        RegionFrom::None | RegionFrom::Fixed(_) => None,
    };
    let mut all = columns
        .numbers
        .iter()
        .chain(&columns.name)
        .copied()
        .chain(of_region);
    all.all(|column| column < width).then_some(Columns {
        header: columns.header,
        numbers: columns.numbers,
        name: columns.name,
        region,
    })
}
