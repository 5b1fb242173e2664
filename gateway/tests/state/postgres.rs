//! A PostgreSQL that hangs, can't be reached, or takes nothing: callers hear of it within a
//! deadline, however many they are, and all is well again when the server is.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use phone_profile_gateway::{
    secret::Secret,
    state::{Audit, AuditRecord, Settings},
};

use crate::{
    audit::record,
    fault_proxy::{Fault, FaultProxy},
    places::told,
    servers::Postgres,
};

/// The deadline, and what a busy machine adds to it.
const DEADLINE: Duration = Duration::from_secs(4);

async fn on(url: impl Into<String>) -> Arc<dyn Audit> {
    let settings = Settings {
        postgres: Some(Secret::new(url.into())),
        ..Settings::default()
    };
    settings.open().await.unwrap().audit
}

/// Many at once all fail, and none takes longer than the deadline.
async fn all_fail_in_time(audit: &dyn Audit) {
    let began = Instant::now();
    let done = join_all((0..100).map(|_| audit.append(record(1, "lost")))).await;
    assert!(done.iter().all(Result::is_err));
    assert!(audit.ready().await.is_err());
    assert!(began.elapsed() < 2 * DEADLINE, "{:?}", began.elapsed());
}

fn names(records: &[AuditRecord]) -> Vec<&str> {
    records.iter().map(|record| record.who.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_postgres_that_hangs_when_many_write_then_none_waits_longer_than_the_deadline() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let audit = on(postgres.database().await).await;
    audit.append(record(2, "before")).await.unwrap();
    let hanging = postgres.hang();
    all_fail_in_time(audit.as_ref()).await;
    drop(hanging);
    audit.append(record(3, "after")).await.unwrap();
    audit.ready().await.unwrap();
    let listed = audit.list(9, 2).await.unwrap();
    assert_eq!(names(&listed), ["after", "before"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_network_that_loses_or_cuts_all_when_many_write_then_they_fail_in_time() {
    let Some(postgres) = Postgres::shared() else {
        return;
    };
    let proxy = FaultProxy::to(postgres.address()).await;
    let url = proxy.instead_of(&postgres.database().await, postgres.address());
    let audit = on(url).await;
    for (at_ms, fault) in [
        (2, Fault::Blackhole),
        (4, Fault::Cut),
        (6, Fault::Slow(DEADLINE)),
    ] {
        audit.append(record(at_ms, "before")).await.unwrap();
        proxy.set(fault);
        all_fail_in_time(audit.as_ref()).await;
        proxy.set(Fault::None);
        // At the first try, whatever the pool still holds.
        audit.append(record(at_ms + 1, "after")).await.unwrap();
        audit.ready().await.unwrap();
        let listed = audit.list(9, 2).await.unwrap();
        assert_eq!(names(&listed), ["after", "before"], "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_lost_answer_when_the_record_is_sent_again_then_it_is_there_once() {
    let Some(postgres) = Postgres::shared() else {
        return;
    };
    let audit = on(postgres.database().await).await;
    for _ in 0..2 {
        audit.append_once(7, &record(1, "a")).await.unwrap();
    }
    assert_eq!(audit.list(9, 9).await.unwrap(), [record(1, "a")]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_postgres_that_only_reads_when_asked_then_it_is_not_ready_and_says_why() {
    let Some(postgres) = Postgres::start() else {
        return;
    };
    let url = postgres.database().await;
    let audit = on(url.clone()).await;
    audit.append(record(1, "a")).await.unwrap();
    let set = async |to: &str| {
        let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls)
            .await
            .unwrap();
        let connection = tokio::spawn(connection);
        client
            .batch_execute("SET default_transaction_read_only = off")
            .await
            .unwrap();
        let statement = format!("ALTER SYSTEM SET default_transaction_read_only = {to}");
        client.batch_execute(&statement).await.unwrap();
        client
            .batch_execute("SELECT pg_reload_conf()")
            .await
            .unwrap();
        drop(client);
        let _ = connection.await;
    };
    set("on").await;
    // The server takes a moment to read it.
    let began = Instant::now();
    let error = loop {
        match audit.ready().await {
            Err(error) => break error,
            Ok(()) => assert!(began.elapsed() < DEADLINE, "it is ready all the same"),
        }
    };
    assert!(told(&error).contains("read-only"), "{}", told(&error));
    assert!(audit.append(record(2, "b")).await.is_err());
    assert_eq!(audit.list(9, 9).await.unwrap(), [record(1, "a")]);
    set("off").await;
    let began = Instant::now();
    while let Err(error) = audit.append(record(3, "c")).await {
        assert!(began.elapsed() < DEADLINE, "{}", told(&error));
    }
    audit.ready().await.unwrap();
}
