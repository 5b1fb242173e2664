//! Money: never more than the budget, and never twice for one answer.

use std::sync::Arc;

use phone_profile_gateway::access::hash_token;
use reqwest::StatusCode;
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::method};

use crate::gateway::{
    CRM, Running, asked, at_once, budget, config, config_at, documented, parse, start, stub,
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

/// CheckLeaked with its store, which counts for its own plan.
async fn with_store(more: &str) -> (MockServer, Running) {
    let service = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(|request: &wiremock::Request| {
            documented(request)
                .insert_header("x-ratelimit-requests-limit", "1000")
                .insert_header("x-ratelimit-requests-remaining", "999")
        })
        .mount(&service)
        .await;
    let text = format!(
        "[[upstreams]]\nkind = \"checkleaked\"\nkey = \"k\"\npace = \"0s\"\nurl = \"{}\"\n{more}\n{}\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n",
        service.uri(),
        budget(5),
        hash_token(CRM),
    );
    let gateway = start(parse(&text)).await;
    (service, gateway)
}

#[tokio::test]
async fn given_no_budget_for_a_store_when_asked_for_kept_answers_only_then_nobody_is_asked() {
    let (service, gateway) = with_store("").await;
    let kept = gateway.get("/number/13105550123?cache=only").await;
    assert_eq!(kept.status(), StatusCode::NOT_FOUND);
    assert_eq!(asked(&service).await, 0);
}

#[tokio::test]
async fn given_a_budget_for_a_store_when_it_is_asked_then_that_is_spent_and_not_the_live_one() {
    // given
    let (service, gateway) = with_store("store-budget = { requests = 1 }").await;

    // when
    let kept = gateway.get("/number/13105550123?cache=only").await;
    let refused = gateway.get("/number/13105550188?cache=only").await;

    // then
    assert_eq!(kept.status(), StatusCode::OK);
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(asked(&service).await, 1);
    let quota = gateway.json("/quota").await;
    let used = |at: usize| {
        (
            &quota["budgets"][at]["upstream"],
            &quota["budgets"][at]["used"],
        )
    };
    assert_eq!(used(0), (&json!("checkleaked"), &json!(0)));
    assert_eq!(used(1), (&json!("checkleaked (store)"), &json!(1)));
}
