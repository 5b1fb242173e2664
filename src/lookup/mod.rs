//! From an E.164 number to the endpoint's answer.
//!
//! Where a request goes, what can go wrong and when it is tried again is in `phone_profile_core`.
//! Which answers are reused ([`cache`]) and how many ask at once ([`flight`]) needs no browser
//! either, and is tested natively.

pub mod cache;
pub mod flight;

// The browser side: what a page asks for, the client, what the browser does for it (pauses and
// requests), how a request went, work that can be dropped.
pub mod ask;
pub mod client;
pub mod errand;
pub mod fetch;
pub mod task;

#[cfg(test)]
mod tests;
