//! Letters that no decomposition takes apart, as they are written without the letter.

use super::spellings::Spellings;

/// Letters, each as it is written without what makes it one of its own.
pub(super) const PLAIN: Spellings = Spellings(
    "ßss łl đd ðd þth ħh ŧt ŋng ıi ĸq œoe ƀb ɓb ƈc ȼc ɖd ɗd ɇe ɛe ƒf ɠg ɣg ɡg ɨi ɉj ȷj ƙk ɲn ɔo \
    ƥp ɍr ƭt ʋv ɏy ƴy ƶz ɑa \
    øö æä \
    ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ꞯq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz \
    ςσ ґг ғг қк ңн өо ұу үу әа \
    ٱا ىي یي ےي ةه ہه ھه ەه ۃه کك ڪك \
    ךכ םמ ןנ ףפ ץצ װוו ױוי ײיי",
);

/// Adds a decomposed letter in lower case, as it is written without it.
pub(super) fn push_plain(letter: char, text: &mut String) {
    let shifted = |first: u32, to: char| char::from_u32(letter as u32 - first + to as u32);
    let letter = match letter {
        ' '..='~' => Some(letter),
        // Katakana to hiragana: the same syllables.
        '\u{30a1}'..='\u{30f6}' => shifted(0x30a1, '\u{3041}'),
        // Letters in circles and squares.
        '\u{1f150}'..='\u{1f169}' => shifted(0x1f150, 'a'),
        '\u{1f170}'..='\u{1f189}' => shifted(0x1f170, 'a'),
        _ => {
            if let Some(plain) = PLAIN.of(letter) {
                text.push_str(plain);
                return;
            }
            Some(letter)
        }
    };
    text.extend(letter);
}

/// Letters that are also written as another, or as two.
const UMLAUTS: [char; 5] = ['ä', 'ö', 'ü', 'å', 'ə'];

/// Whether two words are the same, where ä may be written ä, a or ae, and ö, ü and å likewise.
pub(super) fn same_letters(one: &str, other: &str) -> bool {
    one == other
        || (one.contains(UMLAUTS) || other.contains(UMLAUTS))
            && (base_letters(one) == base_letters(other) || transcribed(one) == transcribed(other))
}

/// The word without what distinguishes ä from a.
pub(super) fn base_letters(word: &str) -> String {
    word.chars()
        .map(|letter| match letter {
            'ä' | 'å' => 'a',
            'ö' => 'o',
            'ü' => 'u',
            'ə' => 'e',
            _ => letter,
        })
        .collect()
}

/// The word with everything that can be an umlaut as its base letter: Soegaard and Søgård agree.
fn transcribed(word: &str) -> String {
    let mut text = String::with_capacity(word.len());
    let mut last = ' ';
    for letter in base_letters(word).chars() {
        if !matches!((last, letter), ('a' | 'o' | 'u', 'e') | ('a', 'a')) {
            text.push(letter);
        }
        last = letter;
    }
    text
}
