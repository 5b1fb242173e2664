//! What holds for every number and every text.

use proptest::prelude::*;

use super::super::calling_codes;
use super::super::plans::PLANS;
use super::{E164, NumberError, normalize};

fn numbers() -> impl Strategy<Value = E164> {
    "[1-9][0-9]{6,14}".prop_map(|digits| E164::from_digits(&digits).unwrap())
}

/// Texts that come close to numbers.
fn nearly() -> impl Strategy<Value = String> {
    "(tel:)?[ (\\[]{0,2}[+＋0-9]{0,4}[-0-9٠-٩０-９ ().;=%\u{200b}\u{2010}\u{202c}/]{0,40}"
}

fn regions() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        prop::sample::select(PLANS)
            .prop_map(|plan| Some(String::from_utf8(plan.iso.to_vec()).unwrap())),
        Just(Some("US".to_owned())),
        any::<String>().prop_map(Some),
    ]
}

proptest! {
    #[test]
    fn given_any_text_when_read_then_it_is_a_number_or_an_error(
        text in any::<String>(), region in regions()
    ) {
        if let Ok(number) = normalize(&text, region.as_deref()) {
            prop_assert_eq!(E164::from_digits(number.digits()), Some(number));
        }
    }

    #[test]
    fn given_a_text_that_was_read_when_its_number_is_read_again_then_it_stays(
        text in nearly(), region in regions()
    ) {
        if let Ok(number) = normalize(&text, region.as_deref()) {
            for again in [number.with_plus(), number.grouped(), format!("tel:{}", number.with_plus())] {
                prop_assert_eq!(normalize(&again, region.as_deref()), Ok(number.clone()));
                prop_assert_eq!(normalize(&again, None), Ok(number.clone()));
            }
            // A number starts with an assigned calling code.
            prop_assert!(calling_codes::calling_code(number.digits()).is_some());
        }
    }

    #[test]
    fn given_a_number_without_plus_or_region_when_read_then_nothing_is_guessed(
        digits in "[1-9][0-9]{6,20}"
    ) {
        prop_assert_eq!(normalize(&digits, None), Err(NumberError::MissingCountryCode));
    }

    #[test]
    fn given_a_number_when_grouped_then_its_digits_come_back(number in numbers()) {
        let digits: String = number.grouped().chars().filter(char::is_ascii_digit).collect();
        prop_assert_eq!(digits, number.digits());
        prop_assert!(!number.grouped().contains("  "));
        prop_assert!(!number.grouped().ends_with(' '));
    }

    #[test]
    fn given_a_number_when_masked_then_only_code_and_last_two_digits_can_be_seen(
        number in numbers()
    ) {
        let masked = number.masked();
        let seen = masked.chars().filter(char::is_ascii_digit).count();
        let code = calling_codes::calling_code(number.digits())
            .map_or(0, calling_codes::length);
        prop_assert_eq!(seen, code + 2);
        prop_assert!(masked.ends_with(&number.digits()[number.digits().len() - 2..]));
        prop_assert_eq!(masked.chars().count(), number.grouped().chars().count());
    }

    #[test]
    fn given_a_national_number_when_read_then_it_has_the_calling_code_of_its_region(
        plan in prop::sample::select(PLANS), digits in "0{0,1}[1-9][0-9]{5,12}"
    ) {
        let region = String::from_utf8(plan.iso.to_vec()).unwrap();
        if let Ok(number) = normalize(&digits, Some(&region))
            && !digits.starts_with("810")
        {
            prop_assert!(number.digits().starts_with(&plan.code.to_string()));
            // Nothing but a trunk prefix or the calling code is ever taken away, and nothing added.
            let national = &number.digits()[calling_codes::length(plan.code)..];
            let is_whole = digits == number.digits();
            prop_assert!(digits.ends_with(national) && (is_whole || digits.len() - national.len() <= 2));
        }
    }
}
