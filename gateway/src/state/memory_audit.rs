//! The audit in the process's memory, where no file is configured: the newest records alone.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::VecDeque,
    fmt,
    ops::Range,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;

use super::{Audit, AuditRecord, StoreError, clock::Clock};

/// So many records are kept of what was done.
const MOST: usize = 100_000;
/// So many are kept of what was refused: they push out each other, never what was done.
const MOST_REFUSED: usize = 10_000;

/// Who asked one gateway since it was started.
pub struct MemoryAudit {
    rings: Mutex<Rings>,
    clock: Clock,
}

struct Rings {
    done: Ring,
    refused: Ring,
    /// The next record's place among those of both.
    next: u64,
}

struct Ring {
    most: usize,
    records: VecDeque<Kept>,
}

/// A record in as few pieces of memory as can be. Where the oldest makes room for the newest with
/// every lookup, each piece is one that no processor has in its cache.
struct Kept {
    seq: u64,
    at_ms: u64,
    action: Cow<'static, str>,
    result: Cow<'static, str>,
    source: Option<Cow<'static, str>>,
    count: u64,
    /// Who, the number, the purpose and the client, one behind the other.
    texts: Box<str>,
    number_at: usize,
    purpose_at: usize,
    has_purpose: bool,
    client_at: Option<usize>,
}

impl Kept {
    fn new(seq: u64, record: AuditRecord) -> Self {
        let AuditRecord {
            at_ms,
            who,
            client,
            action,
            number,
            purpose,
            result,
            source,
            count,
        } = record;
        let number_at = who.len();
        let purpose_at = number_at + number.len();
        let has_purpose = purpose.is_some();
        let purpose = purpose.unwrap_or_default();
        let client_at = client.as_ref().map(|_| purpose_at + purpose.len());
        Self {
            seq,
            at_ms,
            action,
            result,
            source,
            count,
            texts: [who, number, purpose, client.unwrap_or_default()]
                .concat()
                .into(),
            number_at,
            purpose_at,
            has_purpose,
            client_at,
        }
    }

    fn record(&self) -> AuditRecord {
        let text = |range| {
            let text = self.texts.get::<Range<usize>>(range);
            text.unwrap_or_default().to_owned()
        };
        let end = self.texts.len();
        let client_at = self.client_at.unwrap_or(end);
        AuditRecord {
            at_ms: self.at_ms,
            who: text(0..self.number_at),
            client: self.client_at.map(|at| text(at..end)),
            action: self.action.clone(),
            number: text(self.number_at..self.purpose_at),
            purpose: self.has_purpose.then(|| text(self.purpose_at..client_at)),
            result: self.result.clone(),
            source: self.source.clone(),
            count: self.count,
        }
    }
}

impl Ring {
    const fn keeping(most: usize) -> Self {
        Self {
            most,
            records: VecDeque::new(),
        }
    }

    fn push(&mut self, record: Kept) {
        if self.records.len() >= self.most {
            self.records.pop_front();
        }
        self.records.push_back(record);
    }
}

impl Default for MemoryAudit {
    fn default() -> Self {
        Self::keeping(MOST, MOST_REFUSED)
    }
}

impl MemoryAudit {
    fn keeping(done: usize, refused: usize) -> Self {
        Self {
            rings: Mutex::new(Rings {
                done: Ring::keeping(done),
                refused: Ring::keeping(refused),
                next: 0,
            }),
            clock: Clock::new(None),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Rings> {
        // A record is whole or isn't there, whatever panicked elsewhere.
        self.rings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Audit for MemoryAudit {
    async fn append(&self, record: AuditRecord) -> Result<(), StoreError> {
        let is_refusal = record.is_refusal();
        let mut rings = self.lock();
        let record = Kept::new(rings.next, record);
        rings.next += 1;
        if is_refusal {
            rings.refused.push(record);
        } else {
            rings.done.push(record);
        }
        Ok(())
    }

    async fn list(&self, before_ms: u64, most: u32) -> Result<Vec<AuditRecord>, StoreError> {
        let rings = self.lock();
        let mut found: Vec<_> = rings
            .done
            .records
            .iter()
            .chain(&rings.refused.records)
            .filter(|record| record.at_ms < before_ms)
            .collect();
        // Not in the order of their times where the clock was set back.
        found.sort_unstable_by_key(|record| Reverse((record.at_ms, record.seq)));
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let wanted = found.get(..most).unwrap_or(&found);
        let least_ms = wanted.last().map(|record| record.at_ms);
        found.retain(|record| least_ms.is_some_and(|least| record.at_ms >= least));
        Ok(found.into_iter().map(Kept::record).collect())
    }

    async fn purge(&self, keep: Duration) -> Result<u64, StoreError> {
        let before_ms = Clock::before_ms(self.clock.now_ms(), keep);
        let mut rings = self.lock();
        let Rings { done, refused, .. } = &mut *rings;
        let mut purged = 0;
        for Ring { records, .. } in [done, refused] {
            let there = records.len();
            records.retain(|record| record.at_ms >= before_ms);
            purged += (there - records.len()) as u64;
        }
        Ok(purged)
    }

    async fn ready(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

impl fmt::Debug for MemoryAudit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rings = self.lock();
        f.debug_struct("MemoryAudit")
            .field("done", &rings.done.records.len())
            .field("refused", &rings.refused.records.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(at_ms: u64, action: &'static str) -> AuditRecord {
        AuditRecord {
            at_ms,
            who: "w".into(),
            client: (at_ms == 9).then(|| "192.0.2.•••".into()),
            action: action.into(),
            number: "+1310•••••23".into(),
            purpose: (at_ms == 8).then(|| "a call".into()),
            result: "registered".into(),
            source: None,
            count: 1,
        }
    }

    #[tokio::test]
    async fn given_more_records_than_are_kept_when_appended_then_the_newest_stay() {
        let audit = MemoryAudit::keeping(3, 3);
        for at_ms in 0..10 {
            audit.append(record(at_ms, "lookup")).await.unwrap();
        }
        let left = audit.list(u64::MAX, 100).await.unwrap();
        assert_eq!(left, [9, 8, 7].map(|at_ms| record(at_ms, "lookup")));
        assert_eq!(format!("{audit:?}"), "MemoryAudit { done: 3, refused: 0 }");
    }

    #[tokio::test]
    async fn given_more_refusals_than_are_kept_when_appended_then_no_lookup_goes_for_them() {
        let audit = MemoryAudit::keeping(2, 2);
        audit.append(record(0, "lookup")).await.unwrap();
        for at_ms in 1..10 {
            audit.append(record(at_ms, "refused")).await.unwrap();
        }
        audit.append(record(10, "erase")).await.unwrap();
        let left = audit.list(u64::MAX, 100).await.unwrap();
        assert!(left.iter().map(|record| record.at_ms).eq([10, 9, 8, 0]));
        assert_eq!(audit.purge(Duration::ZERO).await.unwrap(), 4);
    }
}
