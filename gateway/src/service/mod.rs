//! One lookup, from the cache or an upstream, so that no request is made that needn't be.
//!
//! The order: what is kept (answers, refusals, and failures of a moment ago), then whoever is asking
//! already (here or on another gateway), then the upstreams in their order, each behind its budget
//! and its pace.

mod budget;
mod correction;
mod fetch;
mod flight;
mod lifetimes;
mod period;
mod price;
mod remaining;
mod renewal;
mod spending;
mod told;
mod turn;

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

pub use budget::Budgets;
pub use correction::{Corrected, Correction};
pub use lifetimes::Lifetimes;
pub use period::{BudgetSettings, Period};
pub use price::Price;
pub use remaining::{BudgetState, VendorState};
pub use renewal::Replacement;
pub use told::{Freshness, KeptTime, LookupFailure, Source, Told};

use self::{fetch::Want, flight::Flights};
use crate::{
    Digits,
    clock::unix_now_ms,
    config::ServiceConfig,
    metrics::Metrics,
    record::Quota,
    state::{Entry, FallbackCache, Kept, Store, StoreError},
    upstream::{
        Ask, Chain, ChainError, Failure, Upstream, UpstreamError,
        breaker::{self, State},
    },
};

/// Looks numbers up. Clones share everything.
#[derive(Debug, Clone)]
pub struct Lookups(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    chain: Chain,
    budgets: Budgets,
    /// What a lookup costs at each upstream, as far as it is known.
    prices: HashMap<String, Price>,
    /// The highest of them, where all that cost anything are known.
    highest_price: Option<Price>,
    /// The upstreams whose stores may be asked by themselves.
    open_stores: HashSet<String>,
    store: Store,
    /// The cache of the store, which holds what Redis doesn't take.
    cache: FallbackCache,
    lifetimes: Lifetimes,
    flights: Flights,
    metrics: Metrics,
    /// How long a lookup may wait for its turn at an upstream.
    queue: Duration,
    /// How long a lookup takes at most.
    longest: Duration,
    /// Whether the process is about to end.
    stopping: Arc<AtomicBool>,
}

/// What stays when a configuration is read again.
struct Lasting {
    store: Store,
    cache: FallbackCache,
    flights: Flights,
    metrics: Metrics,
    stopping: Arc<AtomicBool>,
}

impl Lookups {
    /// Over these upstreams, which are those of the configuration, and this store.
    ///
    /// # Errors
    /// [`ChainError`] when the upstreams make no chain.
    pub(crate) fn new(
        config: &ServiceConfig,
        upstreams: Vec<Arc<dyn Upstream>>,
        store: Store,
        metrics: Metrics,
    ) -> Result<Self, ChainError> {
        let cache = FallbackCache::new(store.cache);
        let lasting = Lasting {
            store: Store {
                cache: Arc::new(cache.clone()),
                ..store
            },
            cache,
            flights: Flights::default(),
            metrics,
            stopping: Arc::default(),
        };
        Self::over(config, upstreams, lasting)
    }

    /// The same as another configuration has it. Lookups under way end as they began, and whoever asks
    /// for their numbers meanwhile joins them.
    ///
    /// # Errors
    /// [`ChainError`] when the upstreams make no chain.
    pub(crate) fn after(
        earlier: &Self,
        config: &ServiceConfig,
        upstreams: Vec<Arc<dyn Upstream>>,
    ) -> Result<Self, ChainError> {
        let inner = &earlier.0;
        let lasting = Lasting {
            store: inner.store.clone(),
            cache: inner.cache.clone(),
            flights: inner.flights.clone(),
            metrics: inner.metrics.clone(),
            stopping: Arc::clone(&inner.stopping),
        };
        Self::over(config, upstreams, lasting)
    }

    fn over(
        config: &ServiceConfig,
        upstreams: Vec<Arc<dyn Upstream>>,
        lasting: Lasting,
    ) -> Result<Self, ChainError> {
        let entries = config.upstreams.iter();
        let prices = entries.clone().filter_map(|entry| {
            let price = entry.price.clone()?;
            Some((entry.settings.name().to_owned(), price))
        });
        let prices = prices.collect();
        let paid = entries.clone().filter(|entry| !entry.is_demo());
        let paid: Option<Vec<_>> = paid.map(|entry| entry.price.clone()).collect();
        let highest_price = paid.and_then(price::highest);
        let open_stores = entries
            .filter(|entry| entry.opens_store())
            .map(|entry| entry.settings.name().to_owned())
            .collect();
        let chain = Chain::new(upstreams, &breaker::Settings::default())?;
        let Lasting {
            store,
            cache,
            flights,
            metrics,
            stopping,
        } = lasting;
        Ok(Self(Arc::new(Inner {
            longest: fetch::longest(&chain, config.queue),
            chain,
            budgets: Budgets::of(config),
            prices,
            highest_price,
            open_stores,
            store,
            cache,
            lifetimes: config.lifetimes.clone(),
            flights,
            metrics,
            queue: config.queue,
            stopping,
        })))
    }

    /// Answers for a number.
    ///
    /// # Errors
    /// [`LookupFailure`] when there is no answer; that a number isn't registered is one.
    pub async fn lookup(
        &self,
        number: &Digits,
        freshness: Freshness,
    ) -> Result<Told, LookupFailure> {
        let inner = &self.0;
        let kept = inner.store.cache.get(number).await?;
        let now = unix_now_ms();
        let want = match freshness {
            Freshness::Default => Want::Fresh,
            Freshness::CacheOnly | Freshness::Here => Want::Store,
            Freshness::Reload => Want::Newer {
                than_ms: kept.as_ref().map(Kept::stored_at_ms),
                renews: false,
            },
        };
        if let Some(kept) = kept {
            let fresh = now < kept.fresh_until_ms();
            match freshness {
                Freshness::Default if fresh => return inner.told(kept).await,
                Freshness::CacheOnly | Freshness::Here => return inner.told(kept).await,
                Freshness::Default if inner.lifetimes.tells_stale(&kept, now) => {
                    // Told at once, and renewed for the next one who asks.
                    drop(self.fetch(number, want));
                    return inner.told(kept).await;
                }
                Freshness::Default | Freshness::Reload => {}
            }
        }
        if freshness == Freshness::Here {
            return Err(LookupFailure::NotInCache);
        }
        self.fetch(number, want).await
    }

    /// Joins the request that is on its way, or starts one, which goes on even if nobody waits any
    /// more: it is paid for by then.
    fn fetch(
        &self,
        number: &Digits,
        want: Want,
    ) -> impl Future<Output = Result<Told, LookupFailure>> + use<> {
        let begin = || {
            let (inner, number) = (Arc::clone(&self.0), number.clone());
            async move { inner.fetch(&number, want).await }
        };
        let store_only = want == Want::Store;
        let joined = self.0.flights.join(number, store_only, begin);
        async move {
            match joined.wait().await {
                Some(told) => told,
                None => Err(LookupFailure::BrokenOff),
            }
        }
    }

    /// Erases what is kept of a number, and what lookups that are under way would keep; true where
    /// there was something.
    ///
    /// # Errors
    /// [`StoreError`] when the cache can't be used: then nothing is erased.
    pub async fn erase(&self, number: &Digits) -> Result<bool, StoreError> {
        self.0.flights.forget(number);
        self.0.store.cache.remove(number).await
    }

    /// The answer that is kept of a number, without asking anybody.
    ///
    /// # Errors
    /// [`StoreError`] when the cache can't be used.
    pub async fn kept(&self, number: &Digits) -> Result<Option<Entry>, StoreError> {
        let kept = self.0.store.cache.get(number).await?;
        Ok(kept.and_then(Kept::answer))
    }

    /// Each upstream's breaker for live lookups (`live`), and for what it has kept (`store`): whether it
    /// is open.
    pub(crate) fn breakers(&self) -> Vec<(&str, &'static str, bool)> {
        let of = |ask, word| {
            let states = self.0.chain.states(ask);
            states.map(move |(name, state)| (name, word, matches!(state, State::Open { .. })))
        };
        of(Ask::Live, "live")
            .chain(of(Ask::StoreOnly, "store"))
            .collect()
    }

    /// Where answers, counters and the audit are kept.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The lookups that go on at this moment.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.0.flights.len()
    }

    /// How long one takes at most, with all upstreams at their slowest.
    #[must_use]
    pub fn longest(&self) -> Duration {
        self.0.longest
    }

    /// Says that the process is about to end; lookups still work.
    pub(crate) fn stop_soon(&self) {
        self.0.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the process is about to end.
    #[must_use]
    pub fn stops_soon(&self) -> bool {
        self.0.stopping.load(Ordering::Relaxed)
    }

    /// Does something that goes on even if nobody waits any more; None where it broke.
    pub(crate) fn see_through<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> impl Future<Output = Option<T>> {
        let done = self.0.flights.see_through(work);
        async { done.await.ok() }
    }

    /// Waits for the lookups that go on, those included that nobody waits for: they are paid for.
    /// What this process alone holds of them is handed over, if it can be.
    pub(crate) async fn finish(&self) {
        self.0.flights.finish().await;
        self.0.cache.hand_over().await;
    }
}

impl Inner {
    /// What is kept, as it is told.
    async fn told(&self, kept: Kept) -> Result<Told, LookupFailure> {
        let entry = match kept {
            Kept::Answer(entry) => entry,
            Kept::Refusal(refusal) => {
                return Err(LookupFailure::Upstream(Arc::new(UpstreamError {
                    upstream: refusal.upstream.as_ref().to_owned(),
                    failure: Failure::InvalidNumber,
                    status: None,
                    retry_after: None,
                    quota: None,
                    spent: 0,
                })));
            }
        };
        Ok(Told {
            kept: Some(KeptTime::from(&entry)),
            source: self.source(&entry.upstream, true),
            quota: self.quota(&entry.upstream).await,
            record: entry.record,
        })
    }

    /// Where an upstream's answer came from, now or when it was kept.
    fn source(&self, upstream: &str, kept: bool) -> Source {
        let mut upstreams = self.chain.upstreams();
        if upstreams.any(|one| one.name() == upstream && one.is_demo()) {
            Source::Demo
        } else if kept {
            Source::Cache
        } else {
            Source::Live
        }
    }

    /// A budget that can't be read is no reason to keep an answer back.
    async fn quota(&self, upstream: &str) -> Option<Quota> {
        let ledger = self.store.ledger.as_ref();
        self.budgets.quota(ledger, upstream).await.ok().flatten()
    }
}
