//! What spreadsheets and other columns make of a number: text marks, decimals, scientific notation;
//! and what looks like a number and is a date or an address.
//!
//! The texts have ASCII digits by now.

use super::error::NumberError;

/// The fewest digits that are taken for a column's whole number.
const FEWEST_DIGITS: usize = 4;

/// A cell's text without the marks that keep it a text: `'+1…`, `="+1…"`, `=+1…`.
pub(super) fn without_text_marks(text: &str) -> &str {
    const QUOTES: [char; 7] = [
        '\'', '"', '`', '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}',
    ];
    text.trim_start_matches(|c| c == '=' || QUOTES.contains(&c))
        .trim_end_matches(QUOTES)
        .trim()
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
    if is_date(text) || is_ip_address(text) {
        return Err(NumberError::Malformed);
    }
    let Some((whole, decimals)) = text.rsplit_once(points) else {
        return Ok((text, false));
    };
    let is_short = (1..=2).contains(&decimals.len());
    if !is_digits(decimals) || !is_short && decimals.bytes().any(|byte| byte != b'0') {
        return Ok((text, false));
    }
    let is_zero = decimals.bytes().all(|byte| byte == b'0');
    let digits = whole.strip_prefix('+').unwrap_or(whole);
    if is_digits(digits) && digits.len() >= FEWEST_DIGITS {
        // Three zeros and more could be a group of the number, and other decimals are no whole number.
        return match is_zero && is_short {
            true => Ok((whole, true)),
            false => Err(NumberError::Malformed),
        };
    }
    // With spaces or hyphens between the digits, nothing says what the dot is.
    let count = digits.bytes().filter(u8::is_ascii_digit).count();
    if is_zero && is_short && count >= FEWEST_DIGITS && !whole.contains(points) {
        return Err(NumberError::Malformed);
    }
    Ok((text, false))
}

/// `1.31056E+10`: most of the digits are gone.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return false;
    };
    let mantissa = mantissa.trim_start_matches(['+', '-']).trim_end();
    let exponent = exponent.trim_start_matches(['+', '-']);
    mantissa.starts_with(|first: char| first.is_ascii_digit())
        && mantissa
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
        && is_digits(exponent)
        && exponent.len() <= 3
}

/// `2026-04-24`, `24.04.2026`, `4/24/2026`.
fn is_date(text: &str) -> bool {
    ['-', '.', '/'].into_iter().any(|separator| {
        let Some([first, second, third]) = groups(text, separator) else {
            return false;
        };
        let is_short = |group: &str| group.len() <= 2 && (1..=31).contains(&value(group));
        let is_year = |group: &str| group.len() == 4 && (1900..2100).contains(&value(group));
        is_short(second) && (is_year(first) && is_short(third) || is_short(first) && is_year(third))
    })
}

/// `203.0.113.7`. Four groups of two digits are a number, as some countries write it.
fn is_ip_address(text: &str) -> bool {
    groups(text, '.').is_some_and(|groups: [&str; 4]| {
        groups
            .iter()
            .all(|group| value(group) <= 255 && (group.len() == 1 || !group.starts_with('0')))
            && groups.iter().any(|group| group.len() != 2)
    })
}

/// So many groups of digits with this character between them, and nothing else.
fn groups<const N: usize>(text: &str, separator: char) -> Option<[&str; N]> {
    let mut groups = [""; N];
    let mut parts = text.split(separator);
    for group in &mut groups {
        *group = parts.next().filter(|part| is_digits(part))?;
    }
    parts.next().is_none().then_some(groups)
}

fn value(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
