//! The database's tables, and opening it for this process alone.

use std::{
    fs::OpenOptions,
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags};

/// How long another process may take to let go, as when a new gateway starts while the old one
/// ends.
const PATIENCE: Duration = Duration::from_secs(3);

/// More than there are.
const STATEMENTS: usize = 32;

const VERSION: i64 = 2;

const TABLES: &str = "
    -- Rows stay in the order of their periods: the oldest of a budget are those with the lowest
    -- rowid.
    CREATE TABLE budget (
        name TEXT NOT NULL,
        period TEXT NOT NULL,
        used INTEGER NOT NULL CHECK (used >= 0),
        PRIMARY KEY (name, period)
    ) STRICT;
    CREATE TABLE counter (
        name TEXT NOT NULL,
        length_ms INTEGER NOT NULL,
        start_ms INTEGER NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (name, length_ms)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE audit (
        seq INTEGER PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        who TEXT NOT NULL,
        action TEXT NOT NULL,
        number TEXT NOT NULL,
        purpose TEXT,
        result TEXT NOT NULL,
        source TEXT
    ) STRICT;
    CREATE INDEX audit_at ON audit (at_ms);
    -- One row that is written to see whether the disk takes anything.
    CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 0), at_ms INTEGER NOT NULL) STRICT;
";

/// From version 1, which counted a budget by period, to days: what was counted in a period is that of
/// the day on which it began.
const BUDGETS_BY_DAY: &str = "
    CREATE TABLE budget_day (
        name TEXT NOT NULL,
        day TEXT NOT NULL,
        used INTEGER NOT NULL CHECK (used >= 0),
        PRIMARY KEY (name, day)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO budget_day (name, day, used) SELECT name, period, used FROM budget;
    DROP TABLE budget;
    -- What vendors say that they still allow. An id is never given twice to a budget.
    CREATE TABLE vendor_window (
        name TEXT NOT NULL PRIMARY KEY,
        id INTEGER NOT NULL,
        -- The least that the vendor has said.
        most INTEGER NOT NULL,
        remaining INTEGER NOT NULL CHECK (remaining >= 0),
        begun_ms INTEGER NOT NULL,
        ends_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE secret (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)
    STRICT, WITHOUT ROWID;
";

/// Why a database can't be opened.
#[derive(Debug, thiserror::Error)]
pub(in super::super) enum OpenError {
    #[error("{0:?} is in use by another process; one gateway has one file")]
    InUse(PathBuf),
    #[error("{0:?} was written by a newer version (its tables have version {1})")]
    Newer(PathBuf, i64),
    #[error("{0:?} is a database of something else")]
    Foreign(PathBuf),
    #[error("{0:?} can't be made")]
    Create(PathBuf, #[source] io::Error),
    #[error("{0:?} can't be opened as a database")]
    Sqlite(PathBuf, #[source] rusqlite::Error),
    #[error("no thread for the database")]
    Thread(#[source] io::Error),
    #[error("the database's thread has ended")]
    Ended,
}

/// Opens or makes the file, or a database in memory; nobody else can use the file until the
/// connection is closed.
pub(super) fn open(path: Option<&Path>) -> Result<Connection, OpenError> {
    let named = path.unwrap_or(Path::new(":memory:"));
    let failed = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            OpenError::InUse(named.to_owned())
        }
        Some(ErrorCode::NotADatabase) => OpenError::Foreign(named.to_owned()),
        _ => OpenError::Sqlite(named.to_owned(), error),
    };
    let connection = match path {
        None => Connection::open_in_memory().map_err(failed)?,
        Some(path) => {
            create_for_owner(path).map_err(|error| OpenError::Create(path.to_owned(), error))?;
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Connection::open_with_flags(path, flags).map_err(failed)?
        }
    };
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    lock(&connection).map_err(failed)?;
    let version = connection
        .pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))
        .map_err(failed)?;
    match version {
        0 if is_empty(&connection).map_err(failed)? => {
            change(&connection, &[TABLES, BUDGETS_BY_DAY]).map_err(failed)?;
        }
        0 => return Err(OpenError::Foreign(named.to_owned())),
        1 => change(&connection, &[BUDGETS_BY_DAY]).map_err(failed)?,
        VERSION => {}
        newer => return Err(OpenError::Newer(named.to_owned(), newer)),
    }
    Ok(connection)
}

/// The audit has people's names: nobody but the gateway's user reads it. SQLite makes its other
/// files with the same rights.
fn create_for_owner(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Before the log is chosen: with an exclusive lock SQLite needs no shared memory beside it.
fn lock(connection: &Connection) -> rusqlite::Result<()> {
    let text = |row: &rusqlite::Row<'_>| row.get::<_, String>(0);
    connection.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", text)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", text)?;
    // The lock is taken with the first transaction and then kept.
    connection.execute_batch("BEGIN EXCLUSIVE; COMMIT")
}

fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| {
        row.get(0)
    })
}

fn change(connection: &Connection, steps: &[&str]) -> rusqlite::Result<()> {
    let steps = steps.concat();
    connection.execute_batch(&format!(
        "PRAGMA synchronous = FULL; BEGIN IMMEDIATE; {steps} PRAGMA user_version = {VERSION}; COMMIT"
    ))
}
