//! What the embed kit promises to pages, held against what it does: the TypeScript declarations
//! against the Rust and JavaScript behind them, and all of it against `static/element.json`, the one
//! description of the element. Only texts are compared; nothing runs in a browser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attributes;
mod description;
mod element;
#[cfg(feature = "page")]
mod frame;
mod functions;
mod prefetch;
mod readme;
mod source;
mod styling;
mod values;
