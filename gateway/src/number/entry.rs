//! What callers send as a number, read as the widget reads it.
//!
//! Whatever takes a number from outside reads it here, before anything is spent on it. What services
//! answer is no entry: those digits are taken as they are ([`Digits::parse`]).

use phone_profile_core::number::{NumberError, is_digit, normalize};

use super::{Digits, plans};

/// Reads a number as it was sent: by the widget's rules, without a region. Digits alone are an
/// international number that lacks its plus sign, as in a lookup's path.
///
/// # Errors
/// [`NumberError`] for what can't be read with certainty, and for numbers that nobody can have.
pub fn read_entry(text: &str) -> Result<Digits, NumberError> {
    let text = text.trim();
    let number = match count_bare(text) {
        Some(count) => match normalize(&format!("+{text}"), None) {
            Ok(number) if number.digits().len() == count => number,
            // The first digits are no calling code, or a digit behind them is no part of the number: then
            // they weren't the calling code either. 310 555 0123 is no number of the Netherlands.
            Ok(_) | Err(NumberError::UnknownCallingCode) => normalize(text, None)?,
            Err(error) => return Err(error),
        },
        None => normalize(text, None)?,
    };
    let digits = Digits::from(&number);
    plans::check_possible(&digits)?;
    Ok(digits)
}

/// How many digits a text has that has nothing else, but for the `.0` that a column of decimal numbers
/// adds.
fn count_bare(text: &str) -> Option<usize> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let bare = whole.chars().all(is_digit)
        && !fraction.is_empty()
        && fraction.bytes().all(|digit| digit == b'0');
    bare.then(|| whole.chars().count())
        .filter(|count| *count > 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<String, NumberError> {
        read_entry(text).map(|number| number.to_string())
    }

    #[test]
    fn given_writings_of_one_number_when_read_then_they_are_one() {
        for text in [
            "447700900123",
            "+447700900123",
            " 447700900123 ",
            "00447700900123",
            "٤٤٧٧٠٠٩٠٠١٢٣",
            "٠٠٤٤٧٧٠٠٩٠٠١٢٣",
            "+44 7700 900123",
            "+44 (0)7700 900123",
            "tel:+44-7700-900123",
        ] {
            assert_eq!(read(text).as_deref(), Ok("447700900123"), "{text}");
        }
    }

    #[test]
    fn given_a_national_number_when_read_then_the_reason_is_the_missing_country_code() {
        for text in [
            "(310) 555-0123",
            "310-555-0123",
            "310.555.0123",
            "07700 900123",
            "07700900123",
            // With a plus before it this is a Dutch number with a trunk zero.
            "3105550123",
            // No calling code begins like that.
            "2105550123",
        ] {
            let missing = NumberError::MissingCountryCode;
            assert_eq!(read(text), Err(missing), "{text}");
        }
    }

    #[test]
    fn given_what_nobody_can_have_when_read_then_it_is_refused_with_the_reason() {
        for (text, reason) in [
            ("", NumberError::Empty),
            ("...", NumberError::Empty),
            ("310-FLOWERS", NumberError::Letters),
            ("123456", NumberError::TooShort),
            ("4477009001230", NumberError::TooLong),
            ("+44 20 7946 0958 9", NumberError::TooLong),
            ("1234567890123456", NumberError::TooLong),
            ("+7 8 912 345-67-89", NumberError::DiallingPrefix),
        ] {
            assert_eq!(read(text), Err(reason), "{text}");
        }
        assert!(read(&"1".repeat(10_000)).is_err());
    }

    #[test]
    fn given_the_reasons_when_worded_then_they_are_sentences_and_repeat_no_number() {
        for text in ["4477009001230", "+7 8 912 345-67-89", "13105550123 x"] {
            let words = read(text).unwrap_err().to_string();
            assert!(words.ends_with('.'), "{words}");
            assert!(!words.contains(|character: char| character.is_ascii_digit()));
        }
    }

    /// Texts like those that people send: digits, with what stands between and around them.
    fn writings() -> impl Strategy<Value = String> {
        let digits = "[0-9]{1,17}|[+]?[1-9][0-9]{6,14}([.]0{0,2})?";
        let typography = "[+0-9 ().,;/x-]{0,24}";
        let around =
            "(tel:|https://wa\\.me/)?[+]?[0-9]{5,14}(@s\\.whatsapp\\.net|@c\\.us|@lid|;ext=5)?";
        prop_oneof![digits, typography, around, "\\PC{0,24}"]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_096))]

        #[test]
        fn given_any_text_when_accepted_then_it_is_what_the_widgets_reader_reads(text in writings()) {
            let widget = normalize(&text, None);
            let possible = |digits: &str| {
                plans::check_possible(&Digits::parse(digits).unwrap()).is_ok()
            };
            match (read(&text), widget) {
                // The reader's number, and no other.
                (Ok(asked), Ok(number)) => prop_assert_eq!(asked, number.digits()),
                // Digits alone: they are asked for as they stand, and the plus is all that was missing.
                (Ok(asked), Err(missing)) => {
                    prop_assert_eq!(missing, NumberError::MissingCountryCode);
                    let whole = text.trim().split('.').next().unwrap_or_default();
                    prop_assert_eq!(&asked, whole);
                    let number = normalize(&format!("+{}", text.trim()), None).unwrap();
                    prop_assert_eq!(asked, number.digits());
                }
                // What the reader reads is refused only where nobody can have it.
                (Err(_), Ok(number)) => prop_assert!(!possible(number.digits())),
                (Err(_), Err(_)) => {}
            }
        }
    }
}
