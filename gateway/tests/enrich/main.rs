//! `enrich`: files in, files out, by the real command in front of demo data, of a gateway that runs, and
//! of a service that costs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod command;
mod files;
mod interrupted;
mod paid;
#[path = "../support/programs.rs"]
mod programs;
mod readers;
mod refused;
mod sample;
