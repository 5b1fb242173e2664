//! The table of digits against Unicode's own data.

use super::super::digits::ascii_digit;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

#[test]
fn given_every_character_when_it_is_a_decimal_digit_then_the_table_knows_its_value() {
    let mut run = 0;
    for character in '\0'..=char::MAX {
        let is_digit = character.general_category() == GeneralCategory::DecimalNumber;
        if !is_digit {
            run = 0;
            // The table may be newer than the data it is held against, but not the other way.
            if let Some(digit) = ascii_digit(character) {
                assert_eq!(
                    character.general_category(),
                    GeneralCategory::Unassigned,
                    "U+{:04X} read as {digit}",
                    character as u32
                );
            }
            continue;
        }
        // Unicode keeps each script's ten digits in a row.
        let value = char::from_digit(run % 10, 10);
        assert_eq!(ascii_digit(character), value, "U+{:04X}", character as u32);
        run += 1;
    }
}
