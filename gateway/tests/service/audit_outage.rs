//! An audit that is gone: kept answers are told, nothing is spent, and what happened meanwhile is there
//! once when it is back.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::Value;
use tokio::time::interval;

use crate::{
    gateway::{NUMBER, Running, asked, config, start, stub},
    servers::Postgres,
};

/// How long the gateway may take to find that it is back.
const SOON: Duration = Duration::from_secs(30);

async fn told(gateway: &Running) -> usize {
    let audit = gateway.operate(Method::GET, "/audit?limit=1000").await;
    let audit: Value = audit.json().await.unwrap();
    let records = audit["records"].as_array().unwrap().iter();
    let told = records.filter(|record| record["result"] == "registered");
    told.count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_an_audit_that_is_gone_when_asked_then_kept_answers_are_told_and_nothing_is_spent() {
    let Some(mut postgres) = Postgres::start() else {
        return;
    };
    let stub = stub().await;
    let state = format!("[state]\npostgres = {:?}\n", postgres.database().await);
    let gateway = start(config(&stub, "", &state)).await;
    let kept = format!("/number/{NUMBER}");
    assert_eq!(gateway.get(&kept).await.status(), 200);

    postgres.stop();
    let began = Instant::now();
    for _ in 0..50 {
        assert_eq!(gateway.get(&kept).await.status(), 200);
    }
    // The first one has waited for the audit, and nobody behind it.
    assert!(began.elapsed() < Duration::from_secs(10));
    let answer = gateway.get("/number/13105550124").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(asked(&stub).await, 1);
    let ready = gateway.get("/readyz").await;
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);

    postgres.start_again();
    let began = Instant::now();
    let mut apart = interval(Duration::from_millis(50));
    while gateway.get("/readyz").await.status() != 200 {
        assert!(began.elapsed() < SOON, "it is never ready again");
        apart.tick().await;
    }
    assert_eq!(told(&gateway).await, 51);
    assert_eq!(gateway.get("/number/13105550124").await.status(), 200);
    assert_eq!(asked(&stub).await, 2);
    gateway.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_refusals_in_a_window_when_the_gateway_ends_then_their_sum_is_written_first() {
    let Some(postgres) = Postgres::shared() else {
        return;
    };
    let stub = stub().await;
    let state = format!("[state]\npostgres = {:?}\n", postgres.database().await);
    let mut config = config(&stub, "", &state);
    config.service.access.per_day = 1;
    let gateway = start(config.clone()).await;
    for _ in 0..10 {
        gateway.get(&format!("/number/{NUMBER}")).await;
    }
    gateway.stop().await;
    let gateway = start(config).await;
    let audit = gateway.operate(Method::GET, "/audit").await;
    let audit: Value = audit.json().await.unwrap();
    let records = audit["records"].as_array().unwrap().iter();
    let counts: Vec<_> = records
        .filter(|record| record["action"] == "refused")
        .map(|record| record["count"].as_u64().unwrap())
        .collect();
    assert_eq!(counts, [8, 1], "{audit}");
}
