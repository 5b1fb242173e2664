//! `kill -9` in the middle of reserving: what was told to be reserved still counts afterwards.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Command, Stdio},
};

use phone_profile_gateway::state::{Reserved, Settings, Spending};

use crate::budget::{NOVEMBER, used};

const FILE: &str = "PHONE_PROFILE_TEST_CRASH_FILE";
const TASKS: u64 = 8;

fn settings(path: PathBuf) -> Settings {
    Settings {
        sqlite: Some(path),
        ..Settings::default()
    }
}

/// The child: reserves from many tasks for good, and prints each that it got.
async fn reserve_for_good(path: PathBuf) {
    let store = settings(path).open().await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..TASKS {
        let ledger = store.ledger.clone();
        tasks.spawn(async move {
            loop {
                let reserved = ledger.reserve("b", NOVEMBER, 1, u64::MAX).await.unwrap();
                let Reserved::Yes(Spending { used, .. }) = reserved else {
                    panic!("there is no limit");
                };
                // One write each, or a line might be there in part.
                let line = format!("reserved {used}\n");
                std::io::stdout().write_all(line.as_bytes()).unwrap();
            }
        });
    }
    tasks.join_all().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_process_that_reserves_when_killed_then_the_file_counts_all_that_it_got() {
    if let Some(path) = env::var_os(FILE) {
        return reserve_for_good(path.into()).await;
    }
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("state.db");
    let mut printed = 0;
    for (round, lines) in (1..).zip([1, 50, 200]) {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "--nocapture"])
            .arg("crash::given_a_process_that_reserves_when_killed_then_the_file_counts_all_that_it_got")
            .env(FILE, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut reserved = output
            .lines()
            .map_while(Result::ok)
            .filter(|line| line.contains("reserved "));
        let seen = reserved.by_ref().take(lines).count();
        assert_eq!(seen, lines, "the child ended by itself");
        child.kill().unwrap();
        printed += (seen + reserved.count()) as u64;
        child.wait().unwrap();

        let store = settings(path.clone()).open().await.unwrap();
        let used = used(&store, "b").await;
        assert!(
            used >= printed,
            "{used} counted, {printed} told in round {round}"
        );
        // And hardly more: what was on its way in each round.
        assert!(
            used <= printed + TASKS * round,
            "{used} counted, {printed} told"
        );
    }
}
