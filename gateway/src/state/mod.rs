//! What gateways remember: answers, what was spent, who asked how often, and the audit's records.
//!
//! Two kinds: within the process with SQLite for what must outlive it, and Redis with PostgreSQL
//! for many gateways. Both pass the same tests.

mod audit_log;
mod clock;
mod entry_bytes;
mod fallback;
mod kept;
mod memory;
mod memory_audit;
mod place;
mod postgres;
mod queues;
mod redis;
mod refusals;
mod settings;
mod sqlite;
mod tls;
mod windows;

use std::{borrow::Cow, error::Error, fmt, sync::Arc, time::Duration};

pub(crate) use self::fallback::FallbackCache;
pub use self::{
    audit_log::AuditLog,
    kept::{Entry, Failed, Kept, Refusal},
    memory::MemoryCache,
    memory_audit::MemoryAudit,
    place::NoStateDirectory,
    postgres::PostgresAudit,
    redis::{Connection as RedisConnection, RedisCache, RedisLedger},
    settings::{Keeps, Settings, StateError},
    sqlite::{Database, SqliteAudit, SqliteLedger},
    tls::Authorities,
};

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Digits, clock::unix_now_ms, secret::Secret, upstream::Ask};

/// All of it.
#[derive(Debug, Clone)]
pub struct Store {
    /// Answers of upstreams.
    pub cache: Arc<dyn Cache>,
    /// Spent requests, counters, slots and leases.
    pub ledger: Arc<dyn Ledger>,
    /// Who asked for what, and why.
    pub audit: Arc<dyn Audit>,
}

/// A store that doesn't answer. Never holds a number.
#[derive(Debug, thiserror::Error)]
#[error("the {part} can't be used")]
pub struct StoreError {
    /// `cache`, `ledger` or `audit`.
    pub part: &'static str,
    /// Why.
    #[source]
    pub source: Box<dyn Error + Send + Sync>,
}

const CACHE: &str = "cache";
const LEDGER: &str = "ledger";
const AUDIT: &str = "audit";

impl StoreError {
    /// Whether another process has the file.
    #[must_use]
    pub fn is_in_use(&self) -> bool {
        let source = self.source.downcast_ref();
        matches!(source, Some(sqlite::OpenError::InUse(_)))
    }

    /// For `map_err`.
    fn of<E: Into<Box<dyn Error + Send + Sync>>>(part: &'static str) -> impl FnOnce(E) -> Self {
        move |source| Self {
            part,
            source: source.into(),
        }
    }
}

/// Whole milliseconds, as many as stores can count with (285,000 years).
fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).map_or(MOST, |millis| millis.min(MOST))
}

/// The largest whole number that Redis' scripts, SQLite and PostgreSQL all keep exactly: 2^53 - 1.
const MOST: u64 = (1 << 53) - 1;

/// For columns: larger ones can't be counted up to.
fn column(number: u64) -> i64 {
    i64::try_from(number.min(MOST)).unwrap_or(i64::MAX)
}

/// From columns, which hold nothing below 0.
fn from_column(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// A number's erasures so far, as a lookup finds them when it begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Erasures {
    /// In the cache.
    there: String,
    /// In what is held in its place.
    held: String,
}

/// What is known of numbers.
#[async_trait]
pub trait Cache: Send + Sync + fmt::Debug {
    /// What is kept of a number.
    async fn get(&self, number: &Digits) -> Result<Option<Kept>, StoreError>;
    /// What a lookup has to know before it begins, for [`put`](Self::put).
    async fn erasures(&self, number: &Digits) -> Result<Erasures, StoreError>;
    /// Keeps an answer or a refusal, until its `keep_until_ms`. False, and it isn't kept, where the
    /// number was erased since the lookup began, by whichever gateway.
    async fn put(&self, number: &Digits, kept: Kept, since: &Erasures) -> Result<bool, StoreError>;
    /// The lookup of this number that has failed a short while ago, after it may have been paid.
    async fn failed(&self, number: &Digits, ask: Ask) -> Result<Option<Failed>, StoreError>;
    /// Remembers a lookup that has failed, until its `keep_until_ms`.
    async fn put_failed(&self, number: &Digits, ask: Ask, failed: Failed)
    -> Result<(), StoreError>;
    /// Erases a number, failed lookups included, and answers that are on their way; true where there
    /// was something.
    async fn remove(&self, number: &Digits) -> Result<bool, StoreError>;
}

/// Days of a budget, as UTC has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BudgetDays {
    /// The first one of the period: from there on all count together.
    pub since: NaiveDate,
    /// The one on which requests are taken.
    pub day: NaiveDate,
}

/// What is spent of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spending {
    /// Requests from the period's first day on, by our own count.
    pub used: u64,
    /// What the vendor said that it still allows, until its own period ends.
    pub window: Option<VendorWindow>,
}

/// A vendor's own period: beside our count, and never a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VendorWindow {
    /// Which: no two of one budget have the same.
    pub id: u64,
    /// Requests that are left.
    pub left: u64,
    /// Until it ends.
    pub ends_in: Duration,
}

/// What came of a wish to spend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reserved {
    /// They count as spent now: so much is, these included.
    Yes(Spending),
    /// Nothing was taken: so much is spent already.
    Exhausted(Spending),
}

/// How often something was done within a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// How often, this time included; larger than the limit where it was refused.
    pub count: u64,
    /// Until the window ends.
    pub resets_in: Duration,
    /// False: the limit had been reached, and this time isn't counted.
    pub allowed: bool,
}

/// Counters that must be right whoever asks at the same time, on however many gateways.
#[async_trait]
pub trait Ledger: Send + Sync + fmt::Debug {
    /// Takes so many requests of a budget on a day, all or none: never more than `limit` are taken
    /// from the period's first day on, and never more than the vendor's window has left. Durable
    /// before it returns: after a crash they still count.
    async fn reserve(
        &self,
        budget: &str,
        days: BudgetDays,
        requests: u64,
        limit: u64,
    ) -> Result<Reserved, StoreError>;
    /// Gives back so many that were certainly never sent, to the day on which they were taken and
    /// to the window from which they were; to no later window, whose vendor never counted them.
    async fn release(
        &self,
        budget: &str,
        day: NaiveDate,
        window: Option<u64>,
        requests: u64,
    ) -> Result<(), StoreError>;
    /// What a vendor has counted itself in the period; only ever raises ours, on this day.
    async fn raise(&self, budget: &str, days: BudgetDays, at_least: u64) -> Result<(), StoreError>;
    /// What a vendor says that it allows until its own period ends. While that lasts, by the
    /// store's clock, its window only ever becomes smaller; the first word after its end makes the
    /// next one.
    async fn confine(&self, budget: &str, left: u64, ends_in: Duration) -> Result<(), StoreError>;
    /// Forgets the vendor's window.
    async fn unconfine(&self, budget: &str) -> Result<(), StoreError>;
    /// Sets the count of the period, whatever it was.
    async fn set_used(&self, budget: &str, days: BudgetDays, used: u64) -> Result<(), StoreError>;
    /// Takes over what was counted under an earlier name, in the period that began on this day.
    /// What is taken over is never taken twice.
    async fn adopt(&self, budget: &str, earlier: &str, began: NaiveDate) -> Result<(), StoreError>;
    /// What is spent from a day on.
    async fn spending(&self, budget: &str, since: NaiveDate) -> Result<Spending, StoreError>;

    /// A random key of this name, made by whoever asks first and the same for everybody since.
    async fn secret(&self, name: &str) -> Result<Secret, StoreError>;

    /// Counts one more in the window that holds now, unless `limit` are counted there. Windows
    /// begin at multiples of their length since 1970.
    async fn take(&self, counter: &str, window: Duration, limit: u64) -> Result<Taken, StoreError>;

    /// The next free moment of a queue with a least distance between moments: how long to wait
    /// for it. None, and nothing is taken, where that is longer than `at_most`.
    async fn slot(
        &self,
        queue: &str,
        distance: Duration,
        at_most: Duration,
    ) -> Result<Option<Duration>, StoreError>;

    /// A lease on a name, for the one who does something that others wait for: a token, or None where
    /// somebody else has it. Ends by itself after `lasts`. Names may hold a number: outside of the
    /// process they are keyed hashes.
    async fn lease(&self, name: &str, lasts: Duration) -> Result<Option<String>, StoreError>;
    /// Ends a lease, if the token is still the one.
    async fn end_lease(&self, name: &str, token: &str) -> Result<(), StoreError>;

    /// The time that budgets and windows go by: Unix milliseconds, by the store's own clock. One that
    /// jumps isn't followed at once.
    async fn now_ms(&self) -> Result<u64, StoreError> {
        Ok(unix_now_ms())
    }

    /// Whether it can be used at all, for `/readyz`.
    async fn ready(&self) -> Result<(), StoreError>;
}

/// Who asked for what, when and why. Never holds an answer's name or picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditRecord {
    /// Unix milliseconds.
    pub at_ms: u64,
    /// The caller's name, as its token or identity says.
    pub who: String,
    /// Where the caller's connection came from, masked.
    pub client: Option<String>,
    /// What was done: `lookup`, `picture`, `erase`, `refused`, `budget`.
    pub action: Cow<'static, str>,
    /// The number, masked or as a keyed hash; empty where it was about none, or about several.
    pub number: String,
    /// Why the caller says that it asks.
    pub purpose: Option<String>,
    /// `registered`, `not-registered`, or an error code; of a budget, what was changed.
    pub result: Cow<'static, str>,
    /// `live`, `cache` or `demo`, where there was an answer.
    pub source: Option<Cow<'static, str>>,
    /// How often: more than once where like refusals are summed up.
    #[serde(default = "once")]
    pub count: u64,
}

const fn once() -> u64 {
    1
}

impl AuditRecord {
    /// Whether it tells of a request that was turned away.
    fn is_refusal(&self) -> bool {
        self.action == "refused"
    }
}

/// What became of records that weren't written at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AuditCounts {
    /// That wait for the store to be well again.
    pub waiting: u64,
    /// For which there was no room.
    pub lost: u64,
    /// Refusals that are part of another record.
    pub summed: u64,
}

/// The audit's records.
#[async_trait]
pub trait Audit: Send + Sync + fmt::Debug {
    /// Adds one.
    async fn append(&self, record: AuditRecord) -> Result<(), StoreError>;
    /// Adds this process's nth, which may have been added before without an answer that says so.
    async fn append_once(&self, _nth: u64, record: &AuditRecord) -> Result<(), StoreError> {
        self.append(record.clone()).await
    }
    /// The newest first, before a moment (Unix milliseconds): `most`, and what else there is of the
    /// last one's millisecond, so that nothing is lost between this part and the one before it.
    async fn list(&self, before_ms: u64, most: u32) -> Result<Vec<AuditRecord>, StoreError>;
    /// Drops what is older than that, by the store's own clock; how many that were.
    async fn purge(&self, keep: Duration) -> Result<u64, StoreError>;
    /// An error while records wait to be written: then nothing may be spent.
    fn keeps_up(&self) -> Result<(), StoreError> {
        Ok(())
    }
    /// What became of records, for metrics.
    fn counts(&self) -> AuditCounts {
        AuditCounts::default()
    }
    /// Writes what waits, as far as it can be, before the gateway ends.
    async fn finish(&self) {}
    /// Whether it can be used at all, for `/readyz`.
    async fn ready(&self) -> Result<(), StoreError>;
}
