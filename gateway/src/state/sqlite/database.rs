//! One thread that has the connection. What queues up while it writes goes into its next
//! transaction together, so that many callers share one wait for the disk.

use std::{
    fmt,
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{
    super::{
        LEDGER, StoreError, column, from_column, unix_now_ms,
        windows::{KEPT_AFTER_END_MS, Window, Windows},
    },
    schema::{self, OpenError},
};

/// So many pieces of work share a transaction at most.
const BATCH: usize = 512;
/// Counters wait so long for being written.
const BEHIND: Duration = Duration::from_millis(100);
/// Ended windows are looked for so often.
const TIDY_EVERY: Duration = Duration::from_secs(600);

/// An open database. Dropping the last handle writes what waits and closes it.
pub struct Database {
    sender: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
    pub(super) windows: Arc<Windows>,
    pub(super) in_memory: bool,
}

/// What must be true before a caller is told that it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Durable {
    /// It outlives the process.
    Process,
    /// It outlives a loss of power.
    Power,
}

/// Why work wasn't done. Then nothing of it is in the database.
#[derive(Debug, Clone, thiserror::Error)]
pub(super) enum DatabaseError {
    #[error("the database refused")]
    Refused(#[source] Arc<rusqlite::Error>),
    #[error("the database's thread has ended")]
    Ended,
}

impl Database {
    /// Opens a file, or a database in memory, for this process alone.
    ///
    /// # Errors
    /// [`StoreError`] when the file can't be used or another process has it.
    pub async fn open(path: Option<PathBuf>) -> Result<Arc<Self>, StoreError> {
        Self::start(path).await.map_err(StoreError::of(LEDGER))
    }

    async fn start(path: Option<PathBuf>) -> Result<Arc<Self>, OpenError> {
        let in_memory = path.is_none();
        let (sender, receiver) = mpsc::channel();
        let (opened, is_open) = oneshot::channel();
        // Opening waits for the disk and maybe for another process: not on an async thread.
        let thread = thread::Builder::new()
            .name("sqlite".into())
            .spawn(move || {
                let writer = schema::open(path.as_deref()).and_then(|connection| {
                    Writer::new(connection, receiver)
                        .map_err(|error| OpenError::Sqlite(path.unwrap_or_default(), error))
                });
                match writer {
                    Ok(writer) => {
                        let windows = Arc::clone(&writer.windows);
                        if opened.send(Ok(windows)).is_ok() {
                            writer.run();
                        }
                    }
                    Err(error) => drop(opened.send(Err(error))),
                }
            })
            .map_err(OpenError::Thread)?;
        let windows = is_open.await.map_err(|_| OpenError::Ended)??;
        Ok(Arc::new(Self {
            sender: Some(sender),
            thread: Some(thread),
            windows,
            in_memory,
        }))
    }

    /// Does work within a transaction and waits until that is committed. Work is done even if
    /// the caller doesn't wait any longer.
    pub(super) async fn call<T: Send + 'static>(
        &self,
        durable: Durable,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, DatabaseError> {
        let (reply, answer) = oneshot::channel();
        let call = Call {
            work: Some(work),
            value: None,
            reply,
        };
        self.send(Message::Work(durable, Box::new(call)))?;
        answer.await.map_err(|_| DatabaseError::Ended)?
    }

    /// Has the counters written soon.
    pub(super) fn windows_changed(&self) -> Result<(), DatabaseError> {
        self.send(Message::WindowsChanged)
    }

    fn send(&self, message: Message) -> Result<(), DatabaseError> {
        let sender = self.sender.as_ref().ok_or(DatabaseError::Ended)?;
        sender.send(message).map_err(|_| DatabaseError::Ended)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.sender = None;
        // The file is free, and what waited is in it, before the next one opens it.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database")
            .field("in_memory", &self.in_memory)
            .finish_non_exhaustive()
    }
}

enum Message {
    Work(Durable, Box<dyn Work>),
    WindowsChanged,
}

/// A piece of work whose answer waits for the commit.
trait Work: Send {
    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()>;
    fn finish(self: Box<Self>, committed: Result<(), DatabaseError>);
}

struct Call<F, T> {
    work: Option<F>,
    value: Option<T>,
    reply: oneshot::Sender<Result<T, DatabaseError>>,
}

impl<F, T> Work for Call<F, T>
where
    F: FnOnce(&Connection) -> rusqlite::Result<T> + Send,
    T: Send,
{
    fn run(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if let Some(work) = self.work.take() {
            self.value = Some(work(connection)?);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, committed: Result<(), DatabaseError>) {
        let Self { value, reply, .. } = *self;
        // Whoever no longer waits doesn't mind.
        let _ = reply.send(committed.and_then(|()| value.ok_or(DatabaseError::Ended)));
    }
}

/// The thread's side.
struct Writer {
    connection: Connection,
    receiver: Receiver<Message>,
    windows: Arc<Windows>,
    synchronous: Option<Durable>,
    /// When counters are to be written, where some have changed.
    write_windows_at: Option<Instant>,
    tidied_at: Instant,
    /// The same moment by two clocks: how far the one that can be set is believed.
    started: (Instant, u64),
}

impl Writer {
    fn new(connection: Connection, receiver: Receiver<Message>) -> rusqlite::Result<Self> {
        let now = Instant::now();
        let windows = Arc::new(Windows::new(written_windows(&connection)?));
        Ok(Self {
            connection,
            receiver,
            windows,
            synchronous: None,
            write_windows_at: None,
            tidied_at: now,
            started: (now, unix_now_ms()),
        })
    }

    fn run(mut self) {
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
        let done = self.be_synchronous(durable).and_then(|()| {
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
            let value = work(&self.connection)?;
            self.connection.execute_batch("COMMIT")?;
            Ok(value)
        });
        done.map_err(|error| {
            // On some errors SQLite has rolled back by itself.
            if !self.connection.is_autocommit()
                && let Err(error) = self.connection.execute_batch("ROLLBACK")
            {
                tracing::error!(%error, "SQLite can't roll back");
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
        // A clock that was set forward must not drop what holds when it is set back.
        let (started, started_ms) = self.started;
        let passed = super::super::millis(started.elapsed());
        let now_ms = unix_now_ms().min(started_ms.saturating_add(passed));
        let ended_before_ms = now_ms.saturating_sub(KEPT_AFTER_END_MS);
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

fn written_windows(connection: &Connection) -> rusqlite::Result<Vec<Window>> {
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
