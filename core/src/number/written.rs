//! An entered text without its typography: digits of every script, and a `tel:` link taken apart.

use percent_encoding::percent_decode_str;

use super::NumberError;
use super::digits::{self, Sign};

/// What is left of an entered text once the typography is gone.
pub(super) struct Written {
    pub(super) plus: bool,
    pub(super) digits: String,
    /// Where a lone zero in parentheses stands among the digits: the trunk digit that some people
    /// write into international numbers, `+44 (0) 20 …`.
    pub(super) zero_at: Option<usize>,
}

impl Written {
    /// Reads a text without white space around it.
    pub(super) fn read(text: &str) -> Result<Written, NumberError> {
        let (text, context) = uri(text)?;
        let mut written = Written {
            plus: false,
            digits: String::with_capacity(text.len()),
            zero_at: None,
        };
        written.take(context)?;
        let in_context = written.plus;
        written.take(&text)?;
        if written.digits.is_empty() {
            return Err(if written.plus {
                NumberError::TooShort
            } else {
                NumberError::Empty
            });
        }
        // A number that is global by itself has no use for a context.
        debug_assert!(!in_context || written.plus);
        Ok(written)
    }

    /// Appends one piece of text.
    fn take(&mut self, text: &str) -> Result<(), NumberError> {
        let mut malformed = false;
        // Where the open parenthesis stands among the digits.
        let mut open = None;
        for character in text.chars() {
            match digits::sign(character) {
                Sign::Digit(digit) => self.digits.push(digit),
                Sign::Plus if self.plus || !self.digits.is_empty() => malformed = true,
                Sign::Plus => self.plus = true,
                Sign::Open => open = Some(self.digits.len()),
                Sign::Close => {
                    if let Some(at) = open.take()
                        && self.digits.get(at..) == Some("0")
                        && self.zero_at.is_none()
                    {
                        self.zero_at = Some(at);
                    }
                }
                Sign::Formatting => {}
                Sign::Letter => return Err(NumberError::Letters),
                Sign::Other => malformed = true,
            }
        }
        // Only now, because markup and names shall be called letters wherever they stand.
        if malformed {
            return Err(NumberError::Malformed);
        }
        Ok(())
    }
}

/// Takes a `tel:` URI apart: the number, and the context that a local number belongs to (RFC 3966,
/// section 5.1.5). Parameters such as an extension are no part of the number.
fn uri(text: &str) -> Result<(String, &str), NumberError> {
    let (is_uri, text) = match text.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => (true, text.get(4..).unwrap_or("")),
        _ => (false, text),
    };
    let mut parts = text.split(';');
    let number = parts.next().unwrap_or_default();
    let mut context = "";
    for parameter in parts {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        // Anything but a parameter could be a second number.
        if !name
            .trim_start()
            .starts_with(|first: char| first.is_ascii_alphabetic())
        {
            return Err(NumberError::Malformed);
        }
        if name.trim().eq_ignore_ascii_case("phone-context") && value.trim_start().starts_with('+')
        {
            context = value;
        }
    }
    let number = if is_uri {
        unescape(number)
    } else {
        number.to_owned()
    };
    let global = number
        .chars()
        .map(digits::sign)
        .any(|sign| sign == Sign::Plus);
    Ok((number, if global { "" } else { context }))
}

/// Undoes the percent-encoding of ASCII characters, which is all that numbers need. A URI that
/// encodes others stays as it is, and no number.
fn unescape(text: &str) -> String {
    let decoded = percent_decode_str(text).decode_utf8_lossy();
    let others = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    if others(&decoded) == others(text) {
        decoded.into_owned()
    } else {
        text.to_owned()
    }
}
