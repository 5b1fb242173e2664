//! phone-profile puts a face, a name and a business badge to a phone number.
//!
//! The folders follow the data: a [number](phone_profile_core::number) is [looked up](`lookup`), the
//! answer becomes a [profile](phone_profile_core::profile), and the profile is drawn as a [`card`].

pub mod card;
#[cfg(feature = "embed")]
pub mod exports;
pub mod lookup;
#[cfg(feature = "page")]
pub mod page;
pub mod texts;
