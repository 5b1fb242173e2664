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

// The browser side: what a page asks for, the client, the one module that touches `fetch`, a page's
// signal, work that can be dropped, timers.
pub mod ask;
pub mod client;
pub mod fetch;
pub mod page_signal;
pub mod task;
pub mod timer;

#[cfg(test)]
mod tests;
