//! From an E.164 number to the endpoint's answer.
//!
//! What needs no browser is apart from what does: where a request goes ([`endpoint`]), what can go
//! wrong ([`error`]), when it is tried again ([`retry`]), which answers are reused ([`cache`]) and
//! how many ask at once ([`single_flight`]) are plain Rust and tested natively.

pub mod cache;
pub mod endpoint;
pub mod error;
pub mod retry;
pub mod single_flight;

// The browser side: requests that went out before the wasm was there, fetch, the client, what a page asks for, work that
// can be dropped.
pub mod client;
pub mod fetch;
pub mod prefetch;
pub mod request;
pub mod task;

#[cfg(test)]
mod tests;
