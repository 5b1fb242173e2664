//! What all gateways have spent and counted together.

use std::{fmt, sync::Arc, time::Duration};

use async_trait::async_trait;
use redis::{FromRedisValue, ScriptInvocation};

use super::{
    super::{LEDGER, Ledger, MOST, Reserved, StoreError, Taken, millis, queues},
    connection::Connection,
    scripts::Scripts,
};

/// A period is kept so long after its last request: longer than a year's.
const PERIOD_KEPT_MS: u64 = 400 * 24 * 3600 * 1000;

/// Ten years: beyond that, Redis' times and Lua's numbers end somewhere.
const LONGEST: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// Counters of any number of gateways.
#[derive(Clone)]
pub struct RedisLedger {
    connection: Connection,
    scripts: Arc<Scripts>,
}

impl RedisLedger {
    /// On this server.
    #[must_use]
    pub fn new(connection: Connection) -> Self {
        Self {
            connection,
            scripts: Arc::new(Scripts::new()),
        }
    }

    async fn invoke<T: FromRedisValue>(
        &self,
        invocation: &ScriptInvocation<'_>,
    ) -> Result<T, StoreError> {
        invocation
            .invoke_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(LEDGER))
    }

    fn budget(&self, budget: &str, period: &str) -> String {
        self.connection.key("budget", budget, period)
    }
}

#[async_trait]
impl Ledger for RedisLedger {
    /// An answer that doesn't come in time is an error, and may still count: never too little.
    async fn reserve(
        &self,
        budget: &str,
        period: &str,
        requests: u64,
        limit: u64,
    ) -> Result<Reserved, StoreError> {
        let (taken, used): (bool, u64) = self
            .invoke(
                self.scripts
                    .reserve
                    .key(self.budget(budget, period))
                    .arg(requests.min(MOST))
                    .arg(limit.min(MOST))
                    .arg(PERIOD_KEPT_MS),
            )
            .await?;
        Ok(if taken {
            Reserved::Yes { used }
        } else {
            Reserved::Exhausted { used }
        })
    }

    async fn release(&self, budget: &str, period: &str, requests: u64) -> Result<(), StoreError> {
        let key = self.budget(budget, period);
        self.invoke(self.scripts.release.key(key).arg(requests.min(MOST)))
            .await
    }

    async fn raise(&self, budget: &str, period: &str, at_least: u64) -> Result<(), StoreError> {
        self.invoke(
            self.scripts
                .raise
                .key(self.budget(budget, period))
                .arg(at_least.min(MOST))
                .arg(PERIOD_KEPT_MS),
        )
        .await
    }

    async fn used(&self, budget: &str, period: &str) -> Result<u64, StoreError> {
        let used: Option<u64> = redis::cmd("GET")
            .arg(self.budget(budget, period))
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(LEDGER))?;
        Ok(used.unwrap_or(0))
    }

    async fn take(&self, counter: &str, window: Duration, limit: u64) -> Result<Taken, StoreError> {
        let length_ms = millis(window.min(LONGEST)).max(1);
        let key = self
            .connection
            .key("count", &length_ms.to_string(), counter);
        let (allowed, count, left_ms): (bool, u64, u64) = self
            .invoke(
                self.scripts
                    .take
                    .key(key)
                    .arg(length_ms)
                    .arg(limit.min(MOST)),
            )
            .await?;
        Ok(Taken {
            count,
            resets_in: Duration::from_millis(left_ms),
            allowed,
        })
    }

    async fn slot(
        &self,
        queue: &str,
        distance: Duration,
        at_most: Duration,
    ) -> Result<Option<Duration>, StoreError> {
        let micros = |duration: Duration| duration.min(LONGEST).as_micros().to_string();
        let wait: i64 = self
            .invoke(
                self.scripts
                    .slot
                    .key(self.connection.key("slot", queue, ""))
                    .arg(micros(distance))
                    .arg(micros(at_most)),
            )
            .await?;
        Ok(u64::try_from(wait).ok().map(Duration::from_micros))
    }

    async fn lease(&self, name: &str, lasts: Duration) -> Result<Option<String>, StoreError> {
        let token = queues::token().map_err(StoreError::of(LEDGER))?;
        let set: Option<String> = redis::cmd("SET")
            .arg(self.connection.key("lease", name, ""))
            .arg(&token)
            .arg("NX")
            .arg("PX")
            .arg(millis(lasts.min(LONGEST)).max(1))
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(LEDGER))?;
        Ok(set.map(|_| token))
    }

    async fn end_lease(&self, name: &str, token: &str) -> Result<(), StoreError> {
        let key = self.connection.key("lease", name, "");
        self.invoke(self.scripts.end_lease.key(key).arg(token))
            .await
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.connection
            .ready()
            .await
            .map_err(StoreError::of(LEDGER))
    }
}

impl fmt::Debug for RedisLedger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisLedger")
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}
