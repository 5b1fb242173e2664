//! Runs of neighbouring numbers: who asks for one number after the other isn't answering calls
//! but filling a list. Such callers wait longer and longer, then get nothing.
//!
//! Numbers are kept in memory only, as integers, and dropped after the window.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    Digits,
    access::{Caller, caller::CallerKey, lru::Lru, settings::NeighbourSettings},
};

/// Callers that are remembered.
const CALLERS: usize = 10_000;
/// Numbers that are remembered of each.
const NUMBERS: usize = 1_000;
/// The first wait; each further neighbour doubles it.
const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// How a lookup goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pace {
    /// At once.
    Go,
    /// After a wait.
    Slow(Duration),
    /// Not at all, until this has passed.
    Refuse(Duration),
}

/// Whether a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heard {
    /// It was admitted in this window already, and doesn't.
    Again,
    /// It does.
    New(Pace),
}

/// What callers asked for of late.
pub struct Neighbours {
    settings: NeighbourSettings,
    callers: Mutex<Lru<CallerKey, Recent>>,
}

/// Shows no numbers.
impl fmt::Debug for Neighbours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Neighbours")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

impl Neighbours {
    /// Remembers nothing yet.
    #[must_use]
    pub fn new(settings: &NeighbourSettings) -> Self {
        Self {
            settings: settings.clone(),
            callers: Mutex::new(Lru::new(CALLERS)),
        }
    }

    /// How a caller's lookup goes on. A number that it asked for in this window already doesn't
    /// count, and one that is refused isn't remembered.
    pub fn ask(&self, caller: &Caller, number: &Digits, now: Instant) -> Pace {
        let caller = caller.key();
        match self.begin(caller, number, now) {
            Heard::Again => Pace::Go,
            Heard::New(pace) => {
                self.admit(caller, number);
                pace
            }
        }
    }

    /// Like [`Self::ask`], where something else can still refuse. Until [`Self::admit`], the
    /// number counts as a neighbour of others, and is itself new whenever it is asked for.
    pub(super) fn begin(&self, caller: CallerKey, number: &Digits, now: Instant) -> Heard {
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        callers.remove_while(|recent| recent.is_over(self.settings.window, now));
        callers
            .entry(caller, Recent::default)
            .begin(number.value(), now, &self.settings)
    }

    /// The number was not refused.
    pub(super) fn admit(&self, caller: CallerKey, number: &Digits) {
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = callers.entry(caller, Recent::default);
        if let Some(admitted) = recent.by_number.get_mut(&number.value()) {
            *admitted = true;
        }
    }

    /// Drops what the window has passed for. Asking does it too; this is for when nobody asks.
    pub fn forget(&self, now: Instant) {
        let mut callers = self.callers.lock().unwrap_or_else(PoisonError::into_inner);
        callers.remove_while(|recent| recent.is_over(self.settings.window, now));
    }

    /// Drops what the window has passed for, once a minute, for as long as it is polled.
    pub async fn keep_forgetting(&self) {
        loop {
            tokio::time::sleep(Duration::from_secs(60)).await;
            self.forget(Instant::now());
        }
    }
}

/// The wait after this many neighbours.
pub(super) fn pace(neighbours: u64, settings: &NeighbourSettings) -> Pace {
    let Some(beyond) = neighbours.checked_sub(settings.slow_after) else {
        return Pace::Go;
    };
    // More doublings than these exceed the longest wait anyway.
    let doublings = u32::try_from(beyond.min(16)).unwrap_or(16);
    Pace::Slow(FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT))
}

/// What one caller asked for.
#[derive(Default)]
struct Recent {
    by_time: VecDeque<(Instant, u64)>,
    /// And whether it was admitted.
    by_number: BTreeMap<u64, bool>,
}

impl Recent {
    fn begin(&mut self, number: u64, now: Instant, settings: &NeighbourSettings) -> Heard {
        let old = |at: Instant| now.saturating_duration_since(at) >= settings.window;
        while self.by_time.front().is_some_and(|(at, _)| old(*at)) {
            self.drop_first();
        }
        let held = self.by_number.get(&number).copied();
        if held == Some(true) {
            return Heard::Again;
        }
        let near = number.saturating_sub(settings.within)..=number.saturating_add(settings.within);
        let others = self.by_number.range(near.clone()).count() - usize::from(held.is_some());
        let neighbours = u64::try_from(others).unwrap_or(u64::MAX);
        if neighbours >= settings.refuse_after {
            let first = self.by_time.iter().find(|(_, held)| near.contains(held));
            let since = first.map_or(Duration::ZERO, |(at, _)| now.saturating_duration_since(*at));
            return Heard::New(Pace::Refuse(settings.window.saturating_sub(since)));
        }
        if held.is_none() {
            if self.by_time.len() >= NUMBERS {
                self.drop_first();
            }
            self.by_time.push_back((now, number));
            self.by_number.insert(number, false);
        }
        Heard::New(pace(neighbours, settings))
    }

    fn drop_first(&mut self) {
        if let Some((_, number)) = self.by_time.pop_front() {
            self.by_number.remove(&number);
        }
    }

    /// Whether nothing in it counts any more.
    fn is_over(&self, window: Duration, now: Instant) -> bool {
        self.by_time
            .back()
            .is_none_or(|(at, _)| now.saturating_duration_since(*at) >= window)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::access::Via;

    const BASE: u64 = 13_105_550_100;

    fn caller(name: &str) -> Caller {
        Caller::new(name, false, Via::Token)
    }

    fn digits(number: u64) -> Digits {
        Digits::parse(&number.to_string()).unwrap()
    }

    fn neighbours() -> Neighbours {
        Neighbours::new(&NeighbourSettings::default())
    }

    #[test]
    fn given_a_walk_through_a_range_when_it_goes_on_then_it_is_slowed_then_refused() {
        let neighbours = neighbours();
        let (now, ada) = (Instant::now(), caller("ada"));
        let paces: Vec<Pace> = (0..22)
            .map(|step| neighbours.ask(&ada, &digits(BASE + step), now))
            .collect();
        assert!(paces[..5].iter().all(|pace| *pace == Pace::Go));
        assert_eq!(paces[5], Pace::Slow(Duration::from_millis(500)));
        assert_eq!(paces[6], Pace::Slow(Duration::from_secs(1)));
        assert_eq!(paces[19], Pace::Slow(LONGEST_WAIT));
        assert_eq!(paces[20], Pace::Refuse(Duration::from_secs(600)));
        assert_eq!(paces[21], Pace::Refuse(Duration::from_secs(600)));
        // What was asked for before is served still, and others are not concerned.
        assert_eq!(neighbours.ask(&ada, &digits(BASE), now), Pace::Go);
        assert_eq!(
            neighbours.ask(&caller("bo"), &digits(BASE + 20), now),
            Pace::Go
        );
        assert_eq!(neighbours.ask(&ada, &digits(BASE * 2), now), Pace::Go);
    }

    #[test]
    fn given_a_refused_caller_when_the_window_has_passed_then_it_goes_on() {
        let neighbours = neighbours();
        let (start, ada) = (Instant::now(), caller("ada"));
        for step in 0..20 {
            neighbours.ask(
                &ada,
                &digits(BASE + step),
                start + Duration::from_secs(step),
            );
        }
        let later = start + Duration::from_secs(100);
        assert_eq!(
            neighbours.ask(&ada, &digits(BASE + 20), later),
            Pace::Refuse(Duration::from_secs(500))
        );
        // As much as it was told to wait: then the oldest neighbour is forgotten.
        let then = later + Duration::from_secs(500);
        assert!(matches!(
            neighbours.ask(&ada, &digits(BASE + 20), then),
            Pace::Slow(_)
        ));
    }

    #[test]
    fn given_one_number_when_asked_for_very_often_then_it_never_counts() {
        let neighbours = neighbours();
        let (now, ada) = (Instant::now(), caller("ada"));
        for _ in 0..100 {
            assert_eq!(neighbours.ask(&ada, &digits(BASE), now), Pace::Go);
        }
        for step in 1..5 {
            assert_eq!(neighbours.ask(&ada, &digits(BASE + step), now), Pace::Go);
        }
    }

    #[test]
    fn given_many_numbers_and_callers_when_asked_then_memory_stays_bounded() {
        let neighbours = neighbours();
        let now = Instant::now();
        for step in 0..1_500 {
            neighbours.ask(&caller("ada"), &digits(BASE + step * 1_000), now);
        }
        {
            let callers = neighbours.callers.lock().unwrap();
            let recent = callers.peek(&caller("ada").key()).unwrap();
            assert_eq!(
                (recent.by_time.len(), recent.by_number.len()),
                (NUMBERS, NUMBERS)
            );
        }
        for name in 0..CALLERS + 10 {
            neighbours.ask(&caller(&name.to_string()), &digits(BASE), now);
        }
        let callers = neighbours.callers.lock().unwrap();
        assert_eq!(callers.len(), CALLERS);
        assert!(callers.peek(&caller("ada").key()).is_none());
    }

    #[test]
    fn given_a_window_that_has_passed_when_forgotten_then_no_number_is_left() {
        let neighbours = neighbours();
        let start = Instant::now();
        neighbours.ask(&caller("ada"), &digits(BASE), start);
        neighbours.forget(start + Duration::from_secs(599));
        assert_eq!(neighbours.callers.lock().unwrap().len(), 1);
        neighbours.forget(start + Duration::from_secs(600));
        assert_eq!(neighbours.callers.lock().unwrap().len(), 0);
    }

    proptest! {
        #[test]
        fn given_any_numbers_at_any_times_when_asked_then_the_pace_is_that_of_the_definition(
            asks in prop::collection::vec((0_u64..40, 0_u64..60), 0..150),
            within in 0_u64..12,
            slow_after in 0_u64..4,
            more in 0_u64..6,
        ) {
            let settings = NeighbourSettings {
                within,
                slow_after,
                refuse_after: slow_after + more,
                window: Duration::from_secs(300),
            };
            let neighbours = Neighbours::new(&settings);
            let ada = caller("ada");
            let mut now = Instant::now();
            // By the words of the settings: every number accepted and when, nothing else.
            let mut accepted: Vec<(Instant, u64)> = Vec::new();
            for (number, seconds) in asks {
                now += Duration::from_secs(seconds);
                accepted.retain(|(at, _)| now - *at < settings.window);
                let again = accepted.iter().any(|(_, held)| *held == number);
                let near: Vec<Instant> = accepted
                    .iter()
                    .filter(|(_, held)| held.abs_diff(number) <= within)
                    .map(|(at, _)| *at)
                    .collect();
                let count = u64::try_from(near.len()).unwrap();
                let pace = neighbours.ask(&ada, &digits(BASE + number), now);
                if again {
                    prop_assert_eq!(pace, Pace::Go);
                } else if count >= settings.refuse_after {
                    let left = near.first().map_or(settings.window, |at| {
                        settings.window - (now - *at)
                    });
                    prop_assert_eq!(pace, Pace::Refuse(left));
                } else {
                    accepted.push((now, number));
                    if count >= settings.slow_after {
                        prop_assert!(matches!(pace, Pace::Slow(wait) if wait >= FIRST_WAIT));
                    } else {
                        prop_assert_eq!(pace, Pace::Go);
                    }
                }
            }
        }

        #[test]
        fn given_more_neighbours_when_slowed_then_the_wait_is_never_shorter(count in 0_u64..u64::MAX) {
            let settings = NeighbourSettings::default();
            prop_assert!(pace(count, &settings) <= pace(count + 1, &settings));
        }
    }
}
