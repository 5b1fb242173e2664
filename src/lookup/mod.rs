//! From an E.164 number to the endpoint's answer.
//!
//! Where a request goes, what can go wrong and when it is tried again is in `phone_profile_core`.
//! Which answers are reused ([`cache`]) and how many ask at once ([`single_flight`]) needs no
//! browser either, and is tested natively.

pub mod cache;
pub mod single_flight;

// The browser side: requests that went out before the wasm was there, fetch, what it gives, the client, what a page asks
// for, work that can be dropped.
pub mod client;
pub mod fetch;
pub mod prefetch;
pub mod request;
mod response;
pub mod task;

#[cfg(test)]
mod tests;
