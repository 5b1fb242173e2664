//! A number in E.164 form, and the forms in which it is shown.

use std::fmt;

use super::digits::is_ascii_digits;
use super::{calling_codes, format, mask};

/// A phone number with its calling code: 7 to 15 ASCII digits, no plus sign, no leading zero
/// (ITU-T E.164, section 6).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct E164(String);

impl E164 {
    /// Takes digits that are in E.164 form already, and nothing else.
    pub fn from_digits(digits: &str) -> Option<E164> {
        let fits =
            (7..=15).contains(&digits.len()) && !digits.starts_with('0') && is_ascii_digits(digits);
        fits.then(|| E164(digits.to_owned()))
    }

    /// The digits, as they stand in a lookup's path.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Whether its country has numbers that are so long and start like this: by lengths and leading
    /// zeros alone, so that a number in a range that nobody has is still possible.
    pub fn is_possible(&self) -> bool {
        calling_codes::calling_code(&self.0)
            .is_some_and(|code| calling_codes::is_possible(code, self.national()))
    }

    /// The digits behind the calling code; all of them where no country has it.
    pub(super) fn national(&self) -> &str {
        let code = calling_codes::calling_code(&self.0).map_or(0, calling_codes::length);
        self.0.get(code..).unwrap_or_default()
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

/// Masked, so that no log carries a whole number by accident.
impl fmt::Debug for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}
