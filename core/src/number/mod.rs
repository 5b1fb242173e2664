//! What a person enters as a phone number, made into E.164.
//!
//! Light rules only, since an embedding page loads them with every card: calling codes, trunk
//! digits and lengths. A text that can be read in two ways is an error that says what is missing;
//! nothing is guessed, and Mexico's `1`, Argentina's `9` and Brazil's ninth digit stay as entered.
//!
//! A text goes through these: `cell` takes off what a spreadsheet put on, `link` takes it out of
//! a link, `extension` takes off what is dialled later, `written` takes out the typography, and
//! `normalize` makes a number of the digits.

mod calling_codes;
mod cell;
mod digits;
mod e164;
mod error;
mod extension;
mod format;
mod lengths;
mod link;
mod mask;
mod normalize;
mod plan;
mod plans;
mod prefetch;
mod reading;
mod written;

#[cfg(test)]
mod tests;

pub(crate) use digits::{is_ascii_digits, is_number_like};
pub use digits::{is_digit, is_of_number};
pub use e164::E164;
pub use error::NumberError;
pub use normalize::{international_digits, normalize, read};
pub use prefetch::prefetch_pattern;
pub use reading::{LeftOut, Reading};
