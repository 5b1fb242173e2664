//! Whole numbers and their texts. The standard library makes a reader for each type of number, and
//! writes by way of its formatting: together they are a kilobyte of every download.

/// Reads decimal digits and nothing else; `None` as well beyond 64 bits.
pub fn read(digits: &str) -> Option<u64> {
    read_in(10, digits)
}

/// Reads hexadecimal digits of either case and nothing else; `None` as well beyond 64 bits.
pub fn read_hex(digits: &str) -> Option<u64> {
    read_in(16, digits)
}

fn read_in(radix: u32, digits: &str) -> Option<u64> {
    if digits.is_empty() {
        return None;
    }
    digits.chars().try_fold(0_u64, |number, c| {
        let digit = c.to_digit(radix)?;
        number
            .checked_mul(u64::from(radix))?
            .checked_add(u64::from(digit))
    })
}

/// Writes decimal digits.
pub fn write(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(b'0' + (number % 10) as u8);
        number /= 10;
        if number == 0 {
            break;
        }
    }
    digits.into_iter().rev().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn given_texts_that_are_no_whole_numbers_when_read_then_there_is_none() {
        for text in [
            "",
            "+1",
            "-1",
            " 1",
            "1.0",
            "1e3",
            "\u{0661}",
            "18446744073709551616",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
        assert_eq!(read_hex("0x1"), None);
        assert_eq!(read_hex("6B07g"), None);
    }

    proptest! {
        #[test]
        fn given_any_number_when_written_and_read_then_it_is_what_the_library_says(number: u64) {
            prop_assert_eq!(write(number), number.to_string());
            prop_assert_eq!(read(&write(number)), Some(number));
            prop_assert_eq!(read_hex(&format!("{number:x}")), Some(number));
            prop_assert_eq!(read_hex(&format!("{number:X}")), Some(number));
        }
    }
}
