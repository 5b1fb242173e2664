//! What spreadsheets and other columns make of a number: text marks, decimals, scientific notation;
//! and what looks like a number and is a date or an address.
//!
//! The texts have ASCII digits by now.

use super::digits::is_ascii_digits;
use super::error::NumberError;

/// The fewest digits that are taken for a column's whole number.
const FEWEST_DIGITS: usize = 4;

/// A cell's text without the marks that keep it a text: `'+1…`, `="+1…"`, `=+1…`.
pub(super) fn without_text_marks(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '=' | '\'' | '"' | '`' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}'
            )
    })
}

/// Takes the decimals off a whole number, and refuses what is a value of another kind. Says whether
/// there were decimals. `points` are the characters that may be a decimal point.
pub(super) fn without_decimals<'a>(
    text: &'a str,
    points: &[char],
) -> Result<(&'a str, bool), NumberError> {
    if is_scientific(text) {
        return Err(NumberError::ScientificNotation);
    }
    if is_date_or_address(text) {
        return Err(NumberError::Malformed);
    }
    let Some((whole, decimals)) = text.split_once(points) else {
        return Ok((text, false));
    };
    let is_short = decimals.len() <= 2;
    let is_zero = decimals.bytes().all(|byte| byte == b'0');
    if !is_ascii_digits(decimals) || !is_short && !is_zero {
        return Ok((text, false));
    }
    let count = whole.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = is_ascii_digits(whole.strip_prefix('+').unwrap_or(whole));
    match (is_plain, is_zero, is_short) {
        _ if count < FEWEST_DIGITS => Ok((text, false)),
        (true, true, true) => Ok((whole, true)),
        // Three zeros and more could be a group of the number, other decimals are no whole number, and
        // with spaces or hyphens between the digits nothing says what the point is.
        (true, _, _) | (false, true, true) => Err(NumberError::Malformed),
        _ => Ok((text, false)),
    }
}

/// `1.31056E+10`: most of the digits are gone.
fn is_scientific(text: &str) -> bool {
    let is_value = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_digit() || b".,+-".contains(&byte))
            && text.bytes().any(|byte| byte.is_ascii_digit())
    };
    text.split_once(['e', 'E'])
        .is_some_and(|(mantissa, exponent)| is_value(mantissa) && is_value(exponent))
}

/// `2026-04-24`, `24.04.2026`, `4/24/2026`; `203.0.113.7`.
fn is_date_or_address(text: &str) -> bool {
    let Some(separator) = text.bytes().find(|byte| b"-./".contains(byte)) else {
        return false;
    };
    let groups: Vec<&str> = text.split(char::from(separator)).collect();
    let number = |group: &str| match is_ascii_digits(group) {
        true => group.parse().unwrap_or(u32::MAX),
        false => u32::MAX,
    };
    let is_year = |group: &str| group.len() == 4 && (1900..2100).contains(&number(group));
    let is_day = |group: &str| group.len() <= 2 && (1..=31).contains(&number(group));
    match groups[..] {
        [first, second, third] => {
            is_day(second) && (is_year(first) && is_day(third) || is_day(first) && is_year(third))
        }
        // Four groups of two digits are a number, as some countries write it.
        [_, _, _, _] if separator == b'.' => {
            let is_byte = |group: &&str| {
                number(group) <= 255 && (group.len() == 1 || !group.starts_with('0'))
            };
            groups.iter().all(is_byte) && groups.iter().any(|group| group.len() != 2)
        }
        _ => false,
    }
}
