//! Asks the upstreams in their order: each behind its pace and its budget, once for all gateways.

use std::{sync::Arc, time::Duration};

use sha2::{Digest, Sha256};
use tokio::time::{Instant, sleep};

use super::{Inner, LookupFailure, Told};
use crate::{
    Digits,
    clock::{unix_now, unix_now_ms},
    config::budget_name,
    hex,
    record::{Quota, Record},
    state::StoreError,
    upstream::{Answered, Ask, Candidate, Chain, Failure, UpstreamError},
};

/// What a lookup takes beside asking, with a slow store.
const BESIDES: Duration = Duration::from_secs(30);
/// However long upstreams may take.
const LONGEST_LEASE: Duration = Duration::from_secs(24 * 3_600);
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
    Newer { than_ms: Option<u64> },
}

/// What came of one upstream.
enum Turn {
    Told(Box<Told>),
    Failed(LookupFailure),
    /// It could not be asked.
    Passed(LookupFailure),
}

/// Longer than a lookup takes that waits for and asks everybody: whoever holds it has crashed, or has
/// told everybody. Were it shorter, another gateway would pay for the same answer.
pub(super) fn lease(chain: &Chain, queue: Duration) -> Duration {
    let longest = chain.upstreams().map(|upstream| {
        let wait = if upstream.pace().is_zero() {
            Duration::ZERO
        } else {
            queue
        };
        let questions = 1 + u32::from(upstream.asks_store_first());
        wait.saturating_add(upstream.timeout())
            .saturating_mul(questions)
    });
    longest
        .fold(BESIDES, Duration::saturating_add)
        .min(LONGEST_LEASE)
}

impl Inner {
    pub(super) async fn fetch(&self, number: &Digits, want: Want) -> Result<Told, LookupFailure> {
        let known = match want {
            Want::Store => return self.ask_in_order(number, want).await,
            Want::Fresh => None,
            Want::Newer { than_ms } => than_ms,
        };
        let name = flight_name(number);
        let ends = Instant::now() + self.lease;
        loop {
            if let Some(token) = self.store.ledger.lease(&name, self.lease).await? {
                let told = self.fetch_as_leader(number, want, known).await;
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
        want: Want,
        known: Option<u64>,
    ) -> Result<Told, LookupFailure> {
        // Between this one's look into the cache and its lease, somebody may have been there.
        if let Some(told) = self.kept_besides(number, known).await? {
            return Ok(told);
        }
        self.ask_in_order(number, want).await
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

    async fn ask_in_order(&self, number: &Digits, want: Want) -> Result<Told, LookupFailure> {
        let ask = match want {
            Want::Store => Ask::StoreOnly,
            Want::Fresh | Want::Newer { .. } => Ask::Live,
        };
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
            if want == Want::Fresh
                && let Some(told) = self.store_first(number, &candidate).await?
            {
                return told;
            }
            match self.turn(number, ask, candidate).await? {
                Turn::Told(told) => return Ok(*told),
                Turn::Failed(failure) => return Err(failure),
                Turn::Passed(failure) => last = failure,
            }
        }
        Err(last)
    }

    /// What comes of asking the upstream's store before a live lookup, where that is configured; None
    /// where a live lookup has to follow.
    async fn store_first(
        &self,
        number: &Digits,
        candidate: &Candidate,
    ) -> Result<Option<Result<Told, LookupFailure>>, StoreError> {
        let name = candidate.name();
        if !candidate.upstream().asks_store_first() || !self.open_stores.contains(&**name) {
            return Ok(None);
        }
        let Some(store) = self.chain.candidate(name, Ask::StoreOnly) else {
            return Ok(None);
        };
        Ok(match self.turn(number, Ask::StoreOnly, store).await? {
            Turn::Told(told) if !has_expired(&told.record) => Some(Ok(*told)),
            // Of the number, which no live lookup would change.
            Turn::Failed(failure) => Some(Err(failure)),
            Turn::Told(_) | Turn::Passed(_) => None,
        })
    }

    async fn turn(
        &self,
        number: &Digits,
        ask: Ask,
        candidate: Candidate,
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
        let budget = budget_name(&name, ask);
        let requests = match ask {
            Ask::StoreOnly => 1,
            Ask::Live => candidate.upstream().requests(),
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
            let (spent, said) = (spent(&answered), quota_of(&answered));
            self.budgets
                .settle(ledger, reservation, spent, said)
                .await?;
        }
        Ok(match answered {
            Ok(answered) => Turn::Told(Box::new(self.keep(number, &name, answered).await)),
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
    async fn keep(&self, number: &Digits, upstream: &Arc<str>, answered: Answered) -> Told {
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
        if let Some(entry) = entry
            && let Err(error) = self.store.cache.put(number, entry).await
        {
            tracing::error!(%error, "an answer could not be kept");
        }
        Told {
            record,
            source: self.source(upstream, from_store),
            // That of a store is another plan's.
            quota: self.quota(upstream).await.or(quota.filter(|_| !from_store)),
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

/// Whether a picture's link leads nowhere any more.
fn has_expired(record: &Record) -> bool {
    let expires = record.picture.expires_at;
    expires.is_some_and(|expires| expires <= unix_now())
}

/// For metrics.
fn result(answered: &Result<Answered, UpstreamError>) -> &'static str {
    match answered {
        Ok(_) => "answered",
        Err(error) => error.failure.as_str(),
    }
}
