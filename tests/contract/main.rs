//! What the embed kit promises to pages, held against what it does: the types and the doc comments of the shell, which
//! declarations and manifests are generated from, against the Rust and the style sheets behind them, and against the
//! documents about them, and the recipes against the examples. Only texts are compared; nothing runs in a browser.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attributes;
mod catalogues;
mod description;
mod element;
mod element_page;
#[cfg(feature = "page")]
mod frame;
mod functions;
mod generated;
mod list;
#[cfg(feature = "page")]
mod page_texts;
mod prefetch;
mod recipes;
mod source;
mod stacks;
mod styling;
mod values;
