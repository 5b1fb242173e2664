//! What a person enters as a phone number, made into E.164.
//!
//! Light rules only, since an embedding page loads them with every card: calling codes, trunk
//! digits and lengths. A text that can be read in two ways is an error that says what is missing;
//! nothing is guessed, and Mexico's `1`, Argentina's `9` and Brazil's ninth digit stay as entered.

mod calling_codes;
mod digits;
mod e164;
mod error;
mod format;
mod lengths;
mod mask;
mod normalize;
mod plan;
mod plans;
mod prefetch;
mod written;

#[cfg(test)]
mod tests;

pub use digits::is_digit;
pub(crate) use digits::is_number_like;
pub use e164::E164;
pub use error::NumberError;
pub use normalize::normalize;
pub use prefetch::prefetch_pattern;
