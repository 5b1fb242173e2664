//! Which entries have a text: in a cell of their row, in the public name, in the number.

use memchr::memmem::Finder;
use phone_profile_contacts::list::List;
use phone_profile_contacts::table::Row;
use phone_profile_core::number::is_of_number;

/// Fewer digits stand in too many numbers.
const FEWEST_DIGITS: usize = 3;

/// A text that is searched for, in any case.
pub(super) struct Search {
    text: Finder<'static>,
    /// Where the text is a part of a number, however it is grouped.
    digits: Option<String>,
}

impl Search {
    /// `None` for a text that says nothing.
    pub(super) fn new(entered: &str) -> Option<Self> {
        let entered = entered.trim();
        let mut text = String::new();
        fold(entered, &mut text);
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let is_number = entered.chars().all(is_of_number) && digits.len() >= FEWEST_DIGITS;
        (!text.is_empty()).then_some(Self {
            text: Finder::new(&text).into_owned(),
            digits: is_number.then_some(digits),
        })
    }

    /// For each entry, in the list's order, whether it has the text.
    pub(super) fn matches(&self, list: &List) -> Vec<bool> {
        let mut buffer = String::new();
        let mut last = None;
        let entries = list.plan.entries.iter();
        let matching = entries.map(|entry| {
            let in_row = match last {
                Some((row, in_row)) if row == entry.row => in_row,
                _ => {
                    let row = list.table.rows.get(entry.row);
                    row.is_some_and(|row| self.is_in_row(row, &mut buffer))
                }
            };
            last = Some((entry.row, in_row));
            let Some(id) = entry.number().filter(|_| !in_row) else {
                return in_row;
            };
            let digits = self.digits.as_deref().zip(list.plan.numbers.get(id));
            if digits.is_some_and(|(part, number)| number.digits().contains(part)) {
                return true;
            }
            let profile = list.run.lookup(id).profile();
            let name = profile.and_then(|profile| profile.name.as_deref());
            name.is_some_and(|name| self.is_in(name, &mut buffer))
        });
        matching.collect()
    }

    fn is_in_row(&self, row: &Row, buffer: &mut String) -> bool {
        // All cells at once first: most rows don't have it. A text from the end of one cell and the
        // start of the next is none.
        self.is_in(row.cells.as_slice(), buffer)
            && (row.cells.len() < 2 || row.cells.iter().any(|cell| self.is_in(cell, buffer)))
    }

    fn is_in(&self, text: &str, buffer: &mut String) -> bool {
        buffer.clear();
        fold(text, buffer);
        self.text.find(buffer.as_bytes()).is_some()
    }
}

/// Appends a text in small letters. Character by character: what a sigma becomes must not depend on
/// where a cell ends.
fn fold(text: &str, to: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        // Most of a list is ASCII, which takes no table.
        let length = rest.bytes().position(|byte| !byte.is_ascii());
        let (plain, others) = rest.split_at(length.unwrap_or(rest.len()));
        let start = to.len();
        to.push_str(plain);
        if let Some(added) = to.get_mut(start..) {
            added.make_ascii_lowercase();
        }
        let mut others = others.chars();
        to.extend(others.next().into_iter().flat_map(char::to_lowercase));
        rest = others.as_str();
    }
}
