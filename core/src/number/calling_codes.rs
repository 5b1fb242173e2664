//! What the tables say about a region or about the digits of a number.

use super::lengths::{LENGTHS, LENGTHS_WITH_ZERO};
use super::plan::{Exit, Plan, Trunk};
use super::plans::{NANP, PLANS};

/// Mexico's calling code.
const MEXICO: u16 = 52;

/// The plan of a region given by its ISO 3166-1 code, in any case.
pub(super) fn plan(region: &str) -> Option<Plan> {
    let &[first, second] = region.as_bytes() else {
        return None;
    };
    let mut iso = [first.to_ascii_uppercase(), second.to_ascii_uppercase()];
    // Exceptionally reserved in ISO 3166-1 and widely used.
    if iso == *b"UK" {
        iso = *b"GB";
    }
    if NANP.contains(&&iso) {
        return Some(Plan::new(&iso, 1, Trunk::Nanp, Exit::Nanp, 10, 10, 10));
    }
    let found = PLANS.binary_search_by(|known| known.iso.cmp(&iso)).ok()?;
    PLANS.get(found).copied()
}

/// The assigned calling code that `digits` start with: no code is the beginning of another.
pub(super) fn calling_code(digits: &str) -> Option<u16> {
    // None starts with a zero, and as a number `098` would be Iran's 98.
    if digits.starts_with('0') {
        return None;
    }
    (1..=3).find_map(|length| {
        let code = digits.get(..length)?.parse().ok()?;
        (bits(LENGTHS, code) != 0).then_some(code)
    })
}

/// How many digits a calling code has.
pub(super) const fn length(code: u16) -> usize {
    match code {
        0..=9 => 1,
        10..=99 => 2,
        _ => 3,
    }
}

/// The trunk rule behind a calling code, where all its regions share one.
pub(super) fn trunk_of(code: u16) -> Option<Trunk> {
    let mut trunks = PLANS
        .iter()
        .filter(|plan| plan.code == code)
        .map(|plan| plan.trunk);
    let first = trunks.next()?;
    trunks.all(|trunk| trunk == first).then_some(first)
}

/// Whether national numbers behind a calling code can have this many digits.
pub(super) fn has_length(code: u16, length: usize) -> bool {
    has_bit(bits(LENGTHS, code), length)
}

/// Whether any national number behind a calling code starts with a zero.
pub(super) fn has_leading_zeros(code: u16) -> bool {
    bits(LENGTHS_WITH_ZERO, code) != 0
}

/// Fewest and most digits of national numbers behind a calling code.
pub(super) fn shortest_and_longest(code: u16) -> (usize, usize) {
    let bits = bits(LENGTHS, code);
    // Neither is out of range: every assigned code has a length.
    (
        bits.trailing_zeros() as usize,
        bits.checked_ilog2().unwrap_or(0) as usize,
    )
}

/// Whether a national number has a length that its calling code has, and starts as numbers of that
/// length may.
pub(super) fn is_possible(code: u16, national: &str) -> bool {
    let length = national.len();
    if national.starts_with('0') {
        return has_bit(bits(LENGTHS_WITH_ZERO, code), length);
    }
    if code == 1 && !is_north_american(national) {
        return false;
    }
    has_length(code, length)
        // Mexico's mobiles had a 1 before their ten digits, and accounts still have it.
        || code == MEXICO && national.starts_with('1') && has_length(code, length - 1)
}

/// In North America neither an area code nor what follows it starts with 0 or 1.
pub(super) fn is_north_american(national: &str) -> bool {
    [0, 3]
        .iter()
        .all(|at| !matches!(national.as_bytes().get(*at), Some(b'0' | b'1')))
}

fn bits(table: &[(u16, u16)], code: u16) -> u16 {
    let found = table.binary_search_by_key(&code, |(code, _)| *code).ok();
    found
        .and_then(|at| table.get(at))
        .map_or(0, |(_, bits)| *bits)
}

fn has_bit(bits: u16, length: usize) -> bool {
    length < 16 && bits >> length & 1 == 1
}
