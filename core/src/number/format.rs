//! A number in groups, the way it is read aloud.

use super::calling_codes;

/// `+1 310 555 0123`: the plus sign, the calling code, then groups. Taking away everything but the
/// digits gives the number back.
pub(super) fn grouped(digits: &str) -> String {
    let code = calling_codes::calling_code(digits);
    let (code, national) = match code {
        Some(code) => digits.split_at(calling_codes::length(code).min(digits.len())),
        None => ("", digits),
    };
    let mut text = String::with_capacity(digits.len() + 8);
    text.push('+');
    text.push_str(code);
    let mut rest = national;
    for size in groups(code, national) {
        let (group, after) = rest.split_at((*size as usize).min(rest.len()));
        if group.is_empty() {
            break;
        }
        // An unassigned code is not set apart: its length is unknown.
        if text.len() > 1 {
            text.push(' ');
        }
        text.push_str(group);
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The sizes of the groups after the calling code. What they leave over joins the last one.
fn groups(code: &str, national: &str) -> &'static [u8] {
    match (code, national.len()) {
        ("33", 9) => &[1, 2, 2, 2, 2],
        ("44", 10) if national.starts_with('7') => &[4, 6],
        ("44", 10) if national.starts_with('2') => &[2, 4, 4],
        ("49", 10 | 11) if national.starts_with('1') => &[3, 4, 4],
        ("7", 10) => &[3, 3, 2, 2],
        ("55", 11) => &[2, 5, 4],
        ("55", 10) => &[2, 4, 4],
        ("91", 10) => &[5, 5],
        (_, 4) => &[4],
        (_, 5) => &[2, 3],
        (_, 6) => &[3, 3],
        (_, 7) => &[3, 4],
        (_, 8) => &[4, 4],
        (_, 9) => &[3, 3, 3],
        (_, 10) => &[3, 3, 4],
        (_, 11) => &[3, 4, 4],
        (_, 12) => &[3, 3, 3, 3],
        (_, 13) => &[3, 3, 3, 4],
        _ => &[3, 4, 4, 4],
    }
}
