//! What is said of a number that can't be looked up: the keys of its sentences, in a catalogue's section `card`.

use phone_profile_core::number::NumberError;

use super::bidi;

/// All keys.
pub const KEYS: [&str; 14] = [
    "numberEmpty",
    "numberLetters",
    "numberTooShort",
    "numberTooLong",
    "numberWrongLength",
    "numberDiallingPrefix",
    "numberTwoNumbers",
    "numberScientificNotation",
    "numberAccountId",
    "numberMissingCountryCode",
    "numberUnknownRegion",
    "numberUnclearNational",
    "numberUnknownCallingCode",
    "numberMalformed",
];

/// In sentences that say how a number is written. From a range that is reserved for fiction.
const EXAMPLE: &str = "+44 20 7946 0958";

/// Values for places in a text, by the places' names.
pub type Values = Vec<(&'static str, String)>;

/// The key of an error's sentence, and the values that the sentence has places for.
pub fn sentence(error: &NumberError) -> (&'static str, Values) {
    let example = || ("example", bidi::number(EXAMPLE));
    let key = match error {
        NumberError::Empty => "numberEmpty",
        NumberError::Letters => "numberLetters",
        NumberError::TooShort => "numberTooShort",
        NumberError::TooLong => "numberTooLong",
        NumberError::WrongLength => "numberWrongLength",
        NumberError::DiallingPrefix => "numberDiallingPrefix",
        NumberError::TwoNumbers => "numberTwoNumbers",
        NumberError::ScientificNotation => "numberScientificNotation",
        NumberError::AccountId => "numberAccountId",
        NumberError::MissingCountryCode => return ("numberMissingCountryCode", vec![example()]),
        NumberError::UnknownRegion(region) => {
            return ("numberUnknownRegion", vec![("region", region.clone())]);
        }
        NumberError::UnclearNational { region } => {
            let values = vec![("region", region.clone()), example()];
            return ("numberUnclearNational", values);
        }
        NumberError::UnknownCallingCode => "numberUnknownCallingCode",
        NumberError::Malformed => "numberMalformed",
    };
    (key, Values::new())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::texts::message::fill;
    use phone_profile_core::text::is_bidi_control;

    #[test]
    fn given_each_error_when_said_in_english_then_it_is_the_sentence_that_the_core_gives() {
        let english: serde_json::Value =
            serde_json::from_str(include_str!("../../locales/en.json")).unwrap();
        let errors = [
            NumberError::Empty,
            NumberError::Letters,
            NumberError::TooShort,
            NumberError::TooLong,
            NumberError::WrongLength,
            NumberError::DiallingPrefix,
            NumberError::TwoNumbers,
            NumberError::ScientificNotation,
            NumberError::AccountId,
            NumberError::MissingCountryCode,
            NumberError::UnknownRegion("ZZ".to_owned()),
            NumberError::UnclearNational {
                region: "AR".to_owned(),
            },
            NumberError::UnknownCallingCode,
            NumberError::Malformed,
        ];
        assert_eq!(
            errors.each_ref().map(|error| sentence(error).0),
            KEYS,
            "each error has a key of its own"
        );
        for error in errors {
            let (key, values) = sentence(&error);
            let text = english["card"][key].as_str().unwrap();
            let said = fill(text, &values).replace(is_bidi_control, "");
            assert_eq!(said, error.to_string(), "{key}");
        }
    }
}
