//! Keys over HTTP, from providers that answer, fail and hang.

use futures_util::future::join_all;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    sync::mpsc,
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

use super::*;
use crate::access::identity::key_set::tests::{jwk, set};

async fn answer(server: &MockServer, response: ResponseTemplate) {
    server.reset().await;
    Mock::given(any())
        .respond_with(response)
        .mount(server)
        .await;
}

async fn serving(ids: &[&str]) -> (MockServer, RemoteKeys) {
    let server = MockServer::start().await;
    answer(&server, ResponseTemplate::new(200).set_body_json(set(ids))).await;
    let keys = RemoteKeys::new(&server.uri(), Algorithm::RS256).unwrap();
    (server, keys)
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.unwrap().len()
}

#[tokio::test]
async fn given_keys_when_asked_for_often_then_they_are_fetched_once_in_ten_minutes() {
    let (server, keys) = serving(&["a"]).await;
    let start = Instant::now();
    for seconds in [0, 1, 300, 599] {
        let now = start + Duration::from_secs(seconds);
        assert!(keys.find(Some("a"), now).await.is_ok());
    }
    assert_eq!(requests(&server).await, 1);
    assert!(keys.find(Some("a"), start + FRESH).await.is_ok());
    settled(&keys).await;
    assert_eq!(requests(&server).await, 2);
}

/// Until nobody asks for keys.
async fn settled(keys: &RemoteKeys) {
    drop(keys.asking.lock().await);
}

/// Answers the first request with a key, and every other one with silence. Reports each.
async fn falls_silent() -> (String, mpsc::UnboundedReceiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let (report, asked) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let body = set(&["a"]).to_string();
        let answer = format!(
            "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut head = [0; 1_024];
        assert!(stream.read(&mut head).await.unwrap() > 0);
        stream.write_all(answer.as_bytes()).await.unwrap();
        let mut silent = Vec::new();
        while report.send(()).is_ok() {
            silent.push(listener.accept().await.unwrap());
        }
    });
    (address, asked)
}

#[tokio::test]
async fn given_a_provider_that_hangs_when_old_keys_count_then_nobody_waits_for_it() {
    let (address, mut asked) = falls_silent().await;
    let keys = RemoteKeys::new(&address, Algorithm::RS256).unwrap();
    let start = Instant::now();
    assert!(keys.find(Some("a"), start).await.is_ok());

    let stale = start + FRESH;
    let began = Instant::now();
    let found = join_all((0..100).map(|_| keys.find(Some("a"), stale))).await;
    assert!(found.iter().all(Result::is_ok));
    assert!(began.elapsed() < Duration::from_millis(500));
    for _ in 0..2 {
        asked.recv().await.unwrap();
    }
    assert!(asked.try_recv().is_err());
}

#[tokio::test]
async fn given_a_provider_that_hangs_when_unknown_keys_are_named_then_each_waits_a_little_for_one()
{
    let (address, mut asked) = falls_silent().await;
    let keys = RemoteKeys::new(&address, Algorithm::RS256).unwrap();
    let start = Instant::now();
    assert!(keys.find(Some("a"), start).await.is_ok());

    let later = start + UNKNOWN_APART;
    let began = Instant::now();
    let found = join_all((0..100).map(|_| keys.find(Some("b"), later))).await;
    assert!(
        found
            .into_iter()
            .all(|key| key.err() == Some(NoKey::Unknown))
    );
    assert!(began.elapsed() < TIMEOUT);
    // Those with a known key don't notice.
    assert!(keys.find(Some("a"), later).await.is_ok());
    for _ in 0..2 {
        asked.recv().await.unwrap();
    }
    assert!(asked.try_recv().is_err());
}

#[tokio::test]
async fn given_an_unknown_id_when_asked_for_then_keys_are_fetched_at_most_once_a_minute() {
    let (server, keys) = serving(&["a"]).await;
    let start = Instant::now();
    assert!(keys.find(Some("a"), start).await.is_ok());
    answer(
        &server,
        ResponseTemplate::new(200).set_body_json(set(&["b"])),
    )
    .await;

    let soon = start + UNKNOWN_APART - Duration::from_secs(1);
    assert_eq!(keys.find(Some("b"), soon).await.err(), Some(NoKey::Unknown));
    assert_eq!(requests(&server).await, 0);

    let later = start + UNKNOWN_APART;
    assert!(keys.find(Some("b"), later).await.is_ok());
    assert_eq!(
        keys.find(Some("a"), later).await.err(),
        Some(NoKey::Unknown)
    );
    assert_eq!(requests(&server).await, 1);
}

#[tokio::test]
async fn given_many_at_once_when_there_are_no_keys_then_one_asks_and_all_are_served() {
    let (server, keys) = serving(&["a"]).await;
    let now = Instant::now();
    let found = join_all((0..50).map(|_| keys.find(Some("a"), now))).await;
    assert!(found.iter().all(Result::is_ok));
    assert_eq!(requests(&server).await, 1);
}

#[tokio::test]
async fn given_a_provider_that_fails_when_keys_are_held_then_they_count_for_an_hour() {
    let (server, keys) = serving(&["a"]).await;
    let start = Instant::now();
    assert!(keys.find(Some("a"), start).await.is_ok());
    answer(&server, ResponseTemplate::new(500)).await;

    let late = start + USABLE - Duration::from_secs(1);
    assert!(keys.find(Some("a"), late).await.is_ok());
    assert_eq!(
        keys.find(Some("a"), start + USABLE).await.err(),
        Some(NoKey::Unavailable)
    );
    // The second of them came too soon after the first to ask.
    settled(&keys).await;
    assert_eq!(requests(&server).await, 1);
    let _ = keys.find(Some("a"), late + FAILED_APART).await;
    assert_eq!(requests(&server).await, 2);
}

#[tokio::test]
async fn given_answers_that_are_no_keys_when_fetched_then_there_are_none() {
    let server = MockServer::start().await;
    let big = format!("{{\"keys\":[],\"x\":\"{}\"}}", "x".repeat(LARGEST));
    for response in [
        ResponseTemplate::new(404),
        ResponseTemplate::new(302).insert_header("location", "/elsewhere"),
        ResponseTemplate::new(200).set_body_string("<html>"),
        ResponseTemplate::new(200).set_body_json(json!({ "keys": [] })),
        ResponseTemplate::new(200).set_body_json(json!([jwk("a")])),
        ResponseTemplate::new(200).set_body_string(big),
    ] {
        answer(&server, response).await;
        let keys = RemoteKeys::new(&server.uri(), Algorithm::RS256).unwrap();
        let found = keys.find(Some("a"), Instant::now()).await;
        assert_eq!(found.err(), Some(NoKey::Unavailable));
        assert_eq!(requests(&server).await, 1);
    }
}

#[test]
fn given_addresses_when_taken_then_plain_http_is_for_this_machine_only() {
    for fine in [
        "https://id.example/jwks",
        "http://127.0.0.1:8000/",
        "http://[::1]/",
        "http://localhost/",
    ] {
        assert!(RemoteKeys::new(fine, Algorithm::RS256).is_ok(), "{fine}");
    }
    for wrong in [
        "http://id.example/jwks",
        "http://localhost.example/",
        "file:///etc/passwd",
        "id.example",
        "",
    ] {
        assert!(RemoteKeys::new(wrong, Algorithm::RS256).is_err(), "{wrong}");
    }
}
