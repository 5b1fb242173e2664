//! What was paid for, kept in this process while the cache can't take it.
//!
//! Whoever asks again here is told it from memory; as soon as the cache answers again, it is handed
//! over, so that other gateways find it too.

use std::{
    collections::HashMap,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use tokio::sync::Mutex;

use super::{Cache, Erasures, Failed, Kept, MemoryCache, StoreError};
use crate::{Digits, upstream::Ask};

/// For some ten thousand answers: an outage of minutes.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// A cache with a memory beside it. Clones share both.
#[derive(Clone)]
pub(crate) struct FallbackCache(Arc<Inner>);

struct Inner {
    cache: Arc<dyn Cache>,
    held: MemoryCache,
    /// False where nothing is held, as nearly always.
    holds: AtomicBool,
    /// Held while anything is handed over: no erasure is undone by it, and nothing new is missed.
    /// What is held is as old as the erasures that its lookup knew of.
    order: Mutex<HashMap<Digits, Erasures>>,
}

impl FallbackCache {
    pub(crate) fn new(cache: Arc<dyn Cache>) -> Self {
        Self(Arc::new(Inner {
            cache,
            held: MemoryCache::new(MOST_BYTES),
            holds: AtomicBool::new(false),
            order: Mutex::default(),
        }))
    }

    /// Has the cache take what is held, as far as it can.
    pub(crate) async fn hand_over(&self) {
        if self.0.holds() {
            self.0.hand_over().await;
        }
    }
}

impl Inner {
    fn holds(&self) -> bool {
        self.holds.load(Ordering::Acquire)
    }

    /// Hands over what is held. Ends at the first that the cache doesn't take.
    async fn hand_over(&self) {
        // Somebody is at it.
        let Ok(mut since) = self.order.try_lock() else {
            return;
        };
        for number in self.held.numbers() {
            let erasures = since.get(&number).cloned().unwrap_or_default();
            if self.hand_over_one(&number, &erasures).await.is_err() {
                return;
            }
        }
        since.clear();
        self.holds.store(false, Ordering::Release);
    }

    /// What the cache has got meanwhile from elsewhere stays, where it is newer; and what was erased
    /// elsewhere stays erased.
    async fn hand_over_one(&self, number: &Digits, since: &Erasures) -> Result<(), StoreError> {
        let Some(kept) = self.held.get(number).await? else {
            return Ok(());
        };
        let there = self.cache.get(number).await?;
        if there.is_none_or(|there| there.stored_at_ms() < kept.stored_at_ms()) {
            self.cache.put(number, kept, since).await?;
        }
        self.held.forget(number);
        Ok(())
    }
}

#[async_trait]
impl Cache for FallbackCache {
    async fn get(&self, number: &Digits) -> Result<Option<Kept>, StoreError> {
        let inner = &self.0;
        if !inner.holds() {
            return inner.cache.get(number).await;
        }
        let held = inner.held.get(number).await?;
        match (inner.cache.get(number).await, held) {
            (Ok(there), held) => {
                let inner = Arc::clone(inner);
                tokio::spawn(async move { inner.hand_over().await });
                let newer = |held: &Kept| {
                    let there = there.as_ref();
                    there.is_none_or(|there| there.stored_at_ms() < held.stored_at_ms())
                };
                Ok(held.filter(newer).or(there))
            }
            (Err(_), Some(held)) => Ok(Some(held)),
            (Err(error), None) => Err(error),
        }
    }

    async fn erasures(&self, number: &Digits) -> Result<Erasures, StoreError> {
        let erasures = self.0.cache.erasures(number).await?;
        Ok(Erasures {
            held: self.0.held.erasures_of(number),
            ..erasures
        })
    }

    async fn put(&self, number: &Digits, kept: Kept, since: &Erasures) -> Result<bool, StoreError> {
        let inner = &self.0;
        let error = match inner.cache.put(number, kept.clone(), since).await {
            Ok(is_kept) => {
                if is_kept && inner.holds() {
                    // Older than what the cache has now.
                    inner.held.forget(number);
                }
                return Ok(is_kept);
            }
            Err(error) => error,
        };
        tracing::error!(%error, "an answer is kept in this process until the cache takes it");
        let mut order = inner.order.lock().await;
        let of_held = Erasures {
            there: since.held.clone(),
            held: String::new(),
        };
        let is_kept = inner.held.put(number, kept, &of_held).await?;
        if is_kept {
            order.insert(number.clone(), since.clone());
            inner.holds.store(true, Ordering::Release);
        }
        Ok(is_kept)
    }

    async fn failed(&self, number: &Digits, ask: Ask) -> Result<Option<Failed>, StoreError> {
        match self.0.held.failed(number, ask).await? {
            Some(failed) => Ok(Some(failed)),
            None => self.0.cache.failed(number, ask).await,
        }
    }

    async fn put_failed(
        &self,
        number: &Digits,
        ask: Ask,
        failed: Failed,
    ) -> Result<(), StoreError> {
        let inner = &self.0;
        let Err(error) = inner.cache.put_failed(number, ask, failed.clone()).await else {
            return Ok(());
        };
        tracing::error!(%error, "a failed lookup is remembered in this process alone");
        inner.held.put_failed(number, ask, failed).await
    }

    async fn remove(&self, number: &Digits) -> Result<bool, StoreError> {
        let inner = &self.0;
        let _order = inner.order.lock().await;
        let was_held = inner.held.remove(number).await?;
        let was_there = inner.cache.remove(number).await?;
        Ok(was_held || was_there)
    }
}

impl fmt::Debug for FallbackCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FallbackCache")
            .field("cache", &self.0.cache)
            .field("held", &self.0.held)
            .finish()
    }
}
