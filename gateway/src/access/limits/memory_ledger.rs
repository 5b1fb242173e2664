//! A ledger for tests whose clock is moved by hand. Counts windows; has no budgets.

use std::{
    collections::HashMap,
    io,
    sync::{Mutex, atomic::AtomicBool, atomic::Ordering::Relaxed},
    time::Duration,
};

use async_trait::async_trait;
use chrono::NaiveDate;

use crate::{
    secret::Secret,
    state::{BudgetDays, Ledger, Reserved, Spending, StoreError, Taken},
};

#[derive(Debug, Default)]
pub(super) struct MemoryLedger {
    now: Mutex<Duration>,
    counts: Mutex<HashMap<(String, u128), u64>>,
    broken: AtomicBool,
}

impl MemoryLedger {
    pub(super) fn pass(&self, time: Duration) {
        *self.now.lock().unwrap() += time;
    }

    /// Everything fails from now on.
    pub(super) fn break_down(&self) {
        self.broken.store(true, Relaxed);
    }

    pub(super) fn counters(&self) -> Vec<String> {
        let counts = self.counts.lock().unwrap();
        counts.keys().map(|(counter, _)| counter.clone()).collect()
    }

    fn failure() -> StoreError {
        StoreError {
            part: "ledger",
            source: Box::new(io::Error::other("broken on purpose")),
        }
    }
}

#[async_trait]
impl Ledger for MemoryLedger {
    async fn take(&self, counter: &str, window: Duration, limit: u64) -> Result<Taken, StoreError> {
        if self.broken.load(Relaxed) {
            return Err(Self::failure());
        }
        let now = *self.now.lock().unwrap();
        let nth = now.as_millis() / window.as_millis();
        let ends = window * u32::try_from(nth + 1).unwrap();
        let mut counts = self.counts.lock().unwrap();
        let count = counts.entry((counter.to_owned(), nth)).or_default();
        let allowed = *count < limit;
        if allowed {
            *count += 1;
        }
        Ok(Taken {
            count: if allowed { *count } else { limit + 1 },
            resets_in: ends - now,
            allowed,
        })
    }

    async fn reserve(
        &self,
        _: &str,
        _: BudgetDays,
        _: u64,
        _: u64,
    ) -> Result<Reserved, StoreError> {
        Err(Self::failure())
    }

    async fn release(
        &self,
        _: &str,
        _: NaiveDate,
        _: Option<u64>,
        _: u64,
    ) -> Result<(), StoreError> {
        Err(Self::failure())
    }

    async fn raise(&self, _: &str, _: BudgetDays, _: u64) -> Result<(), StoreError> {
        Err(Self::failure())
    }

    async fn confine(&self, _: &str, _: u64, _: Duration) -> Result<(), StoreError> {
        Err(Self::failure())
    }

    async fn unconfine(&self, _: &str) -> Result<(), StoreError> {
        Err(Self::failure())
    }

    async fn set_used(&self, _: &str, _: BudgetDays, _: u64) -> Result<(), StoreError> {
        Err(Self::failure())
    }

    async fn adopt(&self, _: &str, _: &str, _: NaiveDate) -> Result<(), StoreError> {
        Err(Self::failure())
    }

    async fn spending(&self, _: &str, _: NaiveDate) -> Result<Spending, StoreError> {
        Err(Self::failure())
    }

    async fn secret(&self, _: &str) -> Result<Secret, StoreError> {
        Err(Self::failure())
    }

    async fn slot(
        &self,
        _: &str,
        _: Duration,
        _: Duration,
    ) -> Result<Option<Duration>, StoreError> {
        Err(Self::failure())
    }

    async fn lease(&self, _: &str, _: Duration) -> Result<Option<String>, StoreError> {
        Err(Self::failure())
    }

    async fn end_lease(&self, _: &str, _: &str) -> Result<(), StoreError> {
        Err(Self::failure())
    }

    async fn ready(&self) -> Result<(), StoreError> {
        Err(Self::failure())
    }
}
