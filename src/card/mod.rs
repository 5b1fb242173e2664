//! Profile → card.
//!
//! [`state`] and [`picture`] decide, [`view`] puts into words, [`components`] draw. Only the components, the
//! [`listener`], the [`host`] and [`intl`] know the browser.

pub mod components;
pub mod display_options;
pub mod host;
pub mod initials;
pub mod inputs;
pub mod intl;
pub mod languages;
pub mod listener;
pub mod picture;
pub mod state;
pub mod strings;
pub mod view;
pub mod view_model;
