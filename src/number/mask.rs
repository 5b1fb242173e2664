//! A number as it may be shown to bystanders and written to logs.

/// Keeps the calling code and the last two digits of a grouped number; every other digit becomes a
/// dot, so that the shape of the number stays.
pub(super) fn mask(grouped: &str) -> String {
    let total = grouped.bytes().filter(u8::is_ascii_digit).count();
    let code_end = grouped.find(' ').unwrap_or(0);
    let mut seen = 0;
    let mut masked = String::with_capacity(grouped.len() * 3);
    for (at, character) in grouped.char_indices() {
        if character.is_ascii_digit() {
            seen += 1;
            if at >= code_end && seen + 2 <= total {
                masked.push('\u{2022}');
                continue;
            }
        }
        masked.push(character);
    }
    masked
}
