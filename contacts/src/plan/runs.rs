//! Finds runs of consecutive numbers: nobody knows so many people whose numbers follow each other.

use super::numbers::{NumberId, Numbers};

/// So many numbers, each one more than the one before, are a walk through a range and no list of
/// contacts. A company's block of extensions can be longer: such a list needs a gateway that lets its
/// caller walk, and is asked for there.
pub const SHORTEST_RUN: usize = 10;

/// The numbers that are part of a run, in whatever order the list has them.
pub(super) fn consecutive(numbers: &Numbers) -> Vec<NumberId> {
    // 15 digits at most.
    let mut all: Vec<(u64, NumberId)> = numbers
        .iter()
        .filter_map(|(id, number)| Some((number.digits().parse().ok()?, id)))
        .collect();
    all.sort_unstable();
    all.chunk_by(|(one, _), (next, _)| one + 1 == *next)
        .filter(|run| run.len() >= SHORTEST_RUN)
        .flatten()
        .map(|(_, id)| *id)
        .collect()
}
