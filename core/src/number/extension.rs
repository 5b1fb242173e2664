//! Takes off what is dialled when the call is up: an extension, or digits behind a pause.
//!
//! The texts have ASCII digits by now.

/// Words before an extension, as people write them; some in the languages of whole regions.
const WORDS: [&str; 8] = [
    "x",
    "ext",
    "extn",
    "extension",
    "int",
    "interno",
    "anexo",
    "доб",
];

/// The fewest digits of a number that has an extension.
const SHORTEST_NUMBER: usize = 5;

/// The most digits of an extension, and of digits behind a pause in a text that is no link: what has
/// more could be another number.
const LONGEST: usize = 6;

/// The text before an extension, and the extension with its mark; `None` where there is none.
///
/// `is_dialled` says that the text is a link for a dialler, where a pause is surely one.
pub(super) fn split(text: &str, is_dialled: bool) -> Option<(&str, &str)> {
    let mut digits = 0;
    let at = text.char_indices().find_map(|(at, character)| {
        digits += usize::from(character.is_ascii_digit());
        let is_mark = matches!(character, ',' | '#') || character.is_alphabetic();
        is_mark.then_some(at)
    })?;
    let (number, rest) = text.split_at(at);
    let is_extension = digits >= SHORTEST_NUMBER
        && !rest.contains('+')
        && (is_pause(rest, is_dialled) || is_marked(rest));
    is_extension.then_some((number, rest))
}

/// `,,4567#`, `p4567`, `w*1`, `#`.
fn is_pause(rest: &str, is_dialled: bool) -> bool {
    let is_wait = |c: char| matches!(c, ',' | 'p' | 'P' | 'w' | 'W');
    let dialled = rest.trim_start_matches(is_wait);
    if dialled == "#" {
        return true;
    }
    if dialled.len() == rest.len()
        || !dialled.starts_with(|c: char| c.is_ascii_digit() || "*#".contains(c))
    {
        return false;
    }
    let is_typography = |c: char| is_dialled && matches!(c, '-' | ' ' | '.');
    if !dialled
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '*' | '#') || is_wait(c) || is_typography(c))
    {
        return false;
    }
    let count = count(dialled);
    // Digits for a machine end with its key; the cents of a sum have a comma before them, too.
    let is_command = dialled.contains(['*', '#']) || is_dialled;
    is_command || count <= LONGEST && !(rest.starts_with(',') && rest.len() <= 3)
}

/// `x4`, `ext. 4567`, `(Ext: 12)`, `#4`.
fn is_marked(rest: &str) -> bool {
    let after = rest.trim_start_matches(char::is_alphabetic);
    let word = rest.strip_suffix(after).unwrap_or_default();
    let is_word = WORDS.iter().any(|known| word.to_lowercase() == *known);
    let after = match word {
        "" => match after.strip_prefix('#') {
            Some(after) => after,
            None => return false,
        },
        _ if is_word => after,
        _ => return false,
    };
    let extension = after
        .trim_start_matches(|c: char| matches!(c, '.' | ':') || c.is_whitespace())
        .trim_end_matches([')', ']', '#']);
    extension.bytes().all(|byte| byte.is_ascii_digit()) && (1..=LONGEST).contains(&extension.len())
}

fn count(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}
