//! SQLite for one gateway: its budget, its counters and its audit, in one file or in memory.

mod audit;
mod database;
mod ledger;
mod schema;
mod writer;

pub use self::{audit::SqliteAudit, database::Database, ledger::SqliteLedger};
