//! The audit in PostgreSQL, for any number of gateways.

use std::{borrow::Cow, fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio::{sync::Mutex, time};
use tokio_postgres::{
    Client, Config, Connection, NoTls, Row, Socket,
    config::SslMode,
    error::SqlState,
    tls::TlsStream,
    types::{ToSql, Type},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{
    AUDIT, Audit, AuditRecord, Authorities, StoreError, column, from_column, tls::is_tls_error,
};
use crate::secret::Secret;

/// A server that takes longer is gone.
const PATIENCE: Duration = Duration::from_secs(2);

/// Any number that is nobody else's: gateways that start together make the table one after
/// another, since `IF NOT EXISTS` alone lets two try.
const MAKE: &str = "
    BEGIN;
    SELECT pg_advisory_xact_lock(7463091285540731);
    CREATE TABLE IF NOT EXISTS phone_profile_audit (
        seq BIGINT GENERATED ALWAYS AS IDENTITY,
        -- Chosen by the gateway: what is sent twice is there once.
        key TEXT PRIMARY KEY,
        at_ms BIGINT NOT NULL,
        who TEXT NOT NULL,
        action TEXT NOT NULL,
        number TEXT NOT NULL,
        purpose TEXT,
        result TEXT NOT NULL,
        source TEXT
    );
    CREATE INDEX IF NOT EXISTS phone_profile_audit_at ON phone_profile_audit (at_ms, seq);
    COMMIT;
";

const APPEND: &str = "
    INSERT INTO phone_profile_audit
        (key, at_ms, who, action, number, purpose, result, source)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (key) DO NOTHING";

const LIST: &str = "
    SELECT at_ms, who, action, number, purpose, result, source FROM phone_profile_audit
    WHERE at_ms < $1 AND at_ms >= (
        SELECT min(at_ms) FROM (
            SELECT at_ms FROM phone_profile_audit WHERE at_ms < $1 ORDER BY at_ms DESC LIMIT $2
        ) AS part)
    ORDER BY at_ms DESC, seq DESC";

const PURGE: &str = "DELETE FROM phone_profile_audit WHERE at_ms < $1";

/// Purging a month of records takes longer than a lookup may.
const PURGE_PATIENCE: Duration = Duration::from_secs(120);

/// Who asked all gateways.
pub struct PostgresAudit {
    config: Config,
    /// Where the address asks for it. What the library does by itself where nobody asks, TLS
    /// without a word if the server has it, would refuse most servers' own certificates.
    tls: Option<MakeRustlsConnect>,
    client: Mutex<Option<Arc<Client>>>,
}

#[derive(Debug, thiserror::Error)]
enum PostgresError {
    #[error(
        "the PostgreSQL address is not of the form \
         postgres://user:password@host/database[?sslmode=require]"
    )]
    Address,
    #[error(
        "no TLS with PostgreSQL that can be trusted (state.ca-file says whose certificates count)"
    )]
    Tls(#[source] tokio_postgres::Error),
    #[error("PostgreSQL")]
    Refused(#[source] tokio_postgres::Error),
    #[error("PostgreSQL gave no answer in time")]
    Timeout,
    #[error("no random number")]
    Random(#[source] getrandom::Error),
}

impl PostgresError {
    /// Whether the connection broke, so that another one may do better.
    fn is_broken_connection(&self) -> bool {
        let (Self::Refused(error) | Self::Tls(error)) = self else {
            return false;
        };
        match error.code() {
            None => true,
            Some(code) => [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN].contains(code),
        }
    }
}

impl PostgresAudit {
    /// Connects, and makes the table where there is none.
    ///
    /// # Errors
    /// [`StoreError`] for a URL that is none, a server that doesn't answer or, with
    /// `sslmode=require`, has no certificate by one of the authorities, and a user who may not make
    /// tables where there is none.
    pub async fn open(url: &Secret, authorities: &Authorities) -> Result<Self, StoreError> {
        // The library's error may quote words of a URL that it can't read.
        let mut config: Config = url
            .reveal()
            .parse()
            .map_err(|_| StoreError::of(AUDIT)(PostgresError::Address))?;
        config.connect_timeout(PATIENCE);
        let tls = match config.get_ssl_mode() {
            SslMode::Require => {
                let config = authorities.client_config().map_err(StoreError::of(AUDIT))?;
                Some(MakeRustlsConnect::new(config))
            }
            _ => None,
        };
        let audit = Self {
            config,
            tls,
            client: Mutex::new(None),
        };
        audit.make().await.map_err(StoreError::of(AUDIT))?;
        Ok(audit)
    }

    async fn make(&self) -> Result<(), PostgresError> {
        let client = self.client().await?;
        // Others may be making it: they take a moment, not two seconds.
        within(5 * PATIENCE, client.batch_execute(MAKE)).await
    }

    /// The connection, a new one if it is closed.
    async fn client(&self) -> Result<Arc<Client>, PostgresError> {
        let mut held = self.client.lock().await;
        if let Some(client) = held.as_ref().filter(|client| !client.is_closed()) {
            return Ok(Arc::clone(client));
        }
        let client = match &self.tls {
            None => driven(within(PATIENCE, self.config.connect(NoTls)).await?),
            Some(tls) => driven(within(PATIENCE, self.config.connect(tls.clone())).await?),
        };
        let client = Arc::new(client);
        *held = Some(Arc::clone(&client));
        Ok(client)
    }

    /// Lets go of a connection on which something failed, unless there is another one already.
    async fn give_up(&self, broken: &Arc<Client>) {
        let mut held = self.client.lock().await;
        if held
            .as_ref()
            .is_some_and(|client| Arc::ptr_eq(client, broken))
        {
            *held = None;
        }
    }

    /// Runs a statement; a second time on a new connection, where the first one turns out to be
    /// broken.
    async fn query(
        &self,
        patience: Duration,
        statement: &str,
        parameters: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>, PostgresError> {
        let client = self.client().await?;
        let done = within(patience, client.query_typed(statement, parameters)).await;
        let Err(error) = done else { return done };
        if matches!(error, PostgresError::Timeout) {
            // What comes late would hold up those behind it.
            self.give_up(&client).await;
            return Err(error);
        }
        if !error.is_broken_connection() {
            return Err(error);
        }
        self.give_up(&client).await;
        let client = self.client().await?;
        within(patience, client.query_typed(statement, parameters)).await
    }

    async fn insert(&self, record: &AuditRecord) -> Result<(), PostgresError> {
        let key = super::queues::token().map_err(PostgresError::Random)?;
        let parameters: [(&(dyn ToSql + Sync), Type); 8] = [
            (&key, Type::TEXT),
            (&column(record.at_ms), Type::INT8),
            (&text(&record.who), Type::TEXT),
            (&text(&record.action), Type::TEXT),
            (&text(&record.number), Type::TEXT),
            (&record.purpose.as_deref().map(text), Type::TEXT),
            (&text(&record.result), Type::TEXT),
            (&record.source.as_deref().map(text), Type::TEXT),
        ];
        self.query(PATIENCE, APPEND, &parameters).await.map(drop)
    }

    async fn newest(&self, before_ms: u64, most: u32) -> Result<Vec<AuditRecord>, PostgresError> {
        let parameters: [(&(dyn ToSql + Sync), Type); 2] = [
            (&column(before_ms), Type::INT8),
            (&i64::from(most), Type::INT8),
        ];
        let rows = self.query(PATIENCE, LIST, &parameters).await?;
        rows.iter()
            .map(record)
            .collect::<Result<_, _>>()
            .map_err(PostgresError::Refused)
    }

    async fn delete(&self, before_ms: u64) -> Result<u64, PostgresError> {
        let client = self.client().await?;
        let parameters: [(&(dyn ToSql + Sync), Type); 1] = [(&column(before_ms), Type::INT8)];
        within(PURGE_PATIENCE, client.execute_typed(PURGE, &parameters)).await
    }
}

/// The client of a connection that moves on by itself.
fn driven<S: TlsStream + Unpin + Send + 'static>(
    (client, connection): (Client, Connection<Socket, S>),
) -> Client {
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the connection to PostgreSQL broke"
            );
        }
    });
    client
}

async fn within<T>(
    patience: Duration,
    work: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T, PostgresError> {
    time::timeout(patience, work)
        .await
        .map_err(|_| PostgresError::Timeout)?
        .map_err(|error| {
            if is_tls_error(&error) {
                PostgresError::Tls(error)
            } else {
                PostgresError::Refused(error)
            }
        })
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
        action: row.try_get::<_, String>(2)?.into(),
        number: row.try_get(3)?,
        purpose: row.try_get(4)?,
        result: row.try_get::<_, String>(5)?.into(),
        source: row.try_get::<_, Option<String>>(6)?.map(Into::into),
    })
}

#[async_trait]
impl Audit for PostgresAudit {
    async fn append(&self, record: AuditRecord) -> Result<(), StoreError> {
        self.insert(&record).await.map_err(StoreError::of(AUDIT))
    }

    async fn list(&self, before_ms: u64, most: u32) -> Result<Vec<AuditRecord>, StoreError> {
        let listed = self.newest(before_ms, most).await;
        listed.map_err(StoreError::of(AUDIT))
    }

    async fn purge(&self, before_ms: u64) -> Result<u64, StoreError> {
        self.delete(before_ms).await.map_err(StoreError::of(AUDIT))
    }

    async fn ready(&self) -> Result<(), StoreError> {
        let done = self.query(PATIENCE, "SELECT 1", &[]).await;
        done.map(drop).map_err(StoreError::of(AUDIT))
    }
}

/// Says nothing of the address, which holds a password.
impl fmt::Debug for PostgresAudit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresAudit").finish_non_exhaustive()
    }
}
