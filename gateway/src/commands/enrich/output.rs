//! The file that is written: in the form that its name says, whole or not at all.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use phone_profile_contacts::{
    export::{Dialect, ExportError, Grid, Shape, delimited, json_lines, spreadsheet, vcards},
    list::List,
};
use phone_profile_core::{name::UnicodeFolding, signal::Evidence};

/// Where the list goes.
#[derive(Debug)]
pub(super) struct Output {
    path: PathBuf,
    form: Form,
    shape: Shape,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Delimited(u8),
    Spreadsheet,
    VCard,
    JsonLines,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum OutputError {
    #[error("{} ends with no kind of file that can be written: .csv, .tsv, .xlsx, .vcf or .jsonl", .0.display())]
    Kind(PathBuf),
    #[error("{} is there already, and is not overwritten", .0.display())]
    Exists(PathBuf),
    #[error("{} can't be written", .0.display())]
    Io(PathBuf, #[source] io::Error),
    #[error("{} can't be written", .0.display())]
    Export(PathBuf, #[source] ExportError),
}

impl Output {
    pub(super) fn new(path: &Path, shape: Shape) -> Result<Self, OutputError> {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let form = match extension.unwrap_or_default().to_ascii_lowercase().as_str() {
            "csv" => Form::Delimited(b','),
            "tsv" => Form::Delimited(b'\t'),
            "xlsx" => Form::Spreadsheet,
            "vcf" => Form::VCard,
            "jsonl" | "ndjson" => Form::JsonLines,
            _ => return Err(OutputError::Kind(path.to_owned())),
        };
        Ok(Self {
            path: path.to_owned(),
            form,
            shape,
        })
    }

    /// `resumed`: what is there is what a run wrote that stopped before its end.
    pub(super) fn must_not_be_there(&self, resumed: bool) -> Result<(), OutputError> {
        if self.path.exists() && !resumed {
            return Err(OutputError::Exists(self.path.clone()));
        }
        Ok(())
    }

    /// Writes beside it first: a disk that is full leaves no half of a file.
    pub(super) fn write(&self, list: &List, now_ms: f64) -> Result<(), OutputError> {
        let bytes = self.bytes(list, now_ms);
        let bytes = bytes.map_err(|error| OutputError::Export(self.path.clone(), error))?;
        let failed = |error| OutputError::Io(self.path.clone(), error);
        let beside = self.path.with_extension("part");
        fs::write(&beside, bytes).map_err(failed)?;
        fs::rename(&beside, &self.path).map_err(failed)
    }

    fn bytes(&self, list: &List, now_ms: f64) -> Result<Vec<u8>, ExportError> {
        let grid = Grid::new(list, self.shape, &UnicodeFolding, Evidence::at(now_ms));
        let mut bytes = Vec::new();
        match self.form {
            Form::Delimited(separator) => {
                let dialect = Dialect {
                    separator,
                    // CRMs read UTF-8 and take the mark for a part of the first column's name.
                    mark: self.shape == Shape::Plain,
                };
                delimited(&grid, dialect, &mut bytes)?;
            }
            Form::Spreadsheet => bytes = spreadsheet(&grid)?,
            Form::VCard => {
                let mut text = String::new();
                // A text takes whatever it is given.
                let _ = vcards(&grid, &mut text);
                bytes = text.into_bytes();
            }
            Form::JsonLines => json_lines(&grid, &mut bytes)?,
        }
        Ok(bytes)
    }
}
