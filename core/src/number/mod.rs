//! What a person enters as a phone number, made into E.164.
//!
//! Light rules only, since an embedding page loads them with every card: calling codes, trunk
//! digits and lengths. A text that can be read in two ways is an error that says what is missing;
//! nothing is guessed, and Mexico's `1`, Argentina's `9` and Brazil's ninth digit stay as entered.

mod calling_codes;
mod digits;
mod error;
mod format;
mod mask;
mod normalize;
mod plan;
mod plans;
mod prefetch;
mod written;

#[cfg(test)]
mod tests;

use std::fmt;

pub use error::NumberError;
pub use normalize::normalize;
pub use prefetch::prefetch_pattern;

/// A phone number with its calling code: 7 to 15 ASCII digits, no plus sign, no leading zero
/// (ITU-T E.164, section 6).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct E164(String);

impl E164 {
    /// Takes digits that are in E.164 form already, and nothing else.
    pub fn from_digits(digits: &str) -> Option<E164> {
        let fits = (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| E164(digits.to_owned()))
    }

    /// The digits, as they stand in a lookup's path.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// `+13105550123`
    pub fn with_plus(&self) -> String {
        format!("+{}", self.0)
    }

    /// `+1 310 555 0123`, for people to read.
    pub fn grouped(&self) -> String {
        format::grouped(&self.0)
    }

    /// `+1 ••• ••• ••23`: calling code and last two digits, for bystanders and logs.
    pub fn masked(&self) -> String {
        let code = calling_codes::calling_code(&self.0).map_or(0, calling_codes::length);
        mask::mask(&self.grouped(), code)
    }
}

/// Whether a character is a decimal digit of any script.
pub fn is_digit(character: char) -> bool {
    digits::ascii_digit(character).is_some()
}

/// Whether a text is nothing but a phone number, in whatever typography.
pub(crate) fn is_number_like(text: &str) -> bool {
    let mut count = 0;
    text.chars().all(|character| match digits::sign(character) {
        digits::Sign::Digit(_) => {
            count += 1;
            true
        }
        digits::Sign::Letter | digits::Sign::Other => false,
        _ => true,
    }) && count >= 7
}

/// Masked, so that no log carries a whole number by accident.
impl fmt::Debug for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}
