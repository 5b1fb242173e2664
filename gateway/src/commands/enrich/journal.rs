//! What was answered so far, beside the output: a run that was broken off goes on from there.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use phone_profile_contacts::plan::{NumberId, Plan};
use phone_profile_core::profile::Profile;
use serde::{Deserialize, Serialize};

use super::{asked::Asked, output::beside};

/// The lines of the gateway's answers, behind a line that says of which list they are. Only its owner may
/// read it: it has names and numbers.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    head: Head,
    /// What an earlier run has left.
    earlier: Vec<String>,
    /// Open from the first answer on.
    file: Option<File>,
}

/// The first line.
#[derive(Debug, Serialize, Deserialize, PartialEq)]
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
    /// The journal of an output, with what an earlier run has left.
    pub(super) fn of(output: &Path, list: &str) -> Result<Self, JournalError> {
        let path = beside(output, ".journal");
        let head = Head {
            list: list.to_owned(),
        };
        let earlier = match fs::read(&path) {
            Ok(bytes) => {
                // What was broken off may end amid a character.
                let text = String::from_utf8_lossy(&bytes);
                let mut lines = text.lines().map(str::to_owned);
                let theirs: Option<Head> = lines
                    .next()
                    .and_then(|line| serde_json::from_str(&line).ok());
                if theirs.as_ref() != Some(&head) {
                    return Err(JournalError::OtherList(path));
                }
                lines.collect()
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(JournalError::Io(path, error)),
        };
        Ok(Self {
            path,
            head,
            earlier,
            file: None,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether an earlier run has left something.
    pub(super) fn has_answers(&self) -> bool {
        !self.earlier.is_empty()
    }

    /// The answers of earlier runs that the plan still asks for. A line that was cut off is none.
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
        self.earlier.iter().filter_map(answer).collect()
    }

    /// Keeps a line of the gateway's, before anything is done with it.
    pub(super) fn keep(&mut self, line: &str) -> Result<(), JournalError> {
        self.write(line)
            .map_err(|error| JournalError::Io(self.path.clone(), error))
    }

    /// Removes it: the run is at its end.
    pub(super) fn remove(self) -> Result<(), JournalError> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(JournalError::Io(self.path, error))
            }
            _ => Ok(()),
        }
    }

    fn write(&mut self, line: &str) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                let mut file = open(&self.path)?;
                match file.metadata()?.len() {
                    0 => writeln!(file, "{}", serde_json::to_string(&self.head)?)?,
                    // What may be half a line stays apart from the next.
                    _ => writeln!(file)?,
                }
                self.file.insert(file)
            }
        };
        file.write_all(format!("{line}\n").as_bytes())
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_a_journal_cut_off_amid_a_character_when_opened_then_its_whole_lines_are_there() {
        let directory = tempfile::tempdir().unwrap();
        let output = directory.path().join("out.csv");
        let path = beside(&output, ".journal");
        fs::write(&path, b"{\"list\":\"a\"}\n{\"one\":1}\n{\"name\":\"\xc3").unwrap();

        let mut journal = Journal::of(&output, "a").unwrap();
        assert_eq!(journal.earlier[0], "{\"one\":1}");

        // and the next line stays apart from the half one
        journal.keep("{\"two\":2}").unwrap();
        let again = Journal::of(&output, "a").unwrap();
        assert_eq!(again.earlier.last().unwrap(), "{\"two\":2}");
        assert!(matches!(
            Journal::of(&output, "b"),
            Err(JournalError::OtherList(_))
        ));
    }
}
