//! The thread that has the connection. What queues up while it writes goes into its next
//! transaction together, so that many callers share one wait for the disk.

use std::{
    sync::{
        Arc,
        mpsc::{Receiver, RecvTimeoutError},
    },
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode, OptionalExtension};

use super::{
    super::{
        clock::Clock,
        column, from_column,
        windows::{KEPT_AFTER_END_MS, Window, Windows},
    },
    database::{DatabaseError, Durable, Message},
    open::empty_log,
};

/// So many pieces of work share a transaction at most.
const BATCH: usize = 512;
/// Counters wait so long for being written.
const BEHIND: Duration = Duration::from_millis(100);
/// Ended windows are looked for so often.
const TIDY_EVERY: Duration = Duration::from_secs(600);
/// The time is noted so often, for the next process.
const NOTE_EVERY: Duration = Duration::from_secs(60);

/// The thread's side.
pub(super) struct Writer {
    connection: Connection,
    receiver: Receiver<Message>,
    pub(super) windows: Arc<Windows>,
    synchronous: Option<Durable>,
    /// When counters are to be written, where some have changed.
    write_windows_at: Option<Instant>,
    tidied_at: Instant,
    pub(super) clock: Clock,
    /// When the time was noted last.
    noted_at: Option<Instant>,
}

impl Writer {
    pub(super) fn new(
        connection: Connection,
        receiver: Receiver<Message>,
        windows: Windows,
        clock: Clock,
    ) -> Self {
        Self {
            connection,
            receiver,
            windows: Arc::new(windows),
            synchronous: None,
            write_windows_at: None,
            tidied_at: Instant::now(),
            clock,
            noted_at: None,
        }
    }

    pub(super) fn run(mut self) {
        loop {
            let message = match self.write_windows_at {
                None => self
                    .receiver
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => {
                    let left = at.saturating_duration_since(Instant::now());
                    self.receiver.recv_timeout(left)
                }
            };
            match message {
                Ok(message) => self.batch(message),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if self.write_windows_at.is_some_and(|at| at <= Instant::now()) {
                self.write_windows();
            }
        }
        self.write_windows();
    }

    /// Does a piece of work, with all that waits behind it.
    fn batch(&mut self, first: Message) {
        let mut works = Vec::new();
        let mut durable = Durable::Process;
        let mut next = Some(first);
        while let Some(message) = next {
            match message {
                Message::Work(least, work) => {
                    durable = durable.max(least);
                    works.push(work);
                }
                Message::WindowsChanged => {
                    self.write_windows_at.get_or_insert(Instant::now() + BEHIND);
                }
            }
            next = (works.len() < BATCH)
                .then(|| self.receiver.try_recv().ok())
                .flatten();
        }
        if works.is_empty() {
            return;
        }
        let done = self.transaction(durable, |connection| {
            works.iter_mut().try_for_each(|work| work.run(connection))
        });
        // All or nothing: what fails is the disk or the file, for everyone alike.
        for work in works {
            work.finish(done.clone());
        }
    }

    fn transaction<T>(
        &mut self,
        durable: Durable,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, DatabaseError> {
        let is_due = self.noted_at.is_none_or(|at| at.elapsed() >= NOTE_EVERY);
        let done = self.be_synchronous(durable).and_then(|()| {
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
            let value = work(&self.connection)?;
            if is_due {
                note_time(&self.connection, self.clock.now_ms())?;
            }
            self.connection.execute_batch("COMMIT")?;
            Ok(value)
        });
        if is_due && done.is_ok() {
            self.noted_at = Some(Instant::now());
        }
        done.map_err(|error| {
            let is_full = error.sqlite_error_code() == Some(ErrorCode::DiskFull);
            // On some errors SQLite has rolled back by itself.
            if !self.connection.is_autocommit()
                && let Err(error) = self.connection.execute_batch("ROLLBACK")
            {
                tracing::error!(%error, "SQLite can't roll back");
            }
            // Maybe by the log itself.
            if is_full && let Err(error) = empty_log(&self.connection) {
                tracing::debug!(%error, "the log can't be moved into the file");
            }
            DatabaseError::Refused(Arc::new(error))
        })
    }

    fn be_synchronous(&mut self, durable: Durable) -> rusqlite::Result<()> {
        if self.synchronous == Some(durable) {
            return Ok(());
        }
        let level = match durable {
            Durable::Process => "NORMAL",
            Durable::Power => "FULL",
        };
        self.connection.pragma_update(None, "synchronous", level)?;
        self.synchronous = Some(durable);
        Ok(())
    }

    fn write_windows(&mut self) {
        self.write_windows_at = None;
        let changed = self.windows.changed();
        if changed.is_empty() {
            return;
        }
        let written = self.transaction(Durable::Process, |connection| {
            changed
                .iter()
                .try_for_each(|window| write(connection, window))
        });
        if let Err(error) = written {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "counters can't be written"
            );
            self.windows.not_written(changed);
            self.write_windows_at = Some(Instant::now() + 10 * BEHIND);
        } else if self.tidied_at.elapsed() >= TIDY_EVERY {
            self.tidied_at = Instant::now();
            self.forget_windows();
        }
    }

    fn forget_windows(&mut self) {
        let ended_before_ms = self.clock.now_ms().saturating_sub(KEPT_AFTER_END_MS);
        let forgotten = self.transaction(Durable::Process, |connection| {
            connection.execute(
                "DELETE FROM counter WHERE start_ms + length_ms < ?1",
                [column(ended_before_ms)],
            )
        });
        match forgotten {
            Ok(_) => self.windows.forget(ended_before_ms),
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "old counters can't be dropped"
                );
            }
        }
    }
}

/// Writes the time: for the next process, and to see whether the disk takes anything.
pub(super) fn note_time(connection: &Connection, now_ms: u64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO probe (id, at_ms) VALUES (0, ?1)
             ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms",
        )?
        .execute([column(now_ms)])
        .map(drop)
}

/// The time that a former process has noted.
pub(super) fn last_seen(connection: &Connection) -> rusqlite::Result<Option<u64>> {
    connection
        .query_row("SELECT at_ms FROM probe", [], |row| {
            row.get(0).map(from_column)
        })
        .optional()
}

/// What a former process has counted.
pub(super) fn written_windows(connection: &Connection) -> rusqlite::Result<Vec<Window>> {
    connection
        .prepare("SELECT name, length_ms, start_ms, count FROM counter")?
        .query_map([], |row| {
            Ok(Window {
                counter: row.get(0)?,
                length_ms: from_column(row.get(1)?),
                start_ms: from_column(row.get(2)?),
                count: from_column(row.get(3)?),
            })
        })?
        .collect()
}

fn write(connection: &Connection, window: &Window) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO counter (name, length_ms, start_ms, count) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET start_ms = excluded.start_ms, count = excluded.count",
        )?
        .execute((
            &window.counter,
            column(window.length_ms),
            column(window.start_ms),
            column(window.count),
        ))
        .map(drop)
}
