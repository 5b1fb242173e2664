//! A number as it may be shown to bystanders and written to logs.

/// Keeps the first `code` digits, which are the calling code, and the last two digits of a grouped
/// number; every other digit becomes a dot, so that the shape of the number stays.
pub(super) fn mask(grouped: &str, code: usize) -> String {
    let total = grouped.bytes().filter(u8::is_ascii_digit).count();
    let mut seen = 0;
    let mut masked = String::with_capacity(grouped.len() * 3);
    for character in grouped.chars() {
        let mut shown = character;
        if character.is_ascii_digit() {
            if seen >= code && seen + 2 < total {
                shown = '\u{2022}';
            }
            seen += 1;
        }
        masked.push(shown);
    }
    masked
}
