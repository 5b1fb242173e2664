//! What the embed kit promises to pages, held against what it does: the TypeScript declarations
//! against the Rust and JavaScript behind them, the style sheet and the drawing against the names
//! that dashboards style by. Only texts are compared; nothing runs in a browser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod element;
#[cfg(feature = "page")]
mod frame;
mod functions;
mod source;
mod styling;
mod values;
