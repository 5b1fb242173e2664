//! Answers that are kept: for how long, for whom, and until they are erased.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use reqwest::{Method, StatusCode};
use serde_json::Value;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::method};

use crate::gateway::{A_WHILE, NUMBER, asked, at_once, config, documented, parse, start, stub};

#[tokio::test]
async fn given_an_answer_when_asked_for_again_then_it_is_told_from_the_cache_in_the_documented_shape()
 {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "[picture]\nproxy = false\n")).await;
    let first: Value = gateway.json("/number/13105550123").await;
    assert_eq!(first["source"], "live");
    let second = gateway.get("/number/+13105550123").await;
    assert_eq!(second.headers()["cache-control"], "no-store");
    let second: Value = second.json().await.unwrap();
    for (field, value) in [
        ("success", Value::from(true)),
        ("isWhatsApp", Value::from(true)),
        ("number", Value::from(NUMBER)),
        (
            "profilePic",
            Value::from("https://pps.whatsapp.net/v/full.jpg"),
        ),
        (
            "profilePicThumb",
            Value::from("https://pps.whatsapp.net/v/thumb.jpg"),
        ),
        ("name", Value::from("Demo Person")),
        ("isBusiness", Value::from(false)),
        ("lastChecked", Value::from("2026-04-24T12:34:56Z")),
        ("pictureState", Value::from("public")),
        ("source", Value::from("cache")),
        ("quota", Value::Null),
    ] {
        assert_eq!(second[field], value, "{field}");
    }
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test]
async fn given_a_hundred_callers_when_they_ask_for_one_number_at_once_then_the_upstream_is_asked_once()
 {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(|request: &wiremock::Request| documented(request).set_delay(A_WHILE))
        .mount(&stub)
        .await;
    let more = "[access]\nper-minute = 1000\n";
    let gateway = Arc::new(start(config(&stub, "", more)).await);
    let statuses = at_once(&gateway, vec![format!("/number/{NUMBER}"); 100]).await;
    assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test]
async fn given_not_registered_when_asked_then_it_is_an_answer_and_is_kept() {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(
            ResponseTemplate::new(404)
                .set_body_string(r#"{"exists":false,"code":"NUMBER_NOT_FOUND"}"#),
        )
        .mount(&stub)
        .await;
    let gateway = start(config(&stub, "", "")).await;
    for source in ["live", "cache"] {
        let answer = gateway.get("/number/13105550123").await;
        assert_eq!(answer.status(), StatusCode::OK);
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["isWhatsApp"], false);
        assert_eq!(answer["source"], source);
        assert_eq!(answer["profilePic"], Value::Null);
    }
}

#[tokio::test]
async fn given_an_answer_that_does_not_say_when_it_was_made_then_nobody_is_told_a_time() {
    for time in ["", r#","lastChecked":"03/04/2026 10:00""#] {
        let stub = MockServer::start().await;
        let body = format!(r#"{{"exists":true,"name":"Demo Person"{time}}}"#);
        Mock::given(method("GET"))
            .respond_with(ResponseTemplate::new(200).set_body_string(body))
            .mount(&stub)
            .await;
        let gateway = start(config(&stub, "", "")).await;
        for source in ["live", "cache"] {
            let answer: Value = gateway.json("/number/13105550123").await;
            assert_eq!(answer["source"], source);
            assert_eq!(answer["lastChecked"], Value::Null);
        }
        assert_eq!(asked(&stub).await, 1);
    }
}

#[tokio::test]
async fn given_lifetimes_of_zero_when_asked_again_then_it_is_looked_up_again() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "[lifetimes]\nfound = \"0s\"\n")).await;
    for _ in 0..2 {
        let answer: Value = gateway.json("/number/13105550123").await;
        assert_eq!(answer["source"], "live");
    }
    assert_eq!(asked(&stub).await, 2);
}

#[tokio::test]
async fn given_an_answer_when_new_ones_are_wanted_then_each_is_looked_up_however_soon() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    gateway.get("/number/13105550123").await;
    // Often, as some of them fall into the millisecond of the one before.
    for _ in 0..30 {
        let answer = gateway.get("/number/13105550123?cache=reload").await;
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["source"], "live");
    }
    assert_eq!(asked(&stub).await, 31);
}

#[tokio::test]
async fn given_an_answer_when_erased_then_nothing_of_it_is_left() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    gateway.get("/number/13105550123").await;
    let path = "/number/13105550123";
    let erased: Value = gateway
        .operate(Method::DELETE, path)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(erased["erased"], true);
    let kept = gateway.get("/number/13105550123?cache=only").await;
    assert_eq!(kept.status(), StatusCode::NOT_FOUND);
    let body: Value = kept.json().await.unwrap();
    assert_eq!(body["code"], "not-in-cache");
    let again: Value = gateway
        .operate(Method::DELETE, path)
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(again["erased"], false);
}

#[tokio::test]
async fn given_a_first_upstream_that_fails_when_asked_then_the_second_one_answers() {
    let (first, second) = (MockServer::start().await, stub().await);
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(503))
        .mount(&first)
        .await;
    let token = phone_profile_gateway::access::hash_token(crate::gateway::CRM);
    let upstream = |name: &str, stub: &MockServer| {
        format!(
            "[[upstreams]]\nkind = \"generic\"\nname = \"{name}\"\nurl = \"{}/{{digits}}\"\n",
            stub.uri()
        )
    };
    let gateway = start(parse(&format!(
        "{}{}[[access.tokens]]\nname = \"crm\"\nhash = \"{token}\"\n",
        upstream("first", &first),
        upstream("second", &second)
    )))
    .await;
    // After five failures the first one rests.
    for line in 0..8 {
        let answer = gateway
            .get(&format!("/number/1310555{:04}", line * 97))
            .await;
        assert_eq!(answer.status(), 200, "{line}");
    }
    assert_eq!(asked(&first).await, 5);
    assert_eq!(asked(&second).await, 8);
}

#[tokio::test]
async fn given_an_answer_that_is_old_when_asked_then_it_is_told_at_once_and_renewed_behind() {
    let stub = stub().await;
    let lifetimes = "[lifetimes]\nfound = \"1ms\"\nstale = \"1h\"\n[access]\nper-minute = 100000\n";
    let gateway = start(config(&stub, "", lifetimes)).await;
    gateway.get("/number/13105550123").await;
    let begun = Instant::now();
    while asked(&stub).await < 2 {
        let answer = gateway.get("/number/13105550123").await;
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["source"], "cache");
        assert!(begun.elapsed() < Duration::from_secs(20), "never renewed");
    }
}
