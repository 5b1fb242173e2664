//! Lists of contacts: a file becomes a table, its numbers a plan, their answers rows with signals, and
//! those a file again. What the workbench and the gateway's `enrich` share. Nothing here needs a
//! browser, a clock or a network.
//!
//! Modules import only modules above them in this list:
//!
//! 1. [`table`]: rows of text cells.
//! 2. [`mod@file`]: from the bytes of a file to a table.
//! 3. [`columns`]: which columns hold numbers, names and regions.
//! 4. [`plan`]: what a run would look up.
//! 5. [`run`]: what is asked for next, and what came of it.
//! 6. [`list`]: what is known about each row.
//! 7. [`export`]: a file again.
//! 8. [`outreach`]: personal messages; [`changes`]: what is otherwise than in an earlier export.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod changes;
pub mod columns;
pub mod export;
pub mod file;
#[cfg(test)]
mod fixtures;
pub mod list;
pub mod outreach;
pub mod plan;
pub mod run;
pub mod table;
