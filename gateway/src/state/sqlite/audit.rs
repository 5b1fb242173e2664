//! The audit in SQLite, in the same file as the budget.

use std::sync::Arc;

use async_trait::async_trait;
use rusqlite::{Connection, Row};

use super::{
    super::{AUDIT, Audit, AuditRecord, StoreError, column, from_column},
    database::{Database, Durable},
    ledger,
};

/// So many are dropped at once, so that lookups don't wait for all of them.
const DROPPED_AT_ONCE: i64 = 5_000;

/// Who asked one gateway.
#[derive(Debug)]
pub struct SqliteAudit {
    database: Arc<Database>,
}

impl SqliteAudit {
    /// In this database.
    #[must_use]
    pub fn new(database: Arc<Database>) -> Self {
        Self { database }
    }

    async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let done = self.database.call(Durable::Process, work).await;
        done.map_err(StoreError::of(AUDIT))
    }
}

#[async_trait]
impl Audit for SqliteAudit {
    async fn append(&self, record: AuditRecord) -> Result<(), StoreError> {
        self.call(move |connection| append(connection, &record))
            .await
    }

    async fn list(&self, before_ms: u64, most: u32) -> Result<Vec<AuditRecord>, StoreError> {
        self.call(move |connection| {
            connection
                .prepare_cached(
                    "SELECT at_ms, who, action, number, purpose, result, source FROM audit
                     WHERE at_ms < ?1 AND at_ms >= (
                         SELECT min(at_ms) FROM (
                             SELECT at_ms FROM audit WHERE at_ms < ?1
                             ORDER BY at_ms DESC LIMIT ?2))
                     ORDER BY at_ms DESC, seq DESC",
                )?
                .query_map((column(before_ms), most), record)?
                .collect()
        })
        .await
    }

    async fn purge(&self, before_ms: u64) -> Result<u64, StoreError> {
        let mut purged = 0;
        loop {
            let dropped = self
                .call(move |connection| {
                    connection
                        .prepare_cached(
                            "DELETE FROM audit WHERE seq IN
                             (SELECT seq FROM audit WHERE at_ms < ?1 LIMIT ?2)",
                        )?
                        .execute((column(before_ms), DROPPED_AT_ONCE))
                })
                .await?;
            if dropped == 0 {
                return Ok(purged);
            }
            purged += dropped as u64;
        }
    }

    async fn ready(&self) -> Result<(), StoreError> {
        ledger::ready(&self.database)
            .await
            .map_err(StoreError::of(AUDIT))
    }
}

fn append(connection: &Connection, record: &AuditRecord) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO audit (at_ms, who, action, number, purpose, result, source)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            column(record.at_ms),
            &record.who,
            &record.action,
            &record.number,
            &record.purpose,
            &record.result,
            &record.source,
        ))
        .map(drop)
}

fn record(row: &Row<'_>) -> rusqlite::Result<AuditRecord> {
    Ok(AuditRecord {
        at_ms: from_column(row.get(0)?),
        who: row.get(1)?,
        action: row.get::<_, String>(2)?.into(),
        number: row.get(3)?,
        purpose: row.get(4)?,
        result: row.get::<_, String>(5)?.into(),
        source: row.get::<_, Option<String>>(6)?.map(Into::into),
    })
}
