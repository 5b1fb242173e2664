//! What may be spent at each upstream, by month or day: reserved before it is spent, and never more
//! than the plan.

use std::{
    collections::HashMap,
    ops::Range,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Price;
use crate::{
    clock::unix_now,
    record::Quota,
    state::{Ledger, Reserved, StoreError},
};

/// How old the count may be that goes along with answers: a store is not asked for each of them.
const COUNT_LASTS: Duration = Duration::from_secs(1);

/// The default share of a budget from which on the log warns, in percent.
const WARN_AT: u8 = 80;

/// How much may be spent at an upstream.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BudgetSettings {
    /// Requests in a period; the hard limit.
    pub requests: u64,
    /// `month` or `day`.
    #[serde(default)]
    pub period: Period,
    /// For months: the day on which the plan's month begins, 1 to 28.
    #[serde(default = "first")]
    pub begins_on: u8,
    /// The share, in percent, from which on the log warns.
    #[serde(default = "warn_at")]
    pub warn_at: u8,
}

const fn first() -> u8 {
    1
}

const fn warn_at() -> u8 {
    WARN_AT
}

/// How long a budget lasts. Days and months are those of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// A month, from the day that the plan's month begins.
    #[default]
    Month,
    /// A day.
    Day,
}

/// A budget and what is spent of it, as `GET /quota` tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BudgetState {
    /// The upstream's name.
    pub upstream: String,
    /// `month` or `day`.
    pub period: Period,
    /// Requests in a period.
    pub limit: u64,
    /// Spent, or reserved at this moment.
    pub used: u64,
    /// Left.
    pub remaining: u64,
    /// Until the period ends.
    pub reset_seconds: u64,
    /// What one lookup costs, where the configuration says it.
    pub price: Option<Price>,
}

/// Requests that count as spent.
#[derive(Debug)]
pub(super) struct Reservation {
    upstream: String,
    period: String,
    requests: u64,
}

#[derive(Debug, Default)]
pub(super) struct Budgets {
    of: HashMap<String, BudgetSettings>,
    /// The periods that were warned about, so that each is once.
    warned: Mutex<HashMap<String, String>>,
    counts: Mutex<HashMap<String, Counted>>,
}

/// The last count of an upstream.
#[derive(Debug, Clone)]
struct Counted {
    at: Instant,
    /// The period that was counted: Unix seconds.
    period: Range<u64>,
    used: u64,
}

impl Budgets {
    pub(super) fn new(budgets: Vec<(String, BudgetSettings)>) -> Self {
        Self {
            of: budgets.into_iter().collect(),
            warned: Mutex::default(),
            counts: Mutex::default(),
        }
    }

    /// Whether an upstream has a budget that ends.
    pub(super) fn limits(&self, upstream: &str) -> bool {
        self.of.contains_key(upstream)
    }

    /// Takes so many requests; an upstream without a budget costs nothing. The quota is the one
    /// that has too little left.
    pub(super) async fn reserve(
        &self,
        ledger: &dyn Ledger,
        upstream: &str,
        requests: u64,
    ) -> Result<Result<Option<Reservation>, Quota>, StoreError> {
        let Some(settings) = self.of.get(upstream) else {
            return Ok(Ok(None));
        };
        let now = unix_now();
        let span = Span::at(settings, now);
        match ledger
            .reserve(upstream, &span.name, requests, settings.requests)
            .await?
        {
            Reserved::Yes { used } => {
                self.note(upstream, &span, used);
                self.warn(settings, upstream, &span.name, used);
                Ok(Ok(Some(Reservation {
                    upstream: upstream.to_owned(),
                    period: span.name,
                    requests,
                })))
            }
            Reserved::Exhausted { used } => Ok(Err(quota(settings.requests, used, span.left(now)))),
        }
    }

    /// Gives back what was reserved and certainly not spent.
    pub(super) async fn settle(
        &self,
        ledger: &dyn Ledger,
        reservation: Reservation,
        spent: u64,
    ) -> Result<(), StoreError> {
        let unspent = reservation.requests.saturating_sub(spent);
        if unspent == 0 {
            return Ok(());
        }
        self.counts().remove(&reservation.upstream);
        ledger
            .release(&reservation.upstream, &reservation.period, unspent)
            .await
    }

    /// Believes the upstream's own count where it is higher than ours.
    pub(super) async fn believe(
        &self,
        ledger: &dyn Ledger,
        upstream: &str,
        quota: &Quota,
    ) -> Result<(), StoreError> {
        let Some(settings) = self.of.get(upstream) else {
            return Ok(());
        };
        let Some(remaining) = quota.remaining else {
            return Ok(());
        };
        let limit = quota.limit.unwrap_or(settings.requests);
        // A plan smaller than our budget ends where the plan does.
        let by_plan = limit.saturating_sub(remaining);
        let by_budget = settings.requests.saturating_sub(remaining);
        let at_least = by_plan.max(if limit < settings.requests {
            by_budget
        } else {
            0
        });
        let span = Span::at(settings, unix_now());
        self.counts().remove(upstream);
        ledger.raise(upstream, &span.name, at_least).await
    }

    pub(super) async fn quota(
        &self,
        ledger: &dyn Ledger,
        upstream: &str,
    ) -> Result<Option<Quota>, StoreError> {
        let Some(settings) = self.of.get(upstream) else {
            return Ok(None);
        };
        let now = unix_now();
        let counted = self.counts().get(upstream).cloned();
        if let Some(Counted { at, period, used }) = counted
            && at.elapsed() < COUNT_LASTS
            && period.contains(&now)
        {
            return Ok(Some(quota(settings.requests, used, period.end - now)));
        }
        let span = Span::at(settings, now);
        let used = ledger.used(upstream, &span.name).await?;
        self.note(upstream, &span, used);
        Ok(Some(quota(settings.requests, used, span.left(now))))
    }

    fn note(&self, upstream: &str, span: &Span, used: u64) {
        let counted = Counted {
            at: Instant::now(),
            period: span.period.clone(),
            used,
        };
        self.counts().insert(upstream.to_owned(), counted);
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<String, Counted>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) async fn all(&self, ledger: &dyn Ledger) -> Result<Vec<BudgetState>, StoreError> {
        let mut states = Vec::new();
        for (upstream, settings) in &self.of {
            let now = unix_now();
            let span = Span::at(settings, now);
            let used = ledger.used(upstream, &span.name).await?;
            states.push(BudgetState {
                upstream: upstream.clone(),
                period: settings.period,
                limit: settings.requests,
                used,
                remaining: settings.requests.saturating_sub(used),
                reset_seconds: span.left(now),
                price: None,
            });
        }
        states.sort_by(|a, b| a.upstream.cmp(&b.upstream));
        Ok(states)
    }

    fn warn(&self, settings: &BudgetSettings, upstream: &str, period: &str, used: u64) {
        if self.warns(settings, upstream, period, used) {
            let limit = settings.requests;
            tracing::warn!(upstream, used, limit, "most of the budget is spent");
        }
    }

    /// Whether the log is to warn now: once in a period.
    fn warns(&self, settings: &BudgetSettings, upstream: &str, period: &str, used: u64) -> bool {
        if u128::from(used) * 100 < u128::from(settings.requests) * u128::from(settings.warn_at) {
            return false;
        }
        let mut warned = self.warned.lock().unwrap_or_else(PoisonError::into_inner);
        let before = warned.insert(upstream.to_owned(), period.to_owned());
        before.as_deref() != Some(period)
    }
}

/// The period that a moment is in.
#[derive(Debug, PartialEq, Eq)]
struct Span {
    /// The day it begins on, as in `2026-11-01`.
    name: String,
    /// Unix seconds.
    period: Range<u64>,
}

impl Span {
    fn at(settings: &BudgetSettings, now: u64) -> Self {
        let moment = i64::try_from(now)
            .ok()
            .and_then(|seconds| DateTime::<Utc>::from_timestamp(seconds, 0))
            .unwrap_or_default();
        let today = moment.date_naive();
        let (begin, end) = match settings.period {
            Period::Day => (today, today.checked_add_days(Days::new(1))),
            Period::Month => {
                let begins_on = u32::from(settings.begins_on.clamp(1, 28));
                let this_month = today.with_day(begins_on).unwrap_or(today);
                let begin = if today < this_month {
                    this_month.checked_sub_months(Months::new(1))
                } else {
                    Some(this_month)
                }
                .unwrap_or(today);
                (begin, begin.checked_add_months(Months::new(1)))
            }
        };
        Self {
            name: begin.to_string(),
            period: seconds(begin)..seconds(end.unwrap_or(begin)),
        }
    }

    /// Seconds until it ends.
    fn left(&self, now: u64) -> u64 {
        self.period.end.saturating_sub(now)
    }
}

fn quota(limit: u64, used: u64, seconds_left: u64) -> Quota {
    Quota {
        limit: Some(limit),
        remaining: Some(limit.saturating_sub(used)),
        reset_seconds: Some(seconds_left),
    }
}

fn seconds(day: NaiveDate) -> u64 {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
    u64::try_from(midnight.timestamp()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn settings(period: Period, begins_on: u8) -> BudgetSettings {
        BudgetSettings {
            requests: 50,
            period,
            begins_on,
            warn_at: WARN_AT,
        }
    }

    fn at(period: Period, begins_on: u8, moment: &str) -> (String, u64) {
        let now = DateTime::parse_from_rfc3339(moment).unwrap().timestamp();
        let now = u64::try_from(now).unwrap();
        let span = Span::at(&settings(period, begins_on), now);
        let left = span.left(now);
        (span.name, left)
    }

    #[test]
    fn given_a_plan_that_begins_in_the_month_when_asked_then_the_period_is_the_plans() {
        let day = 86_400;
        for (begins_on, moment, name, left) in [
            (1, "2026-11-25T00:00:00Z", "2026-11-01", 6 * day),
            (26, "2026-11-25T00:00:00Z", "2026-10-26", day),
            (25, "2026-11-25T00:00:00Z", "2026-11-25", 30 * day),
            (28, "2026-03-01T00:00:00Z", "2026-02-28", 27 * day),
            (15, "2026-01-01T12:00:00Z", "2025-12-15", 14 * day - day / 2),
        ] {
            let expected = (name.to_owned(), left);
            assert_eq!(
                at(Period::Month, begins_on, moment),
                expected,
                "{begins_on}"
            );
        }
    }

    #[test]
    fn given_a_budget_when_four_fifths_are_spent_then_it_is_warned_about_once_a_period() {
        let budgets = Budgets::default();
        let settings = settings(Period::Month, 1);
        let warned = |period: &str, used| budgets.warns(&settings, "a", period, used);
        assert!(!warned("2026-11-01", 39));
        assert!(warned("2026-11-01", 40));
        assert!(!warned("2026-11-01", 41));
        assert!(!warned("2026-11-01", 50));
        assert!(!warned("2026-12-01", 1));
        assert!(warned("2026-12-01", 45));
        assert!(budgets.warns(&settings, "b", "2026-12-01", 40));
    }

    #[test]
    fn given_a_budget_by_the_day_when_asked_then_it_ends_at_midnight_of_utc() {
        let span = at(Period::Day, 1, "2026-11-25T23:59:59Z");
        assert_eq!(span, ("2026-11-25".to_owned(), 1));
    }

    proptest! {
        #[test]
        fn given_any_moment_when_the_period_ends_then_the_next_one_begins(
            now in 0_u64..7_000_000_000, begins_on in 0_u8..40
        ) {
            for period in [Period::Month, Period::Day] {
                let settings = settings(period, begins_on);
                let span = Span::at(&settings, now);
                prop_assert!(span.period.contains(&now));
                prop_assert!(span.left(now) > 0);
                prop_assert_eq!(span.period.end, now + span.left(now));
                let last = Span::at(&settings, span.period.end - 1);
                prop_assert_eq!(&last.name, &span.name);
                let next = Span::at(&settings, span.period.end);
                prop_assert!(next.name > span.name);
            }
        }
    }
}
