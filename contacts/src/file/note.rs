//! What a person should know about how a file was read, though it was read.

use std::fmt;

use super::figures::Count;

/// How many places a note names.
const NAMED: usize = 5;

/// Something about the reading that is no error. Its text form is one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Characters that stand for bytes which are none in the file's encoding.
    Undecoded {
        /// How many.
        characters: usize,
        /// The encoding that was assumed.
        encoding: &'static str,
    },
    /// Quotes that are opened and never closed. Each was read as part of its cell's text, so that the rows
    /// behind it are rows.
    OpenQuotes(Places),
    /// Lines of JSON, or entries of a list, that hold no object.
    NoObject(Places),
    /// Cards without an end, read as far as they go.
    OpenCards(Places),
    /// Cards that can't be read.
    BrokenCards(Places),
    /// Cards with more numbers than are read; the first ones were.
    NumbersLeftOut(Places),
    /// Cells with a spreadsheet's error (`#N/A`), left empty.
    ErrorCells(Places),
    /// Cells with a formula whose value isn't stored, left empty.
    NoValue(Places),
    /// Sheets of the workbook besides the one that was read.
    SheetsNotRead(Vec<String>),
}

/// Rows of a file that have something in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// How many they are.
    pub count: usize,
    /// The first of them, counted from 1.
    pub first: Vec<u32>,
}

impl Places {
    pub(super) fn add(&mut self, place: u32) {
        self.count += 1;
        if self.first.len() < NAMED {
            self.first.push(place);
        }
    }

    /// The note about these places, if there are any.
    pub(super) fn note(self, note: fn(Places) -> Note) -> Option<Note> {
        (self.count > 0).then(|| note(self))
    }
}

impl fmt::Display for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, place) in self.first.iter().enumerate() {
            let is_last = at + 1 == self.count;
            f.write_str(match at {
                0 => "",
                _ if is_last => " and ",
                _ => ", ",
            })?;
            write!(f, "{place}")?;
        }
        match self.count.saturating_sub(self.first.len()) {
            0 => Ok(()),
            others => write!(f, " and {} more", Count(others)),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = |places: &Places, one: &'static str, many: &'static str| match places.count {
            1 => one,
            _ => many,
        };
        match self {
            Self::Undecoded {
                characters,
                encoding,
            } => write!(
                f,
                "{} characters could not be read as {encoding}: save the file as UTF-8 if names look wrong.",
                Count(*characters)
            ),
            Self::OpenQuotes(places) => write!(
                f,
                "A quote is opened and not closed in {} {places}: it was read as part of the text.",
                rows(places, "line", "lines")
            ),
            Self::NoObject(places) => write!(
                f,
                "Left out {} {places}: no JSON object.",
                rows(places, "row", "rows")
            ),
            Self::OpenCards(places) => write!(
                f,
                "No end in {} {places}: read as far as it goes.",
                rows(places, "card", "cards")
            ),
            Self::BrokenCards(places) => write!(
                f,
                "Left out {} {places}: can\u{2019}t be read.",
                rows(places, "card", "cards")
            ),
            Self::NumbersLeftOut(places) => write!(
                f,
                "More numbers than are read in {} {places}: only the first were taken.",
                rows(places, "card", "cards")
            ),
            Self::ErrorCells(places) => write!(
                f,
                "Cells with an error, as #N/A, were left empty in {} {places}.",
                rows(places, "row", "rows")
            ),
            Self::NoValue(places) => write!(
                f,
                "Formulas without a stored value were left empty in {} {places}: open and save the workbook in \
                 a spreadsheet program.",
                rows(places, "row", "rows")
            ),
            Self::SheetsNotRead(names) => {
                f.write_str("Only one sheet is read; left out: ")?;
                for (at, name) in names.iter().enumerate() {
                    let comma = if at > 0 { ", " } else { "" };
                    write!(f, "{comma}\u{201c}{name}\u{201d}")?;
                }
                f.write_str(".")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_places_when_written_then_the_first_are_named_and_the_others_counted() {
        let mut places = Places::default();
        places.add(3);
        assert_eq!(places.to_string(), "3");
        places.add(7);
        assert_eq!(places.to_string(), "3 and 7");
        for place in 8..20 {
            places.add(place);
        }
        assert_eq!(places.to_string(), "3, 7, 8, 9, 10 and 9 more");
    }
}
