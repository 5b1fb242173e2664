//! Failures are paid for once: what is certain is kept, and the rest is remembered for a while.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use reqwest::{Method, StatusCode};
use serde_json::Value;
use wiremock::{
    Mock, MockServer, Request, ResponseTemplate,
    matchers::{method, path_regex},
};

use crate::{
    gateway::{A_WHILE, NUMBER, Running, asked, at_once, budget, config, documented, parse, start},
    servers::{Postgres, Redis},
};

const PATH: &str = "/number/13105550123";
/// The widget tries again only within this time: its `timeout`, unless a page sets another.
const WIDGETS_TIMEOUT_S: u64 = 15;

async fn stub_of(answer: impl wiremock::Respond + 'static) -> MockServer {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(answer)
        .mount(&stub)
        .await;
    stub
}

fn refusal() -> ResponseTemplate {
    ResponseTemplate::new(400)
        .set_body_string(r#"{"error":"Invalid phone number, check it","success":null}"#)
}

async fn used(gateway: &Running) -> Value {
    let quota: Value = gateway.json("/quota").await;
    quota["budgets"][0]["used"].clone()
}

#[tokio::test]
async fn given_a_number_that_the_vendor_refuses_when_asked_again_then_it_is_told_from_the_cache() {
    let stub = stub_of(refusal()).await;
    let gateway = start(config(&stub, &budget(50), "")).await;
    for query in ["", "", "?cache=only"] {
        let answer = gateway.get(&format!("{PATH}{query}")).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.headers().get("retry-after"), None);
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["code"], "invalid-number", "{query}");
    }
    assert_eq!(asked(&stub).await, 1);
    assert_eq!(used(&gateway).await, 1);

    // A wish for something newer is one to pay.
    let reload = format!("{PATH}?cache=reload");
    assert_eq!(gateway.get(&reload).await.status(), 400);
    assert_eq!(asked(&stub).await, 2);
    let erased = gateway.operate(Method::DELETE, PATH).await;
    let erased: Value = erased.json().await.unwrap();
    assert_eq!(erased["erased"], true);
    let kept = gateway.get(&format!("{PATH}?cache=only")).await;
    assert_eq!(kept.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn given_refusals_that_live_for_no_time_when_asked_again_then_the_vendor_is_asked_again() {
    let stub = stub_of(refusal()).await;
    let more = "[lifetimes]\nrefused = \"0s\"\n";
    let gateway = start(config(&stub, "", more)).await;
    for _ in 0..2 {
        assert_eq!(gateway.get(PATH).await.status(), 400);
    }
    assert_eq!(asked(&stub).await, 2);
}

#[tokio::test]
async fn given_a_failure_that_may_have_been_paid_when_tried_again_then_it_is_told_without_asking() {
    let text = |status, body: &str| ResponseTemplate::new(status).set_body_string(body);
    for (answer, status, code) in [
        (text(500, "{\"error\":\"x\"}"), 502, "server"),
        (
            text(503, "").insert_header("retry-after", "2"),
            502,
            "server",
        ),
        (text(200, "<html>Sign in</html>"), 502, "bad-response"),
        (text(200, "{\"isWhatsApp\":null}"), 502, "bad-response"),
        (
            text(404, "{\"code\":\"NOT_IN_DATABASE\"}"),
            404,
            "not-in-cache",
        ),
        (
            text(200, "{}").set_delay(Duration::from_secs(60)),
            504,
            "timeout",
        ),
    ] {
        let stub = stub_of(answer).await;
        let upstream = format!("timeout = \"300ms\"\n{}", budget(50));
        let gateway = start(config(&stub, &upstream, "")).await;
        // As the widget does it: the same URL, whatever that is.
        for query in ["", "", "?cache=reload", "?cache=reload"] {
            let answer = gateway.get(&format!("{PATH}{query}")).await;
            assert_eq!(answer.status(), status, "{code} {query}");
            let wait = answer.headers()["retry-after"].to_str().unwrap();
            let wait: u64 = wait.parse().unwrap();
            assert!((WIDGETS_TIMEOUT_S + 1..=30).contains(&wait), "{wait}");
            let body: Value = answer.json().await.unwrap();
            assert_eq!(body["code"], code);
            assert_eq!(body["retryAfterSeconds"], wait);
        }
        assert_eq!(asked(&stub).await, 1, "{code}");
        assert_eq!(used(&gateway).await, 1, "{code}");
        // Another number is another lookup.
        gateway.get("/number/13105550188").await;
        assert_eq!(asked(&stub).await, 2, "{code}");
    }
}

#[tokio::test]
async fn given_a_vendor_that_wants_a_longer_wait_when_it_fails_then_callers_are_told_that() {
    let overloaded = ResponseTemplate::new(503).insert_header("retry-after", "90");
    let stub = stub_of(overloaded).await;
    let gateway = start(config(&stub, "", "")).await;
    for _ in 0..2 {
        let answer = gateway.get(PATH).await;
        let wait = answer.headers()["retry-after"].to_str().unwrap().to_owned();
        assert!(["89", "90"].contains(&wait.as_str()), "{wait}");
    }
    assert_eq!(asked(&stub).await, 1);
}

/// Fails once.
async fn recovering() -> MockServer {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(500))
        .up_to_n_times(1)
        .with_priority(1)
        .mount(&stub)
        .await;
    Mock::given(method("GET"))
        .respond_with(documented)
        .mount(&stub)
        .await;
    stub
}

#[tokio::test]
async fn given_a_failure_whose_while_is_over_when_asked_then_it_is_looked_up_anew() {
    let stub = recovering().await;
    let more = "[lifetimes]\nfailed = \"700ms\"\n[access]\nper-minute = 100000\nper-day = 100000\n";
    let gateway = start(config(&stub, "", more)).await;
    let begun = Instant::now();
    assert_eq!(gateway.get(PATH).await.status(), 502);
    let failed_at = Instant::now();
    while gateway.get(PATH).await.status() != 200 {
        assert!(failed_at.elapsed() < Duration::from_secs(20), "never again");
    }
    assert!(begun.elapsed() >= Duration::from_millis(700));
    assert_eq!(asked(&stub).await, 2);
}

#[tokio::test]
async fn given_no_while_for_failures_when_asked_again_then_it_is_looked_up_again() {
    let stub = recovering().await;
    let gateway = start(config(&stub, "", "[lifetimes]\nfailed = \"0s\"\n")).await;
    assert_eq!(gateway.get(PATH).await.status(), 502);
    assert_eq!(gateway.get(PATH).await.status(), 200);
}

#[tokio::test]
async fn given_a_failure_when_the_number_is_erased_then_it_is_forgotten_too() {
    let stub = recovering().await;
    let gateway = start(config(&stub, "", "")).await;
    assert_eq!(gateway.get(PATH).await.status(), 502);
    let erased = gateway.operate(Method::DELETE, PATH).await;
    let erased: Value = erased.json().await.unwrap();
    assert_eq!(erased["erased"], true);
    assert_eq!(gateway.get(PATH).await.status(), 200);
}

#[tokio::test]
async fn given_a_failure_that_cost_nothing_when_asked_again_then_it_is_tried_again() {
    let stub = stub_of(ResponseTemplate::new(429)).await;
    let gateway = start(config(&stub, "", "")).await;
    for _ in 0..2 {
        assert_eq!(gateway.get(PATH).await.status(), 429);
    }
    assert_eq!(asked(&stub).await, 2);

    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let uri = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let gateway = start(crate::gateway::config_at(&uri, &budget(50), "")).await;
    let answer = gateway.get(PATH).await;
    assert_eq!(answer.status(), 502);
    assert_eq!(answer.headers().get("retry-after"), None);
    assert_eq!(used(&gateway).await, 0);
}

#[tokio::test]
async fn given_a_paid_failure_and_a_second_upstream_without_budget_when_asked_again_then_nobody_is()
{
    let (first, second) = (
        stub_of(ResponseTemplate::new(500)).await,
        stub_of(documented).await,
    );
    let token = phone_profile_gateway::access::hash_token(crate::gateway::CRM);
    let upstream = |name: &str, stub: &MockServer, requests| {
        format!(
            "[[upstreams]]\nkind = \"generic\"\nname = \"{name}\"\nurl = \"{}/{{digits}}\"\n{}",
            stub.uri(),
            budget(requests)
        )
    };
    let gateway = start(parse(&format!(
        "{}{}[[access.tokens]]\nname = \"crm\"\nhash = \"{token}\"\n",
        upstream("first", &first, 50),
        upstream("second", &second, 1)
    )))
    .await;
    assert_eq!(gateway.get("/number/13105550188").await.status(), 200);
    for _ in 0..3 {
        assert_eq!(gateway.get(PATH).await.status(), 502);
    }
    assert_eq!((asked(&first).await, asked(&second).await), (2, 1));
}

#[tokio::test]
async fn given_a_store_that_fails_when_a_lookup_is_wanted_then_it_is_made() {
    let stub = MockServer::start().await;
    Mock::given(path_regex("^/number_cache/"))
        .respond_with(ResponseTemplate::new(500))
        .mount(&stub)
        .await;
    Mock::given(path_regex("^/number/"))
        .respond_with(documented)
        .mount(&stub)
        .await;
    let token = phone_profile_gateway::access::hash_token(crate::gateway::CRM);
    let gateway = start(parse(&format!(
        "[[upstreams]]\nkind = \"checkleaked\"\nurl = \"{}\"\nkey = \"k\"\npace = \"0s\"\n\
         store-budget = {{ requests = 50 }}\n\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{token}\"\n",
        stub.uri(),
    )))
    .await;
    for _ in 0..3 {
        let answer = gateway.get(&format!("{PATH}?cache=only")).await;
        assert_eq!(answer.status(), 502);
    }
    assert_eq!(asked(&stub).await, 1, "its store is asked once");
    assert_eq!(gateway.get(PATH).await.status(), 200);
    assert_eq!(asked(&stub).await, 2);
}

/// Two gateways on one Redis; none where servers may be missing.
async fn two(stub: &MockServer, prefix: &str) -> Option<[Arc<Running>; 2]> {
    let (redis, postgres) = (Redis::shared()?, Postgres::shared()?);
    let more = format!(
        "[state]\nredis = \"{}\"\nredis-prefix = \"{prefix}:\"\npostgres = \"{}\"\n",
        redis.url(),
        postgres.database().await
    );
    let config = config(stub, &budget(50), &more);
    let (one, two) = (start(config.clone()).await, start(config).await);
    Some([Arc::new(one), Arc::new(two)])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_lookup_that_fails_when_another_gateway_waits_for_it_then_it_is_paid_once() {
    let stub = stub_of(ResponseTemplate::new(500).set_delay(A_WHILE)).await;
    let Some([one, two]) = two(&stub, "failing").await else {
        return;
    };
    let paths = vec![PATH.to_owned(); 5];
    let (first, second) = tokio::join!(at_once(&one, paths.clone()), at_once(&two, paths));
    assert!(first.iter().chain(&second).all(|status| *status == 502));
    assert_eq!(two.get(PATH).await.status(), 502);
    assert_eq!(asked(&stub).await, 1);
    assert_eq!(used(&two).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_refusal_when_another_gateway_is_asked_then_it_tells_it() {
    let stub = stub_of(refusal()).await;
    let Some([one, two]) = two(&stub, "refusing").await else {
        return;
    };
    for gateway in [&one, &two] {
        assert_eq!(gateway.get(PATH).await.status(), 400);
    }
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_an_upstream_that_may_take_long_when_asked_then_the_lease_lasts_longer() {
    let Some(redis) = Redis::shared() else {
        return;
    };
    let stub = stub_of(|request: &Request| documented(request).set_delay(5 * A_WHILE)).await;
    let more = format!(
        "[state]\nredis = \"{}\"\nredis-prefix = \"lease:\"\n",
        redis.url()
    );
    let mut config = config(&stub, "timeout = \"90s\"\n", &more);
    config.service.queue = Duration::ZERO;
    let gateway = Arc::new(start(config).await);
    let lookup = tokio::spawn({
        let gateway = Arc::clone(&gateway);
        async move { gateway.get(PATH).await.status() }
    });
    while asked(&stub).await == 0 {
        tokio::task::yield_now().await;
    }
    let client = redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let keys: Vec<String> = redis::cmd("KEYS")
        .arg("lease:lease:*")
        .query_async(&mut connection)
        .await
        .unwrap();
    assert_eq!(keys.len(), 1, "{keys:?}");
    assert!(!keys[0].contains(NUMBER));
    let left_ms: u64 = redis::cmd("PTTL")
        .arg(&keys[0])
        .query_async(&mut connection)
        .await
        .unwrap();
    assert!(left_ms > 90_000, "{left_ms}");
    assert_eq!(lookup.await.unwrap(), 200);
}
