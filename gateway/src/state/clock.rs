//! The time that budgets, counters and retention go by. A clock that jumps, while the process runs or
//! while it was off, is not believed until it has stayed where it is for an hour: a jump grants no
//! allowance and drops no record.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::{millis, unix_now_ms};

/// So far may a clock be set without being doubted.
const TOLERANCE_MS: u64 = 5 * 60 * 1000;
/// A clock that has been doubted for so long is believed.
const BELIEVED_AFTER_MS: u64 = 60 * 60 * 1000;
/// A gateway is off for a long weekend at most, as far as the clock is believed at once.
const OFF_AT_MOST_MS: u64 = 4 * 24 * 60 * 60 * 1000;

/// Where the time comes from.
pub(super) trait Time: Send + Sync {
    /// Unix milliseconds, by a clock that somebody may set.
    fn wall_ms(&self) -> u64;
    /// Milliseconds since any moment, by a clock that nobody sets.
    fn steady_ms(&self) -> u64;
}

/// This machine's.
struct Machine(Instant);

impl Time for Machine {
    fn wall_ms(&self) -> u64 {
        unix_now_ms()
    }

    fn steady_ms(&self) -> u64 {
        millis(self.0.elapsed())
    }
}

/// A clock with its guard. Clones are one clock.
#[derive(Clone)]
pub(super) struct Clock {
    time: Arc<dyn Time>,
    guard: Arc<Mutex<Guard>>,
}

impl Clock {
    /// This machine's clock; `seen` is the last time that an earlier process knew of.
    pub(super) fn new(seen: Option<u64>) -> Self {
        Self::by(Arc::new(Machine(Instant::now())), seen)
    }

    pub(super) fn by(time: Arc<dyn Time>, seen: Option<u64>) -> Self {
        let guard = Guard::new(time.wall_ms(), time.steady_ms(), seen);
        Self {
            time,
            guard: Arc::new(Mutex::new(guard)),
        }
    }

    /// Another machine's, which has just told its time.
    pub(super) fn of_other(wall_ms: u64, seen: Option<u64>) -> Self {
        let time = Machine(Instant::now());
        let guard = Guard::new(wall_ms, time.steady_ms(), seen);
        Self {
            time: Arc::new(time),
            guard: Arc::new(Mutex::new(guard)),
        }
    }

    /// Unix milliseconds.
    pub(super) fn now_ms(&self) -> u64 {
        self.read(self.time.wall_ms())
    }

    /// Unix milliseconds by another machine's clock, which has just told its time.
    pub(super) fn read(&self, wall_ms: u64) -> u64 {
        let steady_ms = self.time.steady_ms();
        self.lock(|guard| guard.read(wall_ms, steady_ms))
    }

    /// Unix milliseconds by what was told last.
    pub(super) fn since_read_ms(&self) -> u64 {
        let steady_ms = self.time.steady_ms();
        self.lock(|guard| guard.passed(steady_ms))
    }

    /// The moment so long ago.
    pub(super) fn before_ms(now_ms: u64, keep: Duration) -> u64 {
        now_ms.saturating_sub(millis(keep))
    }

    fn lock<T>(&self, read: impl FnOnce(&mut Guard) -> T) -> T {
        // Nothing is left half-written by a panic elsewhere.
        read(&mut self.guard.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clock").field(&self.since_read_ms()).finish()
    }
}

/// What is believed of a clock.
#[derive(Debug, Clone, Copy)]
struct Guard {
    /// The same moment by both clocks.
    believed_ms: u64,
    steady_ms: u64,
    doubt: Option<Doubt>,
}

/// A clock that is somewhere else.
#[derive(Debug, Clone, Copy)]
struct Doubt {
    /// By the steady clock.
    since_ms: u64,
    /// From what is believed.
    off_ms: i128,
}

impl Guard {
    fn new(wall_ms: u64, steady_ms: u64, seen: Option<u64>) -> Self {
        let is_plausible =
            |seen: &u64| (*seen..=seen.saturating_add(OFF_AT_MOST_MS)).contains(&wall_ms);
        Self {
            believed_ms: seen.filter(|seen| !is_plausible(seen)).unwrap_or(wall_ms),
            steady_ms,
            doubt: None,
        }
    }

    /// What it is by the clock that nobody sets.
    fn passed(&self, steady_ms: u64) -> u64 {
        let passed = steady_ms.saturating_sub(self.steady_ms);
        self.believed_ms.saturating_add(passed)
    }

    fn read(&mut self, wall_ms: u64, steady_ms: u64) -> u64 {
        let passed_ms = self.passed(steady_ms);
        let off_ms = i128::from(wall_ms) - i128::from(passed_ms);
        if off_ms.unsigned_abs() <= u128::from(TOLERANCE_MS) {
            return self.believe(wall_ms, steady_ms);
        }
        let same =
            |doubt: &Doubt| (off_ms - doubt.off_ms).unsigned_abs() <= u128::from(TOLERANCE_MS);
        match self.doubt.filter(same) {
            None => {
                self.doubt = Some(Doubt {
                    since_ms: steady_ms,
                    off_ms,
                });
                tracing::warn!(
                    seconds = i64::try_from(off_ms / 1000).unwrap_or(i64::MAX),
                    "the clock has jumped: it is believed if it stays so for an hour"
                );
                passed_ms
            }
            Some(doubt) if steady_ms.saturating_sub(doubt.since_ms) >= BELIEVED_AFTER_MS => {
                tracing::warn!("the clock has stayed where it jumped to: it is believed");
                self.believe(wall_ms, steady_ms)
            }
            Some(_) => passed_ms,
        }
    }

    fn believe(&mut self, wall_ms: u64, steady_ms: u64) -> u64 {
        *self = Self {
            believed_ms: wall_ms,
            steady_ms,
            doubt: None,
        };
        wall_ms
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    pub(in super::super) const MINUTE: u64 = 60_000;
    pub(in super::super) const HOUR: u64 = 60 * MINUTE;
    pub(in super::super) const DAY: u64 = 24 * HOUR;
    /// The start of a day in 2026.
    pub(in super::super) const START: u64 = 20_600 * DAY;

    /// Both clocks by hand.
    #[derive(Debug, Default)]
    pub(in super::super) struct ByHand {
        wall_ms: AtomicU64,
        steady_ms: AtomicU64,
    }

    impl ByHand {
        pub(in super::super) fn at(wall_ms: u64) -> Arc<Self> {
            let time = Self::default();
            time.set(wall_ms);
            Arc::new(time)
        }

        /// Sets the clock that can be set.
        pub(in super::super) fn set(&self, wall_ms: u64) {
            self.wall_ms.store(wall_ms, Ordering::Relaxed);
        }

        /// Lets time pass by both.
        pub(in super::super) fn pass(&self, ms: u64) {
            self.wall_ms.fetch_add(ms, Ordering::Relaxed);
            self.steady_ms.fetch_add(ms, Ordering::Relaxed);
        }
    }

    impl Time for ByHand {
        fn wall_ms(&self) -> u64 {
            self.wall_ms.load(Ordering::Relaxed)
        }

        fn steady_ms(&self) -> u64 {
            self.steady_ms.load(Ordering::Relaxed)
        }
    }

    #[test]
    fn given_a_clock_that_is_set_a_little_when_read_then_it_is_followed() {
        let time = ByHand::at(START);
        let clock = Clock::by(time.clone(), None);
        time.pass(HOUR);
        time.set(START + HOUR - 4 * MINUTE);
        assert_eq!(clock.now_ms(), START + HOUR - 4 * MINUTE);
        time.pass(HOUR);
        assert_eq!(clock.now_ms(), START + 2 * HOUR - 4 * MINUTE);
        assert_eq!(clock.since_read_ms(), clock.now_ms());
    }

    #[test]
    fn given_a_clock_that_jumps_when_read_then_it_is_believed_only_once_it_has_stayed_for_an_hour()
    {
        for jumped in [START + 400 * DAY, START - 400 * DAY, 0] {
            let time = ByHand::at(START);
            let clock = Clock::by(time.clone(), None);
            time.set(jumped);
            assert_eq!(clock.now_ms(), START);
            time.pass(HOUR - 1);
            assert_eq!(clock.now_ms(), START + HOUR - 1);
            time.pass(1);
            assert_eq!(clock.now_ms(), jumped + HOUR);
            time.pass(HOUR);
            assert_eq!(clock.now_ms(), jumped + 2 * HOUR);
        }
    }

    #[test]
    fn given_a_clock_that_jumps_ahead_and_back_when_read_then_it_was_never_ahead() {
        let time = ByHand::at(START);
        let clock = Clock::by(time.clone(), None);
        for step in 1..=20 {
            // Somewhere else every half an hour.
            time.set(START + step * 30 * DAY);
            assert_eq!(clock.now_ms(), START + (step - 1) * 30 * MINUTE);
            time.pass(30 * MINUTE);
            assert_eq!(clock.now_ms(), START + step * 30 * MINUTE);
        }
        time.set(START + 600 * MINUTE);
        assert_eq!(clock.now_ms(), START + 600 * MINUTE);
    }

    #[test]
    fn given_an_earlier_process_when_started_then_the_clock_is_as_far_ahead_as_it_may_have_been_off()
     {
        for (wall, expected) in [
            (START + MINUTE, START + MINUTE),
            (START + 3 * DAY, START + 3 * DAY),
            (START + 5 * DAY, START),
            (START - DAY, START),
        ] {
            let time = ByHand::at(wall);
            let clock = Clock::by(time.clone(), Some(START));
            assert_eq!(clock.now_ms(), expected);
            time.pass(HOUR);
            assert_eq!(clock.now_ms(), wall + HOUR);
        }
        assert_eq!(Clock::by(ByHand::at(START), None).now_ms(), START);
    }
}
