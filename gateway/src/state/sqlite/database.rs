//! The callers' side of the database: work goes to the thread that has the connection, and its
//! answer comes back when it is committed.

use std::{
    fmt,
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Sender},
    },
    thread::{self, JoinHandle},
};

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{
    super::{
        AUDIT, LEDGER, StoreError,
        clock::{Clock, Time},
        windows::Windows,
    },
    open::{OpenError, open},
    schema::Schema,
    writer::{Writer, last_seen, written_windows},
};

/// An open database. Dropping the last handle writes what waits and closes it.
pub struct Database {
    sender: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
    pub(super) windows: Arc<Windows>,
    pub(super) clock: Clock,
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
    /// Opens the ledger's file, or a database in memory, for this process alone.
    ///
    /// # Errors
    /// [`StoreError`] when the file can't be used or another process has it.
    pub async fn open(path: Option<PathBuf>) -> Result<Arc<Self>, StoreError> {
        let started = Self::start(path, Schema::Ledger, None).await;
        started.map_err(StoreError::of(LEDGER))
    }

    /// Opens the audit's file for this process alone.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub async fn open_audit(path: PathBuf) -> Result<Arc<Self>, StoreError> {
        let started = Self::start(Some(path), Schema::Audit, None).await;
        started.map_err(StoreError::of(AUDIT))
    }

    /// `time` is this machine's where there is none.
    pub(super) async fn start(
        path: Option<PathBuf>,
        schema: Schema,
        time: Option<Arc<dyn Time>>,
    ) -> Result<Arc<Self>, OpenError> {
        let (sender, receiver) = mpsc::channel();
        let (opened, is_open) = oneshot::channel();
        // Opening waits for the disk and maybe for another process: not on an async thread.
        let thread = thread::Builder::new()
            .name("sqlite".into())
            .spawn(move || {
                let writer = open(path.as_deref(), schema).and_then(|connection| {
                    let written = match schema {
                        Schema::Ledger => written_windows(&connection),
                        Schema::Audit => Ok(Vec::new()),
                    };
                    let read = written.and_then(|written| Ok((written, last_seen(&connection)?)));
                    let (written, seen) =
                        read.map_err(|error| OpenError::Sqlite(path.unwrap_or_default(), error))?;
                    let clock = match time {
                        None => Clock::new(seen),
                        Some(time) => Clock::by(time, seen),
                    };
                    let windows = Windows::new(written);
                    Ok(Writer::new(connection, receiver, windows, clock))
                });
                match writer {
                    Ok(writer) => {
                        let read = (Arc::clone(&writer.windows), writer.clock.clone());
                        if opened.send(Ok(read)).is_ok() {
                            writer.run();
                        }
                    }
                    Err(error) => drop(opened.send(Err(error))),
                }
            })
            .map_err(OpenError::Thread)?;
        let (windows, clock) = is_open.await.map_err(|_| OpenError::Ended)??;
        Ok(Arc::new(Self {
            sender: Some(sender),
            thread: Some(thread),
            windows,
            clock,
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
        f.debug_struct("Database").finish_non_exhaustive()
    }
}

/// What the thread is told.
pub(super) enum Message {
    Work(Durable, Box<dyn Work>),
    WindowsChanged,
}

/// A piece of work whose answer waits for the commit.
pub(super) trait Work: Send {
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
