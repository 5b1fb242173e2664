//! Text with a separator between its cells: CSV and its relatives, and what is pasted from a spreadsheet.
//!
//! `separator` finds what stands between cells, `quotes` makes harmless what is opened and never
//! closed, and the csv crate reads the rest.

mod quotes;
mod separator;

use csv::{ReaderBuilder, StringRecord};

use super::error::FileError;
use super::gathering::{Gathering, place};
use super::limits::Limits;
use super::note::{Note, Places};
use super::{Format, Opened};

/// What no text has: the separator of a text whose lines are one cell each.
const NOWHERE: u8 = 0x1f;

pub(super) fn read(
    text: &str,
    encoding: &'static str,
    limits: &Limits,
) -> Result<Opened, FileError> {
    let declared = separator::declared(text);
    let (skipped_lines, text) = match &declared {
        Some(declared) => (1, declared.rest),
        None => (0, text),
    };
    let separator = match declared {
        Some(declared) => Some(declared.separator),
        None => separator::likely(text),
    };
    let byte = separator.unwrap_or(NOWHERE);
    let (text, open) = quotes::closed(text, byte);
    let mut lines = Lines {
        text: text.as_bytes(),
        counted: 0,
        line: 1 + skipped_lines,
    };
    let mut gathering = Gathering::new(limits);
    let mut reader = ReaderBuilder::new()
        .delimiter(byte)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    while reader
        .read_record(&mut record)
        // The text is valid and in memory.
        .map_err(|_| FileError::Binary)?
    {
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(usize::try_from(start).unwrap_or(usize::MAX));
        gathering.push(line, record.clone())?;
    }
    let mut places = Places::default();
    for line in open {
        places.add(place(line + skipped_lines));
    }
    Ok(Opened {
        table: gathering.finish()?,
        format: Format::Delimited {
            separator: separator.map(char::from),
            encoding,
        },
        notes: places.note(Note::OpenQuotes).into_iter().collect(),
    })
}

/// Counts lines as editors do. The csv crate counts a row as starting before the blank lines above it.
struct Lines<'a> {
    text: &'a [u8],
    /// Bytes whose lines are counted.
    counted: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a record that the reader found at this byte, or behind blank lines there.
    fn at(&mut self, byte: usize) -> u32 {
        let rest = self.text.get(byte..).unwrap_or_default();
        let is_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let start = byte + rest.iter().take_while(is_end).count();
        let between = self.text.get(self.counted..start).unwrap_or_default();
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.counted = self.counted.max(start);
        place(self.line)
    }
}
