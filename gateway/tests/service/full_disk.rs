//! A disk that is full, a real one: answers that are kept are told, nothing is spent, and what
//! happened meanwhile is in the audit once there is room.

use std::{
    fs::File,
    io::Write,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use reqwest::{Method, StatusCode};
use serde_json::Value;
use tempfile::TempDir;

use crate::gateway::{NUMBER, Running, asked, budget, config, start, stub};

/// How long the gateway may take to find that there is room again.
const SOON: Duration = Duration::from_secs(20);

/// A small disk in memory, unmounted when it is dropped.
struct Disk {
    directory: TempDir,
}

impl Disk {
    /// None where this process may not mount one. Then `state`'s own tests with SQLite's limit of
    /// pages are what there is.
    fn mount() -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(directory.path())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self { directory });
        }
        eprintln!("skipped: this process may not mount a disk");
        None
    }

    fn path(&self) -> &Path {
        self.directory.path()
    }

    fn fill(&self) {
        let mut file = File::create(self.path().join("full")).unwrap();
        while file.write_all(&[0; 4096]).is_ok() {}
        // To the last byte.
        while file.write_all(&[0]).is_ok() {}
    }

    fn make_room(&self) {
        std::fs::remove_file(self.path().join("full")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a failed test leaves its gateway's files open.
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

async fn records(gateway: &Running) -> Vec<Value> {
    let audit = gateway.operate(Method::GET, "/audit?limit=1000").await;
    let mut audit: Value = audit.json().await.unwrap();
    serde_json::from_value(audit["records"].take()).unwrap()
}

async fn until_ready(gateway: &Running) {
    let began = Instant::now();
    let mut apart = tokio::time::interval(Duration::from_millis(50));
    loop {
        apart.tick().await;
        let ready = gateway.get("/readyz").await;
        if ready.status() == StatusCode::OK {
            return;
        }
        let told = ready.text().await.unwrap();
        assert!(began.elapsed() < SOON, "it is never ready again: {told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_full_disk_when_asked_then_kept_answers_are_told_and_nothing_is_spent() {
    let Some(disk) = Disk::mount() else { return };
    let stub = stub().await;
    let state = format!("[state]\nsqlite = {:?}\n", disk.path().join("gateway.db"));
    let gateway = start(config(&stub, &budget(50), &state)).await;
    let kept = format!("/number/{NUMBER}");
    assert_eq!(gateway.get(&kept).await.status(), 200);

    disk.fill();
    for _ in 0..20 {
        assert_eq!(gateway.get(&kept).await.status(), 200);
    }
    for _ in 0..3 {
        let answer = gateway.get("/number/13105550124").await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
    assert_eq!(asked(&stub).await, 1);
    // What would become of lookups.
    let ready = gateway.get("/readyz").await;
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    let metrics = gateway.operate(Method::GET, "/metrics").await;
    let metrics = metrics.text().await.unwrap();
    let waiting = metrics
        .lines()
        .find_map(|line| line.strip_prefix("phone_profile_audit_waiting "))
        .unwrap();
    assert!(waiting.parse::<u32>().unwrap() >= 20, "{waiting}");

    disk.make_room();
    until_ready(&gateway).await;
    // SQLite's own log fills such a small disk by itself, and makes room again.
    for _ in 0..500 {
        gateway.get("/readyz").await;
    }
    until_ready(&gateway).await;
    let written = records(&gateway).await;
    let told = |record: &&Value| record["result"] == "registered";
    assert_eq!(written.iter().filter(told).count(), 21);
    assert_eq!(gateway.get("/number/13105550124").await.status(), 200);
    assert_eq!(asked(&stub).await, 2);
    let quota = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 2, "{quota}");
    gateway.stop().await;
}

#[tokio::test]
async fn given_one_token_that_is_refused_all_the_time_when_audited_then_it_is_one_record_at_once() {
    let stub = stub().await;
    let mut config = config(&stub, "", "");
    config.service.access.per_minute = 2;
    let gateway = start(config).await;
    let path = format!("/number/{NUMBER}");
    let mut refused = 0;
    for _ in 0..50 {
        refused += u32::from(gateway.get(&path).await.status() == 429);
    }
    // A minute may have ended in between.
    assert!(refused >= 46, "{refused}");
    let written = records(&gateway).await;
    let refusals = written
        .iter()
        .filter(|record| record["action"] == "refused");
    assert_eq!(refusals.count(), 1, "{written:?}");
    assert_eq!(written.last().unwrap()["action"], "lookup");
}
