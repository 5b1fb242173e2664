//! A few connections for the whole gateway, and a deadline for whoever wants one: a server that is
//! gone, stuck or slow costs each caller the deadline at most, and never more than a few wait.

use std::time::Duration;

use deadpool_postgres::{
    Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime,
};
use tokio::time::{Instant, timeout_at};
use tokio_postgres::{
    Config, NoTls, Row,
    config::SslMode,
    types::{ToSql, Type},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{
    super::{AUDIT, Authorities, StoreError},
    error::PostgresError,
};
use crate::secret::Secret;

/// A server that takes longer is gone.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);
/// So many may wait for each connection: more than any server answers within the deadline.
const WAITING_FOR_EACH: usize = 64;

pub(super) struct Connections {
    pool: Pool,
    most: usize,
}

impl Connections {
    /// Connects to nothing yet.
    pub(super) fn new(
        url: &Secret,
        most: usize,
        authorities: &Authorities,
    ) -> Result<Self, StoreError> {
        let most = most.max(1);
        // The library's own error quotes what it can't read, a password maybe.
        let mut config: Config = url
            .reveal()
            .parse()
            .map_err(|_| PostgresError::Address)
            .map_err(StoreError::of(AUDIT))?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        if config.get_tcp_user_timeout().is_none() {
            // What is written to a server that is gone is given up by the system too.
            config.tcp_user_timeout(5 * PATIENCE);
        }
        let recycle = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        // What the library does by itself where nobody asks, TLS without a word if the server has
        // it, would refuse most servers' own certificates.
        let manager = if matches!(config.get_ssl_mode(), SslMode::Disable | SslMode::Prefer) {
            config.ssl_mode(SslMode::Disable);
            Manager::from_config(config, NoTls, recycle)
        } else {
            let tls = authorities.client_config();
            let tls = MakeRustlsConnect::new(tls.map_err(StoreError::of(AUDIT))?);
            Manager::from_config(config, tls, recycle)
        };
        let pool = Pool::builder(manager)
            .max_size(most)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .recycle_timeout(Some(PATIENCE))
            .build()
            .map_err(|error| PostgresError::Pool(Box::new(error)))
            .map_err(StoreError::of(AUDIT))?;
        Ok(Self { pool, most })
    }

    /// One of the connections, to be had by then.
    pub(super) async fn get(&self, deadline: Instant) -> Result<Object, PostgresError> {
        if self.pool.status().waiting >= self.most * WAITING_FOR_EACH {
            return Err(PostgresError::Busy);
        }
        match timeout_at(deadline, self.pool.get()).await {
            Ok(Ok(client)) => Ok(client),
            Err(_) | Ok(Err(PoolError::Timeout(_))) => Err(PostgresError::Timeout),
            Ok(Err(PoolError::Backend(error))) => Err(PostgresError::of(error)),
            Ok(Err(error)) => Err(PostgresError::Pool(Box::new(error))),
        }
    }

    /// Runs a statement; on another connection, where one turns out to be broken.
    pub(super) async fn query(
        &self,
        patience: Duration,
        statement: &str,
        parameters: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>, PostgresError> {
        let deadline = Instant::now() + patience;
        // A server that was restarted leaves as many broken ones as there are.
        let mut broken = 0;
        loop {
            let client = self.get(deadline.min(Instant::now() + PATIENCE)).await?;
            let done = timeout_at(deadline, client.query_typed(statement, parameters)).await;
            let error = match done {
                Ok(Ok(rows)) => return Ok(rows),
                Ok(Err(error)) => PostgresError::of(error),
                Err(_) => PostgresError::Timeout,
            };
            let is_broken = error.is_broken_connection();
            if is_broken || matches!(error, PostgresError::Timeout) {
                // What comes late would hold up those behind it.
                drop(Object::take(client));
            }
            if !is_broken || broken == self.most {
                return Err(error);
            }
            broken += 1;
        }
    }
}
