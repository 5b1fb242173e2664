//! Numbers as logs may show them.

use std::fmt::{self, Write};

use super::Digits;

/// The fewest digits that stay hidden, however short the number.
const HIDDEN_AT_LEAST: usize = 5;
const SHOWN_AT_START: usize = 4;
const SHOWN_AT_END: usize = 2;

/// `+1310•••••23`: enough to tell two lines of a log apart, too little to call anybody.
#[must_use]
pub fn mask(number: &Digits) -> String {
    // A bullet has three bytes.
    let mut masked = String::with_capacity(3 * number.as_str().len());
    // Writing into a string doesn't fail.
    let _ = write!(masked, "{}", Masked(number));
    masked
}

/// The same, for what is written only where somebody reads it.
pub(crate) struct Masked<'a>(pub(crate) &'a Digits);

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.as_str();
        let end = digits.len().saturating_sub(SHOWN_AT_END);
        let start = end.saturating_sub(HIDDEN_AT_LEAST).min(SHOWN_AT_START);
        f.write_str("+")?;
        f.write_str(digits.get(..start).unwrap_or_default())?;
        for _ in start..end {
            f.write_str("•")?;
        }
        f.write_str(digits.get(end..).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn given_a_number_when_masked_then_only_its_ends_show() {
        assert_eq!(mask(&Digits::parse("13105550123").unwrap()), "+1310•••••23");
        assert_eq!(mask(&Digits::parse("1234567").unwrap()), "+•••••67");
    }

    proptest! {
        #[test]
        fn given_any_number_when_masked_then_at_least_five_digits_are_hidden(
            digits in "[1-9][0-9]{6,14}"
        ) {
            let masked = mask(&Digits::parse(&digits).unwrap());
            prop_assert!(masked.matches('•').count() >= HIDDEN_AT_LEAST);
            prop_assert_eq!(masked.chars().count(), digits.len() + 1);
            prop_assert!(masked.ends_with(&digits[digits.len() - 2..]));
        }
    }
}
