//! The command, in a directory of its own.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// A directory with a list in it.
pub struct Desk {
    directory: TempDir,
    config: Option<PathBuf>,
}

/// What a command said, and how it ended.
pub struct Said {
    pub code: Option<i32>,
    pub text: String,
}

impl Desk {
    pub fn with(name: &str, list: impl AsRef<[u8]>) -> Self {
        let desk = Self {
            directory: tempfile::tempdir().unwrap(),
            config: None,
        };
        desk.put(name, list);
        desk
    }

    /// The same, with a configuration.
    pub fn configured(mut self, text: &str) -> Self {
        self.put("gateway.toml", text);
        self.config = Some(self.path("gateway.toml"));
        self
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The rows of a file of cells, without a byte order mark.
    pub fn rows(&self, name: &str) -> Vec<Vec<String>> {
        let text = self.read(name);
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        let cells =
            |row: csv::Result<csv::StringRecord>| row.unwrap().iter().map(str::to_owned).collect();
        reader.records().map(cells).collect()
    }

    /// The column of a file of cells.
    pub fn column(&self, name: &str, header: &str) -> Vec<String> {
        let rows = self.rows(name);
        let at = rows[0].iter().position(|cell| cell == header).unwrap();
        rows[1..].iter().map(|row| row[at].clone()).collect()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_phone-profile-gateway"));
        command
            .arg("enrich")
            .args(arguments)
            .current_dir(self.directory.path());
        if let Some(config) = &self.config {
            command.arg("--config").arg(config);
        }
        command
            .env("STATE_DIRECTORY", self.directory.path())
            .env_remove("PHONE_PROFILE_TOKEN")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub fn enrich(&self, arguments: &[&str]) -> Said {
        said(&self.command(arguments).output().unwrap())
    }
}

pub fn said(output: &Output) -> Said {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    Said {
        code: output.status.code(),
        text: String::from_utf8(text).unwrap(),
    }
}
