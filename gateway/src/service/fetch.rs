//! Asks the upstreams in their order: each behind its pace and its budget, once for all gateways.
//!
//! What may have been paid for is never paid for again at once: an answer and a refusal are kept, and
//! a failure is remembered for a short while, in which whoever asks again is told of it. That goes for
//! `cache=reload` too, as a client that tries again does so by the same URL; a wish for something
//! newer than a kept answer is another matter, and is paid for.

use std::{sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};

use super::{
    Inner, LookupFailure, Told,
    turn::{Keeping, Turn},
};
use crate::{
    Digits,
    clock::{unix_now, unix_now_ms},
    record::Record,
    state::{Failed, Kept, StoreError},
    upstream::{Ask, Candidate, Chain, Failure, UpstreamError},
};

/// What a lookup takes besides its upstreams, with a store that is slow.
const AROUND_A_LOOKUP: Duration = Duration::from_secs(10);
/// How often a lookup of another gateway is looked after.
const LOOK_AGAIN: Duration = Duration::from_millis(40);
/// Until an upstream that is resting may be tried again, where nothing better is known.
const RESTING: Duration = Duration::from_secs(10);

/// What a request is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
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

impl Want {
    const fn ask(self) -> Ask {
        match self {
            Self::Store => Ask::StoreOnly,
            Self::Fresh | Self::Newer { .. } => Ask::Live,
        }
    }
}

/// A failure that is remembered, as everybody is told of it.
impl From<Failed> for LookupFailure {
    fn from(failed: Failed) -> Self {
        Self::Upstream(Arc::new(UpstreamError {
            upstream: failed.upstream.as_ref().to_owned(),
            failure: failed.failure,
            status: None,
            retry_after: Some(failed.left()),
            quota: None,
            spent: 0,
        }))
    }
}

impl Inner {
    pub(super) async fn fetch(&self, number: &Digits, want: Want) -> Result<Told, LookupFailure> {
        // What can't be written down isn't paid for.
        self.store.audit.keeps_up()?;
        let mut keeping = Keeping {
            since: self.store.cache.erasures(number).await?,
            renews: false,
        };
        let known = match want {
            Want::Store => return self.ask_in_order(number, want, &keeping).await,
            Want::Fresh => None,
            Want::Newer { than_ms, renews } => {
                keeping.renews = renews;
                than_ms
            }
        };
        let name = flight_name(number);
        // Whoever holds it for longer has crashed.
        let lease = self.longest;
        let ends = Instant::now() + lease;
        loop {
            if let Some(token) = self.store.ledger.lease(&name, lease).await? {
                let told = self.fetch_as_leader(number, want, known, &keeping).await;
                // It ends by itself, should the store be gone by now.
                if let Err(error) = self.store.ledger.end_lease(&name, &token).await {
                    tracing::warn!(%error, "a lease could not be ended");
                }
                return told;
            }
            // Another gateway asks: its answer will be in the cache.
            if let Some(kept) = self.kept_besides(number, known).await? {
                return self.told(kept).await;
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
        keeping: &Keeping,
    ) -> Result<Told, LookupFailure> {
        // Between this one's look into the cache and its lease, somebody may have been there.
        if let Some(kept) = self.kept_besides(number, known).await? {
            return self.told(kept).await;
        }
        let told = self.ask_in_order(number, want, keeping).await;
        if keeping.renews && told.as_ref().is_err_and(LookupFailure::was_charged) {
            self.note_failed_renewal(number, known, &keeping.since)
                .await?;
        }
        told
    }

    /// What is kept and fresh, and isn't the one stored at that moment (Unix milliseconds). By being
    /// another one, not by being later: gateways' clocks differ.
    async fn kept_besides(
        &self,
        number: &Digits,
        known: Option<u64>,
    ) -> Result<Option<Kept>, StoreError> {
        let kept = self.store.cache.get(number).await?;
        Ok(kept.filter(|kept| {
            Some(kept.stored_at_ms()) != known && kept.fresh_until_ms() > unix_now_ms()
        }))
    }

    /// Unless that has failed a short while ago, here or at another gateway.
    async fn ask_in_order(
        &self,
        number: &Digits,
        want: Want,
        keeping: &Keeping,
    ) -> Result<Told, LookupFailure> {
        let ask = want.ask();
        if let Some(failed) = self.store.cache.failed(number, ask).await? {
            return Err(failed.into());
        }
        let mut paid = None;
        let failure = match self.walk(number, want, keeping, &mut paid).await {
            Ok(told) => return Ok(told),
            Err(failure) => failure,
        };
        // What was paid for says more than whose turn didn't come.
        match paid {
            None => Err(failure),
            Some(error) => Err(self.remember(number, ask, &error).await),
        }
    }

    /// Asks one after another. `paid` is the last failure that may have cost something.
    async fn walk(
        &self,
        number: &Digits,
        want: Want,
        keeping: &Keeping,
        paid: &mut Option<Arc<UpstreamError>>,
    ) -> Result<Told, LookupFailure> {
        let ask = want.ask();
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
                && let Some(told) = self.store_first(number, &candidate, keeping).await?
            {
                return told;
            }
            match self.turn(number, ask, candidate, keeping).await? {
                Turn::Told(told) => return Ok(*told),
                Turn::Refused(error) => {
                    // Certain, whatever others failed over.
                    *paid = None;
                    return Err(LookupFailure::Upstream(error));
                }
                Turn::Passed(failure) => last = failure,
                Turn::Failed {
                    error,
                    may_have_cost,
                } => {
                    if may_have_cost {
                        *paid = Some(Arc::clone(&error));
                    }
                    last = match error.failure {
                        // Another one may know it.
                        Failure::NotInStore => LookupFailure::NotInCache,
                        _ => LookupFailure::Upstream(error),
                    };
                }
            }
        }
        Err(last)
    }

    /// Has everybody told of a failure for a while, in place of another payment.
    async fn remember(&self, number: &Digits, ask: Ask, error: &UpstreamError) -> LookupFailure {
        let Some(failed) = self.lifetimes.failed(error, unix_now_ms()) else {
            return LookupFailure::Upstream(Arc::new(error.clone()));
        };
        let cache = self.store.cache.as_ref();
        let retry_after = Some(failed.left());
        if let Err(error) = cache.put_failed(number, ask, failed).await {
            tracing::error!(%error, "a failed lookup could not be remembered");
        }
        LookupFailure::Upstream(Arc::new(UpstreamError {
            retry_after,
            ..error.clone()
        }))
    }

    /// What comes of asking the upstream's store before a live lookup, where that is configured; None
    /// where a live lookup has to follow.
    async fn store_first(
        &self,
        number: &Digits,
        candidate: &Candidate,
        keeping: &Keeping,
    ) -> Result<Option<Result<Told, LookupFailure>>, StoreError> {
        let name = candidate.name();
        if !candidate.upstream().asks_store_first() || !self.open_stores.contains(&**name) {
            return Ok(None);
        }
        let has_failed = self.store.cache.failed(number, Ask::StoreOnly).await?;
        let store = self.chain.candidate(name, Ask::StoreOnly);
        let (None, Some(store)) = (has_failed, store) else {
            return Ok(None);
        };
        Ok(
            match self.turn(number, Ask::StoreOnly, store, keeping).await? {
                Turn::Told(told) if !has_expired(&told.record) => Some(Ok(*told)),
                // Of the number, which no live lookup would change.
                Turn::Refused(error) => Some(Err(LookupFailure::Upstream(error))),
                Turn::Failed {
                    error,
                    may_have_cost: true,
                } => {
                    // The live lookup may not come to pass, and then the next one starts here.
                    self.remember(number, Ask::StoreOnly, &error).await;
                    None
                }
                Turn::Told(_) | Turn::Passed(_) | Turn::Failed { .. } => None,
            },
        )
    }
}

/// How long a lookup takes at most: each upstream may have to be waited for, and asked, some of them
/// for what they have kept before.
pub(super) fn longest(chain: &Chain, queue: Duration) -> Duration {
    let each = chain.upstreams().map(|upstream| {
        let questions = 1 + u32::from(upstream.asks_store_first());
        let one = queue.saturating_add(upstream.longest());
        one.saturating_mul(questions)
    });
    each.fold(AROUND_A_LOOKUP, Duration::saturating_add)
}

/// Whether a picture's link leads nowhere any more.
fn has_expired(record: &Record) -> bool {
    let expires = record.picture.expires_at;
    expires.is_some_and(|expires| expires <= unix_now())
}

/// Stores hash it, with a key: a bare hash of a number is found by trying all numbers.
fn flight_name(number: &Digits) -> String {
    format!("lookup:{}", number.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upstream::{Settings, Upstream, breaker};

    fn upstream(text: &str) -> Arc<dyn Upstream> {
        let settings: Settings = toml::from_str(text).unwrap();
        settings.build().unwrap()
    }

    #[test]
    fn given_slow_upstreams_when_one_after_another_is_asked_then_a_lease_outlasts_them_all() {
        let waha = "kind = \"waha\"\nurl = \"http://127.0.0.1:1\"\ntimeout = \"90s\"";
        let vendor = "kind = \"checkleaked\"\nkey = \"k\"\nmode = \"cache-first\"\n\
                      timeout = \"20s\"\npace = \"1s\"";
        let chain = Chain::new(
            [upstream(waha), upstream(vendor)],
            &breaker::Settings::default(),
        )
        .unwrap();
        // Each is waited for; so is the vendor's store, which is asked before the vendor.
        let expected = (7 + 90) + 2 * (7 + 20);
        let longest = longest(&chain, Duration::from_secs(7));
        assert_eq!(longest, AROUND_A_LOOKUP + Duration::from_secs(expected));
    }
}
