//! What a file must do beyond answering: outlive the process, and belong to one.

use std::{fs, os::unix::fs::PermissionsExt, time::Duration};

use phone_profile_gateway::state::{AuditRecord, Reserved, Settings};
use proptest::{prelude::*, test_runner::TestRunner};
use tokio::runtime::Runtime;

use crate::{
    audit::record,
    budget::{NOVEMBER, used, yes},
    places::{Place, told},
};

const LONG: Duration = Duration::from_secs(9 * 365 * 24 * 3600);

#[test]
fn given_any_restarts_when_reserved_between_then_nothing_is_lost() {
    let runtime = Runtime::new().unwrap();
    let config = ProptestConfig {
        cases: 12,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let runs = prop::collection::vec(0..20_u64, 1..6);
    let played = TestRunner::new(config).run(&(runs, 1..60_u64), |(runs, limit)| {
        runtime.block_on(async {
            let place = Place::on_a_file().await.unwrap();
            let mut expected = 0;
            for reservations in runs {
                let store = place.store().await;
                prop_assert_eq!(used(&store, "b").await, expected);
                let ledger = &store.ledger;
                let reserving = (0..reservations).map(|_| ledger.reserve("b", NOVEMBER, 1, limit));
                for reserved in futures_util::future::join_all(reserving).await {
                    expected += u64::from(matches!(reserved.unwrap(), Reserved::Yes(_)));
                }
                prop_assert!(expected <= limit);
            }
            Ok(())
        })
    });
    played.unwrap();
}

#[tokio::test]
async fn given_counts_and_records_when_opened_again_then_they_are_there() {
    let place = Place::on_a_file().await.unwrap();
    let record = AuditRecord {
        purpose: None,
        source: Some("live".into()),
        ..record(1, "a")
    };
    let store = place.store().await;
    store.audit.append(record.clone()).await.unwrap();
    for _ in 0..3 {
        store.ledger.take("c", LONG, 5).await.unwrap();
    }
    drop(store);
    let store = place.store().await;
    assert_eq!(store.audit.list(9, 9).await.unwrap(), [record]);
    assert_eq!(store.ledger.take("c", LONG, 5).await.unwrap().count, 4);
}

#[tokio::test]
async fn given_a_file_that_is_open_when_opened_again_then_the_error_says_so() {
    let place = Place::on_a_file().await.unwrap();
    let store = place.store().await;
    store.ledger.reserve("b", NOVEMBER, 1, 9).await.unwrap();
    let error = place.settings.open().await.unwrap_err();
    assert!(
        told(&error).contains("in use by another process"),
        "{}",
        told(&error)
    );
    // The first one isn't disturbed.
    let reserved = store.ledger.reserve("b", NOVEMBER, 1, 9).await.unwrap();
    assert_eq!(reserved, yes(2));
}

#[tokio::test]
async fn given_files_that_are_no_state_when_opened_then_the_error_says_why_and_they_stay() {
    let directory = tempfile::tempdir().unwrap();
    let of = |name: &str| directory.path().join(name);
    fs::write(
        of("text"),
        "a text that is long enough to be no database".repeat(20),
    )
    .unwrap();
    let foreign = rusqlite::Connection::open(of("foreign")).unwrap();
    foreign.execute_batch("CREATE TABLE theirs (a)").unwrap();
    drop(foreign);
    let newer = rusqlite::Connection::open(of("newer")).unwrap();
    newer.pragma_update(None, "user_version", 999).unwrap();
    drop(newer);
    for (path, reason) in [
        (of("text"), "a database of something else"),
        (of("foreign"), "a database of something else"),
        (of("newer"), "a newer version"),
        (of("no/such/directory"), "can't be made"),
        (directory.path().to_owned(), "can't be made"),
    ] {
        let settings = Settings {
            sqlite: Some(path.clone()),
            ..Settings::default()
        };
        let error = settings.open().await.unwrap_err();
        assert!(told(&error).contains(reason), "{path:?}: {}", told(&error));
    }
    let text = fs::read_to_string(of("text")).unwrap();
    assert!(text.starts_with("a text"));
}

#[tokio::test]
async fn given_a_new_file_when_made_then_only_its_owner_reads_it() {
    let place = Place::on_a_file().await.unwrap();
    let store = place.store().await;
    store.ledger.reserve("b", NOVEMBER, 1, 9).await.unwrap();
    let directory = place.settings.sqlite.as_ref().unwrap().parent().unwrap();
    let files: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(files.len() >= 2, "no log beside the file");
    for file in files {
        let mode = file.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?}", file.path());
    }
}
