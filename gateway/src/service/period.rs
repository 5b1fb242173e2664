//! How much may be spent in which time: months from a plan's own first day on, or days.

use std::ops::Range;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::state::BudgetDays;

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

/// The period that a moment is in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) days: BudgetDays,
    /// Unix seconds.
    pub(super) period: Range<u64>,
}

impl Span {
    pub(super) fn at(settings: &BudgetSettings, now: u64) -> Self {
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
            days: BudgetDays {
                since: begin,
                day: today,
            },
            period: seconds(begin)..seconds(end.unwrap_or(begin)),
        }
    }

    /// Seconds until it ends.
    pub(super) fn left(&self, now: u64) -> u64 {
        self.period.end.saturating_sub(now)
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
        (span.days.since.to_string(), left)
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
                prop_assert_eq!(last.days.since, span.days.since);
                prop_assert!(span.days.since <= span.days.day);
                let next = Span::at(&settings, span.period.end);
                prop_assert!(next.days.since > span.days.since);
            }
        }
    }
}
