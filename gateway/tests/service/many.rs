//! Several gateways on one Redis and one PostgreSQL behave like one.

use std::sync::Arc;

use reqwest::{Method, StatusCode};
use serde_json::Value;
use wiremock::{Mock, MockServer, matchers::method};

use crate::{
    gateway::{A_WHILE, Running, asked, at_once, budget, config, documented, start, stub},
    servers::{Postgres, Redis},
};

/// Two gateways with the same configuration; none where servers may be missing.
async fn two(stub: &MockServer, prefix: &str, requests: u64) -> Option<[Arc<Running>; 2]> {
    let (redis, postgres) = (Redis::shared()?, Postgres::shared()?);
    let more = format!(
        "[access]\nper-minute = 100000\n[access.neighbours]\nslow-after = 100000\n\
         refuse-after = 100000\n[state]\nredis = \"{}\"\nredis-prefix = \"{prefix}:\"\n\
         postgres = \"{}\"\n",
        redis.url(),
        postgres.database().await
    );
    let config = config(stub, &budget(requests), &more);
    let (one, two) = (start(config.clone()).await, start(config).await);
    Some([Arc::new(one), Arc::new(two)])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_two_gateways_when_both_are_asked_for_the_same_numbers_then_each_is_paid_once() {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(|request: &wiremock::Request| documented(request).set_delay(A_WHILE))
        .mount(&stub)
        .await;
    let Some([one, two]) = two(&stub, "same", 1_000).await else {
        return;
    };
    // Each number ten times at each of them, all at the same time.
    let paths: Vec<String> = (0..200)
        .map(|index| format!("/number/131055501{:02}", index % 20))
        .collect();
    let (first, second) = tokio::join!(at_once(&one, paths.clone()), at_once(&two, paths));
    assert!(first.iter().chain(&second).all(|status| *status == 200));
    assert_eq!(asked(&stub).await, 20);
    for gateway in [&one, &two] {
        let quota: Value = gateway.json("/quota").await;
        assert_eq!(quota["budgets"][0]["used"], 20);
    }
    let audit = one.operate(Method::GET, "/audit?limit=1000").await;
    let audit: Value = audit.json().await.unwrap();
    assert_eq!(audit["records"].as_array().unwrap().len(), 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_two_gateways_when_they_spend_one_budget_at_once_then_it_is_exact() {
    let stub = stub().await;
    let Some([one, two]) = two(&stub, "budget", 30).await else {
        return;
    };
    let paths = |from: usize| (from..from + 50).map(|n| format!("/number/1310555{n:04}"));
    let (first, second) = tokio::join!(
        at_once(&one, paths(0).collect()),
        at_once(&two, paths(100).collect())
    );
    let all: Vec<u16> = first.into_iter().chain(second).collect();
    let count = |status| all.iter().filter(|one| **one == status).count();
    assert_eq!((count(200), count(429)), (30, 70));
    assert_eq!(asked(&stub).await, 30);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_redis_that_goes_away_when_asked_then_nothing_is_spent_and_when_it_is_back_all_is_well()
 {
    let Some(mut redis) = Redis::start() else {
        return;
    };
    let stub = stub().await;
    let more = format!("[state]\nredis = \"{}\"\n", redis.url());
    let gateway = start(config(&stub, &budget(50), &more)).await;
    assert_eq!(gateway.get("/number/13105550123").await.status(), 200);
    redis.stop();
    let ready = gateway.get("/readyz").await;
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    for path in ["/number/13105550123", "/number/13105550188"] {
        let answer = gateway.get(path).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["code"], "server");
    }
    assert_eq!(asked(&stub).await, 1);
    redis.start_again();
    // The connection finds its way back by itself; asking is how to see it.
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while gateway.get("/readyz").await.status() != 200 {
        assert!(std::time::Instant::now() < patience, "not back");
        tokio::task::yield_now().await;
    }
    assert_eq!(gateway.get("/number/13105550188").await.status(), 200);
}
