//! The numbers whose lookup a page may send before Rust has started.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::lengths::LENGTHS_OF_MOBILES;

/// Longer ones are those of machines; shorter ones have a few islands only.
const LENGTHS: RangeInclusive<u32> = 7..=11;

/// A regular expression, for JavaScript and Rust alike, for a typed number that
/// [`normalize`](super::normalize) leaves as it is, in every region.
///
/// It is for a text from which spaces, hyphens and parentheses are removed, and which has not
/// more than 64 characters and no `(0)` before that. What it doesn't match may still be a number: a
/// zero after the calling code can be a trunk digit, and waits for the rules; so does what is shorter
/// or longer than the country's mobiles, since the pattern is to be short.
pub fn prefetch_pattern() -> String {
    let mut by_lengths = BTreeMap::<(u32, u32), BTreeSet<String>>::new();
    for (code, mobiles) in LENGTHS_OF_MOBILES {
        if let Some(lengths) = usual_lengths(*mobiles) {
            let codes = by_lengths.entry(lengths).or_default();
            codes.insert(code.to_string());
        }
    }
    // In North America neither an area code nor what follows it starts with 0 or 1.
    let mut numbers = vec![String::from("1[2-9][0-9]{2}[2-9][0-9]{6}")];
    for ((shortest, longest), codes) in by_lengths {
        let of_length = |digits| prefixes(codes.iter().filter(move |code| code.len() == digits));
        let codes: Vec<String> = (1..=3).flat_map(of_length).collect();
        // The first digit is spelled out.
        let rest = match (shortest - 1, longest - 1) {
            (fewest, most) if fewest == most => format!("{{{most}}}"),
            (fewest, most) => format!("{{{fewest},{most}}}"),
        };
        numbers.push(format!("(?:{})[1-9][0-9]{rest}", codes.join("|")));
    }
    format!("^[+](?:{})$", numbers.join("|"))
}

/// The two greatest lengths of mobiles in a row, or the only one: nearly all mobiles have them, and
/// the fewer different pairs there are, the shorter is the pattern.
fn usual_lengths(mobiles: u16) -> Option<(u32, u32)> {
    let has = |length: u32| mobiles >> length & 1 == 1;
    let pairs = LENGTHS.zip(LENGTHS.skip(1));
    let pair = pairs
        .filter(|(shorter, longer)| has(*shorter) && has(*longer))
        .last();
    let single = LENGTHS.into_iter().find(|length| has(*length));
    pair.or(single.map(|length| (length, length)))
}

/// Expressions for calling codes of one length: those that share their beginning, or their end, are
/// put together.
fn prefixes<'a>(codes: impl Iterator<Item = &'a String>) -> Vec<String> {
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
    middles
        .into_iter()
        .map(|((first, ends), middles)| format!("{first}{}{}", class(&middles), class(&ends)))
        .collect()
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
