//! The forms of files that a list is written in.

use phone_profile_core::name::Folding;
use serde::{Deserialize, Serialize};

use super::ExportError;
use super::delimited::{Dialect, delimited};
use super::grid::Grid;
use super::json_lines::json_lines;
use super::shape::Shape;
use super::spreadsheet::spreadsheet;
use super::vcard::vcards;

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// With commas, in UTF-8.
    Csv,
    /// With tabs, in UTF-8.
    Tsv,
    /// An Excel workbook.
    Xlsx,
    /// vCard 4.0.
    VCard,
    /// JSON Lines.
    JsonLines,
}

impl Form {
    /// The form of a file whose name ends like this, in any case, without the point.
    pub fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            "xlsx" => Self::Xlsx,
            "vcf" => Self::VCard,
            "jsonl" | "ndjson" => Self::JsonLines,
            _ => return None,
        })
    }

    /// How a file's name ends, without the point.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Xlsx => "xlsx",
            Self::VCard => "vcf",
            Self::JsonLines => "jsonl",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Tsv => "text/tab-separated-values;charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::VCard => "text/vcard;charset=utf-8",
            Self::JsonLines => "application/x-ndjson",
        }
    }

    /// The file's bytes.
    ///
    /// # Errors
    /// Where there is more than such a file can hold.
    pub fn write<F: Folding>(self, grid: &Grid<'_, F>) -> Result<Vec<u8>, ExportError> {
        let mut bytes = Vec::new();
        let dialect = |separator| Dialect {
            separator,
            // CRMs read UTF-8 and take the mark for a part of the first column's name.
            mark: grid.shape() == Shape::Plain,
        };
        match self {
            Self::Csv => delimited(grid, dialect(b','), &mut bytes)?,
            Self::Tsv => delimited(grid, dialect(b'\t'), &mut bytes)?,
            Self::Xlsx => bytes = spreadsheet(grid)?,
            Self::VCard => {
                let mut text = String::new();
                // A text takes whatever it is given.
                let _ = vcards(grid, &mut text);
                bytes = text.into_bytes();
            }
            Self::JsonLines => json_lines(grid, &mut bytes)?,
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_every_form_when_its_ending_is_read_then_it_is_that_form() {
        for form in [
            Form::Csv,
            Form::Tsv,
            Form::Xlsx,
            Form::VCard,
            Form::JsonLines,
        ] {
            assert_eq!(Form::of_extension(form.extension()), Some(form));
        }
        assert_eq!(Form::of_extension("NDJSON"), Some(Form::JsonLines));
        assert_eq!(Form::of_extension("pdf"), None);
    }
}
