//! From an E.164 number to the endpoint's answer.
//!
//! What needs no browser is apart from what does: where a request goes ([`endpoint`]), what can go
//! wrong ([`error`]), when it is tried again ([`retry`]), which answers are reused ([`cache`]) and
//! how many ask at once ([`flight`]) are plain Rust and tested natively.

pub mod cache;
pub mod endpoint;
pub mod error;
pub mod flight;
pub mod retry;

// The browser side: what a page asks for, the client, what the browser does for it (pauses and
// requests), how a request went, work that can be dropped.
pub mod ask;
pub mod client;
pub mod errand;
pub mod fetch;
pub mod task;

#[cfg(test)]
mod tests;
