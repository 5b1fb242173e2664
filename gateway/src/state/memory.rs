//! What is known of numbers in the process's memory: bounded in bytes, each gone when its time has come.
//!
//! Kept as they are told, not as bytes: a cached lookup neither reads nor copies anything.

use std::{
    array, fmt, mem,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use moka::{Expiry, policy::EvictionPolicy, sync::Cache as Entries};

use super::{Cache, Erasures, Failed, Kept, StoreError, unix_now_ms};
use crate::{Digits, record::Record, upstream::Ask};

/// What an entry takes besides its answer: the map's, the queues' and the timers' nodes. Measured
/// with a million entries, rounded up.
const AROUND_AN_ENTRY: usize = 416;
/// What an allocator adds to a piece of memory, on average.
const AROUND_A_TEXT: usize = 12;

/// Lookups that have failed a short while ago: as many as a busy gateway has in a minute.
const MOST_FAILED: u64 = 20_000;

/// Numbers share counters of erasures, so that nothing is kept of a number that was erased. Who
/// shares one with it by chance, and is being looked up at this moment, is looked up once more.
const COUNTERS: usize = 1_024;

/// What is known by the number as an integer.
pub struct MemoryCache {
    entries: Entries<u64, Kept>,
    failed: Entries<(u64, Ask), Failed>,
    /// Held while an answer is put or erased.
    erasures: Box<[Mutex<u64>; COUNTERS]>,
}

impl MemoryCache {
    /// Keeps answers in about this many bytes of memory. Where they are full, what was not asked
    /// for the longest goes first: a new answer has been paid for and must not be turned away,
    /// which is what a cache by frequency would do.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        let entries = Entries::builder()
            .max_capacity(bytes)
            .weigher(|_, kept: &Kept| u32::try_from(bytes_of(kept)).unwrap_or(u32::MAX))
            .eviction_policy(EvictionPolicy::lru())
            .expire_after(AtKeepUntil)
            .build();
        let failed = Entries::builder()
            .max_capacity(MOST_FAILED)
            .eviction_policy(EvictionPolicy::lru())
            .expire_after(AtKeepUntil)
            .build();
        Self {
            entries,
            failed,
            erasures: Box::new(array::from_fn(|_| Mutex::default())),
        }
    }

    /// The numbers of which something certain is kept.
    pub(super) fn numbers(&self) -> Vec<Digits> {
        let numbers = self.entries.iter().map(|(number, _)| number.to_string());
        numbers
            .filter_map(|number| Digits::parse(&number).ok())
            .collect()
    }

    /// Drops what is kept, which isn't an erasure.
    pub(super) fn forget(&self, number: &Digits) {
        self.entries.invalidate(&number.value());
    }

    /// The erasures of a number, and of those that share its counter.
    pub(super) fn erasures_of(&self, number: &Digits) -> String {
        self.counter(number).to_string()
    }

    fn counter(&self, number: &Digits) -> MutexGuard<'_, u64> {
        let at = usize::try_from(number.value() % COUNTERS as u64).unwrap_or_default();
        let [first, ..] = &*self.erasures;
        let counter = self.erasures.get(at).unwrap_or(first);
        counter.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Cache for MemoryCache {
    async fn get(&self, number: &Digits) -> Result<Option<Kept>, StoreError> {
        let kept = self.entries.get(&number.value());
        // The timers count from when it was put; the clock may have been set since.
        Ok(kept.filter(|kept| kept.keep_until_ms() > unix_now_ms()))
    }

    async fn erasures(&self, number: &Digits) -> Result<Erasures, StoreError> {
        Ok(Erasures {
            there: self.erasures_of(number),
            held: String::new(),
        })
    }

    async fn put(&self, number: &Digits, kept: Kept, since: &Erasures) -> Result<bool, StoreError> {
        let erasures = self.counter(number);
        let is_kept = erasures.to_string() == since.there;
        if is_kept {
            self.entries.insert(number.value(), kept);
        }
        drop(erasures);
        Ok(is_kept)
    }

    async fn failed(&self, number: &Digits, ask: Ask) -> Result<Option<Failed>, StoreError> {
        let failed = self.failed.get(&(number.value(), ask));
        Ok(failed.filter(|failed| failed.keep_until_ms > unix_now_ms()))
    }

    async fn put_failed(
        &self,
        number: &Digits,
        ask: Ask,
        failed: Failed,
    ) -> Result<(), StoreError> {
        self.failed.insert((number.value(), ask), failed);
        Ok(())
    }

    async fn remove(&self, number: &Digits) -> Result<bool, StoreError> {
        let mut erasures = self.counter(number);
        *erasures = erasures.wrapping_add(1);
        let kept = self.entries.remove(&number.value());
        drop(erasures);
        let mut was_there = kept.is_some_and(|kept| kept.keep_until_ms() > unix_now_ms());
        for ask in [Ask::Live, Ask::StoreOnly] {
            let failed = self.failed.remove(&(number.value(), ask));
            was_there |= failed.is_some_and(|failed| failed.keep_until_ms > unix_now_ms());
        }
        Ok(was_there)
    }
}

impl fmt::Debug for MemoryCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryCache")
            .field("entries", &self.entries.entry_count())
            .field("bytes", &self.entries.weighted_size())
            .finish()
    }
}

/// About the memory that it takes.
fn bytes_of(kept: &Kept) -> usize {
    let Kept::Answer(entry) = kept else {
        return AROUND_AN_ENTRY;
    };
    let Record {
        name,
        about,
        business,
        picture,
        ..
    } = entry.record.as_ref();
    let texts = [name, about, &picture.full, &picture.thumb];
    let texts = texts.into_iter().flatten();
    let text_bytes: usize = texts.map(|text| text.len() + AROUND_A_TEXT).sum();
    // A tree of small pieces takes some times the text that it is written as.
    let business = business
        .as_ref()
        .map_or(0, |business| 4 * business.to_string().len());
    mem::size_of::<Record>() + text_bytes + business + AROUND_AN_ENTRY
}

/// What is gone at a moment.
trait Ends {
    fn ends_at_ms(&self) -> u64;
}

impl Ends for Kept {
    fn ends_at_ms(&self) -> u64 {
        self.keep_until_ms()
    }
}

impl Ends for Failed {
    fn ends_at_ms(&self) -> u64 {
        self.keep_until_ms
    }
}

struct AtKeepUntil;

impl AtKeepUntil {
    fn left(kept: &impl Ends) -> Option<Duration> {
        let left = kept.ends_at_ms().saturating_sub(unix_now_ms());
        // Beyond that it is for good, and the timers must not overflow.
        let year = 365 * 24 * 3600 * 1000;
        Some(Duration::from_millis(left.min(1000 * year)))
    }
}

impl<K, V: Ends> Expiry<K, V> for AtKeepUntil {
    fn expire_after_create(&self, _: &K, kept: &V, _: Instant) -> Option<Duration> {
        Self::left(kept)
    }

    fn expire_after_update(
        &self,
        _: &K,
        kept: &V,
        _: Instant,
        _: Option<Duration>,
    ) -> Option<Duration> {
        Self::left(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Entry;

    fn entry(number: &Digits, name_bytes: usize) -> Kept {
        let mut record = Record::not_registered(number, Some(1));
        record.name = Some("n".repeat(name_bytes));
        Kept::Answer(Entry {
            record: record.into(),
            upstream: "demo".into(),
            stored_at_ms: 0,
            fresh_until_ms: u64::MAX,
            keep_until_ms: u64::MAX,
            renewed: false,
        })
    }

    fn number(of: u64) -> Digits {
        Digits::parse(&(13_105_550_100 + of).to_string()).unwrap()
    }

    async fn put(cache: &MemoryCache, of: u64, name_bytes: usize) {
        let number = number(of);
        let erasures = cache.erasures(&number).await.unwrap();
        let put = cache.put(&number, entry(&number, name_bytes), &erasures);
        assert!(put.await.unwrap());
    }

    #[tokio::test]
    async fn given_more_answers_than_fit_when_put_then_the_bytes_stay_bounded_and_the_newest_stays()
    {
        let limit = 64 * 1024;
        let cache = MemoryCache::new(limit);
        for of in 0..100 {
            put(&cache, of, 2_000).await;
            cache.entries.run_pending_tasks();
        }
        assert!(cache.entries.weighted_size() <= limit);
        assert!(cache.get(&number(99)).await.unwrap().is_some());
        assert_eq!(cache.get(&number(0)).await.unwrap(), None);
    }

    #[tokio::test]
    async fn given_answers_when_debugged_then_only_how_many_there_are_shows() {
        let cache = MemoryCache::new(1 << 20);
        put(&cache, 23, 3).await;
        cache.entries.run_pending_tasks();
        let text = format!("{cache:?}");
        assert!(
            text.starts_with("MemoryCache { entries: 1, bytes: "),
            "{text}"
        );
        assert!(!text.contains("nnn") && !text.contains("5550123"), "{text}");
    }
}
