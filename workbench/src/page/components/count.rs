//! A count, as the reader's language writes it.

use phone_profile::page::session::Formats;

use crate::page::words::Words;

/// With the language's separators.
pub fn count(words: &Words, count: usize) -> String {
    words.count(u64::try_from(count).unwrap_or(u64::MAX))
}

/// With what is counted, in the plural where it is not one.
pub fn counted(words: &Words, number: usize, what: &str) -> String {
    crate::page::estimate::counted(number, what, words)
}
