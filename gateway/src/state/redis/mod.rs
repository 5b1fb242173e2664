//! Redis or Valkey, 5 or newer, for any number of gateways: one server, a cluster, or a master that
//! sentinels name. Each key stands by itself, so that a cluster may have them anywhere.
//!
//! A budget is as durable as the server is configured: `appendonly yes` with `appendfsync always`
//! for one that outlives a loss of power, and `maxmemory-policy noeviction` or `volatile-ttl`, since
//! what Redis evicts to make room counts as unspent. A failover forgets what no replica has yet: with
//! `redis-wait-replicas` a reservation waits for them. Said in the log where it isn't so.

mod address;
mod budget_scripts;
mod cache;
mod connection;
pub(super) mod durability;
mod ledger;
mod scripts;
mod sentinel;

pub use self::{cache::RedisCache, connection::Connection, ledger::RedisLedger};
