//! A gateway in front of a service that costs money: real TCP on both sides.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod audit_outage;
mod behind_a_prefix;
mod below_lookup;
mod breaker;
mod budget;
mod budget_command;
mod cache;
mod clock;
mod crash;
mod dead_links;
mod document;
mod erasure;
mod failures;
mod faults;
mod full_disk;
mod gateway;
mod many;
mod numbers;
mod operate;
mod outage;
mod picture_hashes;
mod pictures;
mod plans;
mod process;
mod records;
mod reload;
mod reload_process;
#[path = "../support/servers.rs"]
mod servers;
mod session;
mod shutdown;
mod stores;
mod vendor;
