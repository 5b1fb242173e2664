//! The numbering plans in full: which lengths a country's numbers have, and which ranges are in use.
//!
//! The metadata is libphonenumber's, as the crate `phonenumber` (Apache-2.0, released with each of its
//! metadata releases) carries it. The page's `phonelib` was weighed against it: it answers in 0.2 µs and
//! needs no start, but knows lengths only, so that it can't tell a range which nobody has, and it refuses
//! Mexico's numbers with a 1. `phonenumber` itself takes 90 ms and 5 MB to start, then 8 µs for a number
//! behind one lock for all threads, and 2 ms where its cache of 100 patterns misses. So the build takes
//! its patterns alone (`build.rs`), 59 kB, and each calling code's are compiled when a number of it is
//! first asked for: 2 ms for North America, less than 1 ms elsewhere, 2 MB for all. A number then takes
//! less than 0.1 µs. The patterns match whole numbers, where `phonenumber` is content with a beginning.

use std::sync::OnceLock;

use phone_profile_core::number::NumberError;
use regex::{Regex, RegexBuilder};

use super::Digits;

/// Calling code, lengths of national numbers, and the pattern of those in use; sorted.
type Plan = (u16, &'static [u16], &'static str);

const PLANS: &[Plan] = include!(concat!(env!("OUT_DIR"), "/numbering_plans.rs"));

/// The patterns, each compiled when it is first needed.
static RANGES: [OnceLock<Option<Regex>>; PLANS.len()] = [const { OnceLock::new() }; PLANS.len()];

/// Refuses a number that nobody can have: its country has no numbers of that length.
///
/// # Errors
/// [`NumberError`] says whether there are too few digits or too many.
pub(super) fn check_possible(number: &Digits) -> Result<(), NumberError> {
    // A calling code that is newer than the metadata.
    let Some((plan, national)) = plan_of(number) else {
        return Ok(());
    };
    let (code, lengths, _) = PLANS[plan];
    let has = |national: &str| {
        lengths
            .iter()
            .any(|length| usize::from(*length) == national.len())
    };
    if has(national) || other_spelling(code, national).is_some_and(|other| has(&other)) {
        return Ok(());
    }
    let length = u16::try_from(national.len()).unwrap_or(u16::MAX);
    Err(match (lengths.first(), lengths.last()) {
        (Some(shortest), _) if length < *shortest => NumberError::TooShort,
        (_, Some(longest)) if length > *longest => NumberError::TooLong,
        _ => NumberError::WrongLength,
    })
}

/// Whether the number is in a range that is known to be in use. A range may be newer than the metadata.
pub(crate) fn is_in_known_range(number: &Digits) -> bool {
    let Some((plan, national)) = plan_of(number) else {
        return false;
    };
    let (code, _, ranges) = PLANS[plan];
    let Some(ranges) = RANGES[plan].get_or_init(|| compile(ranges).ok()) else {
        // Without its pattern there is nothing to say against a number; a test compiles all of them.
        return true;
    };
    ranges.is_match(national)
        || other_spelling(code, national).is_some_and(|other| ranges.is_match(&other))
}

fn compile(ranges: &str) -> Result<Regex, regex::Error> {
    // All is ASCII. Unicode's digits would be many more, and want tables that aren't built in.
    RegexBuilder::new(ranges).unicode(false).build()
}

/// Where in [`PLANS`] the number's calling code is, and the digits behind that code.
fn plan_of(number: &Digits) -> Option<(usize, &str)> {
    let digits = number.as_str();
    (1..=3).find_map(|length| {
        let (code, national) = digits.split_at_checked(length)?;
        let code: u16 = code.parse().ok()?;
        let place = PLANS.binary_search_by_key(&code, |plan| plan.0).ok()?;
        Some((place, national))
    })
}

/// The other way in which such a number is written. Accounts exist under both, and only one of them is
/// in the numbering plan of today.
fn other_spelling(code: u16, national: &str) -> Option<String> {
    match (code, national.len()) {
        // Mexico: the 1 of mobile numbers, in use until 2019.
        (52, 11) => national.strip_prefix('1').map(str::to_owned),
        // Argentina: the 9 of mobile numbers, which only callers from abroad dial.
        (54, 11) => national.strip_prefix('9').map(str::to_owned),
        (54, 10) => Some(format!("9{national}")),
        // Brazil: mobile numbers from before the ninth digit, which stands behind the area code.
        (55, 10) => {
            let (area, subscriber) = national.split_at_checked(2)?;
            let is_mobile = subscriber.starts_with(['6', '7', '8', '9']);
            is_mobile.then(|| format!("{area}9{subscriber}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use phonenumber::metadata::DATABASE;

    use super::*;
    use crate::is_reserved_for_fiction;

    fn digits(text: &str) -> Digits {
        Digits::parse(text).unwrap()
    }

    fn is_possible(text: &str) -> bool {
        check_possible(&digits(text)).is_ok()
    }

    fn is_known(text: &str) -> bool {
        is_in_known_range(&digits(text))
    }

    #[test]
    fn given_every_plan_when_taken_from_the_metadata_then_it_has_lengths_and_a_pattern() {
        assert!(PLANS.len() > 200, "{}", PLANS.len());
        assert!(PLANS.is_sorted_by(|before, after| before.0 < after.0));
        for (code, lengths, ranges) in PLANS {
            assert!(!lengths.is_empty(), "{code}");
            assert!(lengths.is_sorted(), "{code}");
            compile(ranges).unwrap_or_else(|error| panic!("{code}: {error}"));
        }
    }

    #[test]
    fn given_examples_of_every_region_and_type_when_checked_then_they_are_possible_and_known() {
        let mut checked = 0;
        for region in DATABASE.iter() {
            let types = region.descriptors();
            for descriptor in [
                types.fixed_line(),
                types.mobile(),
                types.toll_free(),
                types.premium_rate(),
                types.shared_cost(),
                types.personal_number(),
                types.voip(),
                types.pager(),
                types.uan(),
                types.voicemail(),
            ] {
                let Some(example) = descriptor.and_then(|descriptor| descriptor.example()) else {
                    continue;
                };
                let number = format!("{}{example}", region.country_code());
                // A few islands' numbers are shorter than any that the reader takes.
                if let Ok(parsed) = Digits::parse(&number) {
                    assert!(check_possible(&parsed).is_ok(), "{number}");
                    assert!(is_in_known_range(&parsed), "{number}");
                    checked += 1;
                }
            }
        }
        assert!(checked > 800, "{checked}");
    }

    #[test]
    fn given_the_other_source_of_lengths_when_compared_then_only_it_has_fewer_in_eight_plans() {
        let mut fewer = Vec::new();
        for (code, lengths, _) in PLANS {
            let theirs: BTreeSet<u16> = phonelib::countries()
                .iter()
                .filter(|country| country.prefix == u32::from(*code))
                .flat_map(|country| country.phone_lengths.iter().copied().map(u16::from))
                .collect();
            let ours: BTreeSet<u16> = lengths.iter().copied().collect();
            assert!(theirs.is_subset(&ours), "{code}: {theirs:?} in {ours:?}");
            if ours != theirs {
                fewer.push(*code);
            }
        }
        // Numbers of seven digits within an area, and numbers beyond what E.164 allows.
        assert_eq!(fewer, [1, 49, 62, 81, 82, 234, 263, 598]);
    }

    #[test]
    fn given_a_number_of_a_length_that_its_country_has_not_when_checked_then_the_reason_says_so() {
        for (number, reason) in [
            // A float column's zero, an ending of another line, trunk and dialling prefixes.
            ("4477009001230", NumberError::TooLong),
            ("4420794609589", NumberError::TooLong),
            ("789123456789", NumberError::WrongLength),
            ("520445512345678", NumberError::TooLong),
            ("54111512345678", NumberError::TooLong),
            ("4477009001", NumberError::WrongLength),
            ("79123456", NumberError::TooShort),
            ("131055501234", NumberError::TooLong),
        ] {
            assert_eq!(check_possible(&digits(number)), Err(reason), "{number}");
        }
    }

    #[test]
    fn given_spellings_under_which_accounts_exist_when_checked_then_none_is_refused_or_warned_of() {
        for number in [
            // Mexico with its 1 and without.
            "525512345678",
            "5215512345678",
            // Argentina's mobile with its 9 and without.
            "5491123456789",
            "541123456789",
            "5492914123456",
            "542914123456",
            // Brazil's mobile with its ninth digit and without.
            "5511987654321",
            "551187654321",
            "552199887766",
        ] {
            assert!(is_possible(number), "{number}");
            assert!(is_known(number), "{number}");
        }
        // Not whatever has those digits.
        assert!(!is_possible("5225512345678"));
        assert!(!is_known("5215012345678"));
        assert!(!is_known("551100000000"));
    }

    #[test]
    fn given_a_number_in_no_range_when_checked_then_it_is_possible_and_not_known() {
        for number in [
            "353209101234",  // an Irish area that nobody has
            "441000000000",  // a British area code that starts with a zero
            "12115550123",   // 211 is a service, not an area
            "5215012345678", // the area 501 of Mexico
            "220912345678",  // longer than Gambia's numbers were until lately
        ] {
            assert!(is_possible(number), "{number}");
            assert!(!is_known(number), "{number}");
        }
    }

    #[test]
    fn given_numbers_for_fiction_when_checked_then_every_one_is_possible() {
        for range in crate::RESERVED_RANGES {
            for (first, last) in range.blocks {
                for number in [first, last] {
                    assert!(is_possible(&number.to_string()), "{number}");
                }
            }
        }
        for area in 200..1_000 {
            let number = format!("1{area}5550123");
            if is_reserved_for_fiction(&digits(&number)) {
                assert!(is_possible(&number), "{number}");
            }
        }
    }
}
