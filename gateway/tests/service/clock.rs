//! A gateway on a machine whose clock jumps: no new budget, no new allowance, and every record stays.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant, SystemTime},
};

use chrono::{DateTime, TimeDelta, Utc};
use phone_profile_gateway::access::hash_token;
use reqwest::{Client, Response, StatusCode};
use serde_json::Value;
use tempfile::TempDir;
use wiremock::MockServer;

use crate::{
    gateway::{CRM, NUMBER, OPERATOR, asked, stub},
    servers::faketime,
};

/// Longer than the library waits before it looks again.
const SOON: Duration = Duration::from_secs(30);

/// A machine's clock and files, and the gateway that runs on it.
struct Machine {
    library: PathBuf,
    directory: TempDir,
    gateway: Option<Child>,
    address: String,
    client: Client,
}

impl Machine {
    fn new(library: PathBuf, stub: &MockServer) -> Self {
        // Once for the process; a second time is refused, and the first one holds.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let directory = tempfile::tempdir().unwrap();
        let text = format!(
            "[[upstreams]]\nkind = \"generic\"\nname = \"stub\"\nurl = \"{}/{{digits}}\"\n\
             budget = {{ requests = 1 }}\n\
             [access]\nper-day = 3\n\
             [[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n\
             [[access.tokens]]\nname = \"operator\"\nhash = \"{}\"\noperator = true\n\
             [state]\nsqlite = {:?}\n",
            stub.uri(),
            hash_token(CRM),
            hash_token(OPERATOR),
            directory.path().join("gateway.db")
        );
        fs::write(directory.path().join("gateway.toml"), text).unwrap();
        let machine = Self {
            library,
            directory,
            gateway: None,
            address: String::new(),
            client: Client::new(),
        };
        machine.set_clock("+0d");
        machine
    }

    fn file(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// From what it is.
    fn set_clock(&self, ahead: &str) {
        // All at once: the gateway reads it at any time.
        fs::write(self.file("next"), format!("{ahead}\n")).unwrap();
        fs::rename(self.file("next"), self.file("clock")).unwrap();
    }

    fn start(&mut self) {
        let mut gateway = Command::new(Path::new(env!("CARGO_BIN_EXE_phone-profile-gateway")))
            .args(["--listen", "127.0.0.1:0", "--quiet", "--config"])
            .arg(self.file("gateway.toml"))
            .env("LD_PRELOAD", &self.library)
            .env("FAKETIME_TIMESTAMP_FILE", self.file("clock"))
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = gateway.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        self.gateway = Some(gateway);
        let (_, rest) = line.split_once("http://").unwrap();
        rest.split_once('/')
            .unwrap()
            .0
            .clone_into(&mut self.address);
    }

    fn stop(&mut self) {
        if let Some(mut gateway) = self.gateway.take() {
            let _ = gateway.kill();
            let _ = gateway.wait();
        }
    }

    async fn get(&self, path: &str, token: &str) -> Response {
        let request = self.client.get(format!("http://{}{path}", self.address));
        request.bearer_auth(token).send().await.unwrap()
    }

    async fn code(&self, number: &str) -> (StatusCode, String) {
        let answer = self.get(&format!("/number/{number}"), CRM).await;
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        (status, body["code"].as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the gateway's clock is so far ahead: the library looks at its file now and then.
    async fn is_days_ahead(&self, days: i64) {
        let began = Instant::now();
        while self.days_ahead().await != days {
            assert!(began.elapsed() < SOON, "its clock was never set");
        }
    }

    /// So far ahead is the gateway's clock, as its answers are dated.
    async fn days_ahead(&self) -> i64 {
        let answer = self.get("/healthz", CRM).await;
        let date = answer.headers()["date"].to_str().unwrap();
        let date = DateTime::parse_from_rfc2822(date).unwrap();
        let now: DateTime<Utc> = SystemTime::now().into();
        (date.to_utc() - now + TimeDelta::hours(12)).num_days()
    }

    async fn told(&self) -> usize {
        let audit: Value = self.get("/audit", OPERATOR).await.json().await.unwrap();
        let records = audit["records"].as_array().unwrap().iter();
        let told = records.filter(|record| record["result"] == "registered");
        told.count()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        self.stop();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_clock_that_jumps_when_asked_then_nothing_is_granted_and_no_record_is_dropped() {
    let Some(library) = faketime() else { return };
    let stub = stub().await;
    let mut machine = Machine::new(library, &stub);
    machine.start();
    assert_eq!(machine.code(NUMBER).await.0, 200);

    machine.set_clock("+40d");
    machine.is_days_ahead(40).await;
    let exhausted = (StatusCode::TOO_MANY_REQUESTS, "quota-exhausted".to_owned());
    assert_eq!(machine.code("13105550124").await, exhausted);
    machine.set_clock("+800d");
    machine.is_days_ahead(800).await;
    assert_eq!(machine.code("13105550124").await, exhausted);
    let limited = (StatusCode::TOO_MANY_REQUESTS, "rate-limited".to_owned());
    assert_eq!(machine.code("13105550124").await, limited);
    machine.stop();

    machine.start();
    machine.is_days_ahead(800).await;
    assert_eq!(machine.told().await, 1);
    let (status, _) = machine.code("13105550124").await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(machine.told().await, 1);
    assert_eq!(asked(&stub).await, 1);
}
