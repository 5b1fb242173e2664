//! Whose money it is: the credential's, whatever the entry is called.

use std::{path::Path, time::SystemTime};

use chrono::{DateTime, Datelike, Utc};
use phone_profile_gateway::{Config, Gateway, GatewayError, access::hash_token};
use reqwest::StatusCode;
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path_regex},
};

use crate::{
    gateway::{A_WHILE, CRM, Running, documented, parse, start, stub},
    servers::Redis,
};

fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// An entry for a stub.
fn entry(stub: &MockServer, name: &str, key: &str, more: &str) -> String {
    format!(
        "[[upstreams]]\nkind = \"generic\"\nname = \"{name}\"\n\
         url = \"{}/{name}/{{digits}}\"\nheaders = {{ x-api-key = \"{key}\" }}\n{more}\n",
        stub.uri()
    )
}

fn of(entries: &[String], more: &str) -> Config {
    let hash = hash_token(CRM);
    parse(&format!(
        "{}\n[[access.tokens]]\nname = \"crm\"\nhash = \"{hash}\"\n{more}",
        entries.concat()
    ))
}

fn file(directory: &Path) -> String {
    format!("[state]\nsqlite = \"{}/state.db\"\n", directory.display())
}

async fn budgets(gateway: &Running) -> Vec<(String, u64)> {
    let quota = gateway.json("/quota").await;
    let budgets = quota["budgets"].as_array().unwrap().iter();
    let used = budgets.map(|budget| {
        let name = budget["upstream"].as_str().unwrap().to_owned();
        (name, budget["used"].as_u64().unwrap())
    });
    used.collect()
}

fn used(name: &str, used: u64) -> (String, u64) {
    (name.to_owned(), used)
}

#[tokio::test]
async fn given_two_entries_with_one_key_when_both_are_asked_then_they_spend_one_budget() {
    // given
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path_regex("^/first/"))
        .respond_with(ResponseTemplate::new(500))
        .mount(&stub)
        .await;
    Mock::given(method("GET"))
        .respond_with(documented)
        .mount(&stub)
        .await;
    let limit = |requests: u64| format!("budget = {{ requests = {requests} }}");
    let entries = [
        entry(&stub, "first", "k", &limit(9)),
        entry(&stub, "second", "k", &limit(4)),
        entry(&stub, "third", "another", &limit(9)),
    ];
    let gateway = start(of(&entries, "")).await;

    // when
    for number in ["13105550123", "12125550123"] {
        assert_eq!(
            gateway.get(&format!("/number/{number}")).await.status(),
            200
        );
    }

    // then
    let spent = [used("first", 4), used("second", 4), used("third", 0)];
    assert_eq!(budgets(&gateway).await, spent);
    // Each has its own limit: the second is at its end, and the third answers.
    assert_eq!(gateway.get("/number/13125550140").await.status(), 200);
    let spent = [used("first", 5), used("second", 5), used("third", 1)];
    assert_eq!(budgets(&gateway).await, spent);
}

#[tokio::test]
async fn given_one_key_with_a_limit_in_one_entry_only_when_started_then_it_is_refused() {
    let stub = stub().await;
    let entries = [
        entry(&stub, "first", "k", "budget = { requests = 9 }"),
        entry(&stub, "second", "k", "budget = \"unlimited\""),
    ];
    let error = Gateway::check(&of(&entries, "")).unwrap_err();
    assert!(matches!(error, GatewayError::OnePlan(..)), "{error}");
    assert!(
        error.to_string().contains("give second the same budget"),
        "{error}"
    );
    let [first, second] = entries;
    let second = second.replace("\"unlimited\"", "{ requests = 4 }");
    let checked = Gateway::check(&of(&[first, second], "")).unwrap();
    assert_eq!(checked.shared, [["first", "second"]]);
}

#[tokio::test]
async fn given_a_renamed_upstream_and_another_first_day_when_started_again_then_its_count_goes_on()
{
    let stub = stub().await;
    let directory = tempfile::tempdir().unwrap();
    let state = file(directory.path());
    let today = now().day().min(28);
    for (name, key, begins_on, expected) in [
        ("one", "k", 1, 1),
        ("two", "k", 1, 2),
        ("two", "k", today, 3),
        ("three", "k", today, 4),
        // A rotated key is another budget.
        ("three", "k2", today, 1),
        ("one", "k", 1, 5),
    ] {
        let limit = format!("budget = {{ requests = 9, begins-on = {begins_on} }}");
        let gateway = start(of(&[entry(&stub, name, key, &limit)], &state)).await;
        assert_eq!(
            gateway.get("/number/13105550123").await.status(),
            StatusCode::OK
        );
        assert_eq!(budgets(&gateway).await, [used(name, expected)]);
        gateway.stop().await;
    }
}

const FIRST_VERSION: &str = include_str!("../support/first_version.sql");

#[tokio::test]
async fn given_what_an_earlier_version_counted_by_name_when_started_then_it_is_carried_over_once() {
    let stub = stub().await;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("state.db");
    let first = rusqlite::Connection::open(&path).unwrap();
    first.execute_batch(FIRST_VERSION).unwrap();
    let month = now().date_naive().with_day(1).unwrap().to_string();
    let counted = "INSERT INTO budget VALUES ('stub', ?1, 7), ('gone', ?1, 5)";
    first.execute(counted, [month]).unwrap();
    drop(first);
    let limit = "budget = { requests = 9 }";
    for expected in [7, 7] {
        let entries = [entry(&stub, "stub", "k", limit)];
        let gateway = start(of(&entries, &file(directory.path()))).await;
        assert_eq!(budgets(&gateway).await, [used("stub", expected)]);
        gateway.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_two_gateways_on_one_redis_when_their_entries_have_other_names_then_one_key_is_one_budget()
 {
    let Some(redis) = Redis::shared() else {
        return;
    };
    let stub = stub().await;
    let state = format!(
        "[state]\nredis = \"{}\"\nredis-prefix = \"plans:\"\n",
        redis.url()
    );
    let limit = "budget = { requests = 9 }";
    let one = start(of(&[entry(&stub, "one", "k", limit)], &state)).await;
    let two = start(of(&[entry(&stub, "two", "k", limit)], &state)).await;
    one.get("/number/13105550123").await;
    two.get("/number/12125550123").await;
    assert_eq!(budgets(&one).await, [used("one", 2)]);
    assert_eq!(budgets(&two).await, [used("two", 2)]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn given_a_slow_upstream_when_it_is_asked_then_the_lease_outlasts_its_timeout() {
    let Some(redis) = Redis::start() else {
        return;
    };
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(|request: &wiremock::Request| documented(request).set_delay(A_WHILE))
        .mount(&stub)
        .await;
    let state = format!("[state]\nredis = \"{}\"\n", redis.url());
    let slow = "budget = { requests = 9 }\ntimeout = \"90s\"\npace = \"1ms\"";
    let entries = [
        entry(&stub, "one", "k", slow),
        entry(&stub, "two", "k2", slow),
    ];
    let gateway = start(of(&entries, &state)).await;
    let client = redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let lookup = gateway.get("/number/13105550123");
    let lease_ms = async {
        loop {
            let keys: Vec<String> = redis::cmd("KEYS")
                .arg("phone-profile:lease:*")
                .query_async(&mut connection)
                .await
                .unwrap();
            if let [key] = &keys[..] {
                let left: i64 = redis::cmd("PTTL")
                    .arg(key)
                    .query_async(&mut connection)
                    .await
                    .unwrap();
                break left;
            }
        }
    };
    let (answer, lease_ms) = tokio::join!(lookup, lease_ms);
    assert_eq!(answer.status(), StatusCode::OK);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["isWhatsApp"], json!(true));
    // Both of them, each with its turn in the queue.
    assert!(lease_ms > 2 * (90_000 + 10_000), "{lease_ms}");
}
