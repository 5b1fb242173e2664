//! The workbench: a list of contacts from a file to an enriched file, in the browser.
//!
//! Two halves talk by messages. The page draws; the worker holds the list, asks the gateway and writes
//! files, so that the page never stands still.
//!
//! Modules import only modules above them in this list:
//!
//! 1. [`protocol`]: what the halves say to each other.
//! 2. [`engine`]: the worker's half without a browser: the list, what is shown of it, files.
//! 3. [`worker`]: the worker's half with one: messages, requests, what is kept.
//! 4. [`page`]: what people see.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod engine;
pub mod page;
pub mod protocol;
pub mod worker;
