//! What stands between requests and the audit's store. Refusals are summed up. A store that fails or
//! is full holds up nobody at first: records wait in memory for it to be well again, as many as there
//! is room for. For as long nothing is spent; beyond that nothing is told.

use std::{
    collections::VecDeque,
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use tokio::time::{Instant, sleep, timeout};

use super::{AUDIT, Audit, AuditCounts, AuditRecord, StoreError, clock::Clock, refusals::Refusals};

/// So many records wait at most.
const MOST: usize = 10_000;
/// How often waiting records are tried again, and ended windows of refusals looked for.
const AGAIN: Duration = Duration::from_secs(1);
/// How long the last records may take when the gateway ends.
const LAST: Duration = Duration::from_secs(3);

/// The audit as requests see it.
pub struct AuditLog {
    inner: Arc<Inner>,
}

struct Inner {
    store: Arc<dyn Audit>,
    most: usize,
    /// Records of a clock that jumps back would be dropped as old ones.
    clock: Clock,
    refusals: Mutex<Refusals>,
    /// In the order in which they are to be written.
    waiting: Mutex<VecDeque<Waiting>>,
    /// Held by the one who writes what waits.
    writing: tokio::sync::Mutex<()>,
    /// Records so far: what tells them apart in the store.
    records: AtomicU64,
    lost: AtomicU64,
    summed: AtomicU64,
}

struct Waiting {
    nth: u64,
    record: AuditRecord,
}

#[derive(Debug, thiserror::Error)]
enum Behind {
    #[error("{0} records wait to be written: nothing is spent until they are")]
    Waiting(usize),
    #[error("as many records wait to be written as there is room for")]
    Full,
}

impl AuditLog {
    /// Over a store. Waiting records are tried again for as long as this lives.
    #[must_use]
    pub fn over(store: Arc<dyn Audit>) -> Self {
        Self::holding(MOST, store)
    }

    fn holding(most: usize, store: Arc<dyn Audit>) -> Self {
        let inner = Arc::new(Inner {
            store,
            most,
            clock: Clock::new(None),
            refusals: Mutex::default(),
            waiting: Mutex::default(),
            writing: tokio::sync::Mutex::default(),
            records: AtomicU64::new(0),
            lost: AtomicU64::new(0),
            summed: AtomicU64::new(0),
        });
        tokio::spawn(keep_writing(Arc::downgrade(&inner)));
        Self { inner }
    }
}

async fn keep_writing(log: Weak<Inner>) {
    loop {
        sleep(AGAIN).await;
        let Some(log) = log.upgrade() else { return };
        let ended = lock(&log.refusals).ended(Instant::now());
        log.catch_up(ended).await;
    }
}

impl Inner {
    /// Writes a record, or has it wait where that fails.
    async fn write(&self, record: AuditRecord) -> Result<(), StoreError> {
        let nth = self.records.fetch_add(1, Ordering::Relaxed);
        if lock(&self.waiting).is_empty() {
            let Err(error) = self.store.append_once(nth, &record).await else {
                return Ok(());
            };
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the audit can't be written: records wait, and nothing is spent"
            );
        }
        self.wait(Waiting { nth, record })
    }

    fn wait(&self, record: Waiting) -> Result<(), StoreError> {
        let mut waiting = lock(&self.waiting);
        if waiting.len() >= self.most {
            drop(waiting);
            self.lost.fetch_add(1, Ordering::Relaxed);
            tracing::error!("the audit's room for waiting records is full");
            return Err(StoreError::of(AUDIT)(Behind::Full));
        }
        waiting.push_back(record);
        Ok(())
    }

    /// Writes sums, and what waits, until something fails.
    async fn catch_up(&self, sums: Vec<AuditRecord>) {
        for sum in sums {
            // Where it is full, it says so itself.
            let _ = self.write(sum).await;
        }
        let _writing = self.writing.lock().await;
        let mut written = 0_usize;
        loop {
            let next = lock(&self.waiting)
                .front()
                .map(|next| (next.nth, next.record.clone()));
            let Some((nth, record)) = next else { break };
            if self.store.append_once(nth, &record).await.is_err() {
                break;
            }
            let mut waiting = lock(&self.waiting);
            if waiting.front().is_some_and(|next| next.nth == nth) {
                waiting.pop_front();
                written += 1;
            }
        }
        if written > 0 {
            let left = lock(&self.waiting).len();
            tracing::info!(written, left, "waiting records of the audit were written");
        }
    }
}

#[async_trait]
impl Audit for AuditLog {
    /// An error where the record is neither written nor waits.
    async fn append(&self, mut record: AuditRecord) -> Result<(), StoreError> {
        record.at_ms = self.inner.clock.read(record.at_ms);
        let record = if record.is_refusal() {
            lock(&self.inner.refusals).take(record, Instant::now())
        } else {
            Some(record)
        };
        match record {
            Some(record) => self.inner.write(record).await,
            None => {
                self.inner.summed.fetch_add(1, Ordering::Relaxed);
                Ok(())
            }
        }
    }

    async fn list(&self, before_ms: u64, most: u32) -> Result<Vec<AuditRecord>, StoreError> {
        self.inner.store.list(before_ms, most).await
    }

    async fn purge(&self, keep: Duration) -> Result<u64, StoreError> {
        self.inner.store.purge(keep).await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.keeps_up()?;
        self.inner.store.ready().await
    }

    fn keeps_up(&self) -> Result<(), StoreError> {
        match lock(&self.inner.waiting).len() {
            0 => Ok(()),
            waiting => Err(StoreError::of(AUDIT)(Behind::Waiting(waiting))),
        }
    }

    fn counts(&self) -> AuditCounts {
        AuditCounts {
            waiting: lock(&self.inner.waiting).len() as u64,
            lost: self.inner.lost.load(Ordering::Relaxed),
            summed: self.inner.summed.load(Ordering::Relaxed),
        }
    }

    async fn finish(&self) {
        let sums = lock(&self.inner.refusals).all();
        // A store that hangs must not hold up the end.
        let _ = timeout(LAST, self.inner.catch_up(sums)).await;
        let lost = lock(&self.inner.waiting).len();
        if lost > 0 {
            tracing::error!(lost, "records of the audit are lost with this process");
        }
    }
}

impl fmt::Debug for AuditLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuditLog")
            .field("store", &self.inner.store)
            .field("counts", &self.counts())
            .finish()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing is left half-written by a panic elsewhere.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::{LazyLock, atomic::AtomicBool};

    use super::{
        super::{MemoryAudit, refusals::WINDOW, unix_now_ms},
        *,
    };

    static NOW_MS: LazyLock<u64> = LazyLock::new(unix_now_ms);

    /// A real audit that can be broken.
    #[derive(Debug, Default)]
    struct Breakable {
        audit: MemoryAudit,
        broken: AtomicBool,
        tried: AtomicU64,
    }

    #[async_trait]
    impl Audit for Breakable {
        async fn append(&self, record: AuditRecord) -> Result<(), StoreError> {
            self.tried.fetch_add(1, Ordering::Relaxed);
            self.ready().await?;
            self.audit.append(record).await
        }

        async fn list(&self, before_ms: u64, most: u32) -> Result<Vec<AuditRecord>, StoreError> {
            self.audit.list(before_ms, most).await
        }

        async fn purge(&self, keep: Duration) -> Result<u64, StoreError> {
            self.audit.purge(keep).await
        }

        async fn ready(&self) -> Result<(), StoreError> {
            if self.broken.load(Ordering::Relaxed) {
                return Err(StoreError::of(AUDIT)("the disk is full"));
            }
            Ok(())
        }
    }

    fn record(at_ms: u64, action: &'static str) -> AuditRecord {
        AuditRecord {
            at_ms: *NOW_MS + at_ms,
            who: "ada".into(),
            client: None,
            action: action.into(),
            number: "+1310•••••23".into(),
            purpose: None,
            result: "registered".into(),
            source: None,
            count: 1,
        }
    }

    fn log(most: usize) -> (AuditLog, Arc<Breakable>) {
        let store = Arc::new(Breakable::default());
        (AuditLog::holding(most, store.clone()), store)
    }

    async fn times(log: &AuditLog) -> Vec<u64> {
        let records = log.list(u64::MAX, 100).await.unwrap();
        records
            .iter()
            .map(|record| record.at_ms - *NOW_MS)
            .collect()
    }

    #[tokio::test(start_paused = true)]
    async fn given_a_store_that_fails_when_written_to_then_records_wait_and_nothing_may_be_spent() {
        let (log, store) = log(3);
        log.append(record(1, "lookup")).await.unwrap();
        store.broken.store(true, Ordering::Relaxed);
        for at_ms in 2..=4 {
            log.append(record(at_ms, "lookup")).await.unwrap();
        }
        let error = log.keeps_up().unwrap_err();
        assert_eq!(error.to_string(), "the audit can't be used");
        assert!(log.ready().await.is_err());
        // There is no more room: it isn't told.
        assert!(log.append(record(5, "lookup")).await.is_err());
        let counts = log.counts();
        assert_eq!((counts.waiting, counts.lost), (3, 1));
        // Whoever comes while others wait doesn't try: a store that hangs costs nobody a deadline.
        assert_eq!(store.tried.load(Ordering::Relaxed), 2);

        store.broken.store(false, Ordering::Relaxed);
        sleep(2 * AGAIN).await;
        log.keeps_up().unwrap();
        log.ready().await.unwrap();
        log.append(record(6, "lookup")).await.unwrap();
        assert_eq!(times(&log).await, [6, 4, 3, 2, 1]);
        assert_eq!(log.counts().waiting, 0);
    }

    #[tokio::test(start_paused = true)]
    async fn given_a_thousand_refusals_when_written_then_the_first_comes_at_once_and_the_rest_as_one()
     {
        let (log, _) = log(3);
        for at_ms in 1..=1_000 {
            log.append(record(at_ms, "refused")).await.unwrap();
        }
        assert_eq!(times(&log).await, [1]);
        assert_eq!(log.counts().summed, 999);
        sleep(WINDOW + 2 * AGAIN).await;
        let records = log.list(u64::MAX, 9).await.unwrap();
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].count, 999);
        assert_eq!(times(&log).await, [1_000, 1]);
    }

    #[tokio::test(start_paused = true)]
    async fn given_a_clock_that_jumps_back_when_written_then_the_record_is_none_to_be_dropped() {
        let (log, _) = log(3);
        log.append(record(1, "lookup")).await.unwrap();
        let long_ago = AuditRecord {
            at_ms: 1,
            ..record(0, "lookup")
        };
        log.append(long_ago).await.unwrap();
        assert_eq!(log.purge(Duration::from_secs(3600)).await.unwrap(), 0);
        assert_eq!(log.list(u64::MAX, 9).await.unwrap().len(), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn given_what_is_not_written_when_the_gateway_ends_then_it_is_written_first() {
        let (log, store) = log(9);
        store.broken.store(true, Ordering::Relaxed);
        log.append(record(1, "lookup")).await.unwrap();
        for at_ms in 2..=4 {
            log.append(record(at_ms, "refused")).await.unwrap();
        }
        store.broken.store(false, Ordering::Relaxed);
        log.finish().await;
        assert_eq!(times(&log).await, [4, 2, 1]);
    }
}
