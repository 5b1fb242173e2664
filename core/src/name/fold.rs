//! Takes out of a name what people write or leave out at will: capitals, accents, vowel points, apostrophes.

use super::letters::push_plain;
use super::romanize::by_table;
use crate::text::{NAME, clean};

/// What of comparing takes tables of Unicode: a browser has them, elsewhere a library does.
pub trait Folding {
    /// Takes text apart into base letters and marks (NFKD), and makes it lower case after that.
    fn decompose(&self, text: &str) -> String;

    /// Writes a folded word in Latin letters, each part that can be a name of its own with a capital (`WangWei`).
    /// `None` where that can't be done.
    fn romanize(&self, word: &str) -> Option<String> {
        by_table(word)
    }
}

/// A name made ready to be taken into words.
#[derive(Debug)]
pub(super) struct Folded {
    /// In lower case, with all that it was written with.
    pub lower: String,
    /// In plain letters.
    pub text: String,
}

/// Folds a name. ä, ö, ü and å stay: they are also written ae, oe, ue and aa.
pub(super) fn folded(folding: &impl Folding, name: &str) -> Folded {
    // Decomposed, these trade mark signs would be letters.
    let is_sign = |c: &char| matches!(c, '\u{2122}' | '\u{2120}');
    let name: String = name.chars().filter(|c| !is_sign(c)).collect();
    let lower = folding.decompose(&clean(&name, NAME).unwrap_or_default());
    let mut text = String::with_capacity(lower.len());
    for character in lower.chars() {
        if is_left_out(character) {
            let with_mark = match (text.chars().next_back(), character) {
                (Some('a'), '\u{308}') => 'ä',
                (Some('o'), '\u{308}') => 'ö',
                (Some('u'), '\u{308}') => 'ü',
                (Some('a'), '\u{30a}') => 'å',
                _ => continue,
            };
            text.pop();
            text.push(with_mark);
        } else {
            push_plain(character, &mut text);
        }
    }
    Folded { lower, text }
}

/// Marks of scripts that are read without them, and what stands in a word without being a letter of it. The vowel signs
/// of Indic scripts and of Thai, and the voice marks of kana, tell names apart: they stay.
fn is_left_out(character: char) -> bool {
    matches!(character,
        // Accents on Latin, Greek and Cyrillic letters.
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}'
        // Hebrew points.
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'..='\u{5cf}'
        | '\u{fb1e}'
        // Arabic vowel signs and hamza above or below, tatweel, signs of the Koran.
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{897}'..='\u{89f}' | '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}'
        // Syriac points, tones in N'Ko, the nukta that Hindi is often written without.
        | '\u{711}' | '\u{730}'..='\u{74a}' | '\u{7eb}'..='\u{7f3}' | '\u{93c}'
        // Joiners and marks of direction.
        | '\u{200c}'..='\u{200f}' | '\u{61c}'
        // Apostrophes: O'Neill, ONeill; geresh and gershayim.
        | '\'' | '`' | '\u{2b9}'..='\u{2bf}' | '\u{2c8}' | '\u{55a}' | '\u{5f3}' | '\u{5f4}' | '\u{2018}'..='\u{201b}'
        | '\u{2032}'
    )
}
