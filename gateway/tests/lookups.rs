//! What holds for every lookup: the path, methods, CORS, headers, counters, shutdown.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::time::{Duration, Instant};

use hyper::{Method, StatusCode};
use phone_profile_gateway::{AllowedOrigins, Config};
use support::Server;

const DASHBOARD: &str = "https://dash.example";

#[tokio::test]
async fn given_a_plus_in_the_path_when_looked_up_then_it_is_the_same_number() {
    let server = Server::api().await;
    for path in ["/number/+13105550123", "/number/%2B13105550123"] {
        assert_eq!(server.get(path).await.json()["number"], "13105550123");
    }
    assert_eq!(server.stats.lookups("13105550123"), 2);
}

#[tokio::test]
async fn given_bad_digits_when_looked_up_then_it_is_400_in_the_error_shape() {
    let server = Server::api().await;
    let long = format!("/number/{}", "1".repeat(10_000));
    for path in [
        "/number/abcdefgh",
        "/number/123456",
        "/number/1234567890123456",
        "/number/1310555012%00",
        "/number/%D9%A1%D9%A3%D9%A1%D9%A0%D9%A5%D9%A5%D9%A5%D9%A0",
        "/number/%FF%FF%FF%FF%FF%FF%FF",
        "/number/1310%20555%200123",
        "/number/..%2F..%2Fetc",
        long.as_str(),
    ] {
        let reply = server.get(path).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{path:.40}");
        assert_eq!(reply.header("content-type"), Some("application/json"));
        assert_eq!(reply.json()["success"], false);
        assert_eq!(reply.json()["code"], "invalid-number");
        assert!(reply.json()["error"].is_string());
    }
}

#[tokio::test]
async fn given_other_api_paths_when_asked_then_they_are_404_in_the_error_shape() {
    let server = Server::api().await;
    for path in ["/number/", "/number/13105550123/x", "/demo/nothing"] {
        let reply = server.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(reply.json()["success"], false, "{path}");
    }
}

#[tokio::test]
async fn given_a_writing_method_when_sent_then_it_is_405_everywhere() {
    let server = Server::api().await;
    for path in ["/number/13105550123", "/healthz", "/", "/demo/numbers.json"] {
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
            if method == Method::DELETE && path.starts_with("/number/") {
                // Erasure.
                continue;
            }
            let reply = server.request(method, path, &[]).await;
            assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
            let allowed = reply.header("allow").unwrap();
            assert!(allowed.starts_with("GET,HEAD"), "{path}: {allowed}");
        }
    }
    assert_eq!(server.stats.lookups("13105550123"), 0);
}

#[tokio::test]
async fn given_any_answer_when_sent_then_it_carries_the_security_headers() {
    let server = Server::api().await;
    for path in [
        "/healthz",
        "/number/13105550123",
        "/number/bad",
        "/demo/numbers.json",
        "/nothing",
    ] {
        let reply = server.get(path).await;
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
    }
    assert_eq!(server.get("/healthz").await.text(), "ok");
}

#[tokio::test]
async fn given_an_allowed_origin_when_it_looks_up_then_it_is_echoed_without_credentials() {
    let origins = vec![DASHBOARD.to_owned(), "http://localhost:5173".to_owned()];
    let server = Server::with_origins(AllowedOrigins::List(origins)).await;
    for path in [
        "/number/13105550123",
        "/number/13105550113",
        "/number/bad",
        "/demo/numbers.json",
    ] {
        let reply = server.get_with(path, &[("origin", DASHBOARD)]).await;
        assert_eq!(
            reply.header("access-control-allow-origin"),
            Some(DASHBOARD),
            "{path}"
        );
        assert!(reply.header("access-control-allow-credentials").is_none());
        let exposed = reply.header("access-control-expose-headers").unwrap();
        for name in [
            "retry-after",
            "x-ratelimit-requests-limit",
            "x-ratelimit-requests-remaining",
            "x-ratelimit-requests-reset",
        ] {
            assert!(exposed.contains(name), "{exposed}");
        }
        let vary = reply.header("vary").unwrap().to_ascii_lowercase();
        assert!(vary.contains("origin"), "{vary}");
    }
}

#[tokio::test]
async fn given_an_allowed_origin_when_it_preflights_then_methods_and_headers_are_told() {
    let server = Server::with_origins(AllowedOrigins::List(vec![DASHBOARD.to_owned()])).await;
    let reply = server
        .request(
            Method::OPTIONS,
            "/number/13105550123",
            &[
                ("origin", DASHBOARD),
                ("access-control-request-method", "GET"),
                ("access-control-request-headers", "authorization"),
            ],
        )
        .await;
    assert!(reply.status.is_success());
    assert_eq!(reply.header("access-control-allow-origin"), Some(DASHBOARD));
    assert!(
        reply
            .header("access-control-allow-methods")
            .unwrap()
            .contains("GET")
    );
    let headers = reply.header("access-control-allow-headers").unwrap();
    for name in ["authorization", "content-type", "x-requested-with"] {
        assert!(headers.contains(name), "{headers}");
    }
    assert_eq!(server.stats.lookups("13105550123"), 0);
}

#[tokio::test]
async fn given_a_page_with_monitoring_when_it_preflights_then_its_headers_are_allowed() {
    let config = Config {
        allowed_origins: AllowedOrigins::List(vec![DASHBOARD.to_owned()]),
        allowed_headers: vec!["X-Team".to_owned()],
        ..Config::default()
    };
    let server = Server::start(config, None).await;
    let preflight = async |origin| {
        let asked = "authorization,baggage,sentry-trace,traceparent,tracestate,x-team";
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "GET"),
            ("access-control-request-headers", asked),
        ];
        let path = "/number/13105550123";
        let reply = server.request(Method::OPTIONS, path, &headers).await;
        let allowed = reply.header("access-control-allow-headers");
        (asked, allowed.map(str::to_owned))
    };
    let (asked, allowed) = preflight(DASHBOARD).await;
    let allowed = allowed.unwrap();
    let allowed: Vec<&str> = allowed.split(',').map(str::trim).collect();
    for name in asked.split(',') {
        assert!(allowed.contains(&name), "{name}: {allowed:?}");
    }
    assert_eq!(preflight("https://evil.example").await.1, None);
}

#[tokio::test]
async fn given_another_origin_when_it_asks_then_it_gets_no_cors_header_at_all() {
    let allowing_one = AllowedOrigins::List(vec![DASHBOARD.to_owned()]);
    for server in [
        Server::with_origins(allowing_one).await,
        Server::with_origins(AllowedOrigins::default()).await,
    ] {
        for origin in [
            "https://evil.example",
            "https://dash.example.evil.example",
            "http://dash.example",
            "https://dash.example:8443",
            "null",
        ] {
            for method in [Method::GET, Method::OPTIONS] {
                let headers = [("origin", origin), ("access-control-request-method", "GET")];
                let reply = server
                    .request(method, "/number/13105550123", &headers)
                    .await;
                let told = reply
                    .headers
                    .keys()
                    .find(|name| name.as_str().starts_with("access-control-"));
                assert_eq!(told, None, "{origin}");
            }
        }
    }
}

#[tokio::test]
async fn given_any_origin_allowed_when_one_asks_then_the_answer_is_a_star() {
    let server = Server::with_origins(AllowedOrigins::Any).await;
    let headers = [("origin", "https://anyone.example")];
    let reply = server.get_with("/number/13105550123", &headers).await;
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
}

#[tokio::test]
async fn given_the_host_header_when_it_is_plain_then_picture_links_are_absolute() {
    let server = Server::api().await;
    let own = server.get("/number/13105550123").await.json();
    let prefix = format!("http://{}/demo/pictures/13105550123/", server.address);
    assert!(own["profilePic"].as_str().unwrap().starts_with(&prefix));
    let headers = [("host", "dash.example"), ("x-forwarded-proto", "https")];
    let proxied = server
        .get_with("/number/13105550123", &headers)
        .await
        .json();
    let link = proxied["profilePicThumb"].as_str().unwrap();
    assert!(link.starts_with("https://dash.example/demo/"), "{link}");
}

#[tokio::test]
async fn given_a_forged_host_when_looked_up_then_picture_links_are_relative() {
    let server = Server::api().await;
    for host in ["evil\"><script>", "a.example/x?y=", "user@a.example"] {
        let reply = server
            .get_with("/number/13105550123", &[("host", host)])
            .await;
        let link = reply.json()["profilePic"].as_str().unwrap().to_owned();
        assert!(
            link.starts_with("../demo/pictures/13105550123/full.jpg?oe="),
            "{link}"
        );
    }
}

#[tokio::test]
async fn given_a_waiting_test_when_lookups_arrive_then_the_stats_say_so() {
    let server = Server::api().await;
    let (stats, digits) = (server.stats.clone(), "13105550112");
    // The lookup itself never ends within this test; that it arrived is what counts.
    tokio::select! {
        _ = server.get("/number/13105550112") => panic!("answered"),
        () = stats.wait_for_lookups(digits, 1) => {}
    }
    assert_eq!(stats.lookups(digits), 1);
}

#[tokio::test]
async fn given_open_connections_when_shut_down_then_it_ends_within_seconds() {
    let server = Server::api().await;
    // An idle kept-alive connection, and a request that would take a minute.
    assert_eq!(server.get("/healthz").await.status, StatusCode::OK);
    assert!(server.is_silent("/number/13105550112").await);
    let started = Instant::now();
    server.stop().await;
    assert!(started.elapsed() < Duration::from_secs(5));
}
