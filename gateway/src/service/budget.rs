//! What may be spent at each upstream, by month or day: reserved before it is spent, and never more
//! than the plan, by our own count and by the vendor's.

use std::{
    collections::HashMap,
    ops::Range,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use tokio::sync::OnceCell;

use super::{
    correction::{Corrected, Correction},
    period::{BudgetSettings, Span},
    remaining::{BudgetState, VendorState, counted, quota, refusal, tighter, window_of},
};
use crate::{
    config::{LimitedBudget, ServiceConfig, UpstreamEntry, budget_name},
    record::Quota,
    state::{BudgetDays, Ledger, Reserved, Spending, StoreError, VendorWindow},
    upstream::{Ask, Plan},
};

/// How old the count may be that goes along with answers: a store is not asked for each of them.
const COUNT_LASTS: Duration = Duration::from_secs(1);

/// The name of the key in the store with which plans are hashed.
const PLAN_KEY: &str = "budgets";

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
            let span = Span::at(&self.settings, seconds(ledger).await?);
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

    /// Whether an upstream has a budget that ends.
    pub(super) fn limits(&self, upstream: &str) -> bool {
        self.of.contains_key(upstream)
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
        let (settings, now) = (&budget.settings, seconds(ledger).await?);
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
        let (settings, now) = (&budget.settings, seconds(ledger).await?);
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
            let span = Span::at(&budget.settings, seconds(ledger).await?);
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
        let now = seconds(ledger).await?;
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
            price: None,
        })
    }
}

/// Unix seconds by the ledger's clock, which no jump of this machine's moves on.
async fn seconds(ledger: &dyn Ledger) -> Result<u64, StoreError> {
    Ok(ledger.now_ms().await? / 1_000)
}

#[cfg(test)]
mod tests {
    use super::{super::period::Period, *};
    use crate::state::{Database, SqliteLedger};

    const SETTINGS: BudgetSettings = BudgetSettings {
        requests: 50,
        period: Period::Month,
        begins_on: 1,
        warn_at: 80,
    };

    #[test]
    fn given_a_budget_when_four_fifths_are_spent_then_it_is_warned_about_once_a_period() {
        let budgets = Budgets::default();
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let warned = |since: &str, used| budgets.warns(&SETTINGS, "a", day(since), used);
        assert!(!warned("2026-11-01", 39));
        assert!(warned("2026-11-01", 40));
        assert!(!warned("2026-11-01", 41));
        assert!(!warned("2026-11-01", 50));
        assert!(!warned("2026-12-01", 1));
        assert!(warned("2026-12-01", 45));
        assert!(budgets.warns(&SETTINGS, "b", day("2026-12-01"), 40));
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
        let now = Span::at(&SETTINGS, seconds(&ledger).await.unwrap()).days;
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
}
