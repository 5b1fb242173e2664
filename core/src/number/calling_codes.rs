//! What the table of numbering plans says about a region or about the digits of a number.

use super::plan::{Exit, Plan, Trunk};
use super::plans::{NANP, PLANS, WORLDWIDE};

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
    if digits.starts_with('1') {
        return Some(1);
    }
    // None starts with a zero, and as a number `098` would be Iran's 98.
    if digits.starts_with('0') {
        return None;
    }
    (1..=3).find_map(|length| {
        let code = digits.get(..length)?.parse().ok()?;
        assigned(code).then_some(code)
    })
}

fn assigned(code: u16) -> bool {
    WORLDWIDE.contains(&code) || PLANS.iter().any(|plan| plan.code == code)
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
