//! One budget's rows: what was spent on each day, and the vendor's window. Within a transaction of
//! the caller's.

use std::time::Duration;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use super::super::{
    BudgetDays, MOST, Reserved, Spending, VendorWindow, column, from_column, millis,
};

/// So many days are kept of each budget: more than a year. By number and not by age, which a clock
/// that was set wrong would get wrong.
const DAYS_KEPT: i64 = 400;

/// A budget at a moment.
pub(super) struct Budget<'a> {
    connection: &'a Connection,
    name: &'a str,
    /// Unix milliseconds.
    now_ms: u64,
}

/// The vendor's window, as it is in its row.
struct Held {
    id: u64,
    most: u64,
    left: u64,
    begun_ms: u64,
    ends_ms: u64,
}

impl<'a> Budget<'a> {
    pub(super) const fn new(connection: &'a Connection, name: &'a str, now_ms: u64) -> Self {
        Self {
            connection,
            name,
            now_ms,
        }
    }

    pub(super) fn reserve(
        &self,
        days: BudgetDays,
        requests: u64,
        limit: u64,
    ) -> rusqlite::Result<Reserved> {
        let used = self.used(days.since)?;
        let held = self.lasting()?;
        let sum = used.saturating_add(requests);
        let is_confined = held.as_ref().is_some_and(|held| held.left < requests);
        if sum > limit.min(MOST) || is_confined {
            return Ok(Reserved::Exhausted(self.told(used, held.as_ref())));
        }
        self.add(days.day, requests)?;
        let held = held
            .map(|held| {
                let left = held.left - requests;
                self.hold(Held { left, ..held })
            })
            .transpose()?;
        Ok(Reserved::Yes(self.told(sum, held.as_ref())))
    }

    pub(super) fn release(
        &self,
        day: NaiveDate,
        window: Option<u64>,
        requests: u64,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE budget_day SET used = max(used - ?3, 0) WHERE name = ?1 AND day = ?2",
            )?
            .execute((self.name, text(day), column(requests)))?;
        if let Some(held) = self.lasting()?
            && Some(held.id) == window
        {
            // Never above what the vendor has said since.
            let left = held.left.saturating_add(requests).min(held.most);
            self.hold(Held { left, ..held })?;
        }
        Ok(())
    }

    pub(super) fn raise(&self, days: BudgetDays, at_least: u64) -> rusqlite::Result<()> {
        let missing = at_least.min(MOST).saturating_sub(self.used(days.since)?);
        if missing == 0 {
            return Ok(());
        }
        self.add(days.day, missing)
    }

    pub(super) fn confine(&self, left: u64, ends_in: Duration) -> rusqlite::Result<()> {
        let left = left.min(MOST);
        let ends_ms = self.now_ms.saturating_add(millis(ends_in));
        let held = match self.lasting()? {
            Some(held) => Held {
                most: held.most.min(left),
                left: held.left.min(left),
                // A later end would be that of the vendor's next period.
                ends_ms: held.ends_ms.min(ends_ms),
                ..held
            },
            None => Held {
                id: self.held()?.map_or(1, |ended| ended.id + 1),
                most: left,
                left,
                begun_ms: self.now_ms,
                ends_ms,
            },
        };
        self.hold(held).map(drop)
    }

    pub(super) fn unconfine(&self) -> rusqlite::Result<()> {
        // The row stays, so that its id isn't given again.
        self.connection
            .prepare_cached("UPDATE vendor_window SET ends_ms = 0 WHERE name = ?1")?
            .execute([self.name])
            .map(drop)
    }

    pub(super) fn set_used(&self, days: BudgetDays, used: u64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("DELETE FROM budget_day WHERE name = ?1 AND day >= ?2")?
            .execute((self.name, text(days.since)))?;
        self.add(days.day, used.min(MOST))
    }

    /// All days of an earlier name.
    pub(super) fn adopt(&self, earlier: &str) -> rusqlite::Result<()> {
        if earlier == self.name {
            return Ok(());
        }
        self.connection.execute(
            "INSERT INTO budget_day (name, day, used)
             SELECT ?1, day, used FROM budget_day WHERE name = ?2
             ON CONFLICT DO UPDATE SET used = used + excluded.used",
            (self.name, earlier),
        )?;
        self.connection
            .execute("DELETE FROM budget_day WHERE name = ?1", [earlier])
            .map(drop)
    }

    pub(super) fn spending(&self, since: NaiveDate) -> rusqlite::Result<Spending> {
        let held = self.lasting()?;
        Ok(self.told(self.used(since)?, held.as_ref()))
    }

    fn told(&self, used: u64, held: Option<&Held>) -> Spending {
        Spending {
            used,
            window: held.map(|held| VendorWindow {
                id: held.id,
                left: held.left,
                ends_in: Duration::from_millis(held.ends_ms.saturating_sub(self.now_ms)),
            }),
        }
    }

    fn used(&self, since: NaiveDate) -> rusqlite::Result<u64> {
        self.connection
            .prepare_cached(
                "SELECT coalesce(sum(used), 0) FROM budget_day WHERE name = ?1 AND day >= ?2",
            )?
            .query_row((self.name, text(since)), |row| row.get(0).map(from_column))
    }

    fn add(&self, day: NaiveDate, requests: u64) -> rusqlite::Result<()> {
        let added = self
            .connection
            .prepare_cached("UPDATE budget_day SET used = used + ?3 WHERE name = ?1 AND day = ?2")?
            .execute((self.name, text(day), column(requests)))?;
        if added > 0 {
            return Ok(());
        }
        self.connection
            .prepare_cached("INSERT INTO budget_day (name, day, used) VALUES (?1, ?2, ?3)")?
            .execute((self.name, text(day), column(requests)))?;
        self.connection
            .prepare_cached(
                "DELETE FROM budget_day WHERE name = ?1 AND day NOT IN
                 (SELECT day FROM budget_day WHERE name = ?1 ORDER BY day DESC LIMIT ?2)",
            )?
            .execute((self.name, DAYS_KEPT))
            .map(drop)
    }

    /// The window, unless it has ended.
    fn lasting(&self) -> rusqlite::Result<Option<Held>> {
        let Some(mut held) = self.held()? else {
            return Ok(None);
        };
        if self.now_ms < held.begun_ms && held.begun_ms < held.ends_ms {
            // The clock was set back: no reason to wait for longer than the vendor said.
            held.ends_ms = self.now_ms.saturating_add(held.ends_ms - held.begun_ms);
            held.begun_ms = self.now_ms;
            held = self.hold(held)?;
        }
        Ok(Some(held).filter(|held| held.ends_ms > self.now_ms))
    }

    fn held(&self) -> rusqlite::Result<Option<Held>> {
        self.connection
            .prepare_cached(
                "SELECT id, most, remaining, begun_ms, ends_ms FROM vendor_window WHERE name = ?1",
            )?
            .query_row([self.name], |row| {
                Ok(Held {
                    id: from_column(row.get(0)?),
                    most: from_column(row.get(1)?),
                    left: from_column(row.get(2)?),
                    begun_ms: from_column(row.get(3)?),
                    ends_ms: from_column(row.get(4)?),
                })
            })
            .optional()
    }

    fn hold(&self, held: Held) -> rusqlite::Result<Held> {
        self.connection
            .prepare_cached(
                "INSERT INTO vendor_window (name, id, most, remaining, begun_ms, ends_ms)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET id = excluded.id, most = excluded.most,
                 remaining = excluded.remaining, begun_ms = excluded.begun_ms,
                 ends_ms = excluded.ends_ms",
            )?
            .execute((
                self.name,
                column(held.id),
                column(held.most),
                column(held.left),
                column(held.begun_ms),
                column(held.ends_ms),
            ))?;
        Ok(held)
    }
}

/// As in `2026-11-01`: in the order of time.
fn text(day: NaiveDate) -> String {
    day.to_string()
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::{
        super::{open::open, schema::Schema},
        *,
    };

    const SECOND: Duration = Duration::from_secs(1);

    fn day(nth: u64) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        first.checked_add_days(Days::new(nth)).unwrap()
    }

    fn on(nth: u64) -> BudgetDays {
        BudgetDays {
            since: day(nth),
            day: day(nth),
        }
    }

    #[test]
    fn given_more_days_than_are_kept_when_reserved_then_the_oldest_go() {
        let connection = open(None, Schema::Ledger).unwrap();
        let budget = Budget::new(&connection, "b", 0);
        let kept = DAYS_KEPT.unsigned_abs();
        for nth in 0..=kept {
            budget.reserve(on(nth), 1, 9).unwrap();
        }
        let other = Budget::new(&connection, "other", 0);
        other.reserve(on(0), 1, 9).unwrap();
        assert_eq!(budget.used(day(0)).unwrap(), kept);
        assert_eq!(other.used(day(0)).unwrap(), 1);
    }

    #[test]
    fn given_a_window_when_the_clock_moves_then_it_lasts_as_long_as_the_vendor_said_and_no_longer()
    {
        let connection = open(None, Schema::Ledger).unwrap();
        let at = |now_ms| Budget::new(&connection, "b", now_ms);
        let window = |now_ms| at(now_ms).spending(day(0)).unwrap().window;
        at(100_000).confine(0, 2 * SECOND).unwrap();
        assert_eq!(window(101_999).unwrap().ends_in, Duration::from_millis(1));
        // Set back by more than the window is long.
        assert_eq!(window(10_000).unwrap().ends_in, 2 * SECOND);
        assert_eq!(window(11_500).unwrap().ends_in, SECOND / 2);
        assert_eq!(window(12_000), None);
        let reserved = at(12_000).reserve(on(0), 1, 9).unwrap();
        assert!(matches!(reserved, Reserved::Yes(_)), "{reserved:?}");
        // The next word makes the next window.
        at(12_000).confine(5, SECOND).unwrap();
        let next = window(12_000).unwrap();
        assert_eq!((next.id, next.left), (2, 5));
    }
}
