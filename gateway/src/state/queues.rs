//! Slots and leases within one process, by the clock that nobody sets.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// Queues with a least distance between moments.
#[derive(Debug, Default)]
pub(super) struct Slots {
    /// The next free moment of each queue. As many as there are upstreams.
    next: Mutex<HashMap<String, Instant>>,
}

impl Slots {
    pub(super) fn take(
        &self,
        queue: &str,
        distance: Duration,
        at_most: Duration,
    ) -> Option<Duration> {
        let now = Instant::now();
        let mut next = lock(&self.next);
        let start = next.get(queue).copied().unwrap_or(now).max(now);
        let wait = start - now;
        if wait > at_most {
            return None;
        }
        // A distance beyond all time leaves the queue as it is.
        next.insert(
            queue.to_owned(),
            start.checked_add(distance).unwrap_or(start),
        );
        Some(wait)
    }
}

/// Names that somebody has for a time.
#[derive(Debug, Default)]
pub(super) struct Leases {
    held: Mutex<Held>,
}

#[derive(Debug, Default)]
struct Held {
    by_name: HashMap<String, Lease>,
    /// So many may there be before ended ones are looked for.
    sweep_at: usize,
}

#[derive(Debug)]
struct Lease {
    token: String,
    /// None: longer than this process will live.
    ends: Option<Instant>,
}

impl Lease {
    fn is_over(&self, now: Instant) -> bool {
        self.ends.is_some_and(|ends| ends <= now)
    }
}

const SWEEP_AT_LEAST: usize = 1024;

impl Leases {
    /// Whether it is the token's now.
    pub(super) fn take(&self, name: &str, token: &str, lasts: Duration) -> bool {
        let now = Instant::now();
        let mut held = lock(&self.held);
        if held
            .by_name
            .get(name)
            .is_some_and(|lease| !lease.is_over(now))
        {
            return false;
        }
        if held.by_name.len() >= held.sweep_at.max(SWEEP_AT_LEAST) {
            held.by_name.retain(|_, lease| !lease.is_over(now));
            held.sweep_at = held.by_name.len() * 2;
        }
        let lease = Lease {
            token: token.to_owned(),
            ends: now.checked_add(lasts),
        };
        held.by_name.insert(name.to_owned(), lease);
        true
    }

    pub(super) fn end(&self, name: &str, token: &str) {
        let mut held = lock(&self.held);
        if held
            .by_name
            .get(name)
            .is_some_and(|lease| lease.token == token)
        {
            held.by_name.remove(name);
        }
    }
}

/// A token that nobody guesses or gets twice.
pub(super) fn token() -> Result<String, getrandom::Error> {
    Ok(format!(
        "{:016x}{:016x}",
        getrandom::u64()?,
        getrandom::u64()?
    ))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing is left half-written by a panic elsewhere.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[tokio::test(start_paused = true)]
    async fn given_a_queue_when_time_passes_then_its_moments_are_free_again() {
        let slots = Slots::default();
        assert_eq!(
            slots.take("q", SECOND, Duration::ZERO),
            Some(Duration::ZERO)
        );
        assert_eq!(slots.take("q", SECOND, Duration::ZERO), None);
        assert_eq!(slots.take("q", SECOND, SECOND), Some(SECOND));
        tokio::time::advance(3 * SECOND).await;
        assert_eq!(
            slots.take("q", SECOND, Duration::ZERO),
            Some(Duration::ZERO)
        );
    }

    #[tokio::test(start_paused = true)]
    async fn given_a_lease_when_its_time_is_over_then_another_gets_it_and_the_first_cant_end_that()
    {
        let leases = Leases::default();
        assert!(leases.take("n", "first", SECOND));
        assert!(!leases.take("n", "second", SECOND));
        tokio::time::advance(SECOND).await;
        assert!(leases.take("n", "second", SECOND));
        leases.end("n", "first");
        assert!(!leases.take("n", "third", SECOND));
        leases.end("n", "second");
        assert!(leases.take("n", "third", SECOND));
    }

    #[tokio::test(start_paused = true)]
    async fn given_many_leases_that_ended_when_more_are_taken_then_they_take_no_memory() {
        let leases = Leases::default();
        for round in 0..10 {
            for name in 0..SWEEP_AT_LEAST {
                assert!(leases.take(&format!("{round} {name}"), "t", SECOND));
            }
            tokio::time::advance(SECOND).await;
        }
        assert!(lock(&leases.held).by_name.len() <= 2 * SWEEP_AT_LEAST);
    }

    #[test]
    fn given_an_endless_duration_when_taken_then_nothing_panics() {
        assert!(Leases::default().take("n", "t", Duration::MAX));
        let slots = Slots::default();
        assert_eq!(
            slots.take("q", Duration::MAX, Duration::MAX),
            Some(Duration::ZERO)
        );
    }
}
