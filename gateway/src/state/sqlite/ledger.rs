//! The budget in SQLite, durable before it answers; slots and leases in this process, since the
//! file has only one.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use chrono::NaiveDate;
use rusqlite::Connection;

use super::{
    super::{
        BudgetDays, LEDGER, Ledger, Reserved, Spending, StoreError, Taken, millis,
        queues::{self, Leases, Slots},
    },
    budget::Budget,
    database::{Database, Durable},
    writer::note_time,
};
use crate::secret::Secret;

/// What one gateway has spent and counted.
#[derive(Debug)]
pub struct SqliteLedger {
    database: Arc<Database>,
    slots: Slots,
    leases: Leases,
}

impl SqliteLedger {
    /// In this database. One process makes one, since slots and leases are its own.
    #[must_use]
    pub fn new(database: Arc<Database>) -> Self {
        Self {
            database,
            slots: Slots::default(),
            leases: Leases::default(),
        }
    }

    async fn call<T: Send + 'static>(
        &self,
        durable: Durable,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let done = self.database.call(durable, work).await;
        done.map_err(StoreError::of(LEDGER))
    }

    async fn budget<T: Send + 'static>(
        &self,
        durable: Durable,
        name: &str,
        work: impl FnOnce(Budget<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let name = name.to_owned();
        let now_ms = self.database.clock.now_ms();
        self.call(durable, move |connection| {
            work(Budget::new(connection, &name, now_ms))
        })
        .await
    }
}

#[async_trait]
impl Ledger for SqliteLedger {
    async fn reserve(
        &self,
        budget: &str,
        days: BudgetDays,
        requests: u64,
        limit: u64,
    ) -> Result<Reserved, StoreError> {
        self.budget(Durable::Power, budget, move |budget| {
            budget.reserve(days, requests, limit)
        })
        .await
    }

    async fn release(
        &self,
        budget: &str,
        day: NaiveDate,
        window: Option<u64>,
        requests: u64,
    ) -> Result<(), StoreError> {
        self.budget(Durable::Process, budget, move |budget| {
            budget.release(day, window, requests)
        })
        .await
    }

    async fn raise(&self, budget: &str, days: BudgetDays, at_least: u64) -> Result<(), StoreError> {
        self.budget(Durable::Power, budget, move |budget| {
            budget.raise(days, at_least)
        })
        .await
    }

    async fn confine(&self, budget: &str, left: u64, ends_in: Duration) -> Result<(), StoreError> {
        self.budget(Durable::Process, budget, move |budget| {
            budget.confine(left, ends_in)
        })
        .await
    }

    async fn unconfine(&self, budget: &str) -> Result<(), StoreError> {
        self.budget(Durable::Power, budget, |budget| budget.unconfine())
            .await
    }

    async fn set_used(&self, budget: &str, days: BudgetDays, used: u64) -> Result<(), StoreError> {
        self.budget(Durable::Power, budget, move |budget| {
            budget.set_used(days, used)
        })
        .await
    }

    async fn adopt(&self, budget: &str, earlier: &str, _: NaiveDate) -> Result<(), StoreError> {
        let earlier = earlier.to_owned();
        self.budget(Durable::Power, budget, move |budget| budget.adopt(&earlier))
            .await
    }

    async fn spending(&self, budget: &str, since: NaiveDate) -> Result<Spending, StoreError> {
        self.budget(Durable::Process, budget, move |budget| {
            budget.spending(since)
        })
        .await
    }

    async fn secret(&self, name: &str) -> Result<Secret, StoreError> {
        let name = name.to_owned();
        let new = queues::token().map_err(StoreError::of(LEDGER))?;
        self.call(Durable::Power, move |connection| {
            connection
                .prepare_cached(
                    "INSERT INTO secret (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                )?
                .execute((&name, &new))?;
            connection
                .prepare_cached("SELECT value FROM secret WHERE name = ?1")?
                .query_row([name], |row| row.get::<_, String>(0).map(Secret::new))
        })
        .await
    }

    async fn take(&self, counter: &str, window: Duration, limit: u64) -> Result<Taken, StoreError> {
        let windows = &self.database.windows;
        let (taken, is_first) =
            windows.take(counter, millis(window), limit, self.database.clock.now_ms());
        if is_first {
            self.database
                .windows_changed()
                .map_err(StoreError::of(LEDGER))?;
        }
        Ok(taken)
    }

    async fn slot(
        &self,
        queue: &str,
        distance: Duration,
        at_most: Duration,
    ) -> Result<Option<Duration>, StoreError> {
        Ok(self.slots.take(queue, distance, at_most))
    }

    async fn lease(&self, name: &str, lasts: Duration) -> Result<Option<String>, StoreError> {
        let token = queues::token().map_err(StoreError::of(LEDGER))?;
        Ok(self.leases.take(name, &token, lasts).then_some(token))
    }

    async fn end_lease(&self, name: &str, token: &str) -> Result<(), StoreError> {
        self.leases.end(name, token);
        Ok(())
    }

    async fn now_ms(&self) -> Result<u64, StoreError> {
        Ok(self.database.clock.now_ms())
    }

    async fn ready(&self) -> Result<(), StoreError> {
        ready(&self.database).await.map_err(StoreError::of(LEDGER))
    }
}

/// Writes something: a full disk can still be read.
pub(super) async fn ready(database: &Database) -> Result<(), super::database::DatabaseError> {
    let now_ms = database.clock.now_ms();
    let noted = database.call(Durable::Process, move |connection| {
        note_time(connection, now_ms)
    });
    noted.await
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{
        super::{
            super::clock::tests::{ByHand, DAY, HOUR, MINUTE, START},
            schema::Schema,
        },
        *,
    };

    /// A ledger whose clocks are set by hand.
    async fn at(time: &Arc<ByHand>, path: Option<PathBuf>) -> SqliteLedger {
        let time = Arc::clone(time) as Arc<_>;
        let database = Database::start(path, Schema::Ledger, Some(time)).await;
        SqliteLedger::new(database.unwrap())
    }

    #[tokio::test]
    async fn given_a_clock_that_jumps_ahead_and_back_when_taken_then_there_is_no_second_allowance()
    {
        let time = ByHand::at(START);
        let ledger = at(&time, None).await;
        let day = Duration::from_millis(DAY);
        let allowed = async || ledger.take("c", day, 1).await.unwrap().allowed;
        assert!(allowed().await);
        for jumped in [START + 2 * DAY, START + 40 * DAY, START, START - 40 * DAY] {
            time.set(jumped);
            assert!(!allowed().await, "at {jumped}");
        }
        // A day that has passed by both clocks is one.
        time.set(START);
        assert!(!allowed().await);
        time.pass(DAY);
        assert!(allowed().await);
    }

    #[tokio::test]
    async fn given_a_clock_that_jumps_a_month_when_asked_then_it_is_the_same_month_for_an_hour() {
        let time = ByHand::at(START);
        let ledger = at(&time, None).await;
        time.set(START + 31 * DAY);
        assert_eq!(ledger.now_ms().await.unwrap(), START);
        time.pass(HOUR - MINUTE);
        assert_eq!(ledger.now_ms().await.unwrap(), START + HOUR - MINUTE);
        time.pass(MINUTE);
        assert_eq!(ledger.now_ms().await.unwrap(), START + 31 * DAY + HOUR);
    }

    #[tokio::test]
    async fn given_a_clock_that_is_wrong_at_the_next_start_when_asked_then_the_last_time_holds() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("state.db");
        let time = ByHand::at(START);
        let ledger = at(&time, Some(path.clone())).await;
        ledger.reserve("b", days(), 1, 9).await.unwrap();
        drop(ledger);
        for wrong in [START + 400 * DAY, 0] {
            let ledger = at(&ByHand::at(wrong), Some(path.clone())).await;
            assert_eq!(ledger.now_ms().await.unwrap(), START, "at {wrong}");
        }
        let ledger = at(&ByHand::at(START + DAY), Some(path)).await;
        assert_eq!(ledger.now_ms().await.unwrap(), START + DAY);
    }

    fn days() -> BudgetDays {
        let day = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        BudgetDays { since: day, day }
    }

    async fn used(ledger: &SqliteLedger, budget: &str) -> u64 {
        ledger.spending(budget, days().since).await.unwrap().used
    }

    fn spent(used: u64) -> Spending {
        Spending { used, window: None }
    }

    #[tokio::test]
    async fn given_a_full_disk_when_reserved_then_it_is_an_error_and_counts_as_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let database = Database::open(Some(directory.path().join("state.db")))
            .await
            .unwrap();
        let ledger = SqliteLedger::new(Arc::clone(&database));
        ledger.reserve("b", days(), 1, 100).await.unwrap();
        // SQLite's own way of having no more room: the same error as a disk that is full.
        let pages = |pages: i64| {
            database.call(Durable::Process, move |connection| {
                connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
            })
        };
        pages(1).await.unwrap();
        let mut nth = 1;
        let error = loop {
            let name = format!("{nth} {}", "x".repeat(500));
            match ledger.reserve(&name, days(), 1, 100).await {
                Ok(_) => nth += 1,
                Err(error) => {
                    assert_eq!(used(&ledger, &name).await, 0);
                    break error;
                }
            }
            assert!(nth < 1000, "the disk was never full");
        };
        assert_eq!(error.to_string(), "the ledger can't be used");
        let cause = error.source.source().unwrap().to_string();
        assert!(cause.contains("full"), "{cause}");
        // What was there is still there and can be counted on.
        assert_eq!(used(&ledger, "b").await, 1);
        assert_eq!(
            ledger.reserve("b", days(), 1, 1).await.unwrap(),
            Reserved::Exhausted(spent(1))
        );
        pages(1_000_000).await.unwrap();
        let reserved = ledger.reserve("with room", days(), 1, 100).await.unwrap();
        assert_eq!(reserved, Reserved::Yes(spent(1)));
        ledger.ready().await.unwrap();
    }

    #[tokio::test]
    async fn given_work_that_fails_beside_others_when_committed_then_all_fail_and_nothing_counts() {
        let database = Database::open(None).await.unwrap();
        let ledger = SqliteLedger::new(Arc::clone(&database));
        // Holds the thread until the others have queued up behind it.
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let (begun, has_begun) = tokio::sync::oneshot::channel();
        let holding = tokio::spawn({
            let database = Arc::clone(&database);
            async move {
                let hold = move |_: &Connection| {
                    let _ = begun.send(());
                    let _ = wait.recv();
                    Ok(())
                };
                database.call(Durable::Process, hold).await
            }
        });
        has_begun.await.unwrap();
        let reserve = ledger.reserve("b", days(), 1, 10);
        let failing = database.call(Durable::Process, |connection| {
            connection.execute_batch("INSERT INTO nowhere VALUES (1)")
        });
        let release = async {
            drop(go);
        };
        let (reserved, failed, ()) = tokio::join!(reserve, failing, release);
        holding.await.unwrap().unwrap();
        assert!(reserved.is_err());
        assert!(failed.is_err());
        assert_eq!(used(&ledger, "b").await, 0);
    }
}
