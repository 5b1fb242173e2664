//! Profile → card.
//!
//! [`state`] and [`picture`] decide, [`view`] puts into words, [`component`] draws. Only the
//! [`controller`] and what it uses ([`face`], [`hooks`], [`intl`]) know the browser.

pub mod component;
pub mod controller;
pub mod drawing;
pub mod events;
pub mod face;
pub mod hooks;
pub mod initials;
pub mod inputs;
pub mod intl;
pub mod name_match;
pub mod picture;
pub mod state;
pub mod strings;
pub mod template;
pub mod view;
