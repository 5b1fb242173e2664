//! An E.164 number without its `+`, in the form that keys, caches and upstreams' paths have.

use std::{error::Error, fmt};

use phone_profile_core::number::E164;
use serde::{Deserialize, Serialize};

/// Below that no country has subscriber numbers.
const SHORTEST: usize = 7;
/// E.164's maximum.
const LONGEST: usize = 15;

/// Seven to fifteen ASCII digits that don't start with 0: an E.164 number without the `+`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digits {
    /// Zeros behind the digits. In place: every lookup makes one, and every kept answer has one.
    digits: [u8; LONGEST],
    length: u8,
}

impl Digits {
    /// Takes what is in that form already: a service's answer, a stored key, a signed link. What
    /// callers send is read by [`read_entry`](super::read_entry). One leading `+` is tolerated.
    ///
    /// # Errors
    /// [`InvalidDigits`] when anything but 7–15 digits is left, or the first is 0 (no country
    /// code starts with it).
    pub fn parse(text: &str) -> Result<Self, InvalidDigits> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let long_enough = (SHORTEST..=LONGEST).contains(&digits.len());
        let only_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        if !long_enough || !only_digits || digits.starts_with('0') {
            return Err(InvalidDigits);
        }
        Ok(Self::held(digits))
    }

    /// Of digits that have been checked.
    fn held(text: &str) -> Self {
        let mut digits = [0; LONGEST];
        let mut length = 0;
        for (place, digit) in digits.iter_mut().zip(text.bytes()) {
            *place = digit;
            length += 1;
        }
        Self { digits, length }
    }

    /// The digits alone.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let digits = self.digits.get(..usize::from(self.length));
        // They are ASCII digits, so this is never empty.
        digits.map_or("", |digits| str::from_utf8(digits).unwrap_or_default())
    }

    /// As a number, for comparing with ranges: no leading zero, so nothing is lost.
    #[must_use]
    pub fn value(&self) -> u64 {
        self.as_str()
            .bytes()
            .fold(0, |value, byte| value * 10 + u64::from(byte - b'0'))
    }
}

impl From<&E164> for Digits {
    fn from(number: &E164) -> Self {
        Self::held(number.digits())
    }
}

impl TryFrom<String> for Digits {
    type Error = InvalidDigits;

    fn try_from(text: String) -> Result<Self, InvalidDigits> {
        Self::parse(&text)
    }
}

impl From<Digits> for String {
    fn from(digits: Digits) -> Self {
        digits.as_str().to_owned()
    }
}

impl fmt::Display for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is no E.164 number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidDigits;

impl fmt::Display for InvalidDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected 7 to 15 digits in international form, without spaces")
    }
}

impl Error for InvalidDigits {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn given_a_leading_plus_when_parsed_then_it_is_dropped() {
        assert_eq!(
            Digits::parse("+13105550123").unwrap().as_str(),
            "13105550123"
        );
    }

    #[test]
    fn given_anything_but_digits_when_parsed_then_it_is_refused() {
        for wrong in [
            "",
            "+",
            "++13105550123",
            "123456",
            "1234567890123456",
            "1310555012a",
            "1310 5550123",
            "1310-555-0123",
            "١٣١٠٥٥٥٠١٢٣",
            "1310555012\0",
            "0310555012",
            "13105550123+",
        ] {
            assert_eq!(Digits::parse(wrong), Err(InvalidDigits), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn given_any_e164_digits_when_parsed_then_they_come_back(digits in "[1-9][0-9]{6,14}") {
            let parsed = Digits::parse(&digits).unwrap();
            prop_assert_eq!(parsed.as_str(), digits.as_str());
            prop_assert_eq!(parsed.value().to_string(), digits.as_str());
            prop_assert_eq!(Digits::from(&E164::from_digits(&digits).unwrap()), parsed);
        }

        #[test]
        fn given_any_text_when_parsed_then_it_never_panics_and_keeps_only_digits(text in "\\PC*") {
            if let Ok(parsed) = Digits::parse(&text) {
                prop_assert!(parsed.as_str().bytes().all(|byte| byte.is_ascii_digit()));
                prop_assert!((7..=15).contains(&parsed.as_str().len()));
            }
        }
    }
}
