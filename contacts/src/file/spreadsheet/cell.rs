//! The text of a cell's value.

use calamine::{DataRef, ExcelDateTime};

/// The first whole number that isn't kept exactly by a spreadsheet's numbers.
const INEXACT: f64 = 9_007_199_254_740_992.0;

/// A cell's text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Text<'a> {
    Empty,
    /// A text that the workbook keeps once for many cells.
    Shared(&'a str),
    Own(String),
}

/// The cell holds an error such as `#N/A`.
#[derive(Debug, PartialEq)]
pub(super) struct IsError;

impl<'a> Text<'a> {
    /// The text of a value. A formula's value is what was stored with it.
    pub(super) fn of(value: DataRef<'a>) -> Result<Self, IsError> {
        Ok(match value {
            DataRef::Empty => Self::Empty,
            DataRef::SharedString("") => Self::Empty,
            DataRef::SharedString(text) => Self::Shared(text),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                match text.is_empty() {
                    true => Self::Empty,
                    false => Self::Own(text),
                }
            }
            DataRef::Int(number) => Self::Own(number.to_string()),
            DataRef::Float(number) => Self::Own(number_text(number)),
            DataRef::Bool(true) => Self::Shared("TRUE"),
            DataRef::Bool(false) => Self::Shared("FALSE"),
            DataRef::DateTime(time) => Self::Own(time_text(time)),
            DataRef::Error(_) => return Err(IsError),
        })
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Shared(text) => text,
            Self::Own(text) => text,
        }
    }
}

/// A number without `.0` and without an exponent: a phone number that was entered as a number stays one.
fn number_text(number: f64) -> String {
    if number.abs() < INEXACT && number.fract() == 0.0 {
        // Not "-0".
        return format!("{}", number as i64);
    }
    // Spreadsheets show 15 digits; those behind them come from arithmetic.
    let rounded = format!("{number:.14e}").parse().unwrap_or(number);
    format!("{rounded}")
}

/// `2026-11-29`, with its time where there is one; a time alone or a duration as `36:15:00`.
fn time_text(time: ExcelDateTime) -> String {
    let value = time.as_f64();
    if !value.is_finite() || value < 0.0 {
        return number_text(value);
    }
    if time.is_duration() || value < 1.0 {
        let seconds = (value * 86_400.0).round() as u64;
        return format!(
            "{:02}:{:02}:{:02}",
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60
        );
    }
    let (year, month, day, hours, minutes, seconds, _) = time.to_ymd_hms_milli();
    match (hours, minutes, seconds) {
        (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, ExcelDateTimeType};

    use super::*;

    #[test]
    fn given_numbers_when_read_then_they_are_as_they_were_entered() {
        for (number, text) in [
            (13_105_550_123.0, "13105550123"),
            (442_079_460_958.0, "442079460958"),
            (999_999_999_999_999.0, "999999999999999"),
            (-0.0, "0"),
            (-7.0, "-7"),
            (19.99, "19.99"),
            (0.1 + 0.2, "0.3"),
            (1e20, "100000000000000000000"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn given_dates_when_read_then_they_are_iso_dates() {
        let date = |value, kind| {
            let time = ExcelDateTime::new(value, kind, false);
            time_text(time)
        };
        assert_eq!(date(45_943.0, ExcelDateTimeType::DateTime), "2025-10-13");
        assert_eq!(
            date(45_943.5, ExcelDateTimeType::DateTime),
            "2025-10-13T12:00:00"
        );
        assert_eq!(date(0.25, ExcelDateTimeType::DateTime), "06:00:00");
        assert_eq!(date(1.5, ExcelDateTimeType::TimeDelta), "36:00:00");
    }

    #[test]
    fn given_other_values_when_read_then_errors_are_told_apart_from_text() {
        assert_eq!(Text::of(DataRef::Bool(true)), Ok(Text::Shared("TRUE")));
        assert_eq!(Text::of(DataRef::String(String::new())), Ok(Text::Empty));
        assert_eq!(Text::of(DataRef::Error(CellErrorType::NA)), Err(IsError));
    }
}
