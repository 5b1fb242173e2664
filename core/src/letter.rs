//! Whether a character is part of a word, without Unicode's table of letters: that is more than a
//! kilobyte of every download, and names and numbers need no more than this.

/// A letter, digit or mark of any script. What is neither ASCII nor in a block of symbols and
/// punctuation counts as one; so do signs that stand scattered among letters.
pub fn is_part_of_word(character: char) -> bool {
    match character {
        '\0'..='\u{7f}' => character.is_ascii_alphanumeric(),
        // Latin-1 has its letters after ª, µ and º.
        '\u{80}'..='\u{bf}' => matches!(character, '\u{aa}' | '\u{b5}' | '\u{ba}'),
        '\u{d7}' | '\u{f7}' => false,
        // Comma, semicolon and question mark in Arabic; full stops in Indian scripts.
        '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{964}' | '\u{965}' => false,
        // From the typographic spaces to the arrows, and the dashes and quotes that came later.
        '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' => false,
        // Chinese and Japanese: 々, 〆 and 〇 are written like letters, the middle dot isn't.
        '\u{3000}'..='\u{303f}' | '\u{30fb}' => matches!(character, '\u{3005}'..='\u{3007}'),
        // Private use, variation selectors, small and wide forms of ASCII's punctuation.
        '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe6f}' | '\u{feff}' => false,
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' => false,
        '\u{ff5b}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffff}' => false,
        // Cards, emoji, musical notes.
        '\u{1d000}'..='\u{1d3ff}' | '\u{1f000}'..='\u{1faff}' => false,
        _ => !character.is_whitespace(),
    }
}

#[cfg(test)]
mod tests {
    use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

    use super::is_part_of_word;

    /// What stands in blocks of symbols all the same: ℵ, ⁿ, Roman numerals, encircled letters, …
    fn is_scattered(character: char) -> bool {
        matches!(character, '\u{2071}' | '\u{207f}' | '\u{2090}'..='\u{209f}' | '\u{208f}'
            | '\u{2100}'..='\u{218b}' | '\u{2e2f}' | '\u{3031}'..='\u{303c}')
    }

    #[test]
    fn given_any_letter_or_digit_then_it_is_part_of_a_word() {
        let wrong: Vec<char> = ('\0'..=char::MAX)
            .filter(|c| {
                let group = c.general_category_group();
                group == GeneralCategoryGroup::Letter
                    || c.is_ascii_digit()
                    || matches!(*c, '\u{660}'..='\u{669}' | '\u{966}'..='\u{96f}')
            })
            .filter(|c| !is_part_of_word(*c) && !is_scattered(*c))
            .collect();
        assert_eq!(wrong, []);
    }

    #[test]
    fn given_what_separates_the_words_of_names_then_it_is_no_part_of_one() {
        let separators = " \t\u{a0}\u{3000}.,;:!?-_/\\|()[]{}<>\"'`´«»„“”‘’–—·•…،؛؟।、。・「」，．！＠＋🌻👩\u{200d}❤\u{fe0f}★™©€$×÷";
        let wrong: String = separators.chars().filter(|c| is_part_of_word(*c)).collect();
        assert_eq!(wrong, "");
    }

    #[test]
    fn given_a_word_with_marks_then_it_is_one_word() {
        for word in [
            "zoe\u{308}",
            "हिन्दी",
            "佐々木",
            "Ægir",
            "ÑANDÚ",
            "محمد",
            "Đặng",
            "O\u{30b}",
        ] {
            assert!(word.chars().all(is_part_of_word), "{word}");
        }
    }
}
