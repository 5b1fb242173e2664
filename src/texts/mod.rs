//! The texts of one language: what catalogues in `locales/` hold, and how values get into them.

pub mod bidi;
pub mod catalogues;
pub mod isolated;
pub mod language;
pub mod message;
pub mod number_errors;

pub use language::{Language, Numbers, Texts};
