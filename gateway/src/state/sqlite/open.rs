//! Opens a file for this process alone, and takes it to the newest version.

use std::{
    fs::OpenOptions,
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, types::Value};

use super::{
    super::place,
    schema::{AUDIT_INSIDE, Schema},
};

/// How long another process may take to let go, as when a new gateway starts while the old one
/// ends.
const PATIENCE: Duration = Duration::from_secs(3);

/// More than there are.
const STATEMENTS: usize = 32;

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
    #[error("the tables of {0:?} can't be taken to the newest version")]
    Migrate(PathBuf, #[source] rusqlite_migration::Error),
    #[error("no thread for the database")]
    Thread(#[source] io::Error),
    #[error("the database's thread has ended")]
    Ended,
}

/// Opens or makes the file, or a database in memory; nobody else can use the file until the
/// connection is closed.
pub(super) fn open(path: Option<&Path>, schema: Schema) -> Result<Connection, OpenError> {
    let named = path.unwrap_or(Path::new(":memory:"));
    let failed = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            OpenError::InUse(named.to_owned())
        }
        Some(ErrorCode::NotADatabase) => OpenError::Foreign(named.to_owned()),
        _ => OpenError::Sqlite(named.to_owned(), error),
    };
    let mut connection = match path {
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
    let is_ours = match version {
        0 => is_empty(&connection),
        _ => connection.table_exists(None, schema.mark()),
    };
    if version > schema.version() {
        return Err(OpenError::Newer(named.to_owned(), version));
    }
    if !is_ours.map_err(failed)? {
        return Err(OpenError::Foreign(named.to_owned()));
    }
    if (1..schema.version()).contains(&version) {
        tracing::warn!(
            file = %named.display(),
            from = version,
            to = schema.version(),
            "the file is taken to a newer version, which older gateways can't read: back up the \
             file before a new version's first start"
        );
    }
    if let Some(path) = path
        && schema == Schema::Ledger
        && version == AUDIT_INSIDE
    {
        move_audit(&connection, &place::audit_file(path))?;
    }
    schema
        .migrations()
        .to_latest(&mut connection)
        .map_err(|error| OpenError::Migrate(named.to_owned(), error))?;
    empty_log(&connection).map_err(failed)?;
    Ok(connection)
}

/// Moves the log into the file. The file has its size then: where the log fills the disk, moving it
/// again needs no more room.
pub(super) fn empty_log(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
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

/// Moves the records from where the ledger's first version had them. All or nothing, and as often as
/// it takes: a record that is there already is left as it is.
fn move_audit(ledger: &Connection, file: &Path) -> Result<(), OpenError> {
    let mut audit = open(Some(file), Schema::Audit)?;
    copy(ledger, &mut audit).map_err(|error| OpenError::Sqlite(file.to_owned(), error))
}

fn copy(ledger: &Connection, audit: &mut Connection) -> rusqlite::Result<()> {
    const COLUMNS: &str = "seq, at_ms, who, action, number, purpose, result, source";
    let mut found = ledger.prepare(&format!("SELECT {COLUMNS} FROM audit ORDER BY seq"))?;
    let mut records = found.query([])?;
    let transaction = audit.transaction()?;
    let mut insert = transaction.prepare(&format!(
        "INSERT OR IGNORE INTO audit ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    ))?;
    let mut moved = 0;
    while let Some(record) = records.next()? {
        let values = (0..8).map(|column| record.get::<_, Value>(column));
        let values = values.collect::<rusqlite::Result<Vec<_>>>()?;
        moved += insert.execute(rusqlite::params_from_iter(values))?;
    }
    drop(insert);
    transaction.commit()?;
    tracing::info!(records = moved, "the audit was moved to a file of its own");
    Ok(())
}
