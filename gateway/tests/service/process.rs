//! The binary itself, for what a part of this process can't do: be killed, and be told to stop.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

use reqwest::Client;
use serde_json::Value;

use crate::gateway::CRM;

pub struct Process {
    child: Child,
    pub address: String,
    log: PathBuf,
}

impl Process {
    /// `state` is the directory that systemd would give.
    pub fn start(config: &Path, state: &Path) -> Self {
        Self::start_with(config, state, &["--quiet"])
    }

    /// The same with a log.
    pub fn start_logging(config: &Path, state: &Path) -> Self {
        Self::start_with(config, state, &[])
    }

    fn start_with(config: &Path, state: &Path, more: &[&str]) -> Self {
        let log = config.with_extension("log");
        let mut child = Command::new(env!("CARGO_BIN_EXE_phone-profile-gateway"))
            .args(["--listen", "127.0.0.1:0", "--config"])
            .arg(config)
            .args(more)
            .env("STATE_DIRECTORY", state)
            .stdout(Stdio::piped())
            .stderr(Stdio::from(File::create(&log).unwrap()))
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let (_, rest) = line.split_once("http://").unwrap();
        let (address, _) = rest.split_once('/').unwrap();
        Self {
            address: address.to_owned(),
            child,
            log,
        }
    }

    /// What it has logged.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM.
    pub fn terminate(&self) {
        self.signal("TERM");
    }

    /// SIGHUP.
    pub fn hang_up(&self) {
        self.signal("HUP");
    }

    fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        let done = Command::new("sh").args(["-c", &kill]).status().unwrap();
        assert!(done.success());
    }

    /// Waits for its end. For tests with several threads.
    pub fn ended(&mut self) -> ExitStatus {
        tokio::task::block_in_place(|| self.child.wait().unwrap())
    }

    pub fn is_running(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Spent of the first budget.
    pub async fn used(&self, client: &Client) -> u64 {
        let answer = client.get(self.url("/quota")).header("x-api-key", CRM);
        let body: Value = answer.send().await.unwrap().json().await.unwrap();
        body["budgets"][0]["used"].as_u64().unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
