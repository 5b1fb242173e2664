//! The calendar: days since 1970 and the dates that they are.
//!
//! Dates by chrono, days by Gauss's count in a year that begins in March, so that leap days come last;
//! tests hold it against chrono.

/// Days from 1 January 1970 to that date; `None` when there is no such day.
pub fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let known = counting::days(year, month, day);
    // Counting takes any day: 31 April is the first of May to it.
    Some(known).filter(|known| date(*known) == (year, month, day))
}

pub use by_chrono::date;

mod by_chrono {
    use chrono::{DateTime, Datelike};

    /// Year, month and day of a day since 1970.
    pub fn date(days: i64) -> (i64, i64, i64) {
        let date = DateTime::from_timestamp(days * 86_400, 0).unwrap_or_default();
        (date.year().into(), date.month().into(), date.day().into())
    }
}

mod counting {
    /// Days in 400 years, after which the calendar repeats itself.
    #[cfg(test)]
    const CYCLE: i64 = 146_097;
    /// From 1 March of the year 0 to 1 January 1970.
    const EPOCH: i64 = 719_468;

    /// Days from 1 January 1970 to a date.
    pub fn days(year: i64, month: i64, day: i64) -> i64 {
        // Counted from March.
        let (year, month) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let leap = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        // From March on, months have 31, 30, 31, 30, 31 days, twice.
        year * 365 + leap + (153 * month + 2) / 5 + day - 1 - EPOCH
    }

    /// Year, month and day of a day since 1970.
    #[cfg(test)]
    pub fn date(days: i64) -> (i64, i64, i64) {
        let days = days + EPOCH;
        let cycle = days.div_euclid(CYCLE);
        let day = days.rem_euclid(CYCLE);
        let year = (day - day / 1460 + day / 36_524 - day / (CYCLE - 1)) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let year = year + cycle * 400;
        if month < 10 {
            (year, month + 3, day)
        } else {
            (year + 1, month - 9, day)
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn given_days_that_are_none_when_counted_then_there_is_none() {
        for (year, month, day) in [
            (2026, 2, 29),
            (1900, 2, 29),
            (2026, 4, 31),
            (2026, 13, 1),
            (2026, 0, 1),
            (2026, 1, 0),
        ] {
            assert_eq!(days(year, month, day), None, "{year}-{month}-{day}");
        }
        assert_eq!(days(1970, 1, 1), Some(0));
        assert_eq!(days(2000, 2, 29), Some(11_016));
    }

    proptest! {
        #[test]
        fn given_any_day_when_counted_then_it_is_chronos(day in -800_000_i64..2_932_896) {
            let (year, month, dom) = by_chrono::date(day);
            prop_assert_eq!(counting::date(day), (year, month, dom));
            prop_assert_eq!(counting::days(year, month, dom), day);
        }

        #[test]
        fn given_any_date_when_counted_then_chrono_knows_it_too(year in 0_i64..10_000, month in 0_i64..14, day in 0_i64..33) {
            let known = NaiveDate::from_ymd_opt(year as i32, month as u32, day as u32);
            prop_assert_eq!(days(year, month, day).is_some(), known.is_some());
        }
    }
}
