//! Takes off what is dialled when the call is up: an extension, or digits behind a pause.
//!
//! The texts have ASCII digits by now.

/// What stands before an extension, as people write it; some words are those of whole regions.
const WORDS: [&str; 9] = [
    "#",
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
    let is_wait = |byte: u8| b",pPwW".contains(&byte);
    let waits = rest.bytes().take_while(|byte| is_wait(*byte)).count();
    let dialled = rest.get(waits..).unwrap_or_default();
    if dialled == "#" {
        return true;
    }
    let is_key = |byte: u8| byte.is_ascii_digit() || b"*#".contains(&byte);
    let is_typography = |byte: u8| is_dialled && b"-. ".contains(&byte);
    if waits == 0
        || !dialled.bytes().next().is_some_and(is_key)
        || !dialled
            .bytes()
            .all(|byte| is_key(byte) || is_wait(byte) || is_typography(byte))
    {
        return false;
    }
    // Digits for a machine end with its key; the cents of a sum have a comma before them, too.
    let is_command = dialled.bytes().any(|byte| b"*#".contains(&byte)) || is_dialled;
    let is_sum = rest.starts_with(',') && rest.len() <= 3;
    is_command || digits(dialled) <= LONGEST && !is_sum
}

/// `x4`, `ext. 4567`, `(Ext: 12)`, `#4`.
fn is_marked(rest: &str) -> bool {
    let Some(at) = rest.find(|c: char| c.is_ascii_digit()) else {
        return false;
    };
    let (mark, extension) = rest.split_at(at);
    let word = mark.trim_end_matches([' ', '.', ':', '\u{a0}']);
    let is_word = WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    let count = digits(extension);
    let is_rest = extension
        .bytes()
        .skip(count)
        .all(|byte| b")]#".contains(&byte));
    is_word
        && is_rest
        && extension
            .bytes()
            .take(count)
            .all(|byte| byte.is_ascii_digit())
        && count <= LONGEST
}

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}
