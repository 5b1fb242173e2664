//! The file that is written: in the form that its name says, whole or not at all.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use phone_profile_contacts::{
    export::{ExportError, Form, Grid, Shape},
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
        let form = extension
            .and_then(Form::of_extension)
            .ok_or_else(|| OutputError::Kind(path.to_owned()))?;
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
        let grid = Grid::new(list, self.shape, &UnicodeFolding, Evidence::at(now_ms));
        let bytes = self.form.write(&grid);
        let bytes = bytes.map_err(|error| OutputError::Export(self.path.clone(), error))?;
        let failed = |error| OutputError::Io(self.path.clone(), error);
        let part = beside(&self.path, ".part");
        fs::write(&part, bytes).map_err(failed)?;
        fs::rename(&part, &self.path).map_err(failed)
    }
}

/// The file of the same name with something behind it.
pub(super) fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(more);
    path.with_file_name(name)
}
