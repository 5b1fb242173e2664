//! Bytes as hexadecimal text, and back.

pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0xf));
    }
    text
}

/// Of a number below 16.
const fn digit(half: u8) -> char {
    (if half < 10 {
        b'0' + half
    } else {
        b'a' - 10 + half
    }) as char
}

/// 32 bytes from exactly 64 digits, in either case.
pub(crate) fn decode(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn given_bytes_when_encoded_and_decoded_then_they_come_back(bytes: [u8; 32]) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
            prop_assert_eq!(decode(&encode(&bytes).to_uppercase()), Some(bytes));
        }

        #[test]
        fn given_any_text_when_decoded_then_only_64_digits_are_accepted(text in "\\PC{0,70}") {
            let is_hex = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            prop_assert_eq!(decode(&text).is_some(), is_hex);
        }
    }

    #[test]
    fn given_a_sign_among_the_digits_when_decoded_then_it_is_refused() {
        assert_eq!(decode(&"+1".repeat(32)), None);
    }
}
