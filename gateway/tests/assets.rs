//! The built page and embed kit: types, encodings, revalidation, and paths that lead nowhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::io::Read;

use hyper::{Method, StatusCode};
use phone_profile_gateway::{Config, Gateway};
use support::Server;

const PAGE: &[u8] = b"<!doctype html><title>phone-profile</title><p>page";

fn script() -> Vec<u8> {
    "export const answer = 42;\n".repeat(100).into_bytes()
}

async fn server() -> Server {
    Server::with_assets(&[
        ("index.html", PAGE),
        ("page.js", &script()),
        ("page_bg.wasm", &[0, 97, 115, 109, 1, 0, 0, 0]),
        ("page/page.css", b"p{color:navy}"),
        (
            "page/icon.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        ),
        ("phone-profile/index.js", &script()),
        ("phone-profile/index.d.ts", b"export {};"),
        ("prepared.js", &script()),
        ("prepared.js.br", b"made by the build"),
        (".hidden", b"secret"),
    ])
    .await
}

#[tokio::test]
async fn given_built_files_when_asked_then_their_types_are_right() {
    let server = server().await;
    for (path, content_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/?number=%2B13105550123", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/page.js", "text/javascript; charset=utf-8"),
        ("/page_bg.wasm", "application/wasm"),
        ("/page/page.css", "text/css; charset=utf-8"),
        ("/page/icon.svg", "image/svg+xml"),
        ("/phone-profile/index.d.ts", "text/plain; charset=utf-8"),
    ] {
        let reply = server.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        assert_eq!(reply.header("content-type"), Some(content_type), "{path}");
        assert_eq!(reply.header("cache-control"), Some("no-cache"), "{path}");
    }
    assert_eq!(server.get("/").await.body, PAGE);
}

#[tokio::test]
async fn given_an_html_page_when_served_then_it_carries_the_whole_policy() {
    let server = server().await;
    for path in ["/", "/nothing-here"] {
        let policy = server.get(path).await;
        assert_eq!(
            policy.header("content-security-policy"),
            Some(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                 connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
                 frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
            ),
            "{path}"
        );
    }
    let script = server.get("/page.js").await;
    assert_eq!(script.header("content-security-policy"), None);
}

#[tokio::test]
async fn given_accepted_encodings_when_served_then_the_bytes_decode_to_the_file() {
    let server = server().await;
    let mut etags = Vec::new();
    for (accept, encoding) in [
        ("gzip, deflate, br", Some("br")),
        ("gzip", Some("gzip")),
        ("br;q=0.2, gzip;q=0.9", Some("gzip")),
        ("identity", None),
        ("br;q=0", None),
    ] {
        let reply = server
            .get_with("/page.js", &[("accept-encoding", accept)])
            .await;
        assert_eq!(reply.header("content-encoding"), encoding, "{accept}");
        assert_eq!(reply.header("vary"), Some("accept-encoding"));
        let mut decoded = Vec::new();
        match encoding {
            Some("br") => {
                brotli::Decompressor::new(&reply.body[..], 4096).read_to_end(&mut decoded)
            }
            Some(_) => flate2::read::GzDecoder::new(&reply.body[..]).read_to_end(&mut decoded),
            None => (&reply.body[..]).read_to_end(&mut decoded),
        }
        .unwrap();
        assert_eq!(decoded, script(), "{accept}");
        assert_eq!(encoding.is_some(), reply.body.len() < script().len());
        etags.push(reply.header("etag").unwrap().to_owned());
    }
    assert_ne!(etags[0], etags[1]);
    assert_ne!(etags[1], etags[3]);
    assert_eq!(etags[1], etags[2]);
}

#[tokio::test]
async fn given_a_br_file_beside_it_when_served_then_that_is_used_and_not_served_itself() {
    let server = server().await;
    let reply = server
        .get_with("/prepared.js", &[("accept-encoding", "br")])
        .await;
    assert_eq!(reply.body, &b"made by the build"[..]);
    assert_eq!(
        server.get("/prepared.js.br").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn given_an_etag_when_sent_back_then_it_is_304_without_a_body() {
    let server = server().await;
    let etag = server
        .get("/page.js")
        .await
        .header("etag")
        .unwrap()
        .to_owned();
    assert!(etag.starts_with('"'), "strong: {etag}");
    for condition in [
        etag.clone(),
        format!("W/{etag}"),
        format!("\"other\", {etag}"),
        "*".to_owned(),
    ] {
        let reply = server
            .get_with("/page.js", &[("if-none-match", &condition)])
            .await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{condition}");
        assert!(reply.body.is_empty());
        assert_eq!(reply.header("etag"), Some(etag.as_str()));
        assert_eq!(reply.header("vary"), Some("accept-encoding"));
    }
    // The tag of one encoding says nothing about another.
    let headers = [("if-none-match", etag.as_str()), ("accept-encoding", "br")];
    let reply = server.get_with("/page.js", &headers).await;
    assert_eq!(reply.status, StatusCode::OK);
}

#[tokio::test]
async fn given_a_head_request_when_served_then_only_the_head_comes() {
    let server = server().await;
    let head = server.request(Method::HEAD, "/page.js", &[]).await;
    assert_eq!(head.status, StatusCode::OK);
    let length = script().len().to_string();
    assert_eq!(head.header("content-length"), Some(length.as_str()));
    assert!(head.body.is_empty());
}

#[tokio::test]
async fn given_the_embed_kit_when_loaded_from_elsewhere_then_it_is_open_and_the_page_is_not() {
    let server = server().await;
    let kit = server.get("/phone-profile/index.js").await;
    assert_eq!(kit.header("access-control-allow-origin"), Some("*"));
    assert_eq!(
        kit.header("cross-origin-resource-policy"),
        Some("cross-origin")
    );
    assert_eq!(kit.header("timing-allow-origin"), Some("*"));
    let page = server.get("/page.js").await;
    assert_eq!(page.header("access-control-allow-origin"), None);
    assert_eq!(page.header("cross-origin-resource-policy"), None);
}

#[tokio::test]
async fn given_paths_that_climb_or_trick_when_asked_then_nothing_is_found() {
    let server = server().await;
    for target in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/page/../page.js",
        "//page.js",
        "/page%2fpage.css/",
        "/./page.js",
        "/page.js/",
        "/page.js%00",
        "/page\\page.css",
        "/%5cpage.js",
        "/.hidden",
        "/%2ehidden",
        "/page",
        "/%ff",
        "/etc/passwd",
    ] {
        let answer = server.raw(target).await;
        let refused = answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400");
        assert!(refused, "{target}: {answer:.80}");
        assert!(!answer.contains("export const"), "{target}");
        assert!(!answer.contains("[package]"), "{target}");
    }
}

#[tokio::test]
async fn given_no_such_file_when_asked_then_a_small_page_says_so() {
    let server = server().await;
    let reply = server.get("/nothing").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert_eq!(
        reply.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(reply.text().contains("Not found"));
}

#[tokio::test]
async fn given_a_directory_that_is_not_there_when_started_then_the_error_names_it() {
    let config = Config {
        assets: Some("no/such/directory".into()),
        ..Config::default()
    };
    let error = Gateway::new(config).await.unwrap_err();
    assert!(error.to_string().contains("no/such/directory"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn given_a_directory_with_a_page_when_asked_without_its_slash_then_the_way_there_is_told() {
    let server = Server::with_assets(&[
        ("index.html", PAGE),
        ("workbench/index.html", PAGE),
        ("page/page.css", b"p{color:navy}"),
    ])
    .await;
    for (path, location) in [
        ("/workbench", "./workbench/"),
        ("/workbench?from=mail", "./workbench/?from=mail"),
    ] {
        let reply = server.get(path).await;
        assert_eq!(reply.status, StatusCode::PERMANENT_REDIRECT, "{path}");
        assert_eq!(reply.header("location"), Some(location), "{path}");
    }
    assert_eq!(server.get("/workbench/").await.body, PAGE);
    // A directory without a page, and names that no directory has.
    for path in ["/page", "//workbench", "/workbench/index.html/"] {
        let reply = server.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}");
    }
}
