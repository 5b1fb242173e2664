//! Points in time as Unix milliseconds, and the text forms that they come in.
//!
//! The forms are taken apart here and checked by chrono. Its own reader, `parse_from_str`, would be
//! 25 kB of the widget's wasm, and needs missing parts filled in first all the same. A form in which
//! two dates could be meant, such as `03/04/2026`, is none.

use chrono::{DateTime, Datelike, Month, NaiveDate, NaiveTime, SecondsFormat, Timelike, Weekday};

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

/// Reads a time in any form that services are known to send: ISO 8601, a date with its month in
/// words, or a Unix time, also as .NET wraps it: `/Date(1777034096000)/`.
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
        None => parse_iso(text).or_else(|| parse_worded(text)),
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

/// Reads ISO 8601: a date, or date and time with optional seconds, fraction and offset, with or
/// without dashes and colons. A time without an offset is taken as UTC. More lenient than RFC 3339:
/// services leave out the offset, the seconds or the `T`, and databases and languages have forms of
/// their own:
///
/// - `2026-04-24 12:34:56.789+00` (SQL)
/// - `2026-04-24 14:34:56.789 +0200 CEST m=+0.1` (Go)
/// - `2026-04-24T14:34:56+02:00[Europe/Berlin]` (Java)
pub fn parse_iso(text: &str) -> Option<f64> {
    let text = text.trim();
    let text = text.split_once(" m=").map_or(text, |(time, _)| time);
    let (date, rest) = text.split_once(['T', 't', ' ']).unwrap_or((text, "00:00"));
    let mut words = rest.split([' ', '[', ']']).filter(|word| !word.is_empty());
    let time = words.next()?;
    let (time, offset) =
        match time.find(|c: char| c.is_ascii_alphabetic() || matches!(c, '+' | '-')) {
            Some(at) => time.split_at(at),
            None => (time, ""),
        };
    let offset = Some(offset).filter(|offset| !offset.is_empty());
    let utc_ms = unix_ms(date_of(date)?, time_of_day(time)?);
    Some((utc_ms - zone_ms(offset.into_iter().chain(words))?) as f64)
}

/// Reads a date with its month in words and its year in four digits, in whatever order: with these
/// it can't be mistaken.
///
/// - `Fri, 24 Apr 2026 12:34:56 +0000` (RFC 2822), `… GMT` (HTTP)
/// - `Fri Apr 24 12:34:56 UTC 2026` (Java, `date`), without the zone (C)
/// - `Fri Apr 24 2026 14:34:56 GMT+0200 (Central European Summer Time)` (JavaScript)
fn parse_worded(text: &str) -> Option<f64> {
    let (mut weekday, mut day, mut month, mut year, mut time) = (None, None, None, None, None);
    let mut zone = Vec::new();
    let text = text.split('(').next()?;
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        if let Ok(word) = word.parse::<Month>() {
            set(&mut month, word)?;
        } else if let Ok(word) = word.parse::<Weekday>() {
            set(&mut weekday, word)?;
        } else if let Some(word) = digits(word, 4) {
            set(&mut year, word)?;
        } else if let Some(word) = digits(word, 2).or_else(|| digits(word, 1)) {
            set(&mut day, word)?;
        } else if let Some(word) = time_of_day(word) {
            set(&mut time, word)?;
        } else {
            zone.push(word);
        }
    }
    let date = NaiveDate::from_ymd_opt(year?.try_into().ok()?, month?.number_from_month(), day?)?;
    if weekday.is_some_and(|weekday| weekday != date.weekday()) {
        return None;
    }
    Some((unix_ms(date, time?) - zone_ms(zone.into_iter())?) as f64)
}

/// What stands twice is no date.
fn set<T>(part: &mut Option<T>, value: T) -> Option<()> {
    part.replace(value).is_none().then_some(())
}

/// Reads the HTTP date that servers are to send: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110,
/// section 5.6.7). It always has the same length.
pub fn parse_http(text: &str) -> Option<f64> {
    let text = text.trim();
    let is_current = text.len() == 29 && text.ends_with(" GMT");
    is_current.then(|| parse_worded(text)).flatten()
}

/// Reads decimal digits and nothing else: `str::parse` also takes a plus sign.
pub(crate) fn whole_number(text: &str) -> Option<u64> {
    let only_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| only_digits)
}

fn unix_ms(date: NaiveDate, time: NaiveTime) -> i64 {
    date.and_time(time).and_utc().timestamp_millis()
}

/// `2026-04-24` or `20260424`.
fn date_of(text: &str) -> Option<NaiveDate> {
    let compact = |range| text.get(range).filter(|_| text.len() == 8);
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = match (parts.next()?, parts.next(), parts.next()) {
        (year, Some(month), Some(day)) => (year, month, day),
        _ => (compact(0..4)?, compact(4..6)?, compact(6..8)?),
    };
    NaiveDate::from_ymd_opt(
        digits(year, 4)?.try_into().ok()?,
        digits(month, 2)?,
        digits(day, 2)?,
    )
}

/// `12:34`, `12:34:56` or `12:34:56.789`, also without the colons.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let mut parts = clock.splitn(3, ':');
    let (hour, minute, second) = match (parts.next()?, parts.next(), parts.next()) {
        (hour, Some(minute), second) => (hour, minute, second),
        _ => (
            clock.get(0..2)?,
            clock.get(2..4)?,
            clock.get(4..).filter(|rest| !rest.is_empty()),
        ),
    };
    let hour = digits(hour, 2)?;
    let minute = digits(minute, 2)?;
    let second = digits(second.unwrap_or("00"), 2)?;
    let only_digits = fraction.bytes().all(|byte| byte.is_ascii_digit());
    if fraction.is_empty() || !only_digits {
        return None;
    }
    let ms = digits(format!("{fraction:0<3}").get(..3)?, 3)?;
    match second {
        // To chrono, a leap second is more than a thousand milliseconds in the second before it.
        60 => NaiveTime::from_hms_milli_opt(hour, minute, 59, 1000 + ms),
        _ => NaiveTime::from_hms_milli_opt(hour, minute, second, ms),
    }
}

/// The offset from UTC of what stands behind a time, in milliseconds: nothing, which is taken as
/// UTC, or an offset, with the zone's name behind it in some forms. A name alone says no offset.
fn zone_ms<'a>(words: impl Iterator<Item = &'a str>) -> Option<i64> {
    let mut known = None;
    for word in words {
        match offset_ms(word) {
            Some(offset) if known.is_none_or(|known| known == offset) => known = Some(offset),
            // `AM` and `PM` are shorter.
            None if known.is_some() && word.len() > 2 => {}
            _ => return None,
        }
    }
    Some(known.unwrap_or(0))
}

/// The offset from UTC, in milliseconds: `Z`, `UTC`, `GMT+0200`, `+02:00`, `+0200` or `+02`.
fn offset_ms(text: &str) -> Option<i64> {
    let text = match text.get(..3) {
        Some("UTC" | "GMT") => text.get(3..)?,
        _ if matches!(text, "Z" | "z" | "UT") => "",
        _ if text.is_empty() => return None,
        _ => text,
    };
    if text.is_empty() {
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

/// A number of exactly so many digits: `str::parse` also takes a sign.
fn digits(text: &str, length: usize) -> Option<u32> {
    let only_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    (text.len() == length && only_digits)
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests;
