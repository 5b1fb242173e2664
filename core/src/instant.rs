//! Points in time as Unix milliseconds, and the text forms that they come in.

use chrono::{DateTime, NaiveDateTime, SecondsFormat};

/// The last millisecond of the year 9999: ISO 8601 writes no later one with four digits.
const LAST_MS: i64 = 253_402_300_799_999;

/// A date, as every ISO text starts: `2026-04-24`.
const DATE_LENGTH: usize = 10;

/// What may follow the date, once a space separates the two and an offset is there.
const ISO_FORMS: [&str; 2] = ["%F %H:%M:%S%.f%#z", "%F %H:%M%#z"];

/// `Sun, 06 Nov 1994 08:49:37 GMT`
const HTTP_FORM: &str = "%a, %d %b %Y %H:%M:%S GMT";

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
    let (date, rest) = text.trim().split_at_checked(DATE_LENGTH)?;
    // chrono takes a sign before the year.
    if !date.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let time = match rest {
        "" => "00:00",
        _ => rest.strip_prefix(['T', 't', ' '])?,
    };
    let has_offset = time.contains(['Z', 'z', '+', '-']);
    let offset = if has_offset { "" } else { "Z" };
    let text = format!("{date} {}{offset}", time.replace(',', "."));
    ISO_FORMS
        .iter()
        .find_map(|form| DateTime::parse_from_str(&text, form).ok())
        .map(|time| time.timestamp_millis() as f64)
}

/// Reads the HTTP date that servers are to send: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110,
/// section 5.6.7).
pub fn parse_http(text: &str) -> Option<f64> {
    let time = NaiveDateTime::parse_from_str(text.trim(), HTTP_FORM).ok()?;
    Some(time.and_utc().timestamp_millis() as f64)
}

#[cfg(test)]
mod tests;
