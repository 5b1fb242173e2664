//! What was typed into the field: read as everywhere else, then held against phonelib's full numbering
//! plans.
//!
//! Plans change and a reader of them can be wrong: a possible number that they don't know comes back as
//! a [`Doubt`], to be asked about instead of being refused. They never make another number of it.

use phone_profile_core::number::{self, E164, NumberError};
use phonelib::{ParseError, PhoneFormat, PhoneNumber};
use yew::AttrValue;

use super::regions::{self, Region};
use super::texts::{PageText, PageTexts};
use crate::texts::bidi;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryError {
    /// No digit at all.
    Empty,
    /// A character that isn't part of a phone number.
    Character(char),
    /// A number without a calling code, and no region chosen.
    NoRegion,
    /// A length that no number of its region has.
    Impossible(Doubt),
    /// Anything else.
    Unreadable(NumberError),
}

/// Reads `entered`; `region` is where it belongs when it has no calling code.
///
/// # Errors
///
/// An [`EntryError`] for what can't be a number.
pub fn read(entered: &str, region: Option<Region>) -> Result<Reading, EntryError> {
    let number = number::normalize(entered, region.map(|region| region.iso))
        .map_err(|error| EntryError::of(error, entered, region))?;
    let e164 = number.with_plus();
    let region = regions::of_international(number.digits(), region);
    let (shown, region, doubt) = match PhoneNumber::try_parse(&in_plan(&e164)) {
        Ok(known) => {
            let shown = match known.e164() == e164 {
                true => known.format(PhoneFormat::International),
                false => number.grouped(),
            };
            (shown, Region::of_country(known.country()), None)
        }
        Err(error) => (
            number.grouped(),
            region,
            Some(Doubt::of(error, &number, region)),
        ),
    };
    let number = Number {
        e164,
        shown,
        region,
    };
    Ok(match doubt {
        None => Reading::Sure(number),
        Some(doubt) => Reading::Doubtful(number, doubt),
    })
}

/// The number as its plan has it: Mexico's mobiles have lost the 1 before their ten digits, but accounts
/// still have it.
fn in_plan(e164: &str) -> String {
    match e164.strip_prefix("+521") {
        Some(rest) if rest.len() == 10 => format!("+52{rest}"),
        _ => e164.to_owned(),
    }
}

/// The region that an entry's own calling code points to, if it has one and as far as it is typed.
/// `current` stays where it shares the calling code.
pub fn international_region(entered: &str, current: Option<Region>) -> Option<Region> {
    regions::of_international(&number::international_digits(entered)?, current)
}

impl Doubt {
    /// Why the plans refuse a number.
    fn of(error: ParseError, number: &E164, region: Option<Region>) -> Self {
        let Some(region) = region else {
            return Self::CallingCode;
        };
        let code = region.calling_code.to_string().len();
        let length = number.digits().len().saturating_sub(code);
        let is_below = |limit: &u8| length < usize::from(*limit);
        let is_above = |limit: &u8| length > usize::from(*limit);
        match error {
            ParseError::InvalidAreaCode => Self::AreaCode,
            ParseError::InvalidExchange => Self::Exchange,
            _ if region.lengths.first().is_some_and(is_below) => Self::TooShort(region),
            _ if region.lengths.last().is_some_and(is_above) => Self::TooLong(region),
            _ => Self::Length(region),
        }
    }
}

impl EntryError {
    fn of(error: NumberError, entered: &str, region: Option<Region>) -> Self {
        // Its own calling code says whose number it would be.
        let region = international_region(entered, region).or(region);
        let foreign = entered.chars().find(|c| !number::is_of_number(*c));
        match (error, region) {
            (NumberError::Empty, _) => Self::Empty,
            (NumberError::TooShort, _) if !entered.chars().any(number::is_digit) => Self::Empty,
            (NumberError::MissingCountryCode, _) => Self::NoRegion,
            (NumberError::TooShort, Some(region)) => Self::Impossible(Doubt::TooShort(region)),
            (NumberError::TooLong, Some(region)) if entered.chars().count() < 64 => {
                Self::Impossible(Doubt::TooLong(region))
            }
            (NumberError::WrongLength, Some(region)) => Self::Impossible(Doubt::Length(region)),
            (error @ (NumberError::Letters | NumberError::Malformed), _) => {
                foreign.map_or(Self::Unreadable(error), Self::Character)
            }
            (error, _) => Self::Unreadable(error),
        }
    }
}

impl EntryError {
    /// The sentence beside the field. `name` names a region as it stands inside a sentence.
    pub fn sentence(&self, texts: &PageTexts, name: impl Fn(Region) -> String) -> AttrValue {
        match *self {
            Self::Empty => texts.number_error(&NumberError::Empty),
            Self::Character(character) if character.is_control() => {
                texts.text(PageText::EntryControlCharacter)
            }
            Self::Character(character) => {
                let character = bidi::name(character.encode_utf8(&mut [0; 4]));
                texts.with(PageText::EntryCharacter, &[("character", &character)])
            }
            Self::NoRegion => texts.text(PageText::EntryNoCountry),
            Self::Impossible(doubt) => doubt.sentence(texts, name),
            Self::Unreadable(ref error) => texts.number_error(error),
        }
    }
}

impl Doubt {
    /// What is unusual. `name` names a region as it stands inside a sentence.
    pub fn sentence(self, texts: &PageTexts, name: impl Fn(Region) -> String) -> AttrValue {
        let (text, region) = match self {
            Self::TooShort(region) => (PageText::DoubtTooShort, region),
            Self::TooLong(region) => (PageText::DoubtTooLong, region),
            Self::Length(region) => (PageText::DoubtLength, region),
            Self::AreaCode => return texts.text(PageText::DoubtAreaCode),
            Self::Exchange => return texts.text(PageText::DoubtExchange),
            Self::CallingCode => return texts.text(PageText::DoubtCallingCode),
        };
        let country = bidi::name(&name(region));
        texts.with(text, &[("country", &country)])
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
            Err(EntryError::Unreadable(NumberError::TooLong))
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
    }

    #[test]
    fn given_a_number_that_nobody_can_have_when_read_then_it_is_refused_with_its_region() {
        let gb = region("GB").unwrap();
        for (entered, doubt) in [
            ("+44 20 7946 09", Doubt::Length(gb)),
            ("+4477009001230", Doubt::TooLong(gb)),
            ("0044 20 79", Doubt::TooShort(gb)),
        ] {
            let read = read(entered, region("US"));
            assert_eq!(read, Err(EntryError::Impossible(doubt)), "{entered}");
        }
    }

    #[test]
    fn given_what_the_card_reads_when_read_then_it_is_the_same_number() {
        for (entered, iso, e164) in [
            (
                "+\u{9e7}\u{9e9}\u{9e7}\u{9e6}\u{9eb}\u{9eb}\u{9eb}\u{9e6}\u{9e7}\u{9e8}\u{9e9}",
                "GB",
                "+13105550123",
            ),
            ("tel:+1-310-555-0123;ext=5", "GB", "+13105550123"),
            ("tel:+1-310-555-0123,,4567#", "GB", "+13105550123"),
            ("tel:2079460958;phone-context=+44", "US", "+442079460958"),
            ("https://wa.me/13105550123", "GB", "+13105550123"),
            ("13105550123@c.us", "GB", "+13105550123"),
            ("'+13105550123", "GB", "+13105550123"),
            ("+447700900123.0", "US", "+447700900123"),
            ("+52 1 55 1234 5678", "US", "+5215512345678"),
            ("+52 55 1234 5678", "US", "+525512345678"),
            ("+54 11 2345 6789", "US", "+541123456789"),
            ("+55 11 8765 4321", "US", "+551187654321"),
        ] {
            assert_eq!(sure(entered, iso).0, e164, "{entered}");
        }
    }

    #[test]
    fn given_what_the_card_refuses_when_read_then_the_reason_is_the_same() {
        for (entered, reason) in [
            ("+44 20 7946 0958/9", NumberError::TwoNumbers),
            ("+7 8 912 345-67-89", NumberError::DiallingPrefix),
            ("1.31056E+10", NumberError::ScientificNotation),
            ("246913579024680@lid", NumberError::AccountId),
        ] {
            let read = read(entered, region("US"));
            assert_eq!(read, Err(EntryError::Unreadable(reason)), "{entered}");
        }
    }

    #[test]
    fn given_an_error_when_said_then_it_names_the_region() {
        let message = EntryError::Impossible(Doubt::TooShort(region("GB").unwrap()))
            .sentence(&PageTexts::default(), |_| "the United Kingdom".to_owned());

        assert_eq!(
            message,
            "Too short for a number of \u{2068}the United Kingdom\u{2069}."
        );
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
