//! What may be spent at each upstream, by month or day: reserved before it is spent, and never more
//! than the plan, by our own count and by the vendor's.

use std::{
    cmp::Ordering,
    collections::HashMap,
    ops::Range,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;
use utoipa::ToSchema;

use super::correction::{Corrected, Correction};
use crate::{
    clock::unix_now,
    config::{LimitedBudget, ServiceConfig, UpstreamEntry, budget_name},
    record::Quota,
    state::{BudgetDays, Ledger, Reserved, Spending, StoreError, VendorWindow},
    upstream::{Ask, Plan},
};

/// How old the count may be that goes along with answers: a store is not asked for each of them.
const COUNT_LASTS: Duration = Duration::from_secs(1);

/// No plan's period is longer: what claims to be is no number of seconds.
const LONGEST_WINDOW: Duration = Duration::from_secs(400 * 24 * 3_600);

/// The name of the key in the store with which plans are hashed.
const PLAN_KEY: &str = "budgets";

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
    /// Left: of the period or of the vendor's window, whichever is less.
    pub remaining: u64,
    /// Until the one that has less left ends.
    pub reset_seconds: u64,
    /// What the vendor itself said, until its own period ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor: Option<VendorState>,
}

/// What a vendor said that it still allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VendorState {
    /// Requests, less those that were reserved since.
    pub remaining: u64,
    /// Until its period ends.
    pub reset_seconds: u64,
}

impl From<VendorWindow> for VendorState {
    fn from(window: VendorWindow) -> Self {
        Self {
            remaining: window.left,
            reset_seconds: whole_seconds(window.ends_in),
        }
    }
}

/// Requests that count as spent.
#[derive(Debug)]
pub(super) struct Reservation {
    name: String,
    days: BudgetDays,
    /// The vendor's window of which they were taken too.
    window: Option<u64>,
    requests: u64,
}

/// All budgets that have an end.
#[derive(Debug, Default)]
pub struct Budgets {
    of: HashMap<String, Budget>,
    /// The periods that were warned about, so that each is once.
    warned: Mutex<HashMap<String, NaiveDate>>,
    counts: Mutex<HashMap<String, Counted>>,
}

#[derive(Debug)]
struct Budget {
    settings: BudgetSettings,
    plan: Plan,
    /// What the ledger knows it by. Not known before the ledger was asked.
    key: OnceCell<String>,
}

/// The last count of a budget.
#[derive(Debug, Clone)]
struct Counted {
    at: Instant,
    /// The period that was counted: Unix seconds.
    period: Range<u64>,
    spending: Spending,
}

impl Counted {
    /// As it is now.
    fn spending(&self) -> Spending {
        let passed = self.at.elapsed();
        let window = self.spending.window.and_then(|window| {
            let ends_in = window.ends_in.checked_sub(passed)?;
            Some(VendorWindow { ends_in, ..window })
        });
        Spending {
            window,
            ..self.spending
        }
    }
}

impl Budget {
    /// By the plan, so that a renamed upstream keeps its count and two entries with one key share
    /// it. What was counted under the entry's name before is taken over.
    async fn key(&self, ledger: &dyn Ledger, name: &str) -> Result<&str, StoreError> {
        let key = self.key.get_or_try_init(|| async {
            let key = self.plan.hash(&ledger.secret(PLAN_KEY).await?);
            let span = Span::at(&self.settings, unix_now());
            ledger.adopt(&key, name, span.days.since).await?;
            Ok::<_, StoreError>(key)
        });
        key.await.map(String::as_str)
    }
}

impl Budgets {
    /// Those of the configuration.
    #[must_use]
    pub fn of(config: &ServiceConfig) -> Self {
        let limits = config.upstreams.iter().flat_map(UpstreamEntry::limits);
        let of = limits.map(|limit| {
            let LimitedBudget {
                name,
                plan,
                settings,
            } = limit;
            let key = OnceCell::new();
            let budget = Budget {
                settings,
                plan,
                key,
            };
            (name, budget)
        });
        Self {
            of: of.collect(),
            ..Self::default()
        }
    }

    /// Takes so many requests; a name without a budget costs nothing. The quota is the one that has
    /// too little left.
    pub(super) async fn reserve(
        &self,
        ledger: &dyn Ledger,
        name: &str,
        requests: u64,
    ) -> Result<Result<Option<Reservation>, Quota>, StoreError> {
        let Some(budget) = self.of.get(name) else {
            return Ok(Ok(None));
        };
        let key = budget.key(ledger, name).await?;
        let (settings, now) = (&budget.settings, unix_now());
        let span = Span::at(settings, now);
        let limit = settings.requests;
        match ledger.reserve(key, span.days, requests, limit).await? {
            Reserved::Yes(spending) => {
                self.note(name, &span, spending);
                self.warn(settings, name, span.days.since, spending.used);
                Ok(Ok(Some(Reservation {
                    name: name.to_owned(),
                    days: span.days,
                    window: spending.window.map(|window| window.id),
                    requests,
                })))
            }
            Reserved::Exhausted(spending) => {
                let left = span.left(now);
                Ok(Err(refusal(limit, requests, spending, left)))
            }
        }
    }

    /// Gives back what was reserved and certainly not spent, and believes what the vendor says of
    /// its plan.
    pub(super) async fn settle(
        &self,
        ledger: &dyn Ledger,
        reservation: Reservation,
        spent: u64,
        said: Option<Quota>,
    ) -> Result<(), StoreError> {
        let Reservation {
            name,
            days,
            window,
            requests,
        } = reservation;
        let Some(budget) = self.of.get(&name) else {
            return Ok(());
        };
        let key = budget.key(ledger, &name).await?;
        let unspent = requests.saturating_sub(spent);
        if unspent > 0 {
            self.counts().remove(&name);
            ledger.release(key, days.day, window, unspent).await?;
        }
        if let Some(said) = said
            && let Some(remaining) = said.remaining
        {
            self.counts().remove(&name);
            match window_of(&said) {
                Some(ends_in) => ledger.confine(key, remaining, ends_in).await?,
                None => {
                    let at_least = counted(budget.settings.requests, &said, remaining);
                    ledger.raise(key, days, at_least).await?;
                }
            }
        }
        Ok(())
    }

    pub(super) async fn quota(
        &self,
        ledger: &dyn Ledger,
        name: &str,
    ) -> Result<Option<Quota>, StoreError> {
        let Some(budget) = self.of.get(name) else {
            return Ok(None);
        };
        let (settings, now) = (&budget.settings, unix_now());
        let counted = self.counts().get(name).cloned();
        if let Some(counted) = counted
            && counted.at.elapsed() < COUNT_LASTS
            && counted.period.contains(&now)
        {
            let left = counted.period.end - now;
            return Ok(Some(quota(settings.requests, counted.spending(), left)));
        }
        let span = Span::at(settings, now);
        let key = budget.key(ledger, name).await?;
        let spending = ledger.spending(key, span.days.since).await?;
        self.note(name, &span, spending);
        Ok(Some(quota(settings.requests, spending, span.left(now))))
    }

    fn note(&self, name: &str, span: &Span, spending: Spending) {
        let counted = Counted {
            at: Instant::now(),
            period: span.period.clone(),
            spending,
        };
        self.counts().insert(name.to_owned(), counted);
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<String, Counted>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every budget with what is spent of it, by name.
    ///
    /// # Errors
    /// [`StoreError`] when the ledger can't be used.
    pub async fn all(&self, ledger: &dyn Ledger) -> Result<Vec<BudgetState>, StoreError> {
        let mut states = Vec::new();
        for (name, budget) in &self.of {
            states.push(budget.state(ledger, name).await?);
        }
        states.sort_by(|a, b| a.upstream.cmp(&b.upstream));
        Ok(states)
    }

    /// Corrects an upstream's budget; None where it has none. Answers of other gateways tell the old
    /// count for up to a second more.
    ///
    /// # Errors
    /// [`StoreError`] when the ledger can't be used.
    pub async fn correct(
        &self,
        ledger: &dyn Ledger,
        upstream: &str,
        correction: Correction,
    ) -> Result<Option<Corrected>, StoreError> {
        let ask = if correction.store {
            Ask::StoreOnly
        } else {
            Ask::Live
        };
        let name = &*budget_name(upstream, ask);
        let Some(budget) = self.of.get(name) else {
            return Ok(None);
        };
        let before = budget.state(ledger, name).await?;
        let key = budget.key(ledger, name).await?;
        if let Some(used) = correction.used {
            let span = Span::at(&budget.settings, unix_now());
            ledger.set_used(key, span.days, used).await?;
        }
        if correction.clear_window {
            ledger.unconfine(key).await?;
        }
        self.counts().remove(name);
        let after = budget.state(ledger, name).await?;
        Ok(Some(Corrected { before, after }))
    }

    fn warn(&self, settings: &BudgetSettings, budget: &str, since: NaiveDate, used: u64) {
        if self.warns(settings, budget, since, used) {
            let limit = settings.requests;
            tracing::warn!(budget, used, limit, "most of the budget is spent");
        }
    }

    /// Whether the log is to warn now: once in a period.
    fn warns(&self, settings: &BudgetSettings, budget: &str, since: NaiveDate, used: u64) -> bool {
        if u128::from(used) * 100 < u128::from(settings.requests) * u128::from(settings.warn_at) {
            return false;
        }
        let mut warned = self.warned.lock().unwrap_or_else(PoisonError::into_inner);
        warned.insert(budget.to_owned(), since) != Some(since)
    }
}

impl Budget {
    async fn state(&self, ledger: &dyn Ledger, name: &str) -> Result<BudgetState, StoreError> {
        let now = unix_now();
        let (settings, span) = (&self.settings, Span::at(&self.settings, now));
        let key = self.key(ledger, name).await?;
        let spending = ledger.spending(key, span.days.since).await?;
        let (remaining, reset_seconds) = tighter(settings.requests, spending, span.left(now));
        Ok(BudgetState {
            upstream: name.to_owned(),
            period: settings.period,
            limit: settings.requests,
            used: spending.used,
            remaining,
            reset_seconds,
            vendor: spending.window.map(VendorState::from),
        })
    }
}

/// The period that a moment is in.
#[derive(Debug, PartialEq, Eq)]
struct Span {
    days: BudgetDays,
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
            days: BudgetDays {
                since: begin,
                day: today,
            },
            period: seconds(begin)..seconds(end.unwrap_or(begin)),
        }
    }

    /// Seconds until it ends.
    fn left(&self, now: u64) -> u64 {
        self.period.end.saturating_sub(now)
    }
}

/// The vendor's own period, where it says when that ends.
fn window_of(said: &Quota) -> Option<Duration> {
    said.reset_seconds
        .map(Duration::from_secs)
        .filter(|ends_in| *ends_in <= LONGEST_WINDOW)
}

/// How many of our budget the vendor has counted at least, where it doesn't say when its period
/// ends.
fn counted(budget: u64, said: &Quota, remaining: u64) -> u64 {
    let limit = said.limit.unwrap_or(budget);
    let by_plan = limit.saturating_sub(remaining);
    if limit < budget {
        // A plan smaller than our budget ends where the plan does.
        by_plan.max(budget.saturating_sub(remaining))
    } else {
        by_plan
    }
}

fn quota(limit: u64, spending: Spending, period_left: u64) -> Quota {
    let (remaining, reset_seconds) = tighter(limit, spending, period_left);
    Quota {
        limit: Some(limit),
        remaining: Some(remaining),
        reset_seconds: Some(reset_seconds),
    }
}

/// What is left, and the seconds until there is more: of our own period or of the vendor's window.
fn tighter(limit: u64, spending: Spending, period_left: u64) -> (u64, u64) {
    let own = (limit.saturating_sub(spending.used), period_left);
    let Some(window) = spending.window else {
        return own;
    };
    let theirs = (window.left, whole_seconds(window.ends_in));
    match own.0.cmp(&theirs.0) {
        Ordering::Less => own,
        Ordering::Greater => theirs,
        // Both have to end.
        Ordering::Equal => (own.0, own.1.max(theirs.1)),
    }
}

/// Why so many requests weren't taken.
fn refusal(limit: u64, requests: u64, spending: Spending, period_left: u64) -> Quota {
    let mut told = quota(limit, spending, period_left);
    let is_spent = limit.saturating_sub(spending.used) < requests;
    let confined = (spending.window).filter(|window| window.left < requests);
    if let (true, Some(window)) = (is_spent, confined) {
        told.reset_seconds = Some(period_left.max(whole_seconds(window.ends_in)));
    }
    told
}

/// Rounded up: who waits for less is refused again.
fn whole_seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

fn seconds(day: NaiveDate) -> u64 {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
    u64::try_from(midnight.timestamp()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::state::{Database, SqliteLedger};

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
    fn given_a_budget_when_four_fifths_are_spent_then_it_is_warned_about_once_a_period() {
        let budgets = Budgets::default();
        let settings = settings(Period::Month, 1);
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let warned = |since: &str, used| budgets.warns(&settings, "a", day(since), used);
        assert!(!warned("2026-11-01", 39));
        assert!(warned("2026-11-01", 40));
        assert!(!warned("2026-11-01", 41));
        assert!(!warned("2026-11-01", 50));
        assert!(!warned("2026-12-01", 1));
        assert!(warned("2026-12-01", 45));
        assert!(budgets.warns(&settings, "b", day("2026-12-01"), 40));
    }

    #[test]
    fn given_a_budget_by_the_day_when_asked_then_it_ends_at_midnight_of_utc() {
        let span = at(Period::Day, 1, "2026-11-25T23:59:59Z");
        assert_eq!(span, ("2026-11-25".to_owned(), 1));
    }

    /// One upstream with a budget, and a ledger.
    async fn budgets(requests: u64) -> (Budgets, SqliteLedger) {
        let entry =
            format!("kind = \"whapi\"\ntoken = \"k\"\nbudget = {{ requests = {requests} }}");
        let config = ServiceConfig {
            upstreams: vec![toml::from_str(&entry).unwrap()],
            ..ServiceConfig::default()
        };
        let database = Database::open(None).await.unwrap();
        (Budgets::of(&config), SqliteLedger::new(database))
    }

    #[tokio::test]
    async fn given_an_answer_that_comes_in_the_next_period_when_settled_then_that_is_as_it_was() {
        let (budgets, ledger) = budgets(50).await;
        let now = Span::at(&settings(Period::Month, 1), unix_now()).days;
        let yesterday = now.since.pred_opt().unwrap();
        let before = BudgetDays {
            since: yesterday,
            day: yesterday,
        };
        let key = budgets.of["whapi"].key(&ledger, "whapi").await.unwrap();
        ledger.reserve(key, before, 2, 50).await.unwrap();
        let reservation = Reservation {
            name: "whapi".to_owned(),
            days: before,
            window: None,
            requests: 2,
        };
        let said = Quota {
            limit: Some(50),
            remaining: Some(0),
            reset_seconds: None,
        };
        let settled = budgets.settle(&ledger, reservation, 1, Some(said)).await;
        settled.unwrap();
        let used = async |since| ledger.spending(key, since).await.unwrap().used;
        assert_eq!(used(yesterday).await, 50);
        assert_eq!(used(now.since).await, 0);
        let reserved = budgets.reserve(&ledger, "whapi", 1).await.unwrap();
        assert!(reserved.unwrap().is_some());
    }

    #[test]
    fn given_our_count_and_the_vendors_when_told_then_it_is_the_one_that_has_less() {
        let window = |left, ends_in| {
            let ends_in = Duration::from_millis(ends_in);
            VendorWindow {
                id: 1,
                left,
                ends_in,
            }
        };
        let spending = |used, window| Spending { used, window };
        let hour = 3_600;
        for (spending, expected) in [
            (spending(47, None), (3, hour)),
            (spending(47, Some(window(2, 1_500))), (2, 2)),
            (spending(47, Some(window(9, 1_500))), (3, hour)),
            (spending(50, Some(window(0, 1_500))), (0, hour)),
            (spending(50, Some(window(0, 7_200_000))), (0, 2 * hour)),
            (spending(99, None), (0, hour)),
        ] {
            assert_eq!(tighter(50, spending, hour), expected, "{spending:?}");
        }
        // Three are wanted, and neither has as many: both have to end.
        let told = refusal(50, 3, spending(48, Some(window(1, 1_500))), hour);
        assert_eq!((told.remaining, told.reset_seconds), (Some(1), Some(hour)));
        let told = refusal(50, 3, spending(40, Some(window(1, 1_500))), hour);
        assert_eq!((told.remaining, told.reset_seconds), (Some(1), Some(2)));
    }

    #[test]
    fn given_a_reset_when_it_is_no_number_of_seconds_then_there_is_no_window() {
        let said = |reset_seconds| Quota {
            reset_seconds,
            ..Quota::default()
        };
        let month = 31 * 86_400;
        assert_eq!(
            window_of(&said(Some(month))),
            Some(Duration::from_secs(month))
        );
        assert_eq!(window_of(&said(Some(0))), Some(Duration::ZERO));
        // A moment of 2026, in Unix seconds.
        assert_eq!(window_of(&said(Some(1_777_034_096))), None);
        assert_eq!(window_of(&said(None)), None);
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
