//! The numbers whose lookup a page may send before Rust has started.

use std::collections::{BTreeMap, BTreeSet};

use super::lengths::LENGTHS;

/// A regular expression, for JavaScript and Rust alike, for a typed number that
/// [`normalize`](super::normalize) leaves as it is, in every region.
///
/// It is for a text from which spaces, dots, hyphens and parentheses are removed, and which has not
/// more than 64 characters and no `(0)` before that. What it doesn't match may still be a number: a
/// zero after the calling code can be a trunk digit, and waits for the rules.
pub fn prefetch_pattern() -> String {
    let codes: BTreeSet<String> = LENGTHS
        .iter()
        .filter(|(code, _)| *code != 1)
        .map(|(code, _)| code.to_string())
        .collect();
    // In North America neither an area code nor what follows it starts with 0 or 1.
    let mut numbers = vec![String::from("1[2-9][0-9]{2}[2-9][0-9]{6}")];
    for length in 1..=3 {
        let prefixes = prefixes(codes.iter().filter(|code| code.len() == length));
        // 7 to 15 digits in all, of which the code and the next one are spelled out.
        let (fewest, most) = (6 - length, 14 - length);
        numbers.push(format!("{prefixes}[1-9][0-9]{{{fewest},{most}}}"));
    }
    format!("^[+](?:{})$", numbers.join("|"))
}

/// An expression for calling codes of one length: those that share their beginning, or their end,
/// are put together.
fn prefixes<'a>(codes: impl Iterator<Item = &'a String>) -> String {
    // The last digits after each beginning.
    let mut ends: BTreeMap<&str, String> = BTreeMap::new();
    for code in codes {
        let (beginning, end) = code.split_at(code.len() - 1);
        ends.entry(beginning).or_default().push_str(end);
    }
    // The second digits of the beginnings that have the same first digit and the same ends.
    let mut middles: BTreeMap<(&str, String), String> = BTreeMap::new();
    for (beginning, ends) in ends {
        let (first, middle) = beginning.split_at(beginning.len().min(1));
        middles.entry((first, ends)).or_default().push_str(middle);
    }
    let codes: Vec<String> = middles
        .into_iter()
        .map(|((first, ends), middles)| format!("{first}{}{}", class(&middles), class(&ends)))
        .collect();
    format!("(?:{})", codes.join("|"))
}

/// A character class of digits in ascending order: `7`, `[069]`, `[1-58]`.
fn class(digits: &str) -> String {
    if digits.len() <= 1 {
        return digits.to_owned();
    }
    let mut runs: Vec<(char, char)> = Vec::new();
    for digit in digits.chars() {
        match runs.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(digit) => *last = digit,
            _ => runs.push((digit, digit)),
        }
    }
    let runs: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| match u32::from(last) - u32::from(first) {
            0 => first.to_string(),
            1 => format!("{first}{last}"),
            _ => format!("{first}-{last}"),
        })
        .collect();
    format!("[{}]", runs.concat())
}
