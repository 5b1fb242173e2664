//! One lookup, from the cache or an upstream, so that no request is made that needn't be.
//!
//! The order: what is kept, then whoever is asking already (here or on another gateway), then the
//! upstreams in their order, each behind its budget and its pace.

mod budget;
mod fetch;
mod flight;
mod lifetimes;
mod price;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

pub use budget::{BudgetSettings, BudgetState, Period};
pub use lifetimes::Lifetimes;
pub use price::Price;

use self::{budget::Budgets, fetch::Want, flight::Flights};
use crate::{
    Digits,
    clock::unix_now_ms,
    config::{ServiceConfig, UpstreamEntry},
    metrics::Metrics,
    record::{Quota, Record},
    state::{Entry, Store, StoreError},
    upstream::{Chain, ChainError, Upstream, UpstreamError, breaker},
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
    lifetimes: Lifetimes,
    flights: Flights,
    metrics: Metrics,
    /// How long a lookup may wait for its turn at an upstream.
    queue: Duration,
}

/// What a caller wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Freshness {
    /// What is kept and fresh, else a lookup.
    #[default]
    Default,
    /// A lookup, whatever is kept.
    Reload,
    /// What is kept, here or in an upstream's store that has a budget of its own; never a lookup.
    CacheOnly,
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
        let entries = config.upstreams.iter();
        let budgets = entries.clone().flat_map(UpstreamEntry::limits).collect();
        let prices = entries.clone().filter_map(|entry| {
            let price = entry.price.clone()?;
            Some((entry.settings.name().to_owned(), price))
        });
        let prices = prices.collect();
        let open_stores = entries
            .filter(|entry| entry.store_budget.is_some() || entry.is_demo())
            .map(|entry| entry.settings.name().to_owned())
            .collect();
        let chain = Chain::new(upstreams, &breaker::Settings::default())?;
        Ok(Self(Arc::new(Inner {
            chain,
            budgets: Budgets::new(budgets),
            prices,
            open_stores,
            store,
            lifetimes: config.lifetimes.clone(),
            flights: Flights::default(),
            metrics,
            queue: config.queue,
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
            Freshness::CacheOnly => Want::Store,
            Freshness::Reload => Want::Newer {
                than_ms: kept.as_ref().map(|entry| entry.stored_at_ms),
            },
        };
        if let Some(entry) = kept {
            let fresh = now < entry.fresh_until_ms;
            match freshness {
                Freshness::Default if fresh => return Ok(inner.told(entry).await),
                Freshness::CacheOnly => return Ok(inner.told(entry).await),
                Freshness::Default if inner.lifetimes.tells_stale(&entry, now) => {
                    // Told at once, and renewed for the next one who asks.
                    drop(self.fetch(number, want));
                    return Ok(inner.told(entry).await);
                }
                Freshness::Default | Freshness::Reload => {}
            }
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

    /// Erases what is kept of a number; true where there was something.
    ///
    /// # Errors
    /// [`StoreError`] when the cache can't be used: then nothing is erased.
    pub async fn erase(&self, number: &Digits) -> Result<bool, StoreError> {
        self.0.flights.forget(number);
        self.0.store.cache.remove(number).await
    }

    /// What is kept of a number, without asking anybody.
    ///
    /// # Errors
    /// [`StoreError`] when the cache can't be used.
    pub async fn kept(&self, number: &Digits) -> Result<Option<Entry>, StoreError> {
        self.0.store.cache.get(number).await
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
}

impl Inner {
    async fn told(&self, entry: Entry) -> Told {
        Told {
            source: self.source(&entry.upstream, true),
            quota: self.quota(&entry.upstream).await,
            record: entry.record,
        }
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
