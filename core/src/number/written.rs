//! An entered text without its typography.

use super::digits::{self, Sign};
use super::error::NumberError;
use super::extension;

/// So many digits in a row may be a number of their own.
const NUMBER: usize = 7;

/// What is left of an entered text once the typography is gone.
pub(super) struct Written {
    pub(super) plus: bool,
    /// ASCII digits.
    pub(super) digits: String,
    /// Where a lone zero in parentheses stands among the digits: the trunk digit that some people
    /// write into international numbers, `+44 (0) 20 …`.
    pub(super) zero_at: Option<usize>,
    /// Where a slash or a new line stands among the digits: a second number may start there.
    pub(super) breaks: Vec<usize>,
    /// Whether an extension was left out.
    pub(super) has_extension: bool,
}

impl Written {
    /// Reads a text with ASCII digits and no white space around it. `is_dialled`: see
    /// [`extension::split`].
    pub(super) fn read(text: &str, is_dialled: bool) -> Result<Written, NumberError> {
        let parts = Parameters::split(text)?;
        let (number, extension) =
            extension::split(parts.number, is_dialled).unwrap_or((parts.number, ""));
        let mut written = Written {
            plus: false,
            digits: String::with_capacity(text.len()),
            zero_at: None,
            breaks: Vec::new(),
            // A lone # ends the dialling.
            has_extension: parts.has_extension || extension.contains(|c: char| c.is_ascii_digit()),
        };
        written.take(parts.context)?;
        written.take(number)?;
        if written.digits.is_empty() {
            return Err(if written.plus {
                NumberError::TooShort
            } else {
                NumberError::Empty
            });
        }
        Ok(written)
    }

    /// The first digits only.
    pub(super) fn until(&self, at: usize) -> Written {
        Written {
            plus: self.plus,
            digits: self.digits.get(..at).unwrap_or_default().to_owned(),
            zero_at: self.zero_at.filter(|zero| *zero < at),
            breaks: Vec::new(),
            has_extension: false,
        }
    }

    /// Appends one piece of text.
    fn take(&mut self, text: &str) -> Result<(), NumberError> {
        let mut wrong = None;
        // Where the open parenthesis stands among the digits.
        let mut open = None;
        // What may part two numbers and has digits before it; the digits since.
        let mut parted = false;
        let mut run = 0;
        let mut numbers = 0;
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let sign = digits::sign(character);
            if let Sign::Digit(digit) = sign {
                self.digits.push(digit);
                run += 1;
                numbers += usize::from(run == NUMBER);
                if parted || numbers > 1 {
                    wrong = Some(NumberError::TwoNumbers);
                }
                continue;
            }
            match sign {
                Sign::Plus if self.digits.len() >= NUMBER => wrong = Some(NumberError::TwoNumbers),
                Sign::Plus if self.plus || !self.digits.is_empty() => {
                    wrong.get_or_insert(NumberError::Malformed);
                }
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
                Sign::Break => self.breaks.push(self.digits.len()),
                Sign::Formatting | Sign::Invisible | Sign::Digit(_) => {}
                // A text with letters is called that, whatever else is in it, unless it has two numbers.
                Sign::Letter if wrong != Some(NumberError::TwoNumbers) => {
                    wrong = Some(NumberError::Letters)
                }
                Sign::Letter => {}
                Sign::Separator | Sign::Other => {
                    // A comma without a space may belong to a sum.
                    let is_in_sum =
                        character == ',' && characters.peek().is_some_and(char::is_ascii_digit);
                    parted |= sign == Sign::Separator && !is_in_sum && self.digits.len() >= NUMBER;
                    wrong.get_or_insert(NumberError::Malformed);
                }
            }
            if matches!(sign, Sign::Letter | Sign::Separator | Sign::Other) {
                run = 0;
            }
        }
        wrong.map_or(Ok(()), Err)
    }
}

/// A number with the parameters of a `tel:` link (RFC 3966, section 3), which stand in plain texts, too.
struct Parameters<'a> {
    number: &'a str,
    /// What a local number belongs behind; empty for a number with a plus sign, which needs none.
    context: &'a str,
    has_extension: bool,
}

impl<'a> Parameters<'a> {
    fn split(text: &'a str) -> Result<Self, NumberError> {
        let mut parts = text.split(';');
        let mut split = Self {
            number: parts.next().unwrap_or_default(),
            context: "",
            has_extension: false,
        };
        for parameter in parts
            .map(str::trim)
            .filter(|parameter| !parameter.is_empty())
        {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            // Anything but a parameter could be a second number.
            if !name.starts_with(|first: char| first.is_ascii_alphabetic()) || name.contains('+') {
                return Err(NumberError::TwoNumbers);
            }
            let name = name.trim();
            split.has_extension |= name.eq_ignore_ascii_case("ext");
            let value = value.trim();
            if name.eq_ignore_ascii_case("phone-context") && value.starts_with('+') {
                split.context = value;
            }
        }
        if split.number.contains('+') {
            split.context = "";
        }
        Ok(split)
    }
}
