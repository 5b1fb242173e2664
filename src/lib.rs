//! phone-profile puts a face, a name and a business badge to a phone number.
//!
//! The folders follow the data: a [`number`] is [looked up](`lookup`), the answer becomes a
//! [`profile`], and the profile is drawn as a [`card`].

pub mod card;
#[cfg(feature = "embed")]
pub mod exports;
mod letter;
pub mod lookup;
pub mod number;
#[cfg(feature = "page")]
pub mod page;
pub mod profile;
pub mod whole;
