//! A gateway in front of a service that costs money: real TCP on both sides.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod access;
mod behind_a_prefix;
mod below_lookup;
mod breaker;
mod budget;
mod cache;
mod crash;
mod document;
mod faults;
mod gateway;
mod many;
mod numbers;
mod operate;
mod pictures;
#[path = "../support/servers.rs"]
mod servers;
mod session;
mod vendor;
