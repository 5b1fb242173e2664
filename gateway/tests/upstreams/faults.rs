//! What every kind must survive alike.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use phone_profile_gateway::upstream::{Ask, Failure, Upstream, UpstreamError};
use proptest::prelude::*;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers};

use crate::stub::{KEY, live, number, requests, upstream};

/// Each kind over HTTP with its key, without anything else.
pub const KINDS: [(&str, &str); 8] = [
    (
        "checkleaked",
        "kind = \"checkleaked\"\nurl = \"{url}\"\nkey = \"{key}\"\npace = \"0s\"",
    ),
    ("waha", "kind = \"waha\"\nurl = \"{url}\"\nkey = \"{key}\""),
    (
        "evolution",
        "kind = \"evolution\"\nurl = \"{url}\"\nkey = \"{key}\"\ninstance = \"i\"",
    ),
    (
        "go-whatsapp",
        "kind = \"go-whatsapp\"\nurl = \"{url}\"\nuser = \"u\"\npassword = \"{key}\"",
    ),
    (
        "green-api",
        "kind = \"green-api\"\nurl = \"{url}\"\ninstance = \"1\"\ntoken = \"{key}\"",
    ),
    (
        "whapi",
        "kind = \"whapi\"\nurl = \"{url}\"\ntoken = \"{key}\"",
    ),
    ("sent", "kind = \"sent\"\nurl = \"{url}\"\nkey = \"{key}\""),
    (
        "generic",
        "kind = \"generic\"\nurl = \"{url}/n/{digits}?key={key}\"\nheaders = { k = \"{key}\" }
        [fields]\nregistered = \"/exists\"\nname = \"/name\"",
    ),
];

const WRONG_TYPES: &str = r#"{"success":"yes","isWhatsApp":"maybe","exists":[],"existsWhatsapp":3,
    "numberExists":{},"contacts":"none","results":7,"whatsappId":[1],"invalidRecord":"no",
    "profilePic":42,"name":["Maya"],"chatId":false,"number":{"digits":1}}"#;

/// Whom to ask, by kind. Made once for many answers, since each reads the system's certificates.
type Upstreams = Vec<(&'static str, Arc<dyn Upstream>)>;

fn upstreams(url: &str) -> Upstreams {
    let one = |(kind, text): (&'static str, &str)| (kind, upstream(text, url));
    KINDS.into_iter().map(one).collect()
}

async fn error_of(upstream: &Arc<dyn Upstream>) -> UpstreamError {
    let error = live(upstream).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains(KEY), "{shown}");
    assert!(!shown.contains("5550123"), "{shown}");
    error
}

async fn always(template: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(matchers::any())
        .respond_with(template)
        .mount(&server)
        .await;
    server
}

/// A stub that answers everything with what it was told last.
async fn told() -> (MockServer, Arc<Mutex<ResponseTemplate>>) {
    let next = Arc::new(Mutex::new(ResponseTemplate::new(200)));
    let told = Arc::clone(&next);
    let server = MockServer::builder()
        .disable_request_recording()
        .start()
        .await;
    Mock::given(matchers::any())
        .respond_with(move |_: &Request| told.lock().unwrap().clone())
        .mount(&server)
        .await;
    (server, next)
}

#[tokio::test]
async fn given_a_body_that_is_no_answer_when_asked_then_it_is_a_bad_response() {
    let (server, next) = told().await;
    let upstreams = upstreams(&server.uri());
    let huge = format!(
        "{{\"isWhatsApp\":true,\"padding\":\"{}\"}}",
        "x".repeat(300_000)
    );
    for body in [
        "",
        "  \n",
        "{\"isWhatsApp\":true,\"exists\":tr",
        "<!doctype html><title>Sign in</title>",
        "[]",
        "null",
        "\"text\"",
        "\u{0}\u{1}",
        WRONG_TYPES,
        &huge,
        &"[".repeat(100_000),
    ] {
        *next.lock().unwrap() = ResponseTemplate::new(200).set_body_string(body);
        for (kind, upstream) in &upstreams {
            let error = error_of(upstream).await;
            let start: String = body.chars().take(30).collect();
            assert_eq!(error.failure, Failure::BadResponse, "{kind}: {start}");
            assert!(error.spent > 0, "{kind}");
            assert_eq!(error.upstream, *kind);
        }
    }
}

/// Whether it is certain that the service charges nothing for it.
fn is_free(kind: &str, failure: Failure) -> bool {
    match failure {
        Failure::Unauthorized => ["checkleaked", "green-api", "sent"].contains(&kind),
        Failure::QuotaExhausted => ["checkleaked", "green-api"].contains(&kind),
        Failure::Forbidden | Failure::RateLimited => kind == "checkleaked",
        _ => false,
    }
}

#[tokio::test]
async fn given_a_refusal_when_asked_then_every_kind_tells_which() {
    let (server, next) = told().await;
    let upstreams = upstreams(&server.uri());
    for (status, body, failure) in [
        (401, "{\"message\":\"Unauthorized\"}", Failure::Unauthorized),
        (403, "<html>Forbidden</html>", Failure::Forbidden),
        (429, "{}", Failure::RateLimited),
        (402, "{}", Failure::QuotaExhausted),
        (500, "{\"error\":\"x\"}", Failure::Server),
        (503, "<html>", Failure::Server),
    ] {
        *next.lock().unwrap() = ResponseTemplate::new(status)
            .insert_header("retry-after", "9")
            .set_body_string(body);
        for (kind, upstream) in &upstreams {
            let error = error_of(upstream).await;
            assert_eq!(error.failure, failure, "{kind}: {status}");
            assert_eq!(error.status, Some(status));
            assert_eq!(error.retry_after, Some(Duration::from_secs(9)));
            assert_eq!(error.spent, u64::from(!is_free(kind, failure)), "{kind}");
        }
    }
}

#[tokio::test]
async fn given_a_redirect_when_asked_then_the_key_does_not_follow_it() {
    let elsewhere = always(ResponseTemplate::new(200).set_body_string("{}")).await;
    let template = ResponseTemplate::new(302).insert_header("location", elsewhere.uri());
    let server = always(template.insert_header("set-cookie", "a=b")).await;
    for (kind, text) in KINDS {
        let upstream = upstream(text, &server.uri());
        for _ in 0..2 {
            let error = live(&upstream).await.unwrap_err();
            assert_eq!(error.failure, Failure::Server, "{kind}");
        }
    }
    assert!(requests(&elsewhere).await.is_empty());
    let cookies = |request: &Request| request.headers.contains_key("cookie");
    assert!(!requests(&server).await.iter().any(cookies));
}

#[tokio::test]
async fn given_a_service_that_hangs_when_asked_then_it_times_out_and_may_have_been_charged() {
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(120));
    let server = always(slow).await;
    for (kind, text) in KINDS {
        let text = format!("timeout = \"100ms\"\n{text}");
        let error = error_of(&upstream(&text, &server.uri())).await;
        assert_eq!(error.failure, Failure::Timeout, "{kind}");
        assert!(error.spent > 0, "{kind}");
    }
}

#[tokio::test]
async fn given_nobody_who_listens_when_asked_then_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for (kind, text) in KINDS {
        let error = live(&upstream(text, &url)).await.unwrap_err();
        assert_eq!(error.failure, Failure::Unreachable, "{kind}");
        assert_eq!(error.spent, 0, "{kind}");
        assert_eq!(error.status, None);
    }
}

#[tokio::test]
async fn given_a_host_that_does_not_exist_when_asked_then_nothing_was_sent() {
    let error = live(&upstream(KINDS[0].1, "https://nothing.invalid"))
        .await
        .unwrap_err();
    assert_eq!(error.spent, 0);
    assert!(matches!(
        error.failure,
        Failure::Unreachable | Failure::Timeout
    ));
}

#[tokio::test]
async fn given_a_service_that_goes_away_within_a_lookup_when_asked_then_it_was_sent() {
    let yes = r#"{"numberExists":true,"existsWhatsapp":true,"contacts":[{"status":"valid"}],
        "results":{"is_on_whatsapp":true}}"#;
    for kind in ["waha", "go-whatsapp", "green-api", "whapi"] {
        let (_, text) = KINDS.into_iter().find(|(name, _)| *name == kind).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            drop(listener);
            let mut request = [0; 2048];
            assert!(stream.read(&mut request).await.unwrap() > 0);
            let length = yes.len();
            let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}");
            let answer = format!("{head}\r\n\r\n{yes}");
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
            // Closing with bytes unread would reset the connection and take the answer back.
            while stream.read(&mut request).await.is_ok_and(|read| read > 0) {}
        });
        let error = live(&upstream(text, &url)).await.unwrap_err();
        serving.await.unwrap();
        assert_eq!(error.failure, Failure::Unreachable, "{kind}");
        assert!(
            error.spent > 0,
            "{kind}: the first request may have been charged"
        );
    }
}

#[tokio::test]
async fn given_an_answer_that_breaks_off_when_asked_then_it_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 1024];
        assert!(stream.read(&mut request).await.unwrap() > 0);
        let half = b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{\"isWhats";
        stream.write_all(half).await.unwrap();
    });
    let error = live(&upstream(KINDS[0].1, &url)).await.unwrap_err();
    serving.await.unwrap();
    assert_eq!(error.failure, Failure::Unreachable);
    assert_eq!(error.status, Some(200));
    assert_eq!(error.spent, 1);
}

#[tokio::test]
async fn given_a_kind_without_a_store_when_only_that_is_wanted_then_nothing_is_requested() {
    let server = always(ResponseTemplate::new(200)).await;
    for (kind, text) in KINDS.into_iter().skip(1) {
        let upstream = upstream(text, &server.uri());
        assert!(!upstream.has_store(), "{kind}");
        let error = upstream
            .lookup(&number(), Ask::StoreOnly)
            .await
            .unwrap_err();
        assert_eq!(error.failure, Failure::NotInStore);
        assert_eq!(error.spent, 0);
    }
    assert!(requests(&server).await.is_empty());
}

#[test]
fn given_any_status_and_body_when_asked_then_no_kind_panics() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (server, next) = runtime.block_on(told());
    let upstreams = upstreams(&server.uri());
    // Bytes, and JSON with the names that the kinds look for.
    let name = proptest::sample::select(vec![
        "isWhatsApp",
        "exists",
        "numberExists",
        "existsWhatsapp",
        "contacts",
        "results",
        "status",
        "name",
        "picture",
        "profilePic",
        "whatsappId",
        "chatId",
        "wuid",
        "response",
        "code",
        "error",
        "message",
        "is_on_whatsapp",
        "url",
        "wa_id",
        "lastChecked",
        "businessProfile",
    ]);
    let leaf = proptest::sample::select(vec![
        "true",
        "false",
        "null",
        "-1e300",
        "1777034096",
        "\"\"",
        "\"valid\"",
        "\"x@c.us\"",
        "\"https://a.example/?oe=zz\"",
        "\"\\u0000\\ud83d\\ude00\"",
    ]);
    let json = leaf
        .prop_map(str::to_owned)
        .prop_recursive(4, 24, 6, move |inner| {
            let pair = (name.clone(), inner.clone())
                .prop_map(|(name, value)| format!("\"{name}\":{value}"));
            prop_oneof![
                proptest::collection::vec(inner, 0..4)
                    .prop_map(|all| format!("[{}]", all.join(","))),
                proptest::collection::vec(pair, 0..6)
                    .prop_map(|all| format!("{{{}}}", all.join(","))),
            ]
        });
    let body = prop_oneof![
        1 => proptest::collection::vec(any::<u8>(), 0..200),
        3 => json.prop_map(String::into_bytes),
    ];
    let status = proptest::sample::select(vec![200u16, 201, 204, 301, 400, 404, 422, 429, 500]);
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(48)
    };
    proptest!(config, |(status in status, body in body)| {
        *next.lock().unwrap() = ResponseTemplate::new(status).set_body_bytes(body);
        for (_, upstream) in &upstreams {
            for ask in [Ask::Live, Ask::StoreOnly] {
                let told = runtime.block_on(upstream.lookup(&number(), ask));
                if let Err(error) = told {
                    prop_assert_eq!(error.upstream, upstream.name());
                }
            }
        }
    });
}
