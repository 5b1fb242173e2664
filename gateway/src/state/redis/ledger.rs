//! What all gateways have spent and counted together.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use chrono::NaiveDate;
use hmac::{Hmac, KeyInit, Mac};
use redis::FromRedisValue;
use sha2::Sha256;

use super::{
    super::{
        BudgetDays, LEDGER, Ledger, MOST, Reserved, Spending, StoreError, Taken, VendorWindow,
        clock::Clock, millis, queues,
    },
    budget_scripts::BudgetScripts,
    connection::Connection,
    scripts::{Call, Scripts},
};
use crate::secret::Secret;

/// A budget is kept so long after its last request: longer than its days count.
const BUDGET_KEPT_MS: u64 = 401 * 24 * 3600 * 1000;

/// Ten years: beyond that, Redis' times and Lua's numbers end somewhere.
const LONGEST: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// Redis is asked for the time so often.
const TIME_LASTS: Duration = Duration::from_secs(10);

/// Counters of any number of gateways.
#[derive(Clone)]
pub struct RedisLedger {
    connection: Connection,
    scripts: Arc<Scripts>,
    budgets: Arc<BudgetScripts>,
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
            budgets: Arc::new(BudgetScripts::new()),
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
        let hash = const_hex::encode(mac.finalize().into_bytes());
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

    fn budget(&self, budget: &str) -> String {
        self.connection.key("spent", budget, "")
    }
}

/// Whether requests were taken, how many are, and the vendor's window: its id, what is left, the
/// milliseconds until it ends.
type Told = (bool, u64, u64, u64, u64);

fn spending((_, used, id, left, ends_in_ms): Told) -> Spending {
    Spending {
        used,
        window: (id > 0).then_some(VendorWindow {
            id,
            left,
            ends_in: Duration::from_millis(ends_in_ms),
        }),
    }
}

#[async_trait]
impl Ledger for RedisLedger {
    /// An answer that doesn't come in time is an error, and may still count: never too little.
    async fn reserve(
        &self,
        budget: &str,
        days: BudgetDays,
        requests: u64,
        limit: u64,
    ) -> Result<Reserved, StoreError> {
        let told: Told = self
            .write(
                self.budgets
                    .reserve
                    .key(self.budget(budget))
                    .arg(days.since.to_string())
                    .arg(days.day.to_string())
                    .arg(requests.min(MOST))
                    .arg(limit.min(MOST))
                    .arg(BUDGET_KEPT_MS),
            )
            .await?;
        let (taken, ..) = told;
        let spending = spending(told);
        Ok(if taken {
            Reserved::Yes(spending)
        } else {
            Reserved::Exhausted(spending)
        })
    }

    async fn release(
        &self,
        budget: &str,
        day: NaiveDate,
        window: Option<u64>,
        requests: u64,
    ) -> Result<(), StoreError> {
        self.invoke(
            self.budgets
                .release
                .key(self.budget(budget))
                .arg(day.to_string())
                .arg(requests.min(MOST))
                .arg(window.unwrap_or(0)),
        )
        .await
    }

    async fn raise(&self, budget: &str, days: BudgetDays, at_least: u64) -> Result<(), StoreError> {
        self.write(
            self.budgets
                .raise
                .key(self.budget(budget))
                .arg(days.since.to_string())
                .arg(days.day.to_string())
                .arg(at_least.min(MOST))
                .arg(BUDGET_KEPT_MS),
        )
        .await
    }

    async fn confine(&self, budget: &str, left: u64, ends_in: Duration) -> Result<(), StoreError> {
        self.write(
            self.budgets
                .confine
                .key(self.budget(budget))
                .arg(left.min(MOST))
                .arg(millis(ends_in.min(LONGEST)))
                .arg(BUDGET_KEPT_MS),
        )
        .await
    }

    async fn unconfine(&self, budget: &str) -> Result<(), StoreError> {
        // `window` stays, so that no id is given again.
        redis::cmd("HDEL")
            .arg(self.budget(budget))
            .arg(&["most", "left", "begun", "ends"])
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(LEDGER))
    }

    async fn set_used(&self, budget: &str, days: BudgetDays, used: u64) -> Result<(), StoreError> {
        self.write(
            self.budgets
                .set_used
                .key(self.budget(budget))
                .arg(days.since.to_string())
                .arg(days.day.to_string())
                .arg(used.min(MOST))
                .arg(BUDGET_KEPT_MS),
        )
        .await
    }

    /// What earlier versions counted in a key for each period. The key goes last: whoever is killed
    /// between the two has counted all of it, and once.
    async fn adopt(&self, budget: &str, earlier: &str, began: NaiveDate) -> Result<(), StoreError> {
        let began = began.to_string();
        let key = self.connection.key("budget", earlier, &began);
        let send = |command: &str| {
            let mut sent = redis::cmd(command);
            sent.arg(&key);
            sent
        };
        let counted: Option<u64> = send("GET")
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(LEDGER))?;
        let Some(counted) = counted else {
            return Ok(());
        };
        let () = self
            .write(
                self.budgets
                    .adopt
                    .key(self.budget(budget))
                    .arg(earlier)
                    .arg(began)
                    .arg(counted.min(MOST))
                    .arg(BUDGET_KEPT_MS),
            )
            .await?;
        send("DEL")
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(LEDGER))
    }

    async fn spending(&self, budget: &str, since: NaiveDate) -> Result<Spending, StoreError> {
        let key = self.budget(budget);
        self.invoke(self.budgets.spending.key(key).arg(since.to_string()))
            .await
            .map(spending)
    }

    async fn secret(&self, name: &str) -> Result<Secret, StoreError> {
        let key = self.connection.key("secret", name, "");
        let new = queues::token().map_err(StoreError::of(LEDGER))?;
        let mut asked = redis::pipe();
        asked.cmd("SET").arg(&key).arg(&new).arg("NX").ignore();
        asked.cmd("GET").arg(&key);
        let (kept,): (String,) = asked
            .query_async(&mut self.connection.handle())
            .await
            .map_err(StoreError::of(LEDGER))?;
        Ok(Secret::new(kept))
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
