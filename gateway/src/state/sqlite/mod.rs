//! SQLite for one gateway: budget and counters in one file or in memory, the audit in another file
//! with a thread of its own, so that neither waits for the other or fails with it.

mod audit;
mod budget;
mod database;
mod ledger;
mod open;
mod schema;
mod writer;

pub(super) use self::open::OpenError;
pub use self::{audit::SqliteAudit, database::Database, ledger::SqliteLedger};
