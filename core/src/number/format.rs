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
    let mut groups = Vec::new();
    // The length of an unassigned code is unknown, so it is not set apart.
    if !code.is_empty() {
        groups.push(code);
    }
    let mut rest = national;
    for size in sizes(code, national) {
        let (group, after) = rest.split_at((*size).min(rest.len()));
        groups.push(group);
        rest = after;
    }
    format!("+{}{rest}", groups.join(" "))
}

/// The sizes of the groups after the calling code. What they leave over joins the last one.
fn sizes(code: &str, national: &str) -> &'static [usize] {
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
