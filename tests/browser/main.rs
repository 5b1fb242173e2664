//! What only a browser can test: the drawing, the client behind the page's own `fetch`, what
//! crosses between Rust and JavaScript, and a card's whole life. Runs in a headless browser, by
//! `cargo xtask test browser`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod ahead;
mod boundary;
mod client;
mod component;
mod controller;
mod events;
mod exports;
mod intl;
mod page;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
