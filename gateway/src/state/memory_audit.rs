//! The audit in the process's memory, where no file is configured: the newest records alone.

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::VecDeque,
    fmt,
    ops::Range,
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;

use super::{Audit, AuditRecord, StoreError};

/// So many records are kept.
const MOST: usize = 100_000;

/// Who asked one gateway since it was started.
pub struct MemoryAudit {
    most: usize,
    records: Mutex<VecDeque<Kept>>,
}

/// A record in as few pieces of memory as can be. Where the oldest makes room for the newest with
/// every lookup, each piece is one that no processor has in its cache.
struct Kept {
    at_ms: u64,
    action: Cow<'static, str>,
    result: Cow<'static, str>,
    source: Option<Cow<'static, str>>,
    /// Who, the number and the purpose, one behind the other.
    texts: Box<str>,
    number_at: usize,
    purpose_at: Option<usize>,
}

impl From<AuditRecord> for Kept {
    fn from(record: AuditRecord) -> Self {
        let AuditRecord {
            at_ms,
            who,
            action,
            number,
            purpose,
            result,
            source,
        } = record;
        let number_at = who.len();
        let purpose_at = purpose.as_ref().map(|_| number_at + number.len());
        let purpose = purpose.unwrap_or_default();
        Self {
            at_ms,
            action,
            result,
            source,
            texts: [who, number, purpose].concat().into(),
            number_at,
            purpose_at,
        }
    }
}

impl Kept {
    fn record(&self) -> AuditRecord {
        let text = |range| self.texts.get::<Range<usize>>(range).unwrap_or_default();
        let end = self.texts.len();
        let purpose_at = self.purpose_at.unwrap_or(end);
        AuditRecord {
            at_ms: self.at_ms,
            who: text(0..self.number_at).to_owned(),
            action: self.action.clone(),
            number: text(self.number_at..purpose_at).to_owned(),
            purpose: self.purpose_at.map(|at| text(at..end).to_owned()),
            result: self.result.clone(),
            source: self.source.clone(),
        }
    }
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

    fn lock(&self) -> MutexGuard<'_, VecDeque<Kept>> {
        // A record is whole or isn't there, whatever panicked elsewhere.
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Audit for MemoryAudit {
    async fn append(&self, record: AuditRecord) -> Result<(), StoreError> {
        let record = record.into();
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
        let wanted = found.get(..most).unwrap_or(&found);
        let least_ms = wanted.last().map(|record| record.at_ms);
        found.retain(|record| least_ms.is_some_and(|least| record.at_ms >= least));
        Ok(found.into_iter().map(Kept::record).collect())
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
                purpose: (at_ms == 8).then(|| "a call".into()),
                result: "registered".into(),
                source: None,
            };
            audit.append(record).await.unwrap();
        }
        let left = audit.list(u64::MAX, 100).await.unwrap();
        assert!(left.iter().map(|record| record.at_ms).eq([9, 8, 7]));
        assert_eq!(
            (left[0].who.as_str(), left[0].number.as_str()),
            ("w", "+1310•••••23")
        );
        assert_eq!(
            (&left[0].purpose, left[1].purpose.as_deref()),
            (&None, Some("a call"))
        );
        assert_eq!(format!("{audit:?}"), "MemoryAudit { records: 3 }");
    }
}
