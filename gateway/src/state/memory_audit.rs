//! The audit in the process's memory, where no file is configured: the newest records alone.

use std::{
    cmp::Reverse,
    collections::VecDeque,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use super::{Audit, AuditRecord, StoreError};

/// So many records are kept.
const MOST: usize = 100_000;

/// Who asked one gateway since it was started.
pub struct MemoryAudit {
    most: usize,
    records: Mutex<VecDeque<AuditRecord>>,
}

impl Default for MemoryAudit {
    fn default() -> Self {
        Self::keeping(MOST)
    }
}

impl MemoryAudit {
    fn keeping(most: usize) -> Self {
        Self {
            most,
            records: Mutex::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<AuditRecord>> {
        // A record is whole or isn't there, whatever panicked elsewhere.
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Audit for MemoryAudit {
    async fn append(&self, record: AuditRecord) -> Result<(), StoreError> {
        let mut records = self.lock();
        if records.len() >= self.most {
            records.pop_front();
        }
        records.push_back(record);
        Ok(())
    }

    async fn list(&self, before_ms: u64, most: u32) -> Result<Vec<AuditRecord>, StoreError> {
        let records = self.lock();
        let mut found: Vec<_> = records
            .iter()
            .rev()
            .filter(|record| record.at_ms < before_ms)
            .collect();
        // Not in the order of their times where the clock was set back. The sort is stable.
        found.sort_by_key(|record| Reverse(record.at_ms));
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let last = most.checked_sub(1).and_then(|last| found.get(last));
        if let Some(last_ms) = last.map(|record| record.at_ms) {
            found.retain(|record| record.at_ms >= last_ms);
        } else {
            found.truncate(most);
        }
        Ok(found.into_iter().cloned().collect())
    }

    async fn purge(&self, before_ms: u64) -> Result<u64, StoreError> {
        let mut records = self.lock();
        let there = records.len();
        records.retain(|record| record.at_ms >= before_ms);
        Ok((there - records.len()) as u64)
    }

    async fn ready(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

impl fmt::Debug for MemoryAudit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryAudit")
            .field("records", &self.lock().len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn given_more_records_than_are_kept_when_appended_then_the_newest_stay() {
        let audit = MemoryAudit::keeping(3);
        for at_ms in 0..10 {
            let record = AuditRecord {
                at_ms,
                who: "w".into(),
                action: "lookup".into(),
                number: "+1310•••••23".into(),
                purpose: None,
                result: "registered".into(),
                source: None,
            };
            audit.append(record).await.unwrap();
        }
        let left = audit.list(u64::MAX, 100).await.unwrap();
        assert!(left.iter().map(|record| record.at_ms).eq([9, 8, 7]));
        assert_eq!(format!("{audit:?}"), "MemoryAudit { records: 3 }");
    }
}
