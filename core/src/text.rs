//! Texts of an answer made safe to show in one line, and the characters that words are made of.

/// The longest name that is kept, in characters.
pub(crate) const NAME: usize = 256;
/// The longest description that is kept, in characters.
pub(crate) const PROSE: usize = 1024;
/// The most marks on one letter that are kept: more are no writing, and would be drawn over the lines around.
const MARKS: usize = 4;

/// Whether a character overrides or isolates the direction of text: by one, a name could reorder
/// the text beside it.
pub fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a text is what a program writes where it has no value.
pub(crate) fn is_placeholder(text: &str) -> bool {
    matches!(
        text,
        "null"
            | "NULL"
            | "(null)"
            | "undefined"
            | "None"
            | "NaN"
            | "N/A"
            | "n/a"
            | "[object Object]"
    )
}

/// Trims, takes out controls and heaps of marks, makes every run of white space one space, and cuts at `longest`
/// characters. `None` when nothing visible is left, or what stands for nothing.
pub fn clean(text: &str, longest: usize) -> Option<String> {
    let mut cleaned = String::with_capacity(text.len().min(longest));
    let mut length = 0;
    let mut space = false;
    let mut visible = false;
    let mut marks = 0;
    for character in text.chars() {
        if character.is_whitespace() {
            space = true;
            continue;
        }
        if character.is_control() || is_bidi_control(character) || is_invisible(character) {
            continue;
        }
        marks = if is_mark(character) { marks + 1 } else { 0 };
        if marks > MARKS {
            continue;
        }
        if space && length > 0 {
            cleaned.push(' ');
            length += 1;
        }
        space = false;
        if length >= longest {
            break;
        }
        cleaned.push(character);
        length += 1;
        // Joiners, direction marks and variation selectors are invisible by themselves, and U+FFFD
        // stands for a character that was lost.
        visible |= !matches!(
            character,
            '\u{200c}'..='\u{200f}' | '\u{61c}' | '\u{fe0e}' | '\u{fe0f}' | '\u{fffd}'
        );
    }
    cleaned.truncate(cleaned.trim_end().len());
    // Also of two: a first name and a last one that are both missing.
    let is_nothing = is_placeholder(&cleaned) || cleaned.split(' ').all(is_placeholder);
    (visible && !is_nothing).then_some(cleaned)
}

/// Characters without any width or effect.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

/// Whether a character is part of a word: a letter or digit of any script, or a mark on one.
pub fn is_part_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_mark(character)
}

/// The marks of living scripts that the standard library counts neither as letters nor as digits.
fn is_mark(character: char) -> bool {
    match character {
        // Accents.
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' => true,
        // Hebrew accents, vowel signs in Arabic and Syriac, tone marks in N'Ko.
        '\u{591}'..='\u{5af}' | '\u{658}' | '\u{740}'..='\u{74a}' | '\u{7eb}'..='\u{7f3}' => true,
        // Nukta and virama: from Devanagari to Malayalam, each script's block has the same layout.
        '\u{900}'..='\u{d7f}' => matches!(character as u32 % 0x80, 0x3c | 0x4d),
        // Sinhala, Thai, Lao, Tibetan, Burmese, Khmer.
        '\u{dca}' | '\u{e47}'..='\u{e4e}' | '\u{eba}' | '\u{ec8}'..='\u{ece}' => true,
        '\u{f39}' | '\u{f84}' | '\u{1037}' | '\u{1039}' | '\u{103a}' | '\u{17c9}'..='\u{17d3}' => {
            true
        }
        // Voiced and half-voiced kana.
        '\u{3099}' | '\u{309a}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
