//! What was answered so far, beside the output: a run that was broken off goes on from there.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    path::{Path, PathBuf},
};

use phone_profile_contacts::plan::{NumberId, Plan};
use phone_profile_core::profile::Profile;
use serde::{Deserialize, Serialize};

use super::asked::Asked;

/// The lines of the gateway's answers, behind a line that says of which file they are. Only its owner may
/// read it: it has names and numbers.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    lines: Vec<String>,
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    /// SHA-256 of the list.
    list: String,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum JournalError {
    #[error("{} can't be used", .0.display())]
    Io(PathBuf, #[source] io::Error),
    #[error("{} has the answers of another list: remove it, or choose another output", .0.display())]
    OtherList(PathBuf),
}

impl Journal {
    /// Opens the journal of an output, or begins it.
    pub(super) fn open(output: &Path, list: &str) -> Result<Self, JournalError> {
        let mut name = output.file_name().unwrap_or_default().to_owned();
        name.push(".journal");
        let path = output.with_file_name(name);
        let failed = |error| JournalError::Io(path.clone(), error);
        let mut file = open(&path).map_err(failed)?;
        let mut lines = BufReader::new(&file).lines();
        match lines.next().transpose().map_err(failed)? {
            Some(head) => {
                let head: Option<Head> = serde_json::from_str(&head).ok();
                if head.is_none_or(|head| head.list != list) {
                    return Err(JournalError::OtherList(path));
                }
            }
            None => {
                let head = serde_json::to_string(&Head {
                    list: list.to_owned(),
                });
                let head = head.map_err(|error| failed(error.into()))?;
                writeln!(file, "{head}").map_err(failed)?;
            }
        }
        // A line that was cut off is no answer.
        let lines = lines.collect::<Result<_, _>>().map_err(failed)?;
        Ok(Self { path, file, lines })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether an earlier run has left something.
    pub(super) fn has_answers(&self) -> bool {
        !self.lines.is_empty()
    }

    /// The answers of earlier runs that the plan still asks for.
    pub(super) fn answers(
        &self,
        plan: &Plan,
        asked: &Asked,
        now_ms: f64,
    ) -> Vec<(NumberId, Profile)> {
        let answer = |text: &String| {
            let line = asked.read(text, now_ms)?;
            Some((plan.numbers.id(&line.number)?, line.answer.ok()?))
        };
        self.lines.iter().filter_map(answer).collect()
    }

    /// Keeps a line of the gateway's, before anything is done with it.
    pub(super) fn keep(&mut self, line: &str) -> Result<(), JournalError> {
        let text = format!("{line}\n");
        self.file
            .write_all(text.as_bytes())
            .map_err(|error| JournalError::Io(self.path.clone(), error))
    }

    /// Removes it, if it has no answer yet.
    pub(super) fn close_unless_used(self) {
        if self.lines.is_empty() {
            // It is of no use, and in nobody's way.
            let _ = fs::remove_file(&self.path);
        }
    }

    pub(super) fn remove(self) -> Result<(), JournalError> {
        fs::remove_file(&self.path).map_err(|error| JournalError::Io(self.path, error))
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
