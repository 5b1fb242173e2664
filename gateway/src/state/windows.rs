//! Counters of windows in the process: answered from memory, written to the database behind.
//!
//! A lookup that the cache answers counts two or three times; a transaction each would be the
//! slowest part of it. What a crash loses is a tenth of a second of counts, never of a budget.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::Taken;

/// How long a window that has ended is kept, so that a clock that was set forward and back again
/// finds it.
pub(super) const KEPT_AFTER_END_MS: u64 = 24 * 3600 * 1000;

/// A counter's window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Window {
    pub counter: String,
    pub length_ms: u64,
    pub start_ms: u64,
    pub count: u64,
}

#[derive(Debug, Default)]
pub(super) struct Windows {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// By length, then by counter: found without making a key.
    counts: HashMap<u64, HashMap<Box<str>, Count>>,
    /// What isn't written yet.
    changed: Vec<(u64, Box<str>)>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    start_ms: u64,
    count: u64,
    /// Whether it is among `changed`.
    changed: bool,
}

impl Count {
    fn take(&mut self, length_ms: u64, limit: u64, now_ms: u64) -> Taken {
        // A clock that was set back is still in the last window: no new allowance.
        let start_ms = now_ms - now_ms % length_ms;
        if start_ms > self.start_ms {
            self.start_ms = start_ms;
            self.count = 0;
        }
        let allowed = self.count < limit;
        let count = self.count.saturating_add(1);
        if allowed {
            self.count = count;
            self.changed = true;
        }
        let end_ms = self.start_ms.saturating_add(length_ms);
        Taken {
            count,
            resets_in: Duration::from_millis(end_ms.saturating_sub(now_ms)),
            allowed,
        }
    }
}

impl Windows {
    /// Starts with what was written before.
    pub(super) fn new(written: Vec<Window>) -> Self {
        let mut state = State::default();
        for window in written {
            let count = Count {
                start_ms: window.start_ms,
                count: window.count,
                changed: false,
            };
            let counts = state.counts.entry(window.length_ms).or_default();
            counts.insert(window.counter.into(), count);
        }
        Self {
            state: Mutex::new(state),
        }
    }

    /// Counts one more. True beside it: from now on something waits for being written.
    pub(super) fn take(
        &self,
        counter: &str,
        length_ms: u64,
        limit: u64,
        now_ms: u64,
    ) -> (Taken, bool) {
        let length_ms = length_ms.max(1);
        let mut state = self.lock();
        let State { counts, changed } = &mut *state;
        let counts = counts.entry(length_ms).or_default();
        let (taken, is_new) = if let Some(held) = counts.get_mut(counter) {
            let was_changed = held.changed;
            let taken = held.take(length_ms, limit, now_ms);
            (taken, held.changed && !was_changed)
        } else {
            let mut held = Count::default();
            let taken = held.take(length_ms, limit, now_ms);
            if held.changed {
                counts.insert(counter.into(), held);
            }
            (taken, held.changed)
        };
        let is_first = is_new && changed.is_empty();
        if is_new {
            changed.push((length_ms, counter.into()));
        }
        (taken, is_first)
    }

    /// What isn't written yet. Counts as written from here on.
    pub(super) fn changed(&self) -> Vec<Window> {
        let mut state = self.lock();
        let State { counts, changed } = &mut *state;
        let mut windows = Vec::with_capacity(changed.len());
        for (length_ms, counter) in changed.drain(..) {
            let held = counts
                .get_mut(&length_ms)
                .and_then(|counts| counts.get_mut(&counter));
            if let Some(held) = held {
                held.changed = false;
                windows.push(Window {
                    counter: counter.into(),
                    length_ms,
                    start_ms: held.start_ms,
                    count: held.count,
                });
            }
        }
        windows
    }

    /// They couldn't be written after all.
    pub(super) fn not_written(&self, windows: Vec<Window>) {
        let mut state = self.lock();
        let State { counts, changed } = &mut *state;
        for window in windows {
            let held = counts
                .get_mut(&window.length_ms)
                .and_then(|counts| counts.get_mut(window.counter.as_str()));
            if let Some(held) = held.filter(|held| !held.changed) {
                held.changed = true;
                changed.push((window.length_ms, window.counter.into()));
            }
        }
    }

    /// Drops windows that ended before a moment and are written.
    pub(super) fn forget(&self, ended_before_ms: u64) {
        let mut state = self.lock();
        for (length_ms, counts) in &mut state.counts {
            counts.retain(|_, held| {
                held.changed || held.start_ms.saturating_add(*length_ms) >= ended_before_ms
            });
        }
        state.counts.retain(|_, counts| !counts.is_empty());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Counts stay meaningful after a panic elsewhere: nothing is left half-written.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u64 = 3_600_000;

    #[test]
    fn given_a_full_window_when_the_clock_is_set_back_then_nothing_more_is_allowed() {
        let windows = Windows::default();
        let now = 1000 * HOUR + 5;
        assert!(windows.take("a", HOUR, 1, now).0.allowed);
        for earlier in [now - 10, now - HOUR, now - 500 * HOUR, 0] {
            let (taken, _) = windows.take("a", HOUR, 1, earlier);
            assert!(!taken.allowed, "at {earlier}");
            assert_eq!(taken.count, 2);
            let end = 1001 * HOUR;
            assert_eq!(taken.resets_in, Duration::from_millis(end - earlier));
        }
        assert!(windows.take("a", HOUR, 1, now + HOUR).0.allowed);
    }

    #[test]
    fn given_windows_when_one_ends_then_the_next_begins_at_a_multiple_of_its_length() {
        let windows = Windows::default();
        let (taken, _) = windows.take("a", HOUR, 5, 10 * HOUR + 1);
        assert_eq!(taken.resets_in, Duration::from_millis(HOUR - 1));
        assert_eq!(windows.take("a", HOUR, 5, 11 * HOUR - 1).0.count, 2);
        assert_eq!(windows.take("a", HOUR, 5, 11 * HOUR).0.count, 1);
    }

    #[test]
    fn given_one_name_when_counted_in_windows_of_two_lengths_then_they_are_two_counters() {
        let windows = Windows::default();
        assert_eq!(windows.take("a", HOUR, 9, 5).0.count, 1);
        assert_eq!(windows.take("a", 24 * HOUR, 9, 5).0.count, 1);
        assert_eq!(windows.take("a", HOUR, 9, 5).0.count, 2);
    }

    #[test]
    fn given_counts_when_written_then_each_is_handed_out_once_and_again_where_it_failed() {
        let windows = Windows::default();
        assert!(windows.take("a", HOUR, 9, 5).1);
        assert!(!windows.take("a", HOUR, 9, 5).1);
        assert!(!windows.take("b", HOUR, 9, 5).1);
        let changed = windows.changed();
        assert_eq!(changed.len(), 2);
        assert_eq!((changed[0].counter.as_str(), changed[0].count), ("a", 2));
        assert_eq!(windows.changed(), []);
        windows.not_written(changed.clone());
        assert_eq!(windows.changed(), changed);
        // A refusal changes nothing.
        assert!(!windows.take("a", HOUR, 2, 5).1);
        assert_eq!(windows.changed(), []);
    }

    #[test]
    fn given_ended_windows_when_forgotten_then_unwritten_and_later_ones_stay() {
        let windows = Windows::default();
        windows.take("written", HOUR, 9, 5);
        windows.changed();
        windows.take("unwritten", HOUR, 9, 5);
        windows.take("later", 100 * HOUR, 9, 5);
        windows.forget(2 * HOUR);
        assert_eq!(windows.take("written", HOUR, 9, 5).0.count, 1);
        assert_eq!(windows.take("unwritten", HOUR, 9, 5).0.count, 2);
        assert_eq!(windows.take("later", 100 * HOUR, 9, 5).0.count, 2);
    }

    #[test]
    fn given_written_windows_when_started_with_then_counting_goes_on() {
        let written = Window {
            counter: "a".into(),
            length_ms: HOUR,
            start_ms: 10 * HOUR,
            count: 3,
        };
        let windows = Windows::new(vec![written]);
        assert_eq!(windows.take("a", HOUR, 9, 10 * HOUR + 7).0.count, 4);
    }
}
