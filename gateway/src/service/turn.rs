//! One question to one upstream: behind its pace and its budget, and what comes of it is kept.

use std::sync::Arc;

use tokio::time::sleep;

use super::{Inner, KeptTime, LookupFailure, Told};
use crate::{
    Digits,
    clock::unix_now_ms,
    config::budget_name,
    record::Quota,
    state::{Erasures, StoreError},
    upstream::{Answered, Ask, Candidate, Failure, UpstreamError},
};

/// How the answer of a lookup is kept.
pub(super) struct Keeping {
    /// Not if the number was erased since.
    pub(super) since: Erasures,
    /// As [`Entry::renewed`](crate::state::Entry::renewed).
    pub(super) renews: bool,
}

/// What came of one upstream.
pub(super) enum Turn {
    Told(Box<Told>),
    /// It says that the number is none, which goes for all.
    Refused(Arc<UpstreamError>),
    Failed {
        error: Arc<UpstreamError>,
        may_have_cost: bool,
    },
    /// It could not be asked.
    Passed(LookupFailure),
}

impl Inner {
    pub(super) async fn turn(
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
        let is_demo = candidate.upstream().is_demo();
        let answered = candidate.upstream().lookup(number, ask).await;
        candidate.report(&answered);
        self.metrics.asked(&name, result(&answered));
        // From here on it is paid: a ledger that fails now counts too much, which is no reason to
        // keep the answer back.
        if let Some(reservation) = reservation {
            let (spent, said) = (spent(&answered), quota_of(&answered));
            let settled = self.budgets.settle(ledger, reservation, spent, said).await;
            log_uncounted(settled, "what was spent could not be settled");
        }
        Ok(match answered {
            Ok(answered) => Turn::Told(Box::new(self.keep(number, &name, answered, keeping).await)),
            Err(error) if error.failure == Failure::InvalidNumber => {
                self.keep_refusal(number, &name, &keeping.since).await;
                Turn::Refused(Arc::new(error))
            }
            Err(error) => Turn::Failed {
                may_have_cost: !is_demo && error.may_have_cost(),
                error: Arc::new(error),
            },
        })
    }

    /// Keeps the word of an upstream that a number is none.
    async fn keep_refusal(&self, number: &Digits, upstream: &Arc<str>, since: &Erasures) {
        let refusal = self.lifetimes.refusal(upstream, unix_now_ms());
        if let Some(refusal) = refusal
            && let Err(error) = self.store.cache.put(number, refusal.into(), since).await
        {
            tracing::error!(%error, "a refusal could not be kept");
        }
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
                let kept = KeptTime::from(&entry);
                match self
                    .store
                    .cache
                    .put(number, entry.into(), &keeping.since)
                    .await
                {
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

fn log_uncounted(done: Result<(), StoreError>, what: &'static str) {
    if let Err(error) = done {
        tracing::error!(%error, "{what}");
    }
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

/// For metrics.
fn result(answered: &Result<Answered, UpstreamError>) -> &'static str {
    match answered {
        Ok(_) => "answered",
        Err(error) => error.failure.as_str(),
    }
}
