//! Who may show the page in a frame: the policy of each document, and the list for the page.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use hyper::StatusCode;
use phone_profile_gateway::{Config, Gateway, GatewayError};
use support::Server;

const PAGE: &[u8] = b"<!doctype html><title>phone-profile</title><p>page";

async fn server(origins: &[&str]) -> Server {
    let config = Config {
        frame_origins: origins.iter().map(|origin| (*origin).to_owned()).collect(),
        ..Config::default()
    };
    Server::with_assets_and(&[("index.html", PAGE), ("page.js", b"export {};")], config).await
}

async fn ancestors(server: &Server, path: &str) -> Option<String> {
    let reply = server.get(path).await;
    let policy = reply.header("content-security-policy")?;
    let directive = policy
        .split("; ")
        .find(|directive| directive.starts_with("frame-ancestors "));
    directive.map(str::to_owned)
}

#[tokio::test]
async fn given_listed_sites_when_the_card_alone_is_asked_for_then_they_may_frame_it() {
    let server = server(&["https://crm.example", "http://localhost:5173"]).await;
    for path in [
        "/?embed",
        "/index.html?embed&number=%2B13105550123",
        "/?embed=",
    ] {
        assert_eq!(
            ancestors(&server, path).await.as_deref(),
            Some("frame-ancestors 'self' https://crm.example http://localhost:5173"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn given_listed_sites_when_anything_else_is_asked_for_then_nobody_may_frame_it() {
    let server = server(&["https://crm.example"]).await;
    for path in [
        "/",
        "/?number=embed",
        "/?embedded",
        "/nothing-here",
        "/nothing-here?embed",
    ] {
        assert_eq!(
            ancestors(&server, path).await.as_deref(),
            Some("frame-ancestors 'none'"),
            "{path}"
        );
    }
    assert_eq!(ancestors(&server, "/page.js?embed").await, None);
}

#[tokio::test]
async fn given_no_listed_site_when_the_card_alone_is_asked_for_then_its_own_pages_may_frame_it() {
    let server = server(&[]).await;
    assert_eq!(
        ancestors(&server, "/?embed").await.as_deref(),
        Some("frame-ancestors 'self'")
    );
}

#[tokio::test]
async fn given_the_rest_of_the_policy_when_framed_then_it_is_as_strict_as_ever() {
    let server = server(&["https://crm.example"]).await;
    let policy = |reply: &support::Reply| {
        let policy = reply.header("content-security-policy").unwrap();
        let mut directives: Vec<String> = policy.split("; ").map(str::to_owned).collect();
        directives.retain(|directive| !directive.starts_with("frame-ancestors "));
        directives
    };
    let alone = policy(&server.get("/").await);
    assert_eq!(policy(&server.get("/?embed").await), alone);
    assert!(
        alone.contains(&"trusted-types 'none'".to_owned()),
        "{alone:?}"
    );
}

#[tokio::test]
async fn given_a_stored_page_when_revalidated_then_the_policy_comes_anew() {
    let server = server(&["https://crm.example"]).await;
    let etag = server.get("/").await.header("etag").unwrap().to_owned();
    let condition = [("if-none-match", etag.as_str())];

    let alone = server.get_with("/", &condition).await;
    let embedded = server.get_with("/?embed", &condition).await;

    assert_eq!(alone.status, StatusCode::NOT_MODIFIED);
    assert_eq!(embedded.status, StatusCode::OK);
    assert_eq!(embedded.header("cache-control"), Some("no-store"));
    assert_eq!(embedded.body, PAGE);
}

#[tokio::test]
async fn given_listed_sites_when_the_page_asks_then_it_is_told_and_other_origins_are_not() {
    let server = server(&["https://crm.example"]).await;
    let reply = server
        .get_with("/frame-origins.json", &[("origin", "https://crm.example")])
        .await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(reply.header("access-control-allow-origin"), None);
    assert_eq!(
        reply.body,
        r#"{"origins":["https://crm.example"]}"#.as_bytes()
    );
}

#[tokio::test]
async fn given_a_pattern_when_configured_then_the_error_names_it() {
    for wrong in [
        "*",
        "https://*.example",
        "https://crm.example; script-src *",
    ] {
        let config = Config {
            frame_origins: vec![wrong.to_owned()],
            ..Config::default()
        };
        let error = Gateway::new(config).await.unwrap_err();
        assert!(
            matches!(&error, GatewayError::Origin(origin) if origin == wrong),
            "{error}"
        );
    }
}

/// Pages of a folder have a policy of their own, which differs from the front page's by what it says of scripts.
async fn expect_policy_of_its_own(
    files: &[(&str, &[u8])],
    paths: &[&str],
    absent: &str,
    scripts: &str,
) {
    let config = Config {
        frame_origins: vec!["https://crm.example".to_owned()],
        ..Config::default()
    };
    let server = Server::with_assets_and(files, config).await;
    let front = server.get("/").await;
    let front = front.header("content-security-policy").unwrap();
    let expected = front.replace("trusted-types 'none'", scripts);

    for path in paths {
        let reply = server.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!(
            reply.header("content-security-policy"),
            Some(expected.as_str()),
            "{path}"
        );
    }
    let absent = server.get(absent).await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    assert_eq!(absent.header("content-security-policy"), Some(front));
}

#[tokio::test]
async fn given_the_workbench_when_served_then_its_policy_allows_one_worker_and_is_otherwise_as_strict()
 {
    expect_policy_of_its_own(
        &[("index.html", PAGE), ("workbench/index.html", PAGE)],
        &["/workbench/", "/workbench/index.html", "/workbench/?embed"],
        "/workbench/nothing-here",
        "worker-src 'self'; trusted-types phone-profile-worker",
    )
    .await;
}

#[tokio::test]
async fn given_the_documentation_when_served_then_vue_may_make_markup_and_the_policy_is_otherwise_as_strict()
 {
    expect_policy_of_its_own(
        &[
            ("index.html", PAGE),
            ("docs/index.html", PAGE),
            ("docs/embed/vue.html", PAGE),
        ],
        &["/docs/", "/docs/embed/vue.html", "/docs/?embed"],
        "/docs/nothing-here.html",
        "trusted-types vue",
    )
    .await;
}
