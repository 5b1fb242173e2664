//! Why an entered text is no number that can be looked up.

use std::error::Error;
use std::fmt;

/// What keeps an entered text from being looked up. Its text form is one sentence for the person
/// who entered it; it never repeats what was entered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NumberError {
    /// Nothing but spaces and punctuation.
    Empty,
    /// Letters: a name, a vanity number, markup.
    Letters,
    /// Fewer digits than any number of that country has.
    TooShort,
    /// More digits than any number of that country has, or more than 64 characters.
    TooLong,
    /// A number of digits between those that numbers of that country have.
    WrongLength,
    /// Digits that are dialled within the country only stand behind the calling code: a trunk digit
    /// (Russia's 8), Mexico's 044, Argentina's 15.
    DiallingPrefix,
    /// Two numbers in one text.
    TwoNumbers,
    /// A spreadsheet's `1.31E+10`.
    ScientificNotation,
    /// A messenger's id of an account, a group or a channel that has no number in it.
    AccountId,
    /// A national number, and no region to read it by.
    MissingCountryCode,
    /// The region is no ISO 3166-1 code with a numbering plan; carries what was given.
    UnknownRegion(String),
    /// A national number that can be read in more than one way in its region.
    UnclearNational {
        /// The region, in capitals.
        region: String,
    },
    /// The number starts with a calling code that the ITU has not assigned.
    UnknownCallingCode,
    /// A plus sign in the middle, characters that no number has, a group that makes no sense.
    Malformed,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NumberError::Empty => "Enter a phone number.",
            NumberError::Letters => "Use digits only: letters can\u{2019}t be part of the number.",
            NumberError::TooShort => "This number is too short: some digits are missing.",
            NumberError::TooLong => {
                "This number is too long: it has more digits than a number of its country can have."
            }
            NumberError::WrongLength => {
                "No number of this country has so many digits: some are missing, or there are too many."
            }
            NumberError::DiallingPrefix => {
                "Leave out the digits that are dialled only within the country, such as a zero or an \
                 eight after the country code."
            }
            NumberError::TwoNumbers => "These are two numbers: enter one of them.",
            NumberError::ScientificNotation => {
                "A spreadsheet has lost digits of this number: format its column as text, and enter \
                 the number again."
            }
            NumberError::AccountId => {
                "This is an internal id of an account, group or channel, and no phone number."
            }
            NumberError::MissingCountryCode => {
                "Add the country code, for example +44 20 7946 0958."
            }
            NumberError::UnknownRegion(region) => {
                return write!(
                    f,
                    "\u{201c}{region}\u{201d} is no two-letter country code: use one such as GB, \
                     or add the country code to the number."
                );
            }
            NumberError::UnclearNational { region } => {
                return write!(
                    f,
                    "This number can\u{2019}t be read with certainty as a number of {region}: add \
                     the country code, for example +44 20 7946 0958."
                );
            }
            NumberError::UnknownCallingCode => {
                "No country has this code: check the digits after the plus sign."
            }
            NumberError::Malformed => {
                "This is not written like a phone number: use one plus sign, then digits."
            }
        })
    }
}

impl Error for NumberError {}
