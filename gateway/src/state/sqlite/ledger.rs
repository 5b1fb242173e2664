//! The budget in SQLite, durable before it answers; slots and leases in this process, since the
//! file has only one.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension};

use super::{
    super::{
        LEDGER, Ledger, MOST, Reserved, StoreError, Taken, column, from_column, millis,
        queues::{self, Leases, Slots},
    },
    database::{Database, Durable},
    writer::note_time,
};

/// So many periods are kept of each budget: more than a year of days. By number and not by age,
/// which a clock that was set wrong would get wrong.
const PERIODS_KEPT: i64 = 400;

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
}

#[async_trait]
impl Ledger for SqliteLedger {
    async fn reserve(
        &self,
        budget: &str,
        period: &str,
        requests: u64,
        limit: u64,
    ) -> Result<Reserved, StoreError> {
        let (budget, period) = (budget.to_owned(), period.to_owned());
        let limit = limit.min(MOST);
        self.call(Durable::Power, move |connection| {
            let used = used(connection, &budget, &period)?.unwrap_or(0);
            match used.checked_add(requests).filter(|sum| *sum <= limit) {
                None => Ok(Reserved::Exhausted { used }),
                Some(used) => {
                    set(connection, &budget, &period, used)?;
                    Ok(Reserved::Yes { used })
                }
            }
        })
        .await
    }

    async fn release(&self, budget: &str, period: &str, requests: u64) -> Result<(), StoreError> {
        let (budget, period) = (budget.to_owned(), period.to_owned());
        self.call(Durable::Process, move |connection| {
            connection
                .prepare_cached(
                    "UPDATE budget SET used = max(used - ?3, 0)
                     WHERE name = ?1 AND period = ?2",
                )?
                .execute((budget, period, column(requests)))
                .map(drop)
        })
        .await
    }

    async fn raise(&self, budget: &str, period: &str, at_least: u64) -> Result<(), StoreError> {
        let (budget, period) = (budget.to_owned(), period.to_owned());
        self.call(Durable::Power, move |connection| {
            if used(connection, &budget, &period)?.unwrap_or(0) < at_least {
                set(connection, &budget, &period, at_least)?;
            }
            Ok(())
        })
        .await
    }

    async fn used(&self, budget: &str, period: &str) -> Result<u64, StoreError> {
        let (budget, period) = (budget.to_owned(), period.to_owned());
        self.call(Durable::Process, move |connection| {
            Ok(used(connection, &budget, &period)?.unwrap_or(0))
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

fn used(connection: &Connection, budget: &str, period: &str) -> rusqlite::Result<Option<u64>> {
    connection
        .prepare_cached("SELECT used FROM budget WHERE name = ?1 AND period = ?2")?
        .query_row((budget, period), |row| row.get(0).map(from_column))
        .optional()
}

fn set(connection: &Connection, budget: &str, period: &str, used: u64) -> rusqlite::Result<()> {
    let changed = connection
        .prepare_cached("UPDATE budget SET used = ?3 WHERE name = ?1 AND period = ?2")?
        .execute((budget, period, column(used)))?;
    if changed > 0 {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO budget (name, period, used) VALUES (?1, ?2, ?3)")?
        .execute((budget, period, column(used)))?;
    connection
        .prepare_cached(
            "DELETE FROM budget WHERE name = ?1 AND rowid NOT IN
             (SELECT rowid FROM budget WHERE name = ?1 ORDER BY rowid DESC LIMIT ?2)",
        )?
        .execute((budget, PERIODS_KEPT))
        .map(drop)
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
        ledger.reserve("b", "p", 1, 9).await.unwrap();
        drop(ledger);
        for wrong in [START + 400 * DAY, 0] {
            let ledger = at(&ByHand::at(wrong), Some(path.clone())).await;
            assert_eq!(ledger.now_ms().await.unwrap(), START, "at {wrong}");
        }
        let ledger = at(&ByHand::at(START + DAY), Some(path)).await;
        assert_eq!(ledger.now_ms().await.unwrap(), START + DAY);
    }

    #[tokio::test]
    async fn given_a_full_disk_when_reserved_then_it_is_an_error_and_counts_as_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let database = Database::open(Some(directory.path().join("state.db")))
            .await
            .unwrap();
        let ledger = SqliteLedger::new(Arc::clone(&database));
        ledger.reserve("b", "0", 1, 100).await.unwrap();
        // SQLite's own way of having no more room: the same error as a disk that is full.
        let pages = |pages: i64| {
            database.call(Durable::Process, move |connection| {
                connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
            })
        };
        pages(1).await.unwrap();
        let mut period = 1;
        let error = loop {
            let name = format!("{period} {}", "x".repeat(500));
            match ledger.reserve("b", &name, 1, 100).await {
                Ok(_) => period += 1,
                Err(error) => {
                    assert_eq!(ledger.used("b", &name).await.unwrap(), 0);
                    break error;
                }
            }
            assert!(period < 1000, "the disk was never full");
        };
        assert_eq!(error.to_string(), "the ledger can't be used");
        let cause = error.source.source().unwrap().to_string();
        assert!(cause.contains("full"), "{cause}");
        // What was there is still there and can be counted on.
        assert_eq!(ledger.used("b", "0").await.unwrap(), 1);
        assert_eq!(
            ledger.reserve("b", "0", 1, 1).await.unwrap(),
            Reserved::Exhausted { used: 1 }
        );
        pages(1_000_000).await.unwrap();
        let reserved = ledger.reserve("b", "with room", 1, 100).await.unwrap();
        assert_eq!(reserved, Reserved::Yes { used: 1 });
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
        let reserve = ledger.reserve("b", "p", 1, 10);
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
        assert_eq!(ledger.used("b", "p").await.unwrap(), 0);
    }

    #[tokio::test]
    async fn given_more_periods_than_are_kept_when_reserved_then_the_oldest_go() {
        let database = Database::open(None).await.unwrap();
        let ledger = SqliteLedger::new(database);
        for period in 0..=PERIODS_KEPT {
            ledger
                .reserve("b", &period.to_string(), 1, 9)
                .await
                .unwrap();
        }
        ledger.reserve("other", "0", 1, 9).await.unwrap();
        assert_eq!(ledger.used("b", "0").await.unwrap(), 0);
        assert_eq!(ledger.used("b", "1").await.unwrap(), 1);
        assert_eq!(ledger.used("other", "0").await.unwrap(), 1);
    }
}
