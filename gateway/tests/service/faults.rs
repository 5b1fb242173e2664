//! What callers and upstreams do wrong.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::method};

use crate::gateway::{CRM, asked, config, start, stub};

#[tokio::test]
async fn given_tricks_in_the_path_when_asked_then_it_is_no_number_and_nothing_is_asked() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    for path in [
        "/number/13105550123%2F..%2Fadmin",
        "/number/13105550123%0d%0aX-Injected:%201",
        "/number/13105550123%00",
        "/number/13105550123%3Ftelegram=1",
        "/number/1e15",
        "/number/-13105550123",
    ] {
        let answer = gateway.get(path).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.headers().get("x-injected").is_none());
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["code"], "invalid-number");
    }
    assert_eq!(asked(&stub).await, 0);
}

#[tokio::test]
async fn given_enrichment_flags_when_asked_then_none_reaches_the_upstream() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    let path = "/number/13105550123?telegram=1&leaks=true&cache=reload&face=1";
    assert_eq!(gateway.get(path).await.status(), 200);
    let requests = stub.received_requests().await.unwrap();
    assert_eq!(requests[0].url.path(), "/number/13105550123");
    assert_eq!(requests[0].url.query(), None);
    // The caller's token is not the upstream's business.
    assert!(requests[0].headers.get("x-api-key").is_none());
}

#[tokio::test]
async fn given_bodies_that_are_none_when_posted_then_each_is_refused_by_its_own_status() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    let too_many = format!(
        "{{\"numbers\":[{}]}}",
        vec!["\"13105550123\""; 501].join(",")
    );
    for (body, status) in [
        ("x".repeat(10 << 20), StatusCode::PAYLOAD_TOO_LARGE),
        ("{".to_owned(), StatusCode::BAD_REQUEST),
        ("[]".to_owned(), StatusCode::BAD_REQUEST),
        ("{\"numbers\":1}".to_owned(), StatusCode::BAD_REQUEST),
        ("{}".to_owned(), StatusCode::BAD_REQUEST),
        (
            "{\"numbers\":[],\"cache\":\"never\"}".to_owned(),
            StatusCode::BAD_REQUEST,
        ),
        (too_many, StatusCode::BAD_REQUEST),
    ] {
        let request = gateway.request(Method::POST, "/numbers").body(body);
        let request = request.header("content-type", "application/json; charset=utf-8");
        assert_eq!(request.send().await.unwrap().status(), status);
    }
    let body = "{\"numbers\":[\"13105550123\"]}";
    for content_type in ["text/plain", "", "application/x-www-form-urlencoded"] {
        let request = gateway.request(Method::POST, "/numbers").body(body);
        let request = request.header("content-type", content_type);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    assert_eq!(asked(&stub).await, 0);
}

#[tokio::test]
async fn given_upstreams_that_answer_nonsense_when_asked_then_the_error_is_clear_and_short() {
    for (template, code) in [
        (
            ResponseTemplate::new(200).set_body_string("{\"isWhatsApp\": tr"),
            "bad-response",
        ),
        (
            ResponseTemplate::new(200).set_body_raw("<html>Sign in</html>", "text/html"),
            "bad-response",
        ),
        (
            ResponseTemplate::new(200).set_body_string("x".repeat(1 << 20)),
            "bad-response",
        ),
        (
            ResponseTemplate::new(500).set_body_string("stack trace"),
            "server",
        ),
        (
            ResponseTemplate::new(401).set_body_string("{\"error\":\"bad key\"}"),
            "server",
        ),
    ] {
        let stub = MockServer::start().await;
        Mock::given(method("GET"))
            .respond_with(template)
            .mount(&stub)
            .await;
        let gateway = start(config(&stub, "", "")).await;
        let answer = gateway.get("/number/13105550123").await;
        assert_eq!(answer.status(), StatusCode::BAD_GATEWAY);
        let text = answer.text().await.unwrap();
        let body: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(body["code"], code, "{text}");
        for foreign in ["stack trace", "Sign in", "bad key", "13105550123"] {
            assert!(!text.contains(foreign), "{text}");
        }
    }
}

#[tokio::test]
async fn given_an_upstream_that_hangs_when_asked_then_it_is_504_after_the_timeout() {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_delay(Duration::from_secs(60)))
        .mount(&stub)
        .await;
    let gateway = start(config(&stub, "timeout = \"300ms\"\n", "")).await;
    let started = Instant::now();
    let answer = gateway.get("/number/13105550123").await;
    assert_eq!(answer.status(), StatusCode::GATEWAY_TIMEOUT);
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn given_a_caller_that_leaves_when_the_upstream_answers_then_the_paid_answer_is_kept() {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(|request: &wiremock::Request| {
            crate::gateway::documented(request).set_delay(crate::gateway::A_WHILE)
        })
        .mount(&stub)
        .await;
    let gateway = start(config(&stub, "", "")).await;
    let mut stream = TcpStream::connect(&gateway.address).await.unwrap();
    let request =
        format!("GET /number/13105550123 HTTP/1.1\r\nHost: a\r\nx-api-key: {CRM}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    while asked(&stub).await == 0 {
        tokio::task::yield_now().await;
    }
    drop(stream);
    // Joins the request that is still on its way, or finds its answer.
    let answer: Value = gateway.json("/number/13105550123").await;
    assert_eq!(answer["isWhatsApp"], true);
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test]
async fn given_a_client_that_sends_no_whole_head_when_others_ask_then_they_are_answered() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    let mut slow = Vec::new();
    for _ in 0..200 {
        let mut stream = TcpStream::connect(&gateway.address).await.unwrap();
        stream.write_all(b"GET /number/1310").await.unwrap();
        slow.push(stream);
    }
    assert_eq!(gateway.get("/number/13105550123").await.status(), 200);
}

#[tokio::test]
async fn given_an_endless_head_when_sent_then_the_connection_is_closed() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    let mut stream = TcpStream::connect(&gateway.address).await.unwrap();
    let head = format!(
        "GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n",
        "x".repeat(1 << 20)
    );
    // The other end may close before all is written.
    let _ = stream.write_all(head.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer);
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 431"),
        "{answer:.80}"
    );
}
