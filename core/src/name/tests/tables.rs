//! The tables against libraries' own.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script as Known, UnicodeScript};

use super::super::fold::folded;
use super::super::script::Script;
use super::super::{letters, words};
use super::BrowserFolding;

fn plain(text: &str) -> String {
    folded(&BrowserFolding, text).text
}

#[test]
fn given_every_mark_on_letters_that_are_read_without_when_folded_then_it_is_gone() {
    for character in '\0'..=char::MAX {
        if character.general_category_group() != GeneralCategoryGroup::Mark {
            continue;
        }
        let left_out = plain(&format!("x{character}")) == "x";
        match character.script() {
            // Letters written above others, kana's voice marks, and marks of notes stay or are no names'.
            Known::Latin | Known::Greek | Known::Cyrillic | Known::Hebrew | Known::Arabic
                if !matches!(character as u32, 0x10000..|0x2de0..=0x2dff| 0xa66f..=0xa69f) =>
            {
                assert!(left_out, "U+{:04X}", character as u32);
            }
            Known::Devanagari if character == '\u{93c}' => assert!(left_out),
            Known::Devanagari | Known::Thai | Known::Bengali | Known::Tamil | Known::Khmer => {
                assert!(!left_out, "U+{:04X}", character as u32);
            }
            _ => {}
        }
    }
}

#[test]
fn given_each_plain_letter_when_looked_at_then_it_is_one_that_nothing_else_takes_apart() {
    for (letter, plain_letters) in letters::PLAIN.entries() {
        let decomposed: String = letter.nfkd().collect::<String>().to_lowercase();
        assert_eq!(decomposed, letter.to_string(), "{letter}");
        assert!(!plain_letters.is_empty(), "{letter}");
        assert_eq!(plain(plain_letters), plain_letters, "{letter}");
    }
}

#[test]
fn given_the_lists_of_words_when_folded_then_they_stay_as_they_are() {
    for word in words::lists() {
        assert_eq!(plain(word), word);
    }
}

#[test]
fn given_each_letter_when_its_script_is_named_then_unicode_agrees() {
    for character in ('\0'..=char::MAX).filter(|c| c.is_alphabetic()) {
        let text = plain(&character.to_string());
        for letter in text.chars().filter(|c| c.is_alphabetic()) {
            let known = match Script::of(letter) {
                Script::Latin => vec![Known::Latin],
                Script::Greek => vec![Known::Greek, Known::Coptic],
                Script::Cyrillic => vec![Known::Cyrillic],
                Script::Armenian => vec![Known::Armenian],
                Script::Georgian => vec![Known::Georgian],
                Script::Hebrew => vec![Known::Hebrew],
                Script::Arabic => vec![Known::Arabic],
                Script::Ethiopic => vec![Known::Ethiopic],
                Script::Kana => vec![Known::Hiragana, Known::Katakana],
                Script::Hangul => vec![Known::Hangul],
                Script::Han => vec![Known::Han],
                Script::Indic(block) => vec![match block * 0x80 {
                    0x900 => Known::Devanagari,
                    0x980 => Known::Bengali,
                    0xa00 => Known::Gurmukhi,
                    0xa80 => Known::Gujarati,
                    0xb00 => Known::Oriya,
                    0xb80 => Known::Tamil,
                    0xc00 => Known::Telugu,
                    0xc80 => Known::Kannada,
                    0xd00 => Known::Malayalam,
                    0xd80 => Known::Sinhala,
                    0xe00 => Known::Thai,
                    0xe80 => Known::Lao,
                    _ => Known::Tibetan,
                }],
                Script::Unclear => continue,
            };
            let script = letter.script();
            assert!(
                known.contains(&script) || matches!(script, Known::Common | Known::Inherited),
                "{letter} U+{:04X} is {script:?}",
                letter as u32
            );
        }
    }
}

#[cfg(feature = "transliterate")]
#[test]
fn given_each_letter_of_the_small_table_when_transliterated_by_the_library_then_both_agree() {
    for (letter, latin) in super::super::romanize::LATIN.entries() {
        let known = any_ascii::any_ascii_char(letter).replace('\'', "");
        assert_eq!(latin, known, "{letter}");
    }
}

#[cfg(feature = "transliterate")]
#[test]
fn given_each_latin_letter_of_the_table_when_written_plainly_by_the_library_then_both_agree() {
    for (letter, latin) in letters::PLAIN
        .entries()
        .filter(|(_, plain)| plain.is_ascii())
    {
        assert_eq!(
            latin,
            any_ascii::any_ascii_char(letter).to_lowercase(),
            "{letter}"
        );
    }
}
