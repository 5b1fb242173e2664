//! How far a run is, in figures.

use super::Lookup;

/// What a run has cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Answers that the upstream was asked for.
    pub paid: usize,
    /// Answers that were saved already, or made up.
    pub free: usize,
}

impl Spent {
    pub(super) fn count(&mut self, paid: bool) {
        *if paid { &mut self.paid } else { &mut self.free } += 1;
    }
}

/// How many numbers are what; all others wait.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) answered: usize,
    pub(super) failed: usize,
    pub(super) under_way: usize,
}

impl Tally {
    /// A number was one thing, and is another.
    pub(super) fn change(&mut self, from: &Lookup, to: &Lookup) {
        if let Some(count) = self.of(from) {
            *count -= 1;
        }
        if let Some(count) = self.of(to) {
            *count += 1;
        }
    }

    const fn of(&mut self, lookup: &Lookup) -> Option<&mut usize> {
        match lookup {
            Lookup::Waiting => None,
            Lookup::UnderWay => Some(&mut self.under_way),
            Lookup::Answered(_) => Some(&mut self.answered),
            Lookup::Failed(_) => Some(&mut self.failed),
        }
    }
}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Numbers with an answer.
    pub answered: usize,
    /// Numbers that failed.
    pub failed: usize,
    /// Numbers that are asked for.
    pub under_way: usize,
    /// Numbers that are still to be asked for.
    pub waiting: usize,
    /// What it has cost so far.
    pub spent: Spent,
    /// Numbers per second, in the newest minute.
    pub per_second: Option<f64>,
}

impl Progress {
    /// Seconds until everything is done, at the pace of the newest minute.
    pub fn seconds_left(&self) -> Option<f64> {
        let left = self.under_way + self.waiting;
        self.per_second.map(|per_second| left as f64 / per_second)
    }
}
