//! The circuit breaker of one upstream: a state machine that is told the time.
//!
//! Closed, it lets everything through. After failures in a row, or at once where the credentials
//! or the plan are the trouble, it opens and lets nothing through for a while. Then one request
//! may try (half-open), and its outcome decides.

use std::time::Duration;

use serde::Deserialize;
use tokio::time::Instant;

use super::{Failure, UpstreamError};
use crate::duration_text;

/// When it opens, and for how long.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Settings {
    /// Failures in a row that open it.
    pub failures: u32,
    /// How long it stays open after these.
    #[serde(deserialize_with = "duration_text::read")]
    pub open_for: Duration,
    /// How long after refused credentials or a spent plan, which no waiting heals soon.
    #[serde(deserialize_with = "duration_text::read")]
    pub refused_for: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            failures: 5,
            open_for: Duration::from_secs(30),
            refused_for: Duration::from_secs(600),
        }
    }
}

/// How a request ended, as far as a breaker cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The upstream answered, be it that it knows nothing.
    Answered,
    /// The upstream is up, and wants less of it.
    Busy,
    /// It failed in a way that may pass.
    Failed,
    /// It doesn't serve us as things are.
    Refused,
    /// The plan is used up, and the vendor says for how long.
    Spent {
        /// Until there is more.
        resets_in: Duration,
    },
}

impl From<&UpstreamError> for Outcome {
    fn from(error: &UpstreamError) -> Self {
        let resets_in = (error.quota)
            .and_then(|quota| quota.reset_seconds)
            .map(Duration::from_secs)
            .or(error.retry_after);
        match (error.failure, resets_in) {
            (Failure::QuotaExhausted, Some(resets_in)) => Self::Spent { resets_in },
            (failure, _) => failure.into(),
        }
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::InvalidNumber | Failure::NotInStore | Failure::Unsaid => Self::Answered,
            Failure::RateLimited => Self::Busy,
            Failure::Unauthorized | Failure::Forbidden | Failure::QuotaExhausted => Self::Refused,
            Failure::Unreachable | Failure::Timeout | Failure::Server | Failure::BadResponse => {
                Self::Failed
            }
        }
    }
}

/// Whether requests go through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// All.
    Closed,
    /// None before this moment, then one.
    Open {
        /// When it may be tried.
        until: Instant,
    },
    /// One is on its way.
    HalfOpen,
}

/// The right to make one request. Hand it back by [`Breaker::report`] or [`Breaker::give_back`].
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub struct Permit {
    /// Outcomes of requests from before a change of state say nothing about the time after it.
    epoch: u64,
}

/// The state machine.
#[derive(Debug)]
pub struct Breaker {
    settings: Settings,
    state: State,
    failures: u32,
    epoch: u64,
}

impl Breaker {
    /// A closed one.
    #[must_use]
    pub const fn new(settings: Settings) -> Self {
        Self {
            settings,
            state: State::Closed,
            failures: 0,
            epoch: 0,
        }
    }

    /// Whether requests go through.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// The right to make one request now, if there is one.
    pub fn permit(&mut self, now: Instant) -> Option<Permit> {
        match self.state {
            State::Closed => {}
            State::Open { until } if until <= now => self.enter(State::HalfOpen),
            State::Open { .. } | State::HalfOpen => return None,
        }
        Some(Permit { epoch: self.epoch })
    }

    /// How the request ended.
    pub fn report(&mut self, permit: Permit, outcome: Outcome, now: Instant) {
        if permit.epoch != self.epoch {
            return;
        }
        match (outcome, self.state) {
            (Outcome::Refused, _) => self.open(now, self.settings.refused_for),
            (Outcome::Spent { resets_in }, _) => {
                self.open(now, resets_in.min(self.settings.refused_for));
            }
            (Outcome::Failed, State::HalfOpen) => self.open(now, self.settings.open_for),
            (Outcome::Failed, _) => {
                self.failures = self.failures.saturating_add(1);
                if self.failures >= self.settings.failures {
                    self.open(now, self.settings.open_for);
                }
            }
            (Outcome::Answered | Outcome::Busy, State::HalfOpen) => self.enter(State::Closed),
            (Outcome::Answered, _) => self.failures = 0,
            (Outcome::Busy, _) => {}
        }
    }

    /// The request wasn't made, or nobody waited for its end: the next one may try.
    pub fn give_back(&mut self, permit: Permit, now: Instant) {
        if permit.epoch == self.epoch && self.state == State::HalfOpen {
            self.enter(State::Open { until: now });
        }
    }

    fn open(&mut self, now: Instant, lasts: Duration) {
        // A time beyond the clock's end is as good as a year.
        let until = now
            .checked_add(lasts)
            .unwrap_or_else(|| now + Duration::from_secs(31_536_000));
        self.enter(State::Open { until });
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.failures = 0;
        self.epoch += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::record::Quota;

    fn breaker() -> Breaker {
        Breaker::new(Settings::default())
    }

    fn fail(breaker: &mut Breaker, times: u32, now: Instant) {
        for _ in 0..times {
            let permit = breaker.permit(now).unwrap();
            breaker.report(permit, Outcome::Failed, now);
        }
    }

    #[test]
    fn given_a_spent_plan_when_the_vendor_says_for_how_long_then_it_rests_until_then_and_no_longer()
    {
        let error = |reset_seconds, retry_after| UpstreamError {
            upstream: "a".to_owned(),
            failure: Failure::QuotaExhausted,
            status: Some(429),
            retry_after,
            quota: Some(Quota {
                reset_seconds,
                ..Quota::default()
            }),
            spent: 1,
        };
        let seconds = Duration::from_secs;
        for (error, expected) in [
            (error(Some(2), None), seconds(2)),
            (error(Some(2), Some(seconds(9))), seconds(2)),
            (error(None, Some(seconds(9))), seconds(9)),
            (error(Some(2_000_000), None), seconds(600)),
            (error(None, None), seconds(600)),
        ] {
            let (mut breaker, now) = (breaker(), Instant::now());
            let permit = breaker.permit(now).unwrap();
            breaker.report(permit, Outcome::from(&error), now);
            let until = now + expected;
            assert_eq!(breaker.state(), State::Open { until }, "{error:?}");
        }
    }

    #[test]
    fn given_five_failures_in_a_row_when_asked_then_nothing_passes_for_half_a_minute() {
        let (mut breaker, now) = (breaker(), Instant::now());
        fail(&mut breaker, 4, now);
        let permit = breaker.permit(now).unwrap();
        breaker.report(permit, Outcome::Answered, now);
        fail(&mut breaker, 4, now);
        assert_eq!(breaker.state(), State::Closed, "not in a row");
        fail(&mut breaker, 1, now);
        assert_eq!(breaker.permit(now + Duration::from_millis(29_999)), None);
        assert!(breaker.permit(now + Duration::from_secs(30)).is_some());
    }

    #[test]
    fn given_refused_credentials_when_reported_then_it_opens_at_once_and_for_longer() {
        let (mut breaker, now) = (breaker(), Instant::now());
        let permit = breaker.permit(now).unwrap();
        breaker.report(permit, Failure::Unauthorized.into(), now);
        assert_eq!(breaker.permit(now + Duration::from_secs(599)), None);
        assert!(breaker.permit(now + Duration::from_secs(600)).is_some());
    }

    #[test]
    fn given_a_half_open_breaker_when_one_tries_then_the_others_wait_for_its_outcome() {
        let (mut breaker, now) = (breaker(), Instant::now());
        fail(&mut breaker, 5, now);
        let later = now + Duration::from_secs(30);
        let first = breaker.permit(later).unwrap();
        assert_eq!(breaker.permit(later), None);
        breaker.give_back(first, later);
        let second = breaker.permit(later).unwrap();
        breaker.report(second, Outcome::Failed, later);
        assert_eq!(breaker.permit(later + Duration::from_secs(29)), None);
        let third = breaker.permit(later + Duration::from_secs(30)).unwrap();
        breaker.report(third, Outcome::Answered, later);
        assert_eq!(breaker.state(), State::Closed);
    }

    #[test]
    fn given_an_outcome_from_before_it_opened_when_reported_then_it_changes_nothing() {
        let (mut breaker, now) = (breaker(), Instant::now());
        let old = breaker.permit(now).unwrap();
        fail(&mut breaker, 5, now);
        let open = breaker.state();
        breaker.report(old, Outcome::Answered, now);
        assert_eq!(breaker.state(), open);
    }

    #[derive(Debug, Clone, Copy)]
    enum Step {
        Ask,
        Report(usize, Outcome),
        Leave(usize),
        Wait(u64),
    }

    fn step() -> impl Strategy<Value = Step> {
        let outcome = prop_oneof![
            Just(Outcome::Answered),
            Just(Outcome::Busy),
            Just(Outcome::Failed),
            Just(Outcome::Refused),
        ];
        prop_oneof![
            3 => Just(Step::Ask),
            3 => (any::<usize>(), outcome).prop_map(|(at, outcome)| Step::Report(at, outcome)),
            1 => any::<usize>().prop_map(Step::Leave),
            1 => (0u64..700).prop_map(Step::Wait),
        ]
    }

    proptest! {
        #[test]
        fn given_any_course_when_all_permits_are_back_then_somebody_may_try_soon(
            steps in proptest::collection::vec(step(), 0..200),
        ) {
            let mut breaker = breaker();
            let mut now = Instant::now();
            let mut out = Vec::new();
            for step in steps {
                let before = breaker.state();
                match step {
                    Step::Ask => {
                        let permit = breaker.permit(now);
                        let may = match before {
                            State::Closed => true,
                            State::Open { until } => until <= now,
                            State::HalfOpen => false,
                        };
                        prop_assert_eq!(permit.is_some(), may);
                        out.extend(permit);
                    }
                    Step::Report(at, outcome) if !out.is_empty() => {
                        let permit = out.swap_remove(at % out.len());
                        let current = permit.epoch == breaker.epoch;
                        breaker.report(permit, outcome, now);
                        if !current {
                            prop_assert_eq!(breaker.state(), before);
                        } else if outcome == Outcome::Refused {
                            let open = matches!(breaker.state(), State::Open { .. });
                            prop_assert!(open);
                        } else if outcome == Outcome::Answered {
                            prop_assert_eq!(breaker.state(), State::Closed);
                        }
                    }
                    Step::Leave(at) if !out.is_empty() => {
                        let permit = out.swap_remove(at % out.len());
                        breaker.give_back(permit, now);
                    }
                    Step::Wait(seconds) => now += Duration::from_secs(seconds),
                    Step::Report(..) | Step::Leave(_) => {}
                }
                if breaker.state() == State::HalfOpen {
                    let trying = out.iter().filter(|permit| permit.epoch == breaker.epoch);
                    prop_assert_eq!(trying.count(), 1, "the one try is never lost or doubled");
                }
            }
            for permit in out {
                breaker.give_back(permit, now);
            }
            prop_assert!(breaker.permit(now + Duration::from_secs(600)).is_some());
        }
    }
}
