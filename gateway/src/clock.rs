//! The time of day, in the two forms that answers use: Unix seconds and ISO 8601.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, SecondsFormat, Utc};

/// Unix seconds now. A clock set before 1970 reads as 0.
#[must_use]
pub fn unix_now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// Unix milliseconds now.
#[must_use]
pub fn unix_now_ms() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| {
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        })
}

/// ISO 8601 in UTC to the second, as in `2026-04-24T12:34:56Z`.
#[must_use]
pub fn iso8601(unix_seconds: u64) -> String {
    i64::try_from(unix_seconds)
        .ok()
        .and_then(|seconds| DateTime::<Utc>::from_timestamp(seconds, 0))
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_unix_seconds_when_written_then_they_are_utc_to_the_second() {
        assert_eq!(iso8601(1_777_034_096), "2026-04-24T12:34:56Z");
        assert_eq!(iso8601(0), "1970-01-01T00:00:00Z");
    }
}
