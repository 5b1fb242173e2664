//! When a token ends: with a day, or at a moment.

use std::{fmt, str::FromStr, time::Duration};

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use serde::{Deserialize, Deserializer, de};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// `2027-01-31`, or `2027-01-31T18:00:00+01:00` (RFC 3339).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expiry {
    /// It counts through the end of this day in UTC.
    Day(NaiveDate),
    /// It counts until then.
    Moment(DateTime<Utc>),
}

/// A text that says no day and no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no date like \"2027-01-31\", and no time like \"2027-01-31T18:00:00Z\"")]
pub struct InvalidExpiry(String);

impl Expiry {
    /// What begins at a moment (Unix milliseconds) and lasts so long: whole days where it lasts a day
    /// or more. None for what no calendar has.
    #[must_use]
    pub fn after(lasts: Duration, now_ms: u64) -> Option<Self> {
        let lasts_ms = u64::try_from(lasts.as_millis()).ok()?;
        let ends_ms = i64::try_from(now_ms.checked_add(lasts_ms)?).ok()?;
        let ends = DateTime::from_timestamp_millis(ends_ms)?;
        Some(if lasts >= DAY {
            Self::Day(ends.date_naive())
        } else {
            Self::Moment(ends)
        })
    }

    /// Whether it is over at a moment: Unix milliseconds.
    #[must_use]
    pub fn is_over(self, now_ms: u64) -> bool {
        let ends = match self {
            Self::Moment(ends) => ends,
            Self::Day(day) => match day.succ_opt() {
                Some(next) => next.and_time(NaiveTime::MIN).and_utc(),
                None => return false,
            },
        };
        i64::try_from(now_ms).is_ok_and(|now| now >= ends.timestamp_millis())
    }
}

impl FromStr for Expiry {
    type Err = InvalidExpiry;

    fn from_str(text: &str) -> Result<Self, InvalidExpiry> {
        if let Ok(day) = text.parse() {
            return Ok(Self::Day(day));
        }
        let moment = DateTime::parse_from_rfc3339(text);
        moment
            .map(|moment| Self::Moment(moment.to_utc()))
            .map_err(|_| InvalidExpiry(text.to_owned()))
    }
}

impl fmt::Display for Expiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Moment(moment) => {
                f.write_str(&moment.to_rfc3339_opts(SecondsFormat::AutoSi, true))
            }
        }
    }
}

/// From a text, or from TOML's own dates, which have no quotation marks.
impl<'de> Deserialize<'de> for Expiry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => text,
            toml::Value::Datetime(datetime) => datetime.to_string(),
            _ => {
                return Err(de::Error::custom(
                    "expires: write a date like \"2027-01-31\"",
                ));
            }
        };
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(text: &str) -> u64 {
        let moment = DateTime::parse_from_rfc3339(text).unwrap();
        moment.timestamp_millis().try_into().unwrap()
    }

    fn is_over(text: &str, now: &str) -> bool {
        text.parse::<Expiry>().unwrap().is_over(ms(now))
    }

    #[test]
    fn given_a_day_when_it_ends_in_utc_then_it_is_over_and_not_before() {
        assert!(!is_over("2027-01-31", "2027-01-31T23:59:59.999Z"));
        assert!(is_over("2027-01-31", "2027-02-01T00:00:00Z"));
        assert!(!is_over("2027-01-31", "2027-02-01T00:30:00+01:00"));
    }

    #[test]
    fn given_a_moment_when_it_comes_then_it_is_over() {
        let moment = "2027-01-31T18:00:00+01:00";
        assert!(!is_over(moment, "2027-01-31T16:59:59.999Z"));
        assert!(is_over(moment, "2027-01-31T17:00:00Z"));
    }

    #[test]
    fn given_a_text_or_a_date_of_toml_when_read_then_it_is_the_same() {
        #[derive(Deserialize)]
        struct Holder {
            expires: Expiry,
        }
        for (text, shown) in [
            ("expires = \"2027-01-31\"", "2027-01-31"),
            ("expires = 2027-01-31", "2027-01-31"),
            (
                "expires = 2027-01-31T18:00:00+01:00",
                "2027-01-31T17:00:00Z",
            ),
        ] {
            let holder: Holder = toml::from_str(text).unwrap();
            assert_eq!(holder.expires.to_string(), shown);
        }
        for wrong in [
            "\"soon\"",
            "\"2027-02-30\"",
            "2027-01-31T18:00:00",
            "7",
            "\"90d\"",
        ] {
            let read = toml::from_str::<Holder>(&format!("expires = {wrong}"));
            assert!(read.is_err(), "{wrong}");
        }
    }

    #[test]
    fn given_a_time_to_last_when_it_is_a_day_or_more_then_it_ends_with_a_day() {
        let now = ms("2026-11-02T12:00:00Z");
        let after = |text: &str| {
            let lasts = humantime::parse_duration(text).unwrap();
            Expiry::after(lasts, now).map(|expiry| expiry.to_string())
        };
        assert_eq!(after("90d").as_deref(), Some("2027-01-31"));
        assert_eq!(after("90m").as_deref(), Some("2026-11-02T13:30:00Z"));
        assert_eq!(after("1000000000000d"), None);
    }
}
