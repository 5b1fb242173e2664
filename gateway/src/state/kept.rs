//! What is kept of a number: an answer, the word that it is none, and for a short while that a
//! lookup has failed.

use std::{sync::Arc, time::Duration};

use crate::{clock::unix_now_ms, record::Record, upstream::Failure};

/// What is certain about a number. Clones share the answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    /// An answer.
    Answer(Entry),
    /// An upstream says that this is no phone number.
    Refusal(Refusal),
}

/// An answer as it is kept. What is beyond `keep_until` is gone. Clones share the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The answer.
    pub record: Arc<Record>,
    /// The upstream that gave it.
    pub upstream: Arc<str>,
    /// Unix milliseconds.
    pub stored_at_ms: u64,
    /// Until then it is as good as a new one: Unix milliseconds.
    pub fresh_until_ms: u64,
    /// Until then it may be told while a new one is fetched: Unix milliseconds.
    pub keep_until_ms: u64,
    /// Whether the number was looked up because the picture of the answer before it couldn't be
    /// had, or should have been: that is done once, on however many gateways.
    pub renewed: bool,
}

/// That an upstream refuses a number as none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The upstream that said it.
    pub upstream: Arc<str>,
    /// Unix milliseconds.
    pub stored_at_ms: u64,
    /// Beyond it is gone: Unix milliseconds.
    pub keep_until_ms: u64,
}

/// A lookup that failed after it may have been paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// What went wrong.
    pub failure: Failure,
    /// At which upstream.
    pub upstream: Arc<str>,
    /// When the next try makes sense: Unix milliseconds.
    pub retry_at_ms: u64,
    /// Until then nobody pays for another try: Unix milliseconds.
    pub keep_until_ms: u64,
}

impl Failed {
    /// Until the next try makes sense.
    #[must_use]
    pub fn left(&self) -> Duration {
        Duration::from_millis(self.retry_at_ms.saturating_sub(unix_now_ms()))
    }
}

impl Kept {
    /// When it was kept: Unix milliseconds.
    #[must_use]
    pub const fn stored_at_ms(&self) -> u64 {
        match self {
            Self::Answer(entry) => entry.stored_at_ms,
            Self::Refusal(refusal) => refusal.stored_at_ms,
        }
    }

    /// Until when it is as good as new: Unix milliseconds.
    #[must_use]
    pub const fn fresh_until_ms(&self) -> u64 {
        match self {
            Self::Answer(entry) => entry.fresh_until_ms,
            Self::Refusal(refusal) => refusal.keep_until_ms,
        }
    }

    /// Beyond that it is gone: Unix milliseconds.
    #[must_use]
    pub const fn keep_until_ms(&self) -> u64 {
        match self {
            Self::Answer(entry) => entry.keep_until_ms,
            Self::Refusal(refusal) => refusal.keep_until_ms,
        }
    }

    /// The answer, where it is one.
    #[must_use]
    pub fn answer(self) -> Option<Entry> {
        match self {
            Self::Answer(entry) => Some(entry),
            Self::Refusal(_) => None,
        }
    }
}

impl From<Entry> for Kept {
    fn from(entry: Entry) -> Self {
        Self::Answer(entry)
    }
}

impl From<Refusal> for Kept {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}
