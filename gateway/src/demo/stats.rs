//! How often each number was asked for: what tests wait on, and what makes "every second request
//! fails" possible.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

/// Counters are kept for this many numbers; past it they start anew, so that a caller who walks
/// through numbers can't grow the process.
const MAX_NUMBERS: usize = 10_000;

/// A view of a gateway's counters. Clones see the same counters.
#[derive(Debug, Clone)]
pub struct Stats {
    counts: Arc<Mutex<HashMap<String, Counts>>>,
    changed: watch::Sender<()>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    lookups: u64,
    pictures: u64,
}

impl Stats {
    pub(crate) fn new() -> Self {
        Self {
            counts: Arc::default(),
            changed: watch::Sender::new(()),
        }
    }

    /// How many `GET /number/{digits}` have arrived, answered or not. `digits` are without `+`.
    #[must_use]
    pub fn lookups(&self, digits: &str) -> u64 {
        self.counts(digits).lookups
    }

    /// How many `GET /demo/pictures/{digits}/…` have arrived, in either size.
    #[must_use]
    pub fn pictures(&self, digits: &str) -> u64 {
        self.counts(digits).pictures
    }

    /// Resolves once at least `at_least` lookups of the number have arrived.
    pub async fn wait_for_lookups(&self, digits: &str, at_least: u64) {
        let mut changed = self.changed.subscribe();
        while self.lookups(digits) < at_least {
            // `self` holds the sender, so this can't report that it is gone.
            if changed.changed().await.is_err() {
                return;
            }
        }
    }

    /// Counts a lookup and tells the how-manieth it is, from 1.
    pub(crate) fn count_lookup(&self, digits: &str) -> u64 {
        self.count(digits, |counts| {
            counts.lookups += 1;
            counts.lookups
        })
    }

    pub(crate) fn count_picture(&self, digits: &str) {
        self.count(digits, |counts| counts.pictures += 1);
    }

    fn count<T>(&self, digits: &str, change: impl FnOnce(&mut Counts) -> T) -> T {
        let result = {
            let mut counts = self.lock();
            if counts.len() >= MAX_NUMBERS && !counts.contains_key(digits) {
                counts.clear();
            }
            change(counts.entry(digits.to_owned()).or_default())
        };
        self.changed.send_replace(());
        result
    }

    fn counts(&self, digits: &str) -> Counts {
        self.lock().get(digits).copied().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Counts>> {
        // Counters stay meaningful after a panic elsewhere: nothing is left half-written.
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_more_numbers_than_are_kept_when_counted_then_memory_stays_bounded() {
        let stats = Stats::new();
        for number in 0..(MAX_NUMBERS + 10) {
            stats.count_lookup(&number.to_string());
        }
        assert!(stats.lock().len() <= MAX_NUMBERS);
    }

    #[tokio::test]
    async fn given_a_waiter_when_lookups_arrive_then_it_resolves_at_the_wanted_count() {
        let stats = Stats::new();
        let waiter = tokio::spawn({
            let stats = stats.clone();
            async move { stats.wait_for_lookups("13105550123", 2).await }
        });
        assert_eq!(stats.count_lookup("13105550123"), 1);
        stats.count_picture("13105550123");
        assert_eq!(stats.count_lookup("13105550123"), 2);
        waiter.await.unwrap();
        assert_eq!(stats.lookups("13105550123"), 2);
        assert_eq!(stats.pictures("13105550123"), 1);
        assert_eq!(stats.lookups("13105550100"), 0);
    }
}
