//! The people who want no lookup: their numbers are never asked for, and never exported.

use std::collections::HashSet;

use phone_profile_core::number::{self, E164};

use crate::columns;

/// Numbers that are never looked up and never exported.
#[derive(Clone, Debug, Default)]
pub struct OptOut(HashSet<E164>);

/// A line of an opt-out list that no number can be read from: somebody may rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the opt-out list has no number that can be read")]
pub struct UnreadableLine {
    /// Counted from 1.
    pub line: usize,
}

impl OptOut {
    /// Reads a text with a number in each line. Text from `#` on is a comment, and so is a first line
    /// without a digit: a column's name.
    ///
    /// # Errors
    /// The first line that can't be read: a list that is followed in part is worse than none.
    pub fn read(text: &str, region: Option<&str>) -> Result<Self, UnreadableLine> {
        let mut numbers = HashSet::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if index == 0 && !line.chars().any(number::is_digit) {
                continue;
            }
            for entered in columns::cell_numbers(line) {
                let number = number::normalize(entered, region)
                    .map_err(|_| UnreadableLine { line: index + 1 })?;
                numbers.insert(number);
            }
        }
        Ok(Self(numbers))
    }

    /// Whether the number is on it.
    pub fn has(&self, number: &E164) -> bool {
        self.0.contains(number)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
