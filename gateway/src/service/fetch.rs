//! Asks the upstreams in their order: each behind its pace and its budget, once for all gateways.

use std::{borrow::Cow, sync::Arc, time::Duration};

use sha2::{Digest, Sha256};
use tokio::time::{Instant, sleep};

use super::{Inner, Kept, LookupFailure, Told};
use crate::{
    Digits,
    clock::unix_now_ms,
    config::store_budget_name,
    hex,
    record::Quota,
    state::{Erasures, StoreError},
    upstream::{Answered, Ask, Candidate, Failure, UpstreamError},
};

/// Longer than any upstream may take: whoever holds it has crashed, or has told everybody.
const LEASE: Duration = Duration::from_secs(60);
/// How often a lookup of another gateway is looked after.
const LOOK_AGAIN: Duration = Duration::from_millis(40);
/// Until an upstream that is resting may be tried again, where nothing better is known.
const RESTING: Duration = Duration::from_secs(10);

/// What a request is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    /// What upstreams have kept themselves, as far as their stores have a budget.
    Store,
    /// An answer that is fresh, whoever fetched it.
    Fresh,
    /// Another answer than the one stored at that moment (Unix milliseconds), where one was.
    Newer {
        than_ms: Option<u64>,
        /// Whether that is because its picture can't be had.
        renews: bool,
    },
}

/// How the answer of a lookup is kept.
struct Keeping {
    /// Not if the number was erased since.
    since: Erasures,
    /// As [`Entry::renewed`](crate::state::Entry::renewed).
    renews: bool,
}

/// What came of one upstream.
enum Turn {
    Told(Box<Told>),
    Failed(LookupFailure),
    /// It could not be asked.
    Passed(LookupFailure),
}

impl Inner {
    pub(super) async fn fetch(&self, number: &Digits, want: Want) -> Result<Told, LookupFailure> {
        let mut keeping = Keeping {
            since: self.store.cache.erasures(number).await?,
            renews: false,
        };
        let known = match want {
            Want::Store => return self.ask_in_order(number, Ask::StoreOnly, &keeping).await,
            Want::Fresh => None,
            Want::Newer { than_ms, renews } => {
                keeping.renews = renews;
                than_ms
            }
        };
        let name = flight_name(number);
        let ends = Instant::now() + LEASE;
        loop {
            if let Some(token) = self.store.ledger.lease(&name, LEASE).await? {
                let told = self.fetch_as_leader(number, known, &keeping).await;
                // It ends by itself, should the store be gone by now.
                if let Err(error) = self.store.ledger.end_lease(&name, &token).await {
                    tracing::warn!(%error, "a lease could not be ended");
                }
                return told;
            }
            // Another gateway asks: its answer will be in the cache.
            if let Some(told) = self.kept_besides(number, known).await? {
                return Ok(told);
            }
            if Instant::now() > ends {
                return Err(LookupFailure::BrokenOff);
            }
            sleep(LOOK_AGAIN).await;
        }
    }

    async fn fetch_as_leader(
        &self,
        number: &Digits,
        known: Option<u64>,
        keeping: &Keeping,
    ) -> Result<Told, LookupFailure> {
        // Between this one's look into the cache and its lease, somebody may have been there.
        if let Some(told) = self.kept_besides(number, known).await? {
            return Ok(told);
        }
        let told = self.ask_in_order(number, Ask::Live, keeping).await;
        if keeping.renews && told.as_ref().is_err_and(LookupFailure::was_charged) {
            self.note_failed_renewal(number, known, &keeping.since)
                .await?;
        }
        told
    }

    /// A fresh answer that isn't the one stored at that moment (Unix milliseconds). By being
    /// another one, not by being later: gateways' clocks differ.
    async fn kept_besides(
        &self,
        number: &Digits,
        known: Option<u64>,
    ) -> Result<Option<Told>, StoreError> {
        let Some(entry) = self.store.cache.get(number).await? else {
            return Ok(None);
        };
        if Some(entry.stored_at_ms) == known || entry.fresh_until_ms <= unix_now_ms() {
            return Ok(None);
        }
        Ok(Some(self.told(entry).await))
    }

    async fn ask_in_order(
        &self,
        number: &Digits,
        ask: Ask,
        keeping: &Keeping,
    ) -> Result<Told, LookupFailure> {
        // Nobody left to ask is the answer only where nobody gave a better one.
        let mut last = match ask {
            Ask::StoreOnly => LookupFailure::NotInCache,
            Ask::Live => LookupFailure::NoUpstream {
                retry_after: self.chain.opens_in(ask).unwrap_or(RESTING),
            },
        };
        for candidate in self.chain.candidates(ask) {
            if ask == Ask::StoreOnly && !self.open_stores.contains(&**candidate.name()) {
                continue;
            }
            match self.turn(number, ask, candidate, keeping).await? {
                Turn::Told(told) => return Ok(*told),
                Turn::Failed(failure) => return Err(failure),
                Turn::Passed(failure) => last = failure,
            }
        }
        Err(last)
    }

    async fn turn(
        &self,
        number: &Digits,
        ask: Ask,
        candidate: Candidate,
        keeping: &Keeping,
    ) -> Result<Turn, StoreError> {
        let ledger = self.store.ledger.as_ref();
        let name = Arc::clone(candidate.name());
        let pace = candidate.upstream().pace();
        if !pace.is_zero() {
            let Some(wait) = ledger.slot(&name, pace, self.queue).await? else {
                return Ok(Turn::Passed(LookupFailure::QueueFull {
                    retry_after: self.queue,
                }));
            };
            sleep(wait).await;
        }
        let (budget, requests) = match ask {
            Ask::StoreOnly => (Cow::Owned(store_budget_name(&name)), 1),
            Ask::Live => (Cow::Borrowed(&*name), candidate.upstream().requests()),
        };
        // As late as possible: what is reserved and not spent is missing elsewhere.
        let reservation = match self.budgets.reserve(ledger, &budget, requests).await? {
            Ok(reservation) => reservation,
            Err(quota) => return Ok(Turn::Passed(LookupFailure::BudgetExhausted { quota })),
        };
        let answered = candidate.upstream().lookup(number, ask).await;
        candidate.report(&answered);
        self.metrics.asked(&name, result(&answered));
        if let Some(reservation) = reservation {
            let spent = spent(&answered);
            self.budgets.settle(ledger, reservation, spent).await?;
        }
        // What a live lookup has found in the store tells of the store's plan, not of its own.
        let is_of_budget = ask == Ask::StoreOnly || !is_from_store(&answered);
        if let Some(quota) = quota_of(&answered)
            && is_of_budget
        {
            self.budgets.believe(ledger, &budget, &quota).await?;
        }
        Ok(match answered {
            Ok(answered) => Turn::Told(Box::new(self.keep(number, &name, answered, keeping).await)),
            // Another one may know it.
            Err(error) if error.failure == Failure::NotInStore => {
                Turn::Passed(LookupFailure::NotInCache)
            }
            Err(error) if error.failure.is_its_own() => {
                Turn::Passed(LookupFailure::Upstream(Arc::new(error)))
            }
            Err(error) => Turn::Failed(LookupFailure::Upstream(Arc::new(error))),
        })
    }

    /// Keeps an answer that was paid for, and tells it even if it can't be kept.
    async fn keep(
        &self,
        number: &Digits,
        upstream: &Arc<str>,
        answered: Answered,
        keeping: &Keeping,
    ) -> Told {
        let Answered {
            record,
            from_store,
            quota,
            spent: _,
        } = answered;
        let record = Arc::new(record);
        let entry = self
            .lifetimes
            .entry(Arc::clone(&record), upstream, unix_now_ms());
        let kept = match entry {
            None => None,
            Some(mut entry) => {
                entry.renewed = keeping.renews;
                let kept = Kept::from(&entry);
                match self.store.cache.put(number, entry, &keeping.since).await {
                    Ok(is_kept) => is_kept.then_some(kept),
                    Err(error) => {
                        tracing::error!(%error, "an answer could not be kept");
                        None
                    }
                }
            }
        };
        Told {
            record,
            source: self.source(upstream, from_store),
            // That of a store is another plan's.
            quota: self.quota(upstream).await.or(quota.filter(|_| !from_store)),
            kept,
        }
    }
}

/// Not the number itself: leases are seen by whoever looks into the store.
fn flight_name(number: &Digits) -> String {
    let digest = Sha256::digest(number.as_str());
    let name = hex::encode(digest.get(..16).unwrap_or_default());
    format!("lookup:{name}")
}

/// How many requests it may have charged for.
const fn spent(answered: &Result<Answered, UpstreamError>) -> u64 {
    match answered {
        Ok(answered) => answered.spent,
        Err(error) => error.spent,
    }
}

fn quota_of(answered: &Result<Answered, UpstreamError>) -> Option<Quota> {
    match answered {
        Ok(answered) => answered.quota,
        Err(error) => error.quota,
    }
}

/// Whether it is what the upstream had kept.
const fn is_from_store(answered: &Result<Answered, UpstreamError>) -> bool {
    matches!(answered, Ok(answered) if answered.from_store)
}

/// For metrics.
fn result(answered: &Result<Answered, UpstreamError>) -> &'static str {
    match answered {
        Ok(_) => "answered",
        Err(error) => error.failure.as_str(),
    }
}
