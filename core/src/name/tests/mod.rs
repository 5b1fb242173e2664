//! The cases of `core/tests/cases/names.json`, what always holds, and the tables against libraries.

#![allow(clippy::unwrap_used)]

mod cases;
mod properties;
mod tables;

use unicode_normalization::UnicodeNormalization;

use super::Folding;

/// Folds as a browser does.
struct BrowserFolding;

impl Folding for BrowserFolding {
    fn decompose(&self, text: &str) -> String {
        text.nfkd().collect::<String>().to_lowercase()
    }
}
