//! Points in time as Unix milliseconds, and the text forms that they come in.
//!
//! The forms are taken apart here and checked by chrono. Its own reader, `parse_from_str`, would be
//! 25 kB of the widget's wasm, and needs missing parts filled in first all the same. A form in which
//! two dates could be meant, such as `03/04/2026`, is none.

use chrono::{DateTime, Datelike, Month, NaiveDate, NaiveTime, SecondsFormat, Timelike, Weekday};

use crate::number::is_ascii_digits;

/// The last millisecond of the year 9999: ISO 8601 writes no later one with four digits.
const LAST_MS: i64 = 253_402_300_799_999;

/// Writes ISO 8601 in UTC: `2026-04-24T12:34:56Z`, with milliseconds only where there are any.
/// Out of range, or not a number, gives the nearest time that can be written.
pub fn to_iso(ms: f64) -> String {
    // The conversion saturates, and turns NaN into 0.
    let ms = (ms as i64).clamp(0, LAST_MS);
    DateTime::from_timestamp_millis(ms)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Reads a time in any form that services are known to send: a date and time in text, or a Unix
/// time, also as .NET wraps it: `/Date(1777034096000)/`.
pub fn parse(text: &str) -> Option<f64> {
    let text = text.trim();
    let wrapped = text
        .strip_prefix("/Date(")
        .and_then(|text| text.strip_suffix(")/"));
    if let Some(ms) = wrapped {
        // Behind the milliseconds may stand the offset of the place, which doesn't change them.
        return Some(whole_number(ms.split(['+', '-']).next()?)? as f64);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    match whole_number(whole) {
        Some(number) => {
            whole_number(fraction)?;
            Some(from_unix(number as f64))
        }
        None => parse_text(text),
    }
}

/// A Unix time in seconds, milliseconds, microseconds or nanoseconds. As seconds, the limit is in
/// the year 5138; as any other unit, it is in 1973.
pub fn from_unix(number: f64) -> f64 {
    match number {
        ..1e11 => number * 1e3,
        ..1e14 => number,
        ..1e17 => number / 1e3,
        _ => number / 1e6,
    }
}

/// Reads the HTTP date that servers are to send: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110,
/// section 5.6.7). It always has the same length.
pub fn parse_http(text: &str) -> Option<f64> {
    let text = text.trim();
    let is_current = text.len() == 29 && text.ends_with(" GMT");
    is_current.then(|| parse_text(text)).flatten()
}

/// Reads a date, with or without a time, whose year has four digits and whose month is a word or
/// stands between year and day: with these it can't be mistaken, whatever the order.
///
/// - `2026-04-24T12:34:56Z`, `20260424T123456Z` (ISO 8601), also without seconds or offset
/// - `2026-04-24 12:34:56.789+00` (SQL)
/// - `2026-04-24 14:34:56.789 +0200 CEST m=+0.1` (Go)
/// - `2026-04-24T14:34:56+02:00[Europe/Berlin]`, `Fri Apr 24 12:34:56 UTC 2026` (Java)
/// - `Fri, 24 Apr 2026 12:34:56 +0000` (RFC 2822), `… GMT` (HTTP)
/// - `Fri Apr 24 2026 14:34:56 GMT+0200 (Central European Summer Time)` (JavaScript)
///
/// A time without an offset is taken as UTC.
fn parse_text(text: &str) -> Option<f64> {
    let mut parts = Parts::default();
    // Go's monotonic clock and JavaScript's name of the zone are left out.
    let text = text.split_once(" m=").map_or(text, |(time, _)| time);
    let text = text.split_once(" (").map_or(text, |(time, _)| time);
    for word in text.split([' ', '[', ']']) {
        parts.take(word.strip_suffix(',').unwrap_or(word))?;
    }
    parts.ms()
}

/// The parts of a date and time, as far as they are found.
#[derive(Default)]
struct Parts {
    weekday: Option<Weekday>,
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<NaiveTime>,
    offset_ms: Option<i64>,
}

impl Parts {
    /// Takes one word in. `None` where it belongs to no date, or to another one.
    fn take(&mut self, word: &str) -> Option<()> {
        if word.is_empty() {
            return Some(());
        }
        if let Ok(month) = word.parse::<Month>() {
            return set(&mut self.month, month.number_from_month());
        }
        if let Ok(weekday) = word.parse() {
            return set(&mut self.weekday, weekday);
        }
        if let Some(year) = digits(word, 4) {
            return set(&mut self.year, year);
        }
        if let Some(day) = digits(word, 2).or_else(|| digits(word, 1)) {
            return set(&mut self.day, day);
        }
        let (date, time) = match word.split_once(['T', 't']) {
            Some((date, time)) => (date, Some(time)),
            None => (word, None),
        };
        match (numeric_date(date), time) {
            (Some([year, month, day]), time) => {
                set(&mut self.year, year)?;
                set(&mut self.month, month)?;
                set(&mut self.day, day)?;
                time.map_or(Some(()), |time| self.take_time(time))
            }
            (None, _) if word.starts_with(|first: char| first.is_ascii_digit()) => {
                self.take_time(word)
            }
            (None, _) => self.take_zone(word),
        }
    }

    /// `12:34:56`, or with what stands behind a time without a space.
    fn take_time(&mut self, word: &str) -> Option<()> {
        let zone = word.find(|c: char| c.is_ascii_alphabetic() || matches!(c, '+' | '-'));
        let (time, zone) = word.split_at(zone.unwrap_or(word.len()));
        set(&mut self.time, time_of_day(time)?)?;
        if zone.is_empty() {
            return Some(());
        }
        self.take_zone(zone)
    }

    /// An offset, with the zone's name behind it in some forms. A name alone says no offset: the same
    /// ones mean several.
    fn take_zone(&mut self, word: &str) -> Option<()> {
        match (offset_ms(word), self.offset_ms) {
            (Some(offset), known) if known.is_none_or(|known| known == offset) => {
                self.offset_ms = Some(offset);
                Some(())
            }
            // `AM` and `PM` are shorter.
            (None, Some(_)) if word.len() > 2 => Some(()),
            _ => None,
        }
    }

    fn ms(self) -> Option<f64> {
        let date = NaiveDate::from_ymd_opt(self.year?.try_into().ok()?, self.month?, self.day?)?;
        if self
            .weekday
            .is_some_and(|weekday| weekday != date.weekday())
        {
            return None;
        }
        let time = self.time.unwrap_or_default();
        let utc_ms = date.and_time(time).and_utc().timestamp_millis();
        Some((utc_ms - self.offset_ms.unwrap_or(0)) as f64)
    }
}

/// What stands twice is no date.
fn set<T>(part: &mut Option<T>, value: T) -> Option<()> {
    part.replace(value).is_none().then_some(())
}

/// Reads decimal digits and nothing else.
pub(crate) fn whole_number(text: &str) -> Option<u64> {
    is_ascii_digits(text).then(|| text.parse().ok()).flatten()
}

/// `2026-04-24` or `20260424`: year, month and day.
fn numeric_date(text: &str) -> Option<[u32; 3]> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = match rest.strip_prefix('-') {
        Some(rest) => rest.split_once('-')?,
        None => rest.split_at_checked(2)?,
    };
    Some([digits(year, 4)?, digits(month, 2)?, digits(day, 2)?])
}

/// `12:34`, `12:34:56` or `12:34:56.789`, also without the colons.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let (hour, rest) = clock.split_at_checked(2)?;
    let (minute, second) = match rest.strip_prefix(':') {
        Some(rest) => rest.split_once(':').unwrap_or((rest, "00")),
        None if rest.len() == 2 => (rest, "00"),
        None => rest.split_at_checked(2)?,
    };
    let hour = digits(hour, 2)?;
    let minute = digits(minute, 2)?;
    let second = digits(second, 2)?;
    if !is_ascii_digits(fraction) {
        return None;
    }
    let ms = digits(format!("{fraction:0<3}").get(..3)?, 3)?;
    match second {
        // To chrono, a leap second is more than a thousand milliseconds in the second before it.
        60 => NaiveTime::from_hms_milli_opt(hour, minute, 59, 1000 + ms),
        _ => NaiveTime::from_hms_milli_opt(hour, minute, second, ms),
    }
}

/// The offset from UTC, in milliseconds: `Z`, `UTC`, `GMT+0200`, `+02:00`, `+0200` or `+02`.
fn offset_ms(text: &str) -> Option<i64> {
    let after_name = text
        .strip_prefix("UTC")
        .or_else(|| text.strip_prefix("GMT"));
    let text = after_name.unwrap_or(text);
    if matches!(text, "" | "Z" | "z" | "UT") {
        return Some(0);
    }
    let (sign, text) = text.split_at_checked(1)?;
    let sign = match sign {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hour, minute) = match text.split_once(':') {
        Some(both) => both,
        None => text.split_at_checked(2)?,
    };
    let minute = if minute.is_empty() { "00" } else { minute };
    let offset = NaiveTime::from_hms_opt(digits(hour, 2)?, digits(minute, 2)?, 0)?;
    Some(sign * 1000 * i64::from(offset.num_seconds_from_midnight()))
}

/// A number of exactly so many digits.
fn digits(text: &str, length: usize) -> Option<u32> {
    (text.len() == length && is_ascii_digits(text))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests;
