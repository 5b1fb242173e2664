//! What is said of a number that can't be looked up: the keys of its sentences, in a catalogue's section `card`.

use phone_profile_core::number::NumberError;

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

/// The key of an error's sentence, and the region that the sentence has a place for (`{region}`).
pub fn sentence(error: &NumberError) -> (&'static str, Option<&str>) {
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
        NumberError::MissingCountryCode => "numberMissingCountryCode",
        NumberError::UnknownRegion(region) => return ("numberUnknownRegion", Some(region)),
        NumberError::UnclearNational { region } => return ("numberUnclearNational", Some(region)),
        NumberError::UnknownCallingCode => "numberUnknownCallingCode",
        NumberError::Malformed => "numberMalformed",
    };
    (key, None)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::texts::message::fill;

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
            let (key, region) = sentence(&error);
            let text = english["card"][key].as_str().unwrap();
            let values: Vec<(&str, &str)> = region
                .map(|region| ("region", region))
                .into_iter()
                .collect();
            assert_eq!(fill(text, &values), error.to_string(), "{key}");
        }
    }
}
