//! Lists of contacts: a file becomes a table, its numbers a plan, their answers rows with signals, and
//! those a file again. What the workbench and the gateway's `enrich` share. Nothing here needs a
//! browser, a clock or a network.
//!
//! Modules import only modules above them in this list:
//!
//! 1. [`table`]: rows of text cells.
//! 2. [`mod@file`]: from the bytes of a file to a table.
//! 3. [`columns`]: which columns hold numbers, names and regions.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod columns;
pub mod file;
pub mod table;
