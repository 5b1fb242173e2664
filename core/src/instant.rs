//! Points in time as Unix milliseconds, and the text forms that they come in.
//!
//! The forms are taken apart here and checked by chrono. Its own reader, `parse_from_str`, would be
//! 25 kB of the widget's wasm, and needs missing parts filled in first all the same.

use chrono::{DateTime, Month, NaiveDate, NaiveTime, SecondsFormat, Timelike};

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

/// Reads ISO 8601: a date, or date and time with optional seconds, fraction and offset. A time
/// without an offset is taken as UTC. More lenient than RFC 3339: services leave out the offset, the
/// seconds or the `T`.
pub fn parse_iso(text: &str) -> Option<f64> {
    let text = text.trim();
    let (date, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, "00:00"));
    let (time, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, "Z"),
    };
    let mut date = date.splitn(3, '-');
    let year = digits(date.next()?, 4)?;
    let month = digits(date.next()?, 2)?;
    let day = digits(date.next()?, 2)?;
    let utc_ms = unix_ms(year, month, day, time_of_day(time)?)?;
    Some((utc_ms - offset_ms(offset)?) as f64)
}

/// Reads the HTTP date that servers are to send: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110,
/// section 5.6.7).
pub fn parse_http(text: &str) -> Option<f64> {
    let (_, text) = text.trim().split_once(", ")?;
    let parts: Vec<&str> = text.split(' ').collect();
    let [day, month, year, time, "GMT"] = parts[..] else {
        return None;
    };
    let month: Month = month.parse().ok()?;
    let time = time_of_day(time)?;
    let ms = unix_ms(
        digits(year, 4)?,
        month.number_from_month(),
        digits(day, 2)?,
        time,
    )?;
    Some(ms as f64)
}

fn unix_ms(year: u32, month: u32, day: u32, time: NaiveTime) -> Option<i64> {
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?;
    Some(date.and_time(time).and_utc().timestamp_millis())
}

/// `12:34`, `12:34:56` or `12:34:56.789`.
fn time_of_day(text: &str) -> Option<NaiveTime> {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let mut clock = clock.splitn(3, ':');
    let hour = digits(clock.next()?, 2)?;
    let minute = digits(clock.next()?, 2)?;
    let second = digits(clock.next().unwrap_or("00"), 2)?;
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

/// The offset from UTC, in milliseconds: `Z`, `+02:00`, `+0200` or `+02`.
fn offset_ms(text: &str) -> Option<i64> {
    let (sign, text) = text.split_at_checked(1)?;
    let sign = match sign {
        "+" => 1,
        "-" => -1,
        _ => return text.is_empty().then_some(0),
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
