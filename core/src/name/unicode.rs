//! Folding by libraries, for where there is no browser.

use any_ascii::any_ascii;
use unicode_normalization::UnicodeNormalization;

use super::fold::Folding;

/// Folds by Unicode's tables, and writes every script in Latin letters that has a usual way to do so.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnicodeFolding;

impl Folding for UnicodeFolding {
    fn decompose(&self, text: &str) -> String {
        text.nfkd().collect::<String>().to_lowercase()
    }

    fn romanize(&self, word: &str) -> Option<String> {
        // Whole syllables and voiced kana have spellings, their parts have not.
        let composed: String = word.nfc().collect();
        // In Greek, one vowel in two letters, of which the second stands for another when alone.
        Some(any_ascii(&composed.replace("ου", "ou")))
    }
}
