//! Redis or Valkey, 5 or newer, for any number of gateways.
//!
//! A budget is as durable as the server is configured: `appendonly yes` with `appendfsync always`
//! for one that outlives a loss of power, and `maxmemory-policy noeviction` or `volatile-ttl`, since
//! what Redis evicts to make room counts as unspent. Said in the log where it isn't.

mod budget_scripts;
mod cache;
mod connection;
pub(super) mod durability;
mod ledger;
mod scripts;

pub use self::{cache::RedisCache, connection::Connection, ledger::RedisLedger};
