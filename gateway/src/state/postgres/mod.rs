//! The audit in PostgreSQL, for any number of gateways.

mod connections;
mod error;
mod schema;

use std::{borrow::Cow, fmt, time::Duration};

use async_trait::async_trait;
use tokio::time::{Instant, timeout_at};
use tokio_postgres::{
    Row,
    types::{ToSql, Type},
};

use self::{
    connections::{Connections, PATIENCE},
    error::PostgresError,
};
use super::{
    AUDIT, Audit, AuditRecord, Authorities, StoreError, clock::Clock, column, from_column, queues,
};
use crate::secret::Secret;

const APPEND: &str = "
    INSERT INTO phone_profile_audit
        (key, at_ms, who, client, action, number, purpose, result, source, count)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (key) DO NOTHING";

const LIST: &str = "
    SELECT at_ms, who, client, action, number, purpose, result, source, count
    FROM phone_profile_audit
    WHERE at_ms < $1 AND at_ms >= (
        SELECT min(at_ms) FROM (
            SELECT at_ms FROM phone_profile_audit WHERE at_ms < $1 ORDER BY at_ms DESC LIMIT $2
        ) AS part)
    ORDER BY at_ms DESC, seq DESC";

const PURGE: &str = "
    WITH dropped AS (DELETE FROM phone_profile_audit WHERE at_ms < $1 RETURNING 1)
    SELECT count(*) FROM dropped";

const PROBE: &str = "
    INSERT INTO phone_profile_probe (id, at_ms) VALUES (0, $1)
    ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms";

const NOW: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::BIGINT";
const SEEN: &str = "SELECT at_ms FROM phone_profile_probe";

/// Purging a month of records takes longer than a lookup may.
const PURGE_PATIENCE: Duration = Duration::from_secs(120);

/// Who asked all gateways.
pub struct PostgresAudit {
    connections: Connections,
    /// Tells this process's records from others'.
    process: String,
    /// The server's.
    clock: Clock,
}

impl PostgresAudit {
    /// Connects, and makes the tables or takes them to the newest version; `most` connections are
    /// held at most.
    ///
    /// # Errors
    /// [`StoreError`] for a URL that is none, a server that doesn't answer or, with
    /// `sslmode=require`, has no certificate by one of the authorities, tables of a newer version,
    /// and a user who may not make tables.
    pub async fn open(
        url: &Secret,
        most: usize,
        authorities: &Authorities,
    ) -> Result<Self, StoreError> {
        let connections = Connections::new(url, most, authorities)?;
        let process = queues::token()
            .map_err(PostgresError::Random)
            .map_err(StoreError::of(AUDIT))?;
        let mut audit = Self {
            connections,
            process,
            clock: Clock::new(None),
        };
        audit.start().await.map_err(StoreError::of(AUDIT))?;
        Ok(audit)
    }

    async fn start(&mut self) -> Result<(), PostgresError> {
        self.migrate().await?;
        let (seen, now) = (self.number(SEEN).await?, self.number(NOW).await?);
        self.clock = Clock::of_other(now, (seen > 0).then_some(seen));
        Ok(())
    }

    /// The one number that a statement gives, or 0.
    async fn number(&self, statement: &str) -> Result<u64, PostgresError> {
        let rows = self.connections.query(PATIENCE, statement, &[]).await?;
        let number = rows.first().map_or(Ok(0), |row| row.try_get(0));
        number.map(from_column).map_err(PostgresError::Refused)
    }

    async fn migrate(&self) -> Result<(), PostgresError> {
        // Others may be at it: they take a moment, not two seconds.
        let deadline = Instant::now() + 5 * PATIENCE;
        let mut client = self.connections.get(deadline).await?;
        let done = timeout_at(deadline, schema::migrate(&mut client)).await;
        done.map_err(|_| PostgresError::Timeout)?
    }

    async fn insert(&self, key: &str, record: &AuditRecord) -> Result<(), PostgresError> {
        let parameters: [(&(dyn ToSql + Sync), Type); 10] = [
            (&key, Type::TEXT),
            (&column(record.at_ms), Type::INT8),
            (&text(&record.who), Type::TEXT),
            (&record.client.as_deref().map(text), Type::TEXT),
            (&text(&record.action), Type::TEXT),
            (&text(&record.number), Type::TEXT),
            (&record.purpose.as_deref().map(text), Type::TEXT),
            (&text(&record.result), Type::TEXT),
            (&record.source.as_deref().map(text), Type::TEXT),
            (&column(record.count), Type::INT8),
        ];
        let done = self.connections.query(PATIENCE, APPEND, &parameters).await;
        done.map(drop)
    }

    async fn newest(&self, before_ms: u64, most: u32) -> Result<Vec<AuditRecord>, PostgresError> {
        let parameters: [(&(dyn ToSql + Sync), Type); 2] = [
            (&column(before_ms), Type::INT8),
            (&i64::from(most), Type::INT8),
        ];
        let rows = self.connections.query(PATIENCE, LIST, &parameters).await?;
        rows.iter()
            .map(record)
            .collect::<Result<_, _>>()
            .map_err(PostgresError::Refused)
    }

    /// By the server's clock: that of a gateway may be anything.
    async fn delete(&self, keep: Duration) -> Result<u64, PostgresError> {
        let now_ms = self.clock.read(self.number(NOW).await?);
        let before_ms = Clock::before_ms(now_ms, keep);
        let parameters: [(&(dyn ToSql + Sync), Type); 1] = [(&column(before_ms), Type::INT8)];
        let rows = self
            .connections
            .query(PURGE_PATIENCE, PURGE, &parameters)
            .await?;
        let dropped = rows.first().map_or(Ok(0), |row| row.try_get(0));
        dropped.map(from_column).map_err(PostgresError::Refused)
    }
}

/// PostgreSQL takes any character but one.
fn text(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        text.replace('\0', "\u{fffd}").into()
    } else {
        text.into()
    }
}

fn record(row: &Row) -> Result<AuditRecord, tokio_postgres::Error> {
    Ok(AuditRecord {
        at_ms: from_column(row.try_get(0)?),
        who: row.try_get(1)?,
        client: row.try_get(2)?,
        action: row.try_get::<_, String>(3)?.into(),
        number: row.try_get(4)?,
        purpose: row.try_get(5)?,
        result: row.try_get::<_, String>(6)?.into(),
        source: row.try_get::<_, Option<String>>(7)?.map(Into::into),
        count: from_column(row.try_get(8)?),
    })
}

#[async_trait]
impl Audit for PostgresAudit {
    async fn append(&self, record: AuditRecord) -> Result<(), StoreError> {
        let key = queues::token()
            .map_err(PostgresError::Random)
            .map_err(StoreError::of(AUDIT))?;
        let done = self.insert(&key, &record).await;
        done.map_err(StoreError::of(AUDIT))
    }

    async fn append_once(&self, nth: u64, record: &AuditRecord) -> Result<(), StoreError> {
        let key = format!("{}-{nth}", self.process);
        let done = self.insert(&key, record).await;
        done.map_err(StoreError::of(AUDIT))
    }

    async fn list(&self, before_ms: u64, most: u32) -> Result<Vec<AuditRecord>, StoreError> {
        let listed = self.newest(before_ms, most).await;
        listed.map_err(StoreError::of(AUDIT))
    }

    async fn purge(&self, keep: Duration) -> Result<u64, StoreError> {
        self.delete(keep).await.map_err(StoreError::of(AUDIT))
    }

    /// Writes something: a replica, a read-only or a full server can still be read.
    async fn ready(&self) -> Result<(), StoreError> {
        let now_ms = self.clock.since_read_ms();
        let parameters: [(&(dyn ToSql + Sync), Type); 1] = [(&column(now_ms), Type::INT8)];
        let done = self.connections.query(PATIENCE, PROBE, &parameters).await;
        done.map(drop).map_err(StoreError::of(AUDIT))
    }
}

/// Says nothing of the address, which holds a password.
impl fmt::Debug for PostgresAudit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresAudit").finish_non_exhaustive()
    }
}
