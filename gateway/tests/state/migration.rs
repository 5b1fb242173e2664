//! Files and tables that older versions have left, and those of newer ones.

use std::path::{Path, PathBuf};

use phone_profile_gateway::{
    secret::Secret,
    state::{AuditRecord, Settings},
};
use rusqlite::Connection;

use crate::{
    audit::record,
    budget::{NOVEMBER, used, yes},
    places::{Place, told},
    servers::Postgres,
};

const FIRST_VERSION: &str = include_str!("../support/first_version.sql");

/// What the first version counted and wrote down.
const ROWS: &str = "
    INSERT INTO budget VALUES ('b', '2026-11-01', 3);
    INSERT INTO audit (at_ms, who, action, number, purpose, result)
    VALUES (1, 'ada', 'lookup', '+1310•••••23', 'support', 'registered'),
           (2, 'crm', 'lookup', '+1310•••••24', 'support', 'registered');
";

/// A file as the first version has left it.
fn make_first_version(path: &Path, rows: &str) {
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(FIRST_VERSION).unwrap();
    connection.execute_batch(rows).unwrap();
}

/// As the first version has left them.
fn old_records() -> [AuditRecord; 2] {
    [(2, "crm", "+1310•••••24"), (1, "ada", "+1310•••••23")].map(|(at_ms, who, number)| {
        AuditRecord {
            client: None,
            number: number.into(),
            ..record(at_ms, who)
        }
    })
}

fn audit_file(ledger: &Path) -> PathBuf {
    ledger.with_file_name("state-audit.db")
}

fn version(path: &Path) -> i64 {
    let connection = Connection::open(path).unwrap();
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0));
    version.unwrap()
}

#[tokio::test]
async fn given_a_file_of_the_first_version_when_opened_then_its_records_are_in_the_audits_own() {
    let place = Place::on_a_file().await.unwrap();
    let path = place.settings.sqlite.clone().unwrap();
    make_first_version(&path, ROWS);
    for _ in 0..2 {
        let store = place.store().await;
        assert_eq!(store.audit.list(9, 9).await.unwrap(), old_records());
        assert_eq!(used(&store, "b").await, 3);
    }
    let ledger = Connection::open(&path).unwrap();
    assert!(!ledger.table_exists(None, "audit").unwrap());
    // Who owns a copy of the first version finds it as it was: only forwards.
    assert!(version(&path) > 1);
}

#[tokio::test]
async fn given_a_file_of_the_first_version_when_opened_then_each_period_is_its_first_days() {
    let place = Place::on_a_file().await.unwrap();
    make_first_version(
        place.settings.sqlite.as_ref().unwrap(),
        "INSERT INTO budget VALUES ('b', '2026-10-01', 9), ('b', '2026-11-01', 7)",
    );
    for _ in 0..2 {
        let store = place.store().await;
        assert_eq!(used(&store, "b").await, 7);
        let october = NOVEMBER.since - chrono::Days::new(31);
        let spending = store.ledger.spending("b", october).await.unwrap();
        assert_eq!(spending.used, 16);
    }
}

#[tokio::test]
async fn given_a_move_that_broke_off_when_opened_again_then_no_record_is_lost_or_doubled() {
    let place = Place::on_a_file().await.unwrap();
    let path = place.settings.sqlite.clone().unwrap();
    drop(place.store().await);
    // The records were copied, and the process ended before they were dropped.
    let audit = Connection::open(audit_file(&path)).unwrap();
    audit
        .execute_batch(
            "INSERT INTO audit (seq, at_ms, who, action, number, purpose, result)
             VALUES (1, 1, 'ada', 'lookup', '+1310•••••23', 'support', 'registered')",
        )
        .unwrap();
    drop(audit);
    std::fs::remove_file(&path).unwrap();
    make_first_version(&path, ROWS);
    let store = place.store().await;
    assert_eq!(store.audit.list(9, 9).await.unwrap(), old_records());
}

#[tokio::test]
async fn given_either_file_of_a_newer_version_when_opened_then_it_is_refused_and_stays() {
    for name in ["state.db", "state-audit.db"] {
        let place = Place::on_a_file().await.unwrap();
        let path = place.settings.sqlite.clone().unwrap();
        drop(place.store().await);
        let file = path.with_file_name(name);
        let connection = Connection::open(&file).unwrap();
        connection.pragma_update(None, "user_version", 999).unwrap();
        drop(connection);
        let error = place.settings.open().await.unwrap_err();
        assert!(told(&error).contains("a newer version"), "{}", told(&error));
        assert!(told(&error).contains(name), "{}", told(&error));
        assert_eq!(version(&file), 999);
    }
}

#[tokio::test]
async fn given_the_audits_file_in_place_of_the_ledgers_when_opened_then_it_is_refused() {
    let place = Place::on_a_file().await.unwrap();
    drop(place.store().await);
    let settings = Settings {
        sqlite: Some(audit_file(place.settings.sqlite.as_ref().unwrap())),
        ..Settings::default()
    };
    let error = settings.open().await.unwrap_err();
    assert!(told(&error).contains("something else"), "{}", told(&error));
}

/// A client of its own on a database.
async fn on(url: &str, statements: &str) {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .unwrap();
    let connection = tokio::spawn(connection);
    client.batch_execute(statements).await.unwrap();
    drop(client);
    let _ = connection.await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_tables_of_the_first_version_in_postgres_when_opened_then_records_stay_and_newer_ones_fit()
 {
    let Some(postgres) = Postgres::shared() else {
        return;
    };
    let url = postgres.database().await;
    on(
        &url,
        "CREATE TABLE phone_profile_audit (
            seq BIGINT GENERATED ALWAYS AS IDENTITY,
            key TEXT PRIMARY KEY,
            at_ms BIGINT NOT NULL,
            who TEXT NOT NULL,
            action TEXT NOT NULL,
            number TEXT NOT NULL,
            purpose TEXT,
            result TEXT NOT NULL,
            source TEXT
        );
        CREATE INDEX phone_profile_audit_at ON phone_profile_audit (at_ms, seq);
        INSERT INTO phone_profile_audit (key, at_ms, who, action, number, purpose, result)
        VALUES ('a', 1, 'ada', 'lookup', '+1310•••••23', 'support', 'registered'),
               ('b', 2, 'crm', 'lookup', '+1310•••••24', 'support', 'registered');",
    )
    .await;
    let settings = Settings {
        postgres: Some(Secret::new(url)),
        ..Settings::default()
    };
    for opened in 1..=2 {
        let store = settings.open().await.unwrap();
        store.audit.append(record(10 + opened, "a")).await.unwrap();
        assert_eq!(store.audit.list(9, 9).await.unwrap(), old_records());
    }
    let store = settings.open().await.unwrap();
    let newest = store.audit.list(99, 2).await.unwrap();
    assert_eq!(newest, [record(12, "a"), record(11, "a")]);
    assert_eq!(
        store.ledger.reserve("b", NOVEMBER, 1, 1).await.unwrap(),
        yes(1)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_tables_of_a_newer_version_in_postgres_when_opened_then_they_are_refused() {
    let Some(postgres) = Postgres::shared() else {
        return;
    };
    let url = postgres.database().await;
    let settings = Settings {
        postgres: Some(Secret::new(url.clone())),
        ..Settings::default()
    };
    drop(settings.open().await.unwrap());
    on(
        &url,
        "INSERT INTO phone_profile_schema_history (version, name, applied_on, checksum)
         VALUES (99, 'of_a_newer_version', '2026-11-01T00:00:00Z', '1')",
    )
    .await;
    let error = settings.open().await.unwrap_err();
    assert!(told(&error).contains("a newer version"), "{}", told(&error));
}
