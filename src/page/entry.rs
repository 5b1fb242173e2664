//! What was typed into the field, read as a number: with the full numbering plans of phonelib.
//!
//! phonelib knows the lengths of every plan, but plans change and a reader of them can be wrong: a
//! number that it refuses and that could still be E.164 comes back as a [`Doubt`], to be asked
//! about instead of being refused.

use std::error::Error;
use std::fmt;

use phonelib::{ParseError, PhoneFormat, PhoneNumber};

use phone_profile_core::number;

use super::regions::{self, Region};

/// More than any way to write fifteen digits needs. What is longer isn't read at all.
const LONGEST_ENTRY: usize = 64;

/// A number that can be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// E.164 with its plus sign: `+13105550123`.
    pub e164: String,
    /// The same for people: `+1 310 555 0123`.
    pub shown: String,
    /// Whose number it is, where one region's plan accounts for it.
    pub region: Option<Region>,
}

/// What the field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A number that its numbering plan accepts.
    Sure(Number),
    /// Possible as E.164, but not by its numbering plan.
    Doubtful(Number, Doubt),
}

/// Why a number looks unusual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Shorter than every number of the region.
    TooShort(Region),
    /// Longer than every number of the region.
    TooLong(Region),
    /// Of a length between those that the region uses.
    Length(Region),
    /// North American, with an area code that nobody has.
    AreaCode,
    /// North American, with an exchange code that can't be.
    Exchange,
    /// With a calling code that no region has.
    CallingCode,
}

/// Why the field holds no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryError {
    /// No digit at all.
    Empty,
    /// A character that isn't part of a phone number.
    Character(char),
    /// A number without a calling code, and no region chosen.
    NoRegion,
    /// Too few digits for any number.
    TooShort,
    /// Too many digits for any number.
    TooLong,
    /// Digits that are no number of their numbering plan, and no possible E.164 either.
    Impossible(Doubt),
}

/// Reads `entered`; `region` is where it belongs when it has no calling code.
///
/// # Errors
///
/// An [`EntryError`] for what can't be a number whatever the numbering plans say.
pub fn read(entered: &str, region: Option<Region>) -> Result<Reading, EntryError> {
    let digits = Digits::of(entered)?;
    let parsed = match (digits.international(), region) {
        (Some(global), _) => PhoneNumber::try_parse(&format!("+{global}")),
        (None, Some(region)) => PhoneNumber::try_parse_with_country(&digits.text, region.iso),
        (None, None) => return Err(EntryError::NoRegion),
    };
    match parsed {
        // The card reads the number once more, by the light rules: what those refuse can't be shown.
        Ok(number) if number::normalize(number.e164(), None).is_err() => {
            digits.without_plan(region, ParseError::InvalidLength)
        }
        Ok(number) => Ok(Reading::Sure(Number {
            e164: number.e164().to_owned(),
            shown: number.format(PhoneFormat::International),
            region: Region::of_country(number.country()),
        })),
        Err(error) => digits.without_plan(region, error),
    }
}

/// The region that an entry's own calling code points to, if it has one and as far as it is typed.
/// `current` stays where it shares the calling code.
pub fn international_region(entered: &str, current: Option<Region>) -> Option<Region> {
    let digits = Digits::of(entered).ok()?;
    regions::of_international(digits.international()?, current)
}

/// The digits of an entry, and whether it said that its calling code is among them.
struct Digits {
    text: String,
    plus: bool,
}

impl Digits {
    fn of(entered: &str) -> Result<Self, EntryError> {
        if entered.len() > LONGEST_ENTRY {
            return Err(EntryError::TooLong);
        }
        let entered = entered.trim();
        let entered = match entered.get(..4) {
            Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => {
                entered.get(4..).unwrap_or_default()
            }
            _ => entered,
        };
        let mut digits = Self {
            text: String::new(),
            plus: false,
        };
        for character in entered.chars() {
            if let Some(digit) = ascii_digit(character) {
                digits.text.push(digit);
            } else if matches!(character, '+' | '\u{ff0b}')
                && digits.text.is_empty()
                && !digits.plus
            {
                digits.plus = true;
            } else if !is_separator(character) {
                return Err(EntryError::Character(character));
            }
        }
        if digits.text.is_empty() {
            return Err(EntryError::Empty);
        }
        Ok(digits)
    }

    /// The digits from the calling code on, where the entry says that it has one.
    fn international(&self) -> Option<&str> {
        if self.plus {
            Some(&self.text)
        } else {
            self.text.strip_prefix("00")
        }
    }

    /// What to make of digits that no numbering plan accepts.
    fn without_plan(
        &self,
        region: Option<Region>,
        error: ParseError,
    ) -> Result<Reading, EntryError> {
        let (region, length) = match self.international() {
            Some(global) => {
                let region = regions::of_international(global, region);
                let code = region.map_or(0, |region| region.calling_code.to_string().len());
                (region, global.len().saturating_sub(code))
            }
            // A trunk zero isn't part of what the plan counts.
            None => (region, self.text.trim_start_matches('0').len()),
        };
        let shortest = region.and_then(|region| region.lengths.first().copied());
        let longest = region.and_then(|region| region.lengths.last().copied());
        let too_short = shortest.is_some_and(|shortest| length < usize::from(shortest));
        let too_long = longest.is_some_and(|longest| length > usize::from(longest));

        let doubt = match (error, region) {
            (ParseError::InvalidAreaCode, _) => Doubt::AreaCode,
            (ParseError::InvalidExchange, _) => Doubt::Exchange,
            (_, Some(region)) if too_short => Doubt::TooShort(region),
            (_, Some(region)) if too_long => Doubt::TooLong(region),
            (_, Some(region)) => Doubt::Length(region),
            (ParseError::TooShort, None) => return Err(EntryError::TooShort),
            (ParseError::TooLong, None) => return Err(EntryError::TooLong),
            (_, None) => Doubt::CallingCode,
        };
        match self.plausible(region) {
            Some(number) => Ok(Reading::Doubtful(number, doubt)),
            None => Err(EntryError::Impossible(doubt)),
        }
    }

    /// The digits as E.164 by the light rules, which know lengths only roughly.
    fn plausible(&self, region: Option<Region>) -> Option<Number> {
        let entered = match self.international() {
            Some(global) => format!("+{global}"),
            None => self.text.clone(),
        };
        let number = number::normalize(&entered, region.map(|region| region.iso)).ok()?;
        Some(Number {
            e164: number.with_plus().to_string(),
            shown: number.grouped().to_string(),
            region,
        })
    }
}

/// The ASCII form of a digit that a phone keyboard or an address book may hold.
fn ascii_digit(character: char) -> Option<char> {
    let zero = match character {
        '0'..='9' => return Some(character),
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{966}'..='\u{96f}' => 0x966,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        _ => return None,
    };
    char::from_digit(u32::from(character) - zero, 10)
}

/// Whether people, address books and web pages put `character` between digits. The last ones are
/// invisible: direction marks that come along when a number is copied.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '(' | ')' | '[' | ']' | '-' | '.' | '/' | '·' | '\u{2010}'
                ..='\u{2015}' | '\u{2212}' | '\u{ff0d}'
        )
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl EntryError {
    /// The sentence beside the field. `name` names a region as it stands inside a sentence.
    pub fn message(self, name: impl Fn(Region) -> String) -> String {
        match self {
            Self::Empty => "Enter a phone number.".to_owned(),
            Self::Character(character) if character.is_control() => {
                "A phone number has digits, spaces and a plus sign only.".to_owned()
            }
            Self::Character(character) => format!(
                "A phone number has digits, spaces and a plus sign only, not “{character}”."
            ),
            Self::NoRegion => {
                "Choose a country, or start the number with + and its calling code.".to_owned()
            }
            Self::TooShort => "Too short for a phone number.".to_owned(),
            Self::TooLong => {
                "Too long: a phone number has at most 15 digits with its calling code.".to_owned()
            }
            Self::Impossible(doubt) => doubt.message(name),
        }
    }
}

impl fmt::Display for EntryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(|region| region.iso.to_owned()))
    }
}

impl Error for EntryError {}

impl Doubt {
    /// What is unusual, as a sentence. `name` names a region as it stands inside a sentence.
    pub fn message(self, name: impl Fn(Region) -> String) -> String {
        match self {
            Self::TooShort(region) => format!("Too short for a number of {}.", name(region)),
            Self::TooLong(region) => format!("Too long for a number of {}.", name(region)),
            Self::Length(region) => {
                format!("An unusual length for a number of {}.", name(region))
            }
            Self::AreaCode => "No North American area is known by this area code.".to_owned(),
            Self::Exchange => {
                "North American numbers don’t continue like this after the area code.".to_owned()
            }
            Self::CallingCode => "No country is known by this calling code.".to_owned(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn region(iso: &str) -> Option<Region> {
        regions::find(iso)
    }

    fn sure(entered: &str, iso: &str) -> (String, String, &'static str) {
        match read(entered, region(iso)) {
            Ok(Reading::Sure(number)) => (
                number.e164,
                number.shown,
                number.region.map_or("none", |region| region.iso),
            ),
            other => unreachable!("{entered} read as {other:?}"),
        }
    }

    #[test]
    fn given_a_fictional_number_when_read_then_it_goes_straight_through() {
        for entered in [
            "+1 310 555 0123",
            "(310) 555-0123",
            "0013105550123",
            "1-310-555-0123",
            "tel:+13105550123",
            "\u{202a}+1 310 555 0123\u{202c}",
            "+١٣١٠٥٥٥٠١٢٣",
        ] {
            let (e164, shown, iso) = sure(entered, "US");
            assert_eq!(e164, "+13105550123", "{entered}");
            assert_eq!(shown, "+1 310 555 0123", "{entered}");
            assert_eq!(iso, "US", "{entered}");
        }
    }

    #[test]
    fn given_a_national_number_when_read_then_the_chosen_region_completes_it() {
        assert_eq!(sure("020 7946 0958", "GB").0, "+442079460958");
        assert_eq!(sure("06 12 34 56 78", "FR").0, "+33612345678");
    }

    #[test]
    fn given_an_international_number_when_read_then_its_own_region_wins() {
        assert_eq!(sure("+44 20 7946 0958", "US").2, "GB");
        assert_eq!(sure("0044 20 7946 0958", "US").2, "GB");
    }

    #[test]
    fn given_digits_without_region_when_read_then_one_is_asked_for() {
        assert_eq!(read("3105550123", None), Err(EntryError::NoRegion));
    }

    #[test]
    fn given_no_number_when_read_then_the_error_says_why() {
        assert_eq!(read("", region("US")), Err(EntryError::Empty));
        assert_eq!(read(" + ", region("US")), Err(EntryError::Empty));
        assert_eq!(
            read("1-800-FLOWERS", region("US")),
            Err(EntryError::Character('F'))
        );
        assert_eq!(
            read("<script>", region("US")),
            Err(EntryError::Character('<'))
        );
        assert_eq!(
            read("020", region("GB")),
            Err(EntryError::Impossible(Doubt::TooShort(
                region("GB").unwrap()
            )))
        );
        assert_eq!(
            read(&"1".repeat(1_000_000), region("US")),
            Err(EntryError::TooLong)
        );
    }

    #[test]
    fn given_a_number_that_the_plan_refuses_when_it_could_be_one_then_it_is_doubtful() {
        let doubt = |entered, iso| match read(entered, region(iso)) {
            Ok(Reading::Doubtful(number, doubt)) => Some((number.e164, doubt)),
            _ => None,
        };

        assert_eq!(
            doubt("+1 999 555 0123", "US"),
            Some(("+19995550123".to_owned(), Doubt::AreaCode))
        );
        assert_eq!(
            doubt("+44 20 7946 09", "US"),
            Some((
                "+4420794609".to_owned(),
                Doubt::Length(region("GB").unwrap())
            ))
        );
    }

    #[test]
    fn given_an_error_when_said_then_it_names_the_region() {
        let message = EntryError::Impossible(Doubt::TooShort(region("GB").unwrap()))
            .message(|_| "the United Kingdom".to_owned());

        assert_eq!(message, "Too short for a number of the United Kingdom.");
    }

    proptest! {
        #[test]
        fn given_any_text_when_read_then_nothing_panics_and_numbers_are_e164(
            entered in "\\PC{0,40}",
            iso in prop::sample::select(vec!["US", "GB", "DE", "IT", "RU", "JP", "AG", "ZZ"]),
        ) {
            if let Ok(Reading::Sure(number) | Reading::Doubtful(number, _)) = read(&entered, region(iso)) {
                let digits = number.e164.strip_prefix('+').unwrap_or_default();
                prop_assert!(digits.bytes().all(|byte| byte.is_ascii_digit()));
                prop_assert!((5..=15).contains(&digits.len()), "{}", number.e164);
            }
        }

        #[test]
        fn given_any_digits_when_read_then_nothing_panics(
            entered in "[+0]{0,3}[0-9 ]{0,30}",
            iso in prop::sample::select(vec!["US", "GB", "DE", "IT", "RU", "JP", "AG", "BR"]),
        ) {
            if let Ok(Reading::Sure(number)) = read(&entered, region(iso)) {
                let again = read(&number.e164, None);
                prop_assert_eq!(again, Ok(Reading::Sure(number)));
            }
        }
    }
}
