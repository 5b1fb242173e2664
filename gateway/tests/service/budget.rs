//! Money: never more than the budget, and never twice for one answer.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use phone_profile_gateway::access::hash_token;
use reqwest::StatusCode;
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::method};

use crate::gateway::{
    CRM, OPERATOR, Running, asked, at_once, budget, config, config_at, documented, parse, start,
    stub,
};

fn numbers(count: usize) -> Vec<String> {
    // Far from each other, since runs of neighbours are slowed.
    (0..count)
        .map(|line| format!("/number/1310555{:04}", line * 97))
        .collect()
}

#[tokio::test]
async fn given_more_callers_than_the_budget_when_all_ask_at_once_then_exactly_the_budget_is_spent()
{
    let stub = stub().await;
    let gateway = start(config(&stub, &budget(20), "[access]\nper-minute = 1000\n")).await;
    let gateway = Arc::new(gateway);
    let statuses = at_once(&gateway, numbers(60)).await;
    let count = |status| statuses.iter().filter(|one| **one == status).count();
    assert_eq!((count(200), count(429)), (20, 40));
    assert_eq!(asked(&stub).await, 20);
    let quota: Value = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 20);
    assert_eq!(quota["budgets"][0]["remaining"], 0);
}

#[tokio::test]
async fn given_a_spent_budget_when_asked_then_it_says_so_and_what_is_kept_is_still_told() {
    let stub = stub().await;
    let gateway = start(config(&stub, &budget(1), "")).await;
    let first: Value = gateway.json("/number/13105550123").await;
    assert_eq!(first["quota"]["remaining"], 0);
    let refused = gateway.get("/number/13105550188").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        refused.headers()["content-type"],
        "application/problem+json"
    );
    assert_eq!(refused.headers()["x-ratelimit-requests-remaining"], "0");
    let body: Value = refused.json().await.unwrap();
    assert_eq!(body["code"], "quota-exhausted");
    assert_eq!(body["quota"]["limit"], 1);
    let kept: Value = gateway.json("/number/13105550123").await;
    assert_eq!(kept["source"], "cache");
}

#[tokio::test]
async fn given_an_upstream_with_several_requests_a_lookup_when_asked_then_each_of_them_counts() {
    let waha = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({
            "numberExists": true,
            "chatId": "13105550123@c.us",
            "profilePictureURL": null,
        })))
        .mount(&waha)
        .await;
    let gateway = start(parse(&format!(
        "[[upstreams]]\nkind = \"waha\"\nurl = \"{}\"\nkey = \"k\"\n{}\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n",
        waha.uri(),
        budget(5),
        hash_token(CRM),
    )))
    .await;
    assert_eq!(gateway.get("/number/13105550123").await.status(), 200);
    let quota: Value = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 3);
    // Two are left, which may be too few.
    let refused = gateway.get("/number/13105550188").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(asked(&waha).await, 3);
}

#[tokio::test]
async fn given_an_upstream_that_counted_more_when_it_says_so_then_its_count_holds() {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(|request: &wiremock::Request| {
            documented(request)
                .insert_header("x-ratelimit-requests-limit", "50")
                .insert_header("x-ratelimit-requests-remaining", "1")
        })
        .mount(&stub)
        .await;
    let gateway = start(config(&stub, &budget(50), "")).await;
    let first: Value = gateway.json("/number/13105550123").await;
    assert_eq!(first["quota"]["remaining"], 1);
    assert_eq!(gateway.get("/number/13105550188").await.status(), 200);
    let refused = gateway.get("/number/13105550150").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(asked(&stub).await, 2);
}

#[tokio::test]
async fn given_an_upstream_that_is_not_there_when_asked_then_nothing_counts_as_spent() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = nobody.local_addr().unwrap();
    drop(nobody);
    let gateway = start(config_at(&format!("http://{address}"), &budget(50), "")).await;
    let refused = gateway.get("/number/13105550123").await;
    assert_eq!(refused.status(), StatusCode::BAD_GATEWAY);
    let quota: Value = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 0);
}

#[tokio::test]
async fn given_an_upstream_that_fails_after_it_was_asked_when_counted_then_it_may_have_charged() {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(500))
        .mount(&stub)
        .await;
    let gateway = start(config(&stub, &budget(50), "")).await;
    assert_eq!(gateway.get("/number/13105550123").await.status(), 502);
    let quota: Value = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 1);
}

#[tokio::test]
async fn given_a_batch_with_doubles_and_nonsense_when_sent_then_each_line_is_answered_and_none_paid_twice()
 {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    let lines = gateway
        .batch(&json!({ "numbers": ["13105550123", "+13105550188", "13105550123", "abc"] }))
        .await;
    assert_eq!(lines.len(), 4);
    let of = |number: &str| -> Vec<&Value> {
        let asked = lines.iter().filter(|line| line["number"] == number);
        asked.collect()
    };
    let twice = of("13105550123");
    assert_eq!(twice.len(), 2);
    assert!(
        twice
            .iter()
            .all(|line| line["profile"]["isWhatsApp"] == true)
    );
    assert_eq!(of("+13105550188")[0]["profile"]["number"], "13105550188");
    assert_eq!(of("abc")[0]["error"]["code"], "invalid-number");
    assert_eq!(asked(&stub).await, 2);
}

#[tokio::test]
async fn given_a_number_many_times_in_a_batch_when_asked_then_it_counts_in_the_caps_once() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "[access]\nper-minute = 2\n")).await;
    let lines = gateway
        .batch(&json!({ "numbers": ["13105550123", "+13105550123", "13105550123", "13105550188"] }))
        .await;
    assert_eq!(lines.len(), 4);
    for line in &lines {
        assert_eq!(line["profile"]["success"], true, "{line}");
    }
    let plus: Vec<_> = lines
        .iter()
        .filter(|line| line["number"] == "+13105550123")
        .collect();
    assert_eq!(plus.len(), 1);
    assert_eq!(plus[0]["profile"]["number"], "13105550123");
    assert_eq!(asked(&stub).await, 2);
    assert_eq!(gateway.get("/number/13105550150").await.status(), 429);
}

#[tokio::test]
async fn given_a_batch_that_only_wants_what_is_kept_when_sent_then_nothing_is_spent() {
    let stub = stub().await;
    let gateway = start(config(&stub, &budget(50), "")).await;
    gateway.get("/number/13105550123").await;
    let lines = gateway
        .batch(&json!({ "numbers": ["13105550123", "13105550188"], "cache": "only" }))
        .await;
    let codes: Vec<_> = lines
        .iter()
        .map(|line| line["error"]["code"].clone())
        .collect();
    assert!(codes.contains(&json!("not-in-cache")), "{lines:?}");
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test]
async fn given_a_real_service_when_a_page_asks_for_demo_numbers_then_there_are_none_to_spend_on() {
    let stub = stub().await;
    let gateway = start(config(&stub, &budget(1), "")).await;
    let listed = gateway.json("/demo/numbers.json").await;
    assert_eq!(listed, json!({ "numbers": [] }));
}

/// What a vendor says of its plan beside its answers.
fn saying(remaining: u64, reset: u64) -> impl Fn(&wiremock::Request) -> ResponseTemplate {
    move |request| {
        documented(request)
            .insert_header("x-ratelimit-requests-limit", "1000")
            .insert_header("x-ratelimit-requests-remaining", remaining.to_string())
            .insert_header("x-ratelimit-requests-reset", reset.to_string())
    }
}

/// A vendor that answers so once, and with plenty left from then on.
async fn at_first(
    template: impl Fn(&wiremock::Request) -> ResponseTemplate + Send + Sync + 'static,
) -> MockServer {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(template)
        .up_to_n_times(1)
        .mount(&stub)
        .await;
    Mock::given(method("GET"))
        .respond_with(saying(900, 3_600))
        .mount(&stub)
        .await;
    stub
}

const NO_CAPS: &str = "[access]\nper-minute = 100000\nper-day = 100000\n";

/// Asks until there is an answer, and says how long that took.
async fn until_answered(gateway: &Running, path: &str) -> Duration {
    let began = Instant::now();
    while gateway.get(path).await.status() != StatusCode::OK {
        assert!(began.elapsed() < PATIENCE, "still no answer");
        tokio::task::yield_now().await;
    }
    began.elapsed()
}

const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn given_a_vendor_with_none_left_when_its_own_period_has_ended_then_lookups_go_on() {
    // given
    let stub = at_first(saying(0, 2)).await;
    let gateway = start(config(&stub, &budget(50), NO_CAPS)).await;

    // when
    let first: Value = gateway.json("/number/13105550123").await;

    // then
    assert_eq!(first["quota"]["remaining"], 0);
    let resets = |quota: &Value| (1..=2).contains(&quota["resetSeconds"].as_u64().unwrap());
    assert!(resets(&first["quota"]), "{first}");
    let refused = gateway.get("/number/13105550188").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let body: Value = refused.json().await.unwrap();
    assert_eq!(body["code"], "quota-exhausted");
    assert!(resets(&body["quota"]), "{body}");
    assert_eq!(asked(&stub).await, 1);
    let took = until_answered(&gateway, "/number/13105550188").await;
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert_eq!(asked(&stub).await, 2, "nobody was asked before");
    // Our own count was never raised.
    let quota: Value = gateway.json("/quota").await;
    let own = &quota["budgets"][0];
    assert_eq!((&own["used"], &own["remaining"]), (&json!(2), &json!(48)));
    assert_eq!(own["vendor"]["remaining"], 900);
}

#[tokio::test]
async fn given_a_vendor_that_refuses_when_its_own_period_has_ended_then_lookups_go_on() {
    for budget in [budget(50), "budget = \"unlimited\"".to_owned()] {
        let stub = at_first(|_| {
            ResponseTemplate::new(429)
                .insert_header("x-ratelimit-requests-remaining", "0")
                .insert_header("x-ratelimit-requests-reset", "1")
                .set_body_json(json!({ "message": "You have exceeded the MONTHLY quota" }))
        })
        .await;
        let gateway = start(config(&stub, &budget, NO_CAPS)).await;
        let refused = gateway.get("/number/13105550123").await;
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
        let took = until_answered(&gateway, "/number/13105550123").await;
        assert!(took > Duration::from_millis(500), "{took:?}");
        assert_eq!(asked(&stub).await, 2, "nobody was asked before");
    }
}

#[tokio::test]
async fn given_a_vendor_with_less_left_than_our_budget_when_it_says_until_when_then_that_is_told() {
    let stub = at_first(saying(3, 60)).await;
    let gateway = start(config(&stub, &budget(50), "")).await;
    let first: Value = gateway.json("/number/13105550123").await;
    assert_eq!(first["quota"]["limit"], 50);
    assert_eq!(first["quota"]["remaining"], 3);
    assert!(first["quota"]["resetSeconds"].as_u64().unwrap() <= 60);
    // What it says of 900 within the same period is stale.
    let second: Value = gateway.json("/number/13105550188").await;
    assert_eq!(second["quota"]["remaining"], 2);
    let quota: Value = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 2);
    assert_eq!(quota["budgets"][0]["remaining"], 2);
    assert_eq!(quota["budgets"][0]["vendor"]["remaining"], 2);
}

/// What an operator sends.
async fn correct(gateway: &Running, token: &str, upstream: &str, body: Value) -> reqwest::Response {
    let url = gateway.url(&format!("/quota/{upstream}"));
    let request = gateway.client.put(url).bearer_auth(token).json(&body);
    request.send().await.unwrap()
}

#[tokio::test]
async fn given_an_operator_when_a_count_is_corrected_then_it_holds_and_the_audit_says_who() {
    // given
    let stub = at_first(saying(0, 3_600)).await;
    let gateway = start(config(&stub, &budget(50), "")).await;
    gateway.get("/number/13105550123").await;
    let refused = gateway.get("/number/13105550188").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);

    // when
    let body = json!({ "used": 40, "clearWindow": true });
    let corrected = correct(&gateway, OPERATOR, "stub", body).await;

    // then
    assert_eq!(corrected.status(), StatusCode::OK);
    let corrected: Value = corrected.json().await.unwrap();
    assert_eq!(corrected["budget"]["used"], 40);
    assert_eq!(corrected["budget"]["remaining"], 10);
    assert!(corrected["budget"]["vendor"].is_null());
    assert_eq!(gateway.get("/number/13105550188").await.status(), 200);
    let quota: Value = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 41);
    let audit = gateway.operate(reqwest::Method::GET, "/audit").await;
    let audit: Value = audit.json().await.unwrap();
    let records = audit["records"].as_array().unwrap();
    let record = records.iter().find(|record| record["action"] == "budget");
    let record = record.unwrap();
    assert_eq!(record["who"], "operator");
    let result = record["result"].as_str().unwrap();
    assert!(result.starts_with("stub: used 1, now 40"), "{result}");
}

#[tokio::test]
async fn given_what_is_no_correction_or_no_operator_when_sent_then_nothing_changes() {
    let stub = stub().await;
    let gateway = start(config(&stub, &budget(50), "")).await;
    gateway.get("/number/13105550123").await;
    let used = json!({ "used": 0 });
    for (token, upstream, body, status) in [
        (CRM, "stub", used.clone(), StatusCode::FORBIDDEN),
        ("nobody", "stub", used.clone(), StatusCode::UNAUTHORIZED),
        (OPERATOR, "other", used, StatusCode::NOT_FOUND),
        (
            OPERATOR,
            "stub",
            json!({ "used": 0, "store": true }),
            StatusCode::NOT_FOUND,
        ),
        (OPERATOR, "stub", json!({}), StatusCode::BAD_REQUEST),
        (
            OPERATOR,
            "stub",
            json!({ "used": -1 }),
            StatusCode::BAD_REQUEST,
        ),
        (
            OPERATOR,
            "stub",
            json!({ "usd": 1 }),
            StatusCode::BAD_REQUEST,
        ),
    ] {
        let answer = correct(&gateway, token, upstream, body.clone()).await;
        assert_eq!(answer.status(), status, "{body}");
    }
    let quota: Value = gateway.json("/quota").await;
    assert_eq!(quota["budgets"][0]["used"], 1);
}
