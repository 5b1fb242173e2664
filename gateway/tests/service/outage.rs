//! Stores that fail after an answer was paid for.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

use crate::{
    gateway::{CRM, OPERATOR, Running, asked, budget, documented, parse, start},
    servers::{Postgres, Redis},
};
use phone_profile_gateway::{Config, access::hash_token};

const PATH: &str = "/number/13105550123";
/// Long enough for a server to be stopped meanwhile.
const LONG: Duration = Duration::from_millis(800);
/// A server that is back is found again within this time.
const BACK: Duration = Duration::from_secs(20);

async fn slow(answer: impl Fn(&Request) -> ResponseTemplate + Send + Sync + 'static) -> MockServer {
    let stub = MockServer::start().await;
    Mock::given(any())
        .respond_with(move |request: &Request| answer(request).set_delay(LONG))
        .mount(&stub)
        .await;
    stub
}

/// An upstream's lines for the stub.
fn generic(stub: &MockServer) -> String {
    format!("kind = \"generic\"\nurl = \"{}/{{digits}}\"", stub.uri())
}

/// `[state]` for gateways that share this Redis.
fn on(redis: &Redis) -> String {
    format!("redis = \"{}\"", redis.url())
}

fn config(upstream: &str, state: &str) -> Config {
    let (crm, operator) = (hash_token(CRM), hash_token(OPERATOR));
    parse(&format!(
        "[[upstreams]]\n{upstream}\n{}\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{crm}\"\n\
         [[access.tokens]]\nname = \"operator\"\nhash = \"{operator}\"\noperator = true\n\
         [access]\nper-minute = 100000\nper-day = 100000\n\
         [state]\n{state}\n",
        budget(50)
    ))
}

/// Asks, stops something once the upstream was asked, and has the answer's status.
async fn ask_and_stop(
    gateway: &Arc<Running>,
    stub: &MockServer,
    stop: impl FnOnce(),
) -> StatusCode {
    let lookup = tokio::spawn({
        let gateway = Arc::clone(gateway);
        async move { gateway.get(PATH).await.status() }
    });
    while asked(stub).await == 0 {
        tokio::task::yield_now().await;
    }
    stop();
    lookup.await.unwrap()
}

async fn is_ready_again(gateway: &Running) {
    let patience = Instant::now() + BACK;
    while gateway.get("/readyz").await.status() != 200 {
        assert!(Instant::now() < patience, "not back");
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_redis_that_goes_while_the_upstream_answers_then_it_is_told_and_paid_once() {
    // given: an answer to be kept, one with the vendor's own count, and one that took less
    // requests than were reserved.
    let counted = |request: &Request| {
        documented(request)
            .insert_header("x-ratelimit-requests-limit", "50")
            .insert_header("x-ratelimit-requests-remaining", "40")
    };
    let absent =
        |_: &Request| ResponseTemplate::new(200).set_body_json(json!({ "numberExists": false }));
    let generic = "kind = \"generic\"\nname = \"stub\"";
    for (stub, kind, path) in [
        (slow(documented).await, generic, "/number/{digits}"),
        (slow(counted).await, generic, "/number/{digits}"),
        (slow(absent).await, "kind = \"waha\"", ""),
    ] {
        let Some(mut redis) = Redis::start() else {
            return;
        };
        let upstream = format!("{kind}\nurl = \"{}{path}\"", stub.uri());
        let state = on(&redis);
        let gateway = Arc::new(start(config(&upstream, &state)).await);

        // when
        let status = ask_and_stop(&gateway, &stub, || redis.stop()).await;

        // then
        assert_eq!(status, 200, "{kind}");
        redis.start_again();
        is_ready_again(&gateway).await;
        let again: Value = gateway.json(PATH).await;
        assert_eq!(again["source"], "cache", "{kind}");
        assert_eq!(asked(&stub).await, 1, "{kind}");
        // Other gateways find it as well.
        let other = start(config(&upstream, &state)).await;
        let patience = Instant::now() + BACK;
        let kept = format!("{PATH}?cache=only");
        while other.get(&kept).await.status() != 200 {
            assert!(Instant::now() < patience, "not handed over");
        }
        assert_eq!(asked(&stub).await, 1, "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_an_answer_that_redis_did_not_take_when_another_gateway_has_a_newer_one_then_that_stays()
 {
    let Some(mut redis) = Redis::start() else {
        return;
    };
    let asks = AtomicU32::new(0);
    let named = move |_: &Request| {
        let name = format!("Answer {}", asks.fetch_add(1, Ordering::Relaxed));
        ResponseTemplate::new(200).set_body_json(json!({ "isWhatsApp": true, "name": name }))
    };
    let stub = slow(named).await;
    let upstream = generic(&stub);
    let state = on(&redis);
    let gateway = Arc::new(start(config(&upstream, &state)).await);
    let status = ask_and_stop(&gateway, &stub, || redis.stop()).await;
    assert_eq!(status, StatusCode::OK);
    redis.start_again();
    let other = start(config(&upstream, &state)).await;
    let newer: Value = other.json(PATH).await;
    assert_eq!(newer["name"], "Answer 1");
    is_ready_again(&gateway).await;
    for _ in 0..3 {
        for gateway in [gateway.as_ref(), &other] {
            let told: Value = gateway.json(PATH).await;
            assert_eq!(told["name"], "Answer 1");
            assert_eq!(told["source"], "cache");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_an_answer_that_redis_did_not_take_when_the_gateway_stops_then_it_is_handed_over() {
    let Some(mut redis) = Redis::start() else {
        return;
    };
    let stub = slow(documented).await;
    let upstream = generic(&stub);
    let state = on(&redis);
    let gateway = Arc::new(start(config(&upstream, &state)).await);
    let status = ask_and_stop(&gateway, &stub, || redis.stop()).await;
    assert_eq!(status, StatusCode::OK);
    redis.start_again();
    is_ready_again(&gateway).await;
    Arc::into_inner(gateway).unwrap().stop().await;
    let next = start(config(&upstream, &state)).await;
    let kept: Value = next.json(PATH).await;
    assert_eq!(kept["source"], "cache");
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_an_answer_that_redis_did_not_take_when_erased_then_nothing_of_it_is_left() {
    let Some(mut redis) = Redis::start() else {
        return;
    };
    let stub = slow(documented).await;
    let upstream = generic(&stub);
    let state = on(&redis);
    let gateway = Arc::new(start(config(&upstream, &state)).await);
    assert_eq!(
        ask_and_stop(&gateway, &stub, || redis.stop()).await,
        StatusCode::OK
    );
    redis.start_again();
    is_ready_again(&gateway).await;
    let erased = gateway.operate(Method::DELETE, PATH).await;
    let erased: Value = erased.json().await.unwrap();
    assert_eq!(erased["erased"], true);
    let kept = gateway.get(&format!("{PATH}?cache=only")).await;
    assert_eq!(kept.status(), StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_redis_that_goes_while_the_upstream_fails_then_the_failure_is_paid_once() {
    let Some(mut redis) = Redis::start() else {
        return;
    };
    let stub = slow(|_: &Request| ResponseTemplate::new(500)).await;
    let upstream = generic(&stub);
    let state = on(&redis);
    let mut config = config(&upstream, &state);
    config.service.lifetimes.failed = Duration::from_secs(3_600);
    let gateway = Arc::new(start(config).await);
    let status = ask_and_stop(&gateway, &stub, || redis.stop()).await;
    assert_eq!(status, StatusCode::BAD_GATEWAY);
    redis.start_again();
    is_ready_again(&gateway).await;
    assert_eq!(gateway.get(PATH).await.status(), StatusCode::BAD_GATEWAY);
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_an_audit_that_goes_while_the_upstream_answers_then_the_answer_is_told_and_written_down_later()
 {
    let Some(mut postgres) = Postgres::start() else {
        return;
    };
    let stub = slow(documented).await;
    let upstream = generic(&stub);
    let directory = tempfile::tempdir().unwrap();
    let state = format!(
        "postgres = \"{}\"\nsqlite = \"{}\"",
        postgres.database().await,
        directory.path().join("gateway.db").display()
    );
    let gateway = Arc::new(start(config(&upstream, &state)).await);
    // The record waits for the audit to be there again.
    let status = ask_and_stop(&gateway, &stub, || postgres.stop()).await;
    assert_eq!(status, StatusCode::OK);
    postgres.start_again();
    is_ready_again(&gateway).await;
    let again: Value = gateway.json(PATH).await;
    assert_eq!(again["source"], "cache");
    assert_eq!(asked(&stub).await, 1);
    let quota: Value = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 1);
    let audit = gateway.operate(reqwest::Method::GET, "/audit").await;
    let audit: Value = audit.json().await.unwrap();
    let sources = audit["records"].as_array().unwrap().iter();
    let sources: Vec<_> = sources.map(|record| record["source"].as_str()).collect();
    assert_eq!(sources, [Some("cache"), Some("live")], "{audit}");
}
