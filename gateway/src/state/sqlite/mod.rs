//! SQLite for one gateway: its budget, its counters and its audit, in one file or in memory.

mod audit;
mod budget;
mod database;
mod ledger;
mod schema;
mod writer;

pub(super) use self::schema::OpenError;
pub use self::{audit::SqliteAudit, database::Database, ledger::SqliteLedger};
