//! Points in time as Unix milliseconds, and the text forms they come in.

use crate::calendar;
use crate::whole;

/// 1 January 10000: what ISO 8601 can't write with four digits is nonsense here.
const END_MS: i64 = 253_402_300_800_000;
const DAY_MS: i64 = 86_400_000;

/// Writes ISO 8601 in UTC: `2026-04-24T12:34:56Z`, with milliseconds only where there are any.
/// Out of range, or not a number, gives the nearest time that can be written.
pub fn to_iso(ms: f64) -> String {
    // The conversion saturates, and turns NaN into 0.
    let ms = (ms as i64).clamp(0, END_MS - 1);
    let (year, month, day) = calendar::date(ms / DAY_MS);
    let seconds = ms % DAY_MS / 1000;
    let mut text = String::with_capacity(24);
    for (value, digits, after) in [
        (year, 4, '-'),
        (month, 2, '-'),
        (day, 2, 'T'),
        (seconds / 3600, 2, ':'),
        (seconds / 60 % 60, 2, ':'),
        (seconds % 60, 2, '.'),
        (ms % 1000, 3, 'Z'),
    ] {
        if digits == 3 && value == 0 {
            text.pop();
        } else {
            padded(&mut text, value, digits);
        }
        text.push(after);
    }
    text
}

fn padded(text: &mut String, value: i64, digits: usize) {
    let written = whole::write(value.unsigned_abs());
    for _ in written.len()..digits {
        text.push('0');
    }
    text.push_str(&written);
}

/// Reads ISO 8601: a date, or date and time with optional seconds, fraction and offset. A time
/// without an offset is taken as UTC. More lenient than RFC 3339: services leave
/// out the offset, the seconds or the `T`.
pub fn parse_iso(text: &str) -> Option<f64> {
    let mut rest = Rest(text.trim());
    let year = rest.number(4)?;
    rest.skip(b'-').then_some(())?;
    let month = rest.number(2)?;
    rest.skip(b'-').then_some(())?;
    let day = rest.number(2)?;
    let mut ms = midnight_ms(year, month, day)?;
    if rest.skip(b'T') || rest.skip(b't') || rest.skip(b' ') {
        let hour = rest.number(2)?;
        rest.skip(b':').then_some(())?;
        let minute = rest.number(2)?;
        let second = if rest.skip(b':') { rest.number(2)? } else { 0 };
        ms += time_of_day(hour, minute, second)?;
        if rest.skip(b'.') || rest.skip(b',') {
            ms += rest.fraction()?;
        }
        ms -= rest.offset()?;
    }
    rest.0.is_empty().then_some(ms as f64)
}

/// Reads the HTTP date that servers are to send: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110,
/// section 5.6.7).
pub fn parse_http(text: &str) -> Option<f64> {
    let (_, text) = text.trim().split_once(',')?;
    let mut rest = Rest(text.strip_prefix(' ')?);
    let day = rest.number(2)?;
    rest.skip(b' ').then_some(())?;
    let name = rest.take(3)?;
    let months = "JanFebMarAprMayJunJulAugSepOctNovDec".as_bytes();
    let month = months
        .chunks(3)
        .position(|known| known == name.as_bytes())?;
    rest.skip(b' ').then_some(())?;
    let year = rest.number(4)?;
    rest.skip(b' ').then_some(())?;
    let hour = rest.number(2)?;
    rest.skip(b':').then_some(())?;
    let minute = rest.number(2)?;
    rest.skip(b':').then_some(())?;
    let second = rest.number(2)?;
    let ms = midnight_ms(year, month as i64 + 1, day)? + time_of_day(hour, minute, second)?;
    (rest.0 == " GMT").then_some(ms as f64)
}

/// What is still to be read.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn take(&mut self, length: usize) -> Option<&'a str> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self, length: usize) -> Option<i64> {
        let digits = self.take(length)?;
        whole::read(digits).map(|number| number as i64)
    }

    fn skip(&mut self, expected: u8) -> bool {
        let found = self.0.as_bytes().first() == Some(&expected);
        if found {
            self.0 = self.0.get(1..).unwrap_or_default();
        }
        found
    }

    /// The digits after the point, as milliseconds.
    fn fraction(&mut self) -> Option<i64> {
        let length = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let digits = self.take(length)?;
        let mut ms = 0;
        for at in 0..3 {
            let digit = digits.as_bytes().get(at).map_or(0, |digit| digit - b'0');
            ms = ms * 10 + i64::from(digit);
        }
        (length > 0).then_some(ms)
    }

    /// The offset from UTC, in milliseconds: `Z`, `+02:00`, `+0200`, `+02` or nothing.
    fn offset(&mut self) -> Option<i64> {
        if self.skip(b'Z') || self.skip(b'z') {
            return Some(0);
        }
        let sign = match () {
            () if self.skip(b'+') => 1,
            () if self.skip(b'-') => -1,
            () => return Some(0),
        };
        let hour = self.number(2)?;
        self.skip(b':');
        let minute = if self.0.is_empty() {
            0
        } else {
            self.number(2)?
        };
        Some(sign * time_of_day(hour, minute, 0)?)
    }
}

fn time_of_day(hour: i64, minute: i64, second: i64) -> Option<i64> {
    // 60 is a leap second, and the same instant as the next minute's first.
    (hour < 24 && minute < 60 && second <= 60)
        .then_some(((hour * 60 + minute) * 60 + second) * 1000)
}

/// The first millisecond of a day; `None` when there is no such day.
fn midnight_ms(year: i64, month: i64, day: i64) -> Option<i64> {
    Some(calendar::days(year, month, day)? * DAY_MS)
}

#[cfg(test)]
mod tests;
