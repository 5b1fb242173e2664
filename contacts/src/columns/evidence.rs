//! What the cells of a column say of it.

use phone_profile_core::number::{self, NumberError, is_digit, is_of_number};

use super::region::region_of;
use super::several::cell_numbers;
use crate::table::{Row, Table};

/// How many filled cells of a column are looked at: the first, those in the middle and the last.
const EACH: usize = 30;

/// The digits that a number may have.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// What was found in some of a column's cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Evidence {
    /// Cells with something in them that were looked at.
    pub(super) filled: usize,
    /// Numbers that are written as people write them: with a plus sign, a link, groups.
    written: usize,
    /// Digits alone that can be read as a number.
    plain: usize,
    /// What looks like a number and can't be read as it stands.
    unread: usize,
    countries: usize,
    names: usize,
    /// Plain digits of which each is more than the one before: an index.
    ascending: bool,
}

/// What one cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Written,
    Plain,
    Unread,
    Else,
}

impl Evidence {
    /// Looks at a column's cells below the header. `region` says by which region a row's numbers are read.
    pub(super) fn of<'a>(
        rows: &'a [Row],
        column: usize,
        region: impl Fn(&'a Row) -> Option<String>,
    ) -> Self {
        let filled: Vec<&Row> = rows
            .iter()
            .filter(|row| !row.cell(column).trim().is_empty())
            .collect();
        let mut evidence = Self::default();
        let mut plain: Vec<&str> = Vec::new();
        for row in sample(&filled) {
            let cell = row.cell(column).trim();
            evidence.filled += 1;
            match kind(cell, region(row).as_deref()) {
                Kind::Written => evidence.written += 1,
                Kind::Plain => evidence.plain += 1,
                Kind::Unread => evidence.unread += 1,
                Kind::Else => {}
            }
            evidence.countries += usize::from(region_of(cell).is_some());
            evidence.names += usize::from(is_name(cell));
            if cell.chars().all(|c| c.is_ascii_digit()) {
                plain.push(cell);
            }
        }
        evidence.ascending = plain.len() > 3
            && plain.len() == evidence.filled
            && plain.is_sorted_by(|one, next| (one.len(), *one) < (next.len(), *next));
        evidence
    }

    /// Whether a column whose header says that it has numbers has any.
    pub(super) fn bears_out_a_phone(&self) -> bool {
        (self.written + self.plain + self.unread) * 10 >= self.filled * 3 && self.filled > 0
    }

    /// Whether there is anything like a number.
    pub(super) fn has_any(&self) -> bool {
        self.written + self.plain + self.unread > 0
    }

    /// Whether the cells alone say that these are numbers.
    pub(super) fn is_of_numbers(&self) -> bool {
        self.written * 10 >= self.filled * 6 && self.filled > 0
    }

    /// Whether hardly anything else is in the column than numbers that are written as such.
    pub(super) fn is_all_numbers(&self) -> bool {
        self.written * 10 >= self.filled * 9 && self.filled > 0
    }

    /// Whether the cells may be numbers, in want of a better column; the more, the likelier.
    pub(super) fn may_be_numbers(&self) -> Option<usize> {
        let likely = self.written + self.plain + self.unread;
        let may_be = likely * 10 >= self.filled * 8 && self.filled > 0 && !self.ascending;
        may_be.then_some(likely)
    }

    /// Whether a column whose header says that it has countries has any.
    pub(super) fn bears_out_a_country(&self) -> bool {
        self.countries * 10 >= self.filled * 5 && self.filled > 0
    }

    /// Whether the cells look like people's names.
    pub(super) fn is_of_names(&self) -> bool {
        let others = self.countries * 2 < self.filled;
        self.names * 10 >= self.filled * 7 && self.filled > 0 && others
    }
}

/// The first, those in the middle and the last.
fn sample<'a, 'b>(rows: &'b [&'a Row]) -> impl Iterator<Item = &'a Row> + use<'a, 'b> {
    let middle = (rows.len() / 2).saturating_sub(EACH / 2);
    let last = rows.len().saturating_sub(EACH);
    rows.iter()
        .enumerate()
        .filter(move |(index, _)| {
            *index < EACH || (middle..middle + EACH).contains(index) || *index >= last
        })
        .map(|(_, row)| *row)
}

/// The best that a cell's parts are.
fn kind(cell: &str, region: Option<&str>) -> Kind {
    let kinds: Vec<Kind> = cell_numbers(cell)
        .into_iter()
        .map(|part| kind_of_one(part, region))
        .collect();
    [Kind::Written, Kind::Plain, Kind::Unread]
        .into_iter()
        .find(|kind| kinds.contains(kind))
        .unwrap_or(Kind::Else)
}

fn kind_of_one(text: &str, region: Option<&str>) -> Kind {
    let digits = text.chars().filter(|c| is_digit(*c)).count();
    let is_plain = digits == text.chars().count();
    match number::read(text, region) {
        Ok(_) if is_plain => Kind::Plain,
        // The decimals of a column of numbers.
        Ok(_) if text.ends_with(".0") && !text.starts_with('+') => Kind::Plain,
        Ok(_) => Kind::Written,
        // In groups, and what lacks is the country.
        Err(NumberError::MissingCountryCode | NumberError::UnclearNational { .. })
            if DIGITS.contains(&digits) =>
        {
            let groups = text
                .split(|c: char| !is_digit(c))
                .filter(|group| !group.is_empty());
            match groups.count() > 1 && text.chars().all(is_of_number) {
                true => Kind::Written,
                false => Kind::Unread,
            }
        }
        Err(NumberError::ScientificNotation) => Kind::Unread,
        Err(_) if DIGITS.contains(&digits) && text.chars().all(is_of_number) => Kind::Unread,
        Err(_) => Kind::Else,
    }
}

/// Letters, in a few words, and nothing that addresses and notes have.
fn is_name(cell: &str) -> bool {
    let words = cell.split_whitespace().count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    (1..=5).contains(&words)
        && letters >= 2
        && !cell.contains(['@', '/', ':', '_', '=', '<'])
        && !cell.chars().any(is_digit)
}

/// The rows below a header, if there are any; else all.
pub(super) fn body(table: &Table) -> &[Row] {
    match table.rows.as_slice() {
        [_, body @ ..] if !body.is_empty() => body,
        rows => rows,
    }
}
