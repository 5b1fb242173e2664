//! What all gateways have spent and counted together.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use hmac::{Hmac, KeyInit, Mac};
use redis::FromRedisValue;
use sha2::Sha256;

use super::{
    super::{LEDGER, Ledger, MOST, Reserved, StoreError, Taken, clock::Clock, millis, queues},
    connection::Connection,
    scripts::{Call, Scripts},
};
use crate::secret::Secret;

/// A period is kept so long after its last request: longer than a year's.
const PERIOD_KEPT_MS: u64 = 400 * 24 * 3600 * 1000;

/// Ten years: beyond that, Redis' times and Lua's numbers end somewhere.
const LONGEST: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// Redis is asked for the time so often.
const TIME_LASTS: Duration = Duration::from_secs(10);

/// Counters of any number of gateways.
#[derive(Clone)]
pub struct RedisLedger {
    connection: Connection,
    scripts: Arc<Scripts>,
    clock: Clock,
    /// When Redis told its time last.
    told_at: Arc<Mutex<Instant>>,
    /// What names are hashed with.
    secret: Secret,
}

impl RedisLedger {
    /// On this server. Names of leases stand there as hashes keyed by `secret`, or by one that is kept
    /// there.
    ///
    /// # Errors
    /// [`StoreError`] where the server doesn't answer.
    pub async fn open(connection: Connection, secret: Option<Secret>) -> Result<Self, StoreError> {
        let secret = match secret {
            Some(secret) => secret,
            None => kept_secret(&connection).await?,
        };
        let scripts = Scripts::new();
        let time = scripts.time.key(connection.only_key("time"));
        let now_ms = time.invoke(&connection).await;
        Ok(Self {
            clock: Clock::of_other(now_ms.map_err(StoreError::of(LEDGER))?, None),
            told_at: Arc::new(Mutex::new(Instant::now())),
            connection,
            scripts: Arc::new(scripts),
            secret,
        })
    }

    async fn invoke<T: FromRedisValue>(&self, call: Call<'_>) -> Result<T, StoreError> {
        let done = call.invoke(&self.connection).await;
        done.map_err(StoreError::of(LEDGER))
    }

    /// For what must not be forgotten.
    async fn write<T: FromRedisValue>(&self, call: Call<'_>) -> Result<T, StoreError> {
        let done = call.write(&self.connection).await;
        done.map_err(StoreError::of(LEDGER))
    }

    /// A lease's key: names are of numbers, and all numbers can be tried.
    fn lease_key(&self, name: &str) -> Result<String, StoreError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.reveal().as_bytes())
            .map_err(StoreError::of(LEDGER))?;
        // Not what answers are kept by.
        mac.update(b"lease:");
        mac.update(name.as_bytes());
        let hash = const_hex::encode(&mac.finalize().into_bytes());
        Ok(self.connection.key("lease", &hash, ""))
    }

    /// True once every ten seconds, for the one who is to ask.
    fn time_is_old(&self) -> bool {
        let mut told_at = self.told_at.lock().unwrap_or_else(PoisonError::into_inner);
        let is_old = told_at.elapsed() >= TIME_LASTS;
        if is_old {
            *told_at = Instant::now();
        }
        is_old
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
            .write(
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
        self.write(
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
            .arg(self.lease_key(name)?)
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
        let key = self.lease_key(name)?;
        self.invoke(self.scripts.end_lease.key(key).arg(token))
            .await
    }

    async fn now_ms(&self) -> Result<u64, StoreError> {
        if self.time_is_old() {
            let key = self.connection.only_key("time");
            let told_ms = self.invoke(self.scripts.time.key(key)).await?;
            return Ok(self.clock.read(told_ms));
        }
        Ok(self.clock.since_read_ms())
    }

    async fn ready(&self) -> Result<(), StoreError> {
        self.connection
            .ready()
            .await
            .map_err(StoreError::of(LEDGER))
    }
}

/// The secret that is kept in Redis, for whoever finds names elsewhere: in logs or a monitor.
async fn kept_secret(connection: &Connection) -> Result<Secret, StoreError> {
    let new = queues::token().map_err(StoreError::of(LEDGER))?;
    let key = connection.only_key("secret");
    let mut link = connection.handle();
    let set: Result<Option<String>, _> = redis::cmd("SET")
        .arg(&key)
        .arg(new)
        .arg("NX")
        .query_async(&mut link)
        .await;
    set.map_err(StoreError::of(LEDGER))?;
    let kept: Result<String, _> = redis::cmd("GET").arg(&key).query_async(&mut link).await;
    kept.map(Secret::new).map_err(StoreError::of(LEDGER))
}

impl fmt::Debug for RedisLedger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisLedger")
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}
