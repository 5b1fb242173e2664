//! What only a browser can test: the drawing, a card's whole life, the client behind the page's own `fetch`, and what
//! crosses between Rust and JavaScript. Runs in a headless browser, by `cargo xtask test --only browser`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod border;
mod card;
mod client;
mod drawing;
mod exports;
mod intl;
mod listener;
mod page;
mod prefetch;
mod reading;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
