//! The audit in SQLite, in a file beside the budget's.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use rusqlite::{Connection, Row};

use super::{
    super::{AUDIT, Audit, AuditRecord, StoreError, clock::Clock, column, from_column},
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
    /// In the audit's database.
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
                    "SELECT at_ms, who, client, action, number, purpose, result, source, count
                     FROM audit
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

    async fn purge(&self, keep: Duration) -> Result<u64, StoreError> {
        let before_ms = Clock::before_ms(self.database.clock.now_ms(), keep);
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
            "INSERT INTO audit
                 (at_ms, who, client, action, number, purpose, result, source, count)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            column(record.at_ms),
            &record.who,
            &record.client,
            &record.action,
            &record.number,
            &record.purpose,
            &record.result,
            &record.source,
            column(record.count),
        ))
        .map(drop)
}

fn record(row: &Row<'_>) -> rusqlite::Result<AuditRecord> {
    Ok(AuditRecord {
        at_ms: from_column(row.get(0)?),
        who: row.get(1)?,
        client: row.get(2)?,
        action: row.get::<_, String>(3)?.into(),
        number: row.get(4)?,
        purpose: row.get(5)?,
        result: row.get::<_, String>(6)?.into(),
        source: row.get::<_, Option<String>>(7)?.map(Into::into),
        count: from_column(row.get(8)?),
    })
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            super::clock::tests::{ByHand, DAY, HOUR, START},
            schema::Schema,
        },
        *,
    };
    use crate::state::{BudgetDays, Ledger, Reserved, Spending, SqliteLedger};

    #[tokio::test]
    async fn given_a_clock_years_ahead_when_purged_then_every_record_stays_until_it_is_believed() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a-audit.db");
        let keep = Duration::from_millis(90 * DAY);
        let time = ByHand::at(START);
        let at = async |time: &Arc<ByHand>| {
            let time = Arc::clone(time) as Arc<_>;
            let database = Database::start(Some(path.clone()), Schema::Audit, Some(time)).await;
            SqliteAudit::new(database.unwrap())
        };
        let audit = at(&time).await;
        let record = AuditRecord {
            at_ms: START,
            ..record("+1310•••••23".into())
        };
        audit.append(record).await.unwrap();
        // While it runs.
        time.set(START + 2_000 * DAY);
        assert_eq!(audit.purge(keep).await.unwrap(), 0);
        drop(audit);
        // And at the next start.
        let time = ByHand::at(START + 2_000 * DAY);
        let audit = at(&time).await;
        assert_eq!(audit.purge(keep).await.unwrap(), 0);
        time.set(START);
        time.pass(89 * DAY);
        assert_eq!(audit.purge(keep).await.unwrap(), 0);
        time.pass(DAY + HOUR);
        assert_eq!(audit.purge(keep).await.unwrap(), 1);
    }

    fn record(number: String) -> AuditRecord {
        AuditRecord {
            at_ms: 1,
            who: "ada".into(),
            client: None,
            action: "lookup".into(),
            number,
            purpose: None,
            result: "registered".into(),
            source: None,
            count: 1,
        }
    }

    #[tokio::test]
    async fn given_an_audit_that_is_full_or_busy_when_reserved_then_the_budget_goes_on() {
        let directory = tempfile::tempdir().unwrap();
        let file = |name: &str| directory.path().join(name);
        let ledger = Database::open(Some(file("a.db"))).await.unwrap();
        let ledger = SqliteLedger::new(ledger);
        let database = Database::open_audit(file("a-audit.db")).await.unwrap();
        let audit = SqliteAudit::new(Arc::clone(&database));
        // SQLite's own way of having no more room: the same error as a disk that is full.
        let limited = database.call(Durable::Process, |connection| {
            connection.pragma_update_and_check(None, "max_page_count", 1, |_| Ok(()))
        });
        limited.await.unwrap();
        let mut filled = 0;
        while audit.append(record("x".repeat(2_000))).await.is_ok() {
            filled += 1;
            assert!(filled < 1_000, "it was never full");
        }
        let day = chrono::NaiveDate::default();
        let days = BudgetDays { since: day, day };
        let reserved = ledger.reserve("b", days, 1, 9).await.unwrap();
        assert!(matches!(reserved, Reserved::Yes(Spending { used: 1, .. })));
        ledger.ready().await.unwrap();

        // Its thread is at work for long, as with a purge of a year.
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let holding = tokio::spawn(async move {
            let hold = move |_: &Connection| {
                let _ = begun.send(());
                let _ = wait.recv();
                Ok(())
            };
            database.call(Durable::Process, hold).await
        });
        has_begun.await.unwrap();
        let reserved = ledger.reserve("b", days, 1, 9).await.unwrap();
        assert!(matches!(reserved, Reserved::Yes(Spending { used: 2, .. })));
        drop(go);
        holding.await.unwrap().unwrap();
    }
}
