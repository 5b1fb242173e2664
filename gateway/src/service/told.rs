//! What a caller wants of a lookup, and what comes of it.

use std::{sync::Arc, time::Duration};

use crate::{
    record::{Quota, Record},
    state::{Entry, StoreError},
    upstream::{Failure, UpstreamError},
};

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

impl Freshness {
    /// Whether a lookup may be made for it.
    pub(crate) const fn may_be_live(self) -> bool {
        matches!(self, Self::Default | Self::Reload)
    }
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
