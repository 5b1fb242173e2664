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

use self::{fetch::Want, flight::Flights};
use crate::{
    Digits,
    clock::unix_now_ms,
    config::ServiceConfig,
    metrics::Metrics,
    record::{Quota, Record},
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

/// What a caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Freshness {
    /// What is kept and fresh, else a lookup.
    #[default]
    Default,
    /// A lookup, whatever is kept; but for one that has failed a moment ago and may be paid for.
    Reload,
    /// What is kept, here or in an upstream's store that has a budget of its own; never a lookup.
    CacheOnly,
    /// What is kept here: nobody is asked.
    Here,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Told {
    /// The answer, shared with the cache.
    pub record: Arc<Record>,
    /// Where it came from.
    pub source: Source,
    /// What is left of the upstream's plan, or of our budget for it.
    pub quota: Option<Quota>,
    /// None where the answer isn't kept.
    pub kept: Option<KeptTime>,
}

/// How long an answer is kept: Unix milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptTime {
    /// Since then.
    pub stored_at_ms: u64,
    /// Until then.
    pub until_ms: u64,
}

impl From<&Entry> for KeptTime {
    fn from(entry: &Entry) -> Self {
        Self {
            stored_at_ms: entry.stored_at_ms,
            until_ms: entry.keep_until_ms,
        }
    }
}

/// Where an answer came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Looked up for this request.
    Live,
    /// Kept here, or by the upstream.
    Cache,
    /// Made up.
    Demo,
}

impl Source {
    /// As answers, the audit and metrics say it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Cache => "cache",
            Self::Demo => "demo",
        }
    }
}

/// Why there is no answer. Shared by all who waited for one request.
#[derive(Debug, Clone, thiserror::Error)]
pub enum LookupFailure {
    /// Nothing is kept, and asking was not allowed.
    #[error("nothing is kept for this number")]
    NotInCache,
    /// Every budget is used up.
    #[error("the budget of this period is used up")]
    BudgetExhausted {
        /// What the plan allows.
        quota: Quota,
    },
    /// Too many wait for the upstream already.
    #[error("too many lookups wait for the upstream")]
    QueueFull {
        /// When a place is free, at the soonest.
        retry_after: Duration,
    },
    /// The upstream gave none; where several were asked, the last one's reason.
    #[error("the upstream gave no answer")]
    Upstream(#[source] Arc<UpstreamError>),
    /// All upstreams rest after failures.
    #[error("no upstream is in use at the moment")]
    NoUpstream {
        /// When one is tried again, at the soonest.
        retry_after: Duration,
    },
    /// The store can't be used, and without it nothing may be spent.
    #[error("the gateway's store can't be used")]
    Store(#[source] Arc<StoreError>),
    /// Whoever asked for all has stopped.
    #[error("the lookup was broken off")]
    BrokenOff,
}

impl LookupFailure {
    /// Whether an upstream may have charged for it.
    pub(crate) fn was_charged(&self) -> bool {
        matches!(self, Self::Upstream(error) if error.spent > 0)
    }

    /// Whether nothing is kept of the number, here or at upstreams, which says nothing about it.
    pub(crate) fn is_not_kept(&self) -> bool {
        match self {
            Self::NotInCache => true,
            Self::Upstream(error) => error.failure == Failure::NotInStore,
            _ => false,
        }
    }
}

impl From<StoreError> for LookupFailure {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
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

    /// Every budget with what is spent of it.
    ///
    /// # Errors
    /// [`StoreError`] when the ledger can't be used.
    pub async fn budgets(&self) -> Result<Vec<BudgetState>, StoreError> {
        let mut budgets = self.0.budgets.all(self.0.store.ledger.as_ref()).await?;
        for budget in &mut budgets {
            budget.price = self.0.prices.get(&budget.upstream).cloned();
        }
        Ok(budgets)
    }

    /// What one lookup costs, where it costs the same whichever upstream answers.
    #[must_use]
    pub fn price(&self) -> Option<&Price> {
        let mut upstreams = self.0.chain.upstreams();
        let price = self.0.prices.get(upstreams.next()?.name())?;
        let same = |upstream: &Arc<dyn Upstream>| self.0.prices.get(upstream.name()) == Some(price);
        upstreams.all(same).then_some(price)
    }

    /// The name of the budget that has one request less after each lookup; None where several
    /// upstreams may be asked, a lookup may take several requests, or nothing limits it.
    #[must_use]
    pub fn paid_from(&self) -> Option<&str> {
        let mut upstreams = self.0.chain.upstreams();
        let only = upstreams.next().filter(|only| only.requests() == 1)?;
        let limited = upstreams.next().is_none() && self.0.budgets.limits(only.name());
        limited.then(|| only.name())
    }

    /// What is left of the budget that a lookup is paid from first; None where nothing limits it.
    ///
    /// # Errors
    /// [`StoreError`] when the ledger can't be used.
    pub async fn first_quota(&self) -> Result<Option<Quota>, StoreError> {
        let Some(first) = self.0.chain.upstreams().next() else {
            return Ok(None);
        };
        let ledger = self.0.store.ledger.as_ref();
        self.0.budgets.quota(ledger, first.name()).await
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

    /// Corrects an upstream's budget; None where it has none.
    ///
    /// # Errors
    /// [`StoreError`] when the ledger can't be used.
    pub async fn correct_budget(
        &self,
        upstream: &str,
        correction: Correction,
    ) -> Result<Option<Corrected>, StoreError> {
        let ledger = self.0.store.ledger.as_ref();
        self.0.budgets.correct(ledger, upstream, correction).await
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
