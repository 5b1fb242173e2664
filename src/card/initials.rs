//! The letters under the picture.

use phone_profile_core::number::is_digit;

/// Up to two letters of a name: of the first and the last word that begin with one. Empty when
/// no word does (a name of digits or emoji): the card then draws a neutral figure. The style sheet
/// makes them capitals.
pub fn initials(name: &str) -> String {
    let mut letters = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .filter(|c| !is_digit(*c));
    let mut text = String::new();
    text.extend(letters.next());
    if text.chars().all(has_capitals) {
        text.extend(letters.next_back().filter(|c| has_capitals(*c)));
    }
    text
}

/// Whether a letter's script has capitals (Latin, Greek, Cyrillic, Armenian and their
/// extensions). The others join their letters: two initials side by side would be read as a word.
fn has_capitals(letter: char) -> bool {
    matches!(letter, '\0'..='\u{58f}' | '\u{1e00}'..='\u{1fff}')
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn first_and_last_word_give_their_letters() {
        assert_eq!(initials("Maya Lindqvist"), "ML");
        assert_eq!(initials("maya"), "m");
        assert_eq!(initials("  Ana de la Cruz "), "AC");
        assert_eq!(initials("\"Élan\" (shop)"), "És");
    }

    #[test]
    fn names_without_letters_give_none() {
        assert_eq!(initials(""), "");
        assert_eq!(initials("🌻 🌻"), "");
        assert_eq!(initials("+1 310 555"), "");
        // A family of four, one character of seven code points; a flag; a keycap.
        assert_eq!(initials("👨\u{200d}👩\u{200d}👧\u{200d}👦"), "");
        assert_eq!(initials("🇸🇪 1\u{fe0f}\u{20e3}"), "");
    }

    #[test]
    fn what_surrounds_letters_is_no_initial() {
        assert_eq!(initials("🌻 Maya 🌻 Lindqvist 👋🏽"), "ML");
        assert_eq!(initials("\u{200e}Maya\u{200d}"), "M");
        assert_eq!(initials(&"x".repeat(300)), "x");
        // A letter's marks would be cut off by the picture's edge.
        assert_eq!(initials("e\u{301}\u{302}\u{303}lan"), "e");
    }

    #[test]
    fn scripts_without_capitals_give_one_letter() {
        assert_eq!(initials("ليلى حداد"), "ل");
        assert_eq!(initials("山田 花子"), "山");
    }
}
