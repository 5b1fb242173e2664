//! What a character of an entered number is: a digit of any script, a plus sign, or typography.

/// The zero of every script that writes decimal digits (Unicode category Nd, version 17).
///
/// Unicode keeps each script's ten digits in a row, so the zeros alone say everything.
const ZEROS: [u32; 77] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
    0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50,
    0x11da0, 0x11de0, 0x11f50, 0x16130, 0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce,
    0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// What one character of an entered number means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    /// A decimal digit, as its ASCII character.
    Digit(char),
    Plus,
    Open,
    Close,
    /// Spaces, dashes and dots.
    Formatting,
    /// Marks that nobody sees.
    Invisible,
    /// Slashes, new lines and tabs: typography, or the end of a number.
    Break,
    /// What stands between two numbers and within none.
    Separator,
    Letter,
    Other,
}

/// The value of a decimal digit of any script, as an ASCII digit.
pub(super) fn ascii_digit(character: char) -> Option<char> {
    let code = character as u32;
    let after = ZEROS.partition_point(|zero| *zero <= code);
    let zero = *ZEROS.get(after.checked_sub(1)?)?;
    char::from_digit(code - zero, 10)
}

/// The text with digits, plus signs, dots and commas of every script in ASCII, and without marks that
/// nobody sees.
pub(super) fn to_ascii(text: &str) -> String {
    let ascii = |character| match sign(character) {
        Sign::Digit(digit) => Some(digit),
        Sign::Plus => Some('+'),
        Sign::Invisible => None,
        _ => Some(match character {
            '\u{ff0e}' => '.',
            '\u{ff0c}' => ',',
            _ => character,
        }),
    };
    text.chars().filter_map(ascii).collect()
}

/// Sorts one character.
pub(super) fn sign(character: char) -> Sign {
    if let Some(digit) = ascii_digit(character) {
        return Sign::Digit(digit);
    }
    match character {
        '+' | '\u{ff0b}' | '\u{fe62}' => Sign::Plus,
        '/' | '\u{2044}' | '\u{ff0f}' | '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Sign::Break,
        ',' | ';' | '|' | '&' | '\\' | '\u{60c}' | '\u{61b}' | '\u{3001}' | '\u{ff0c}'
        | '\u{ff1b}' | '\u{ff5c}' => Sign::Separator,
        '(' | '[' | '\u{ff08}' | '\u{ff3b}' | '\u{fe59}' | '\u{207d}' => Sign::Open,
        ')' | ']' | '\u{ff09}' | '\u{ff3d}' | '\u{fe5a}' | '\u{207e}' => Sign::Close,
        // Dashes, tildes and dots, as people and word processors write them. The long vowel mark
        // stands for a dash in Japanese numbers.
        '-'
        | '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}'
        | '\u{30fc}'
        | '~'
        | '\u{2053}'
        | '\u{223c}'
        | '\u{ff5e}'
        | '.'
        | '\u{ff0e}'
        | '\u{b7}'
        | '\u{2022}' => Sign::Formatting,
        // Soft hyphen, zero-width characters, bidi marks, joiners, the byte order mark.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => Sign::Invisible,
        _ if character.is_whitespace() => Sign::Formatting,
        _ if character.is_alphanumeric() => Sign::Letter,
        _ => Sign::Other,
    }
}

/// Whether a text is ASCII digits and nothing else. `str::parse` also takes a plus sign.
pub(crate) fn is_ascii_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a character is a decimal digit of any script.
pub fn is_digit(character: char) -> bool {
    ascii_digit(character).is_some()
}

/// Whether a character is a digit, a plus sign or typography: what numbers are written with.
pub fn is_of_number(character: char) -> bool {
    !matches!(
        sign(character),
        Sign::Letter | Sign::Separator | Sign::Other
    )
}

/// Whether a text is nothing but a phone number, in whatever typography.
pub(crate) fn is_number_like(text: &str) -> bool {
    text.chars().all(is_of_number) && text.chars().filter(|c| is_digit(*c)).count() >= 7
}
