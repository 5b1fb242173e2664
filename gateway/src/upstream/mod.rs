//! Services that are asked for numbers: one trait, one file for each kind of service.

mod account;
mod address;
pub mod breaker;
pub mod chain;
pub mod checkleaked;
pub mod demo;
mod endpoint;
pub mod evolution;
mod fields;
pub mod generic;
pub mod go_whatsapp;
pub mod green_api;
mod http;
mod live_only;
mod plan;
mod proxy;
mod question;
mod reading;
mod reply;
pub mod sent;
mod settings;
pub mod waha;
pub mod whapi;
mod words;

use std::{fmt, time::Duration};

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::{
    Digits,
    record::{Quota, Record},
};

pub use address::Address;
pub use chain::{Candidate, Chain, ChainError};
pub(crate) use demo::DEMO_BASE;
pub use endpoint::Endpoint;
pub use fields::{Fields, Value};
pub use plan::Plan;
pub use proxy::{InvalidProxy, Proxied, Proxy};
pub use settings::{Kind, Settings, SettingsError};

/// Something that can be asked for a number.
#[async_trait]
pub trait Upstream: Send + Sync + fmt::Debug {
    /// Its name in logs and metrics: the kind, or the one configured.
    fn name(&self) -> &str;

    /// The least time between the starts of two requests, all gateways together.
    fn pace(&self) -> Duration {
        Duration::ZERO
    }

    /// How many requests one live lookup takes at most: so many are reserved in a budget.
    fn requests(&self) -> u64 {
        1
    }

    /// How long one lookup takes at most, its own waits included.
    fn longest(&self) -> Duration {
        Duration::ZERO
    }

    /// Whether it has a store that can be asked without a live lookup.
    fn has_store(&self) -> bool {
        false
    }

    /// Whether its store is to be asked before a live lookup is made.
    fn asks_store_first(&self) -> bool {
        false
    }

    /// Whether its answers are made up: they cost nothing, and are marked `demo`.
    fn is_demo(&self) -> bool {
        false
    }

    /// The HTTP proxy by which it is asked: scheme, host and port.
    fn proxy(&self) -> Option<&str> {
        None
    }

    /// Asks for one number.
    ///
    /// # Errors
    /// [`UpstreamError`] when there is no answer. "Not registered" is an answer.
    async fn lookup(&self, number: &Digits, ask: Ask) -> Result<Answered, UpstreamError>;
}

/// What may be asked of an upstream. Each has a plan of its own, and so a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ask {
    /// A live lookup, which costs one request of the plan.
    Live,
    /// Only what the upstream has in its own store.
    StoreOnly,
}

/// An upstream's answer.
#[derive(Debug, Clone)]
pub struct Answered {
    /// What it said.
    pub record: Record,
    /// Whether it came from the upstream's own store.
    pub from_store: bool,
    /// What the plan of what was asked still allows, where it says so.
    pub quota: Option<Quota>,
    /// How many requests it may have charged for, to the plan of what was asked.
    pub spent: u64,
}

/// Why an upstream gave no answer. Holds neither a number, a key, nor a body.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{upstream}: {failure}")]
pub struct UpstreamError {
    /// Which upstream.
    pub upstream: String,
    /// What went wrong.
    pub failure: Failure,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// How long it asks to wait.
    pub retry_after: Option<Duration>,
    /// What its plan still allows, where it says so.
    pub quota: Option<Quota>,
    /// How many requests may have reached it: for so many the plan may have been charged.
    pub spent: u64,
}

impl UpstreamError {
    /// Whether it may have cost something, so that nobody should pay for the next try at once. A
    /// refusal of our key or our pace is no work: what was asked before it may be.
    #[must_use]
    pub const fn may_have_cost(&self) -> bool {
        match self.failure {
            Failure::Unauthorized
            | Failure::Forbidden
            | Failure::RateLimited
            | Failure::QuotaExhausted => self.spent > 1,
            Failure::InvalidNumber
            | Failure::NotInStore
            | Failure::Unsaid
            | Failure::Unreachable
            | Failure::Timeout
            | Failure::Server
            | Failure::BadResponse => self.spent > 0,
        }
    }
}

/// The kinds of failure. Stores know them by the names that metrics have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// It says that this is no phone number.
    #[error("refuses the number as none")]
    InvalidNumber,
    /// Its store has nothing on the number, which says nothing about the number.
    #[error("has nothing in its store")]
    NotInStore,
    /// It answered, and doesn't say whether this number is registered. It works for others.
    #[error("doesn't say whether the number is registered")]
    Unsaid,
    /// A missing or wrong key.
    #[error("wants other credentials")]
    Unauthorized,
    /// A key without the right to do this.
    #[error("doesn't serve this key")]
    Forbidden,
    /// Too many requests in a short time.
    #[error("wants fewer requests")]
    RateLimited,
    /// The plan's requests are used up.
    #[error("has no requests left in its plan")]
    QuotaExhausted,
    /// No connection.
    #[error("can't be reached")]
    Unreachable,
    /// No answer in time.
    #[error("gave no answer in time")]
    Timeout,
    /// It failed by itself.
    #[error("failed")]
    Server,
    /// An answer that can't be used.
    #[error("answered with what can't be read")]
    BadResponse,
}

impl Failure {
    /// Its name in metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidNumber => "invalid-number",
            Self::NotInStore => "not-in-store",
            Self::Unsaid => "unsaid",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::RateLimited => "rate-limited",
            Self::QuotaExhausted => "quota-exhausted",
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::Server => "server",
            Self::BadResponse => "bad-response",
        }
    }
}
