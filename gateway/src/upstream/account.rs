//! The account that a service found for a number, which may be spelled in another way.

use phone_profile_core::json::Json;
use phone_profile_core::profile::PictureState;

use crate::Digits;

/// The phone number of an account as services name it: `13105550123@c.us`,
/// `13105550123:4@s.whatsapp.net`, `+13105550123`, or its digits. An id at `lid` is none, though
/// it is all digits: those hide the number.
pub(super) fn account_of(value: Option<&Json>) -> Option<Digits> {
    let text = match value? {
        Json::Text(text) => text.trim().to_owned(),
        // Up to 15 digits are exact.
        Json::Number(number) if (1e6..1e15).contains(number) => (*number as u64).to_string(),
        _ => return None,
    };
    let user = match text.split_once('@') {
        None => text.as_str(),
        Some((user, "c.us" | "s.whatsapp.net")) => user.split([':', '.']).next()?,
        Some(_) => return None,
    };
    Digits::parse(user).ok()
}

/// Whether an account may be spelled in another way than the number that people dial: in
/// Argentina, Mexico and Brazil with a digit more or less.
pub(super) fn has_spellings(number: &Digits) -> bool {
    matches!(number.as_str().get(..2), Some("52" | "54" | "55"))
}

/// Why there is no picture, of a service that was asked by the number itself where it didn't name
/// the account that it `found`: under another spelling there may be one.
pub(super) fn without_for(
    state: PictureState,
    found: Option<&Digits>,
    asked: &Digits,
) -> PictureState {
    if found.is_none() && has_spellings(asked) {
        PictureState::Unknown
    } else {
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits() -> Digits {
        Digits::parse("13105550123").unwrap()
    }

    #[test]
    fn given_an_account_when_read_then_only_a_phones_address_gives_a_number() {
        let account = |text: &str| account_of(Some(&Json::of_text(text)));
        for text in [
            "13105550123@c.us",
            "13105550123:7@s.whatsapp.net",
            "+13105550123@s.whatsapp.net",
            "13105550123",
            " +13105550123 ",
        ] {
            assert_eq!(account(text), Some(digits()), "{text}");
        }
        for other in ["13105550123@lid", "x@c.us", "1@g.us", "13105550123@x", ""] {
            assert_eq!(account(other), None, "{other}");
        }
    }

    #[test]
    fn given_an_account_that_is_a_json_number_when_read_then_it_is_exact_or_none() {
        let account = |number| account_of(Some(&Json::Number(number)));
        assert_eq!(account(13_105_550_123.0), Some(digits()));
        for other in [1.0, -13_105_550_123.0, 1e300, f64::NAN] {
            assert_eq!(account(other), None, "{other}");
        }
    }

    #[test]
    fn given_a_number_with_several_spellings_when_the_account_is_unknown_then_so_is_the_picture() {
        let mexican = Digits::parse("525512345678").unwrap();
        let state = |found: Option<&Digits>, asked| without_for(PictureState::None, found, asked);
        assert_eq!(state(None, &mexican), PictureState::Unknown);
        assert_eq!(state(Some(&mexican), &mexican), PictureState::None);
        assert_eq!(state(None, &digits()), PictureState::None);
    }
}
