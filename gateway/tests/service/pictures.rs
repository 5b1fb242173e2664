//! Pictures by the gateway's own links.

use std::time::{SystemTime, UNIX_EPOCH};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path, path_regex},
};

use crate::gateway::{Running, asked, config, start};

/// The shortest that begins like a JPEG and ends like one.
pub const JPEG: &[u8] = &[0xff, 0xd8, 0xff, 0xdb, 0x00, 0x04, 0x00, 0x00, 0xff, 0xd9];

/// A service whose pictures are at the same host.
pub async fn with_pictures(picture: ResponseTemplate) -> (MockServer, Running) {
    with_pictures_and(picture, "").await
}

/// The same, with more in the gateway's configuration.
async fn with_pictures_and(picture: ResponseTemplate, more: &str) -> (MockServer, Running) {
    let stub = MockServer::start().await;
    let base = stub.uri();
    Mock::given(method("GET"))
        .and(path_regex("^/number/"))
        .respond_with(move |_: &wiremock::Request| {
            ResponseTemplate::new(200).set_body_json(json!({
                "success": true,
                "isWhatsApp": true,
                "number": "13105550123",
                "profilePic": format!("{base}/full.jpg"),
                "profilePicThumb": format!("{base}/thumb.jpg"),
                "name": "Demo Person",
                "isBusiness": false,
                "lastChecked": "2026-04-24T12:34:56Z",
            }))
        })
        .mount(&stub)
        .await;
    Mock::given(method("GET"))
        .and(path("/thumb.jpg"))
        .respond_with(picture)
        .mount(&stub)
        .await;
    let more = format!(
        "[picture]\nhosts = [\"{}\"]\nallow-addresses = [\"127.0.0.1\"]\n{more}",
        stub.uri()
    );
    let gateway = start(config(&stub, "", &more)).await;
    (stub, gateway)
}

#[tokio::test]
async fn given_demo_people_in_a_batch_when_answered_then_their_pictures_open_at_this_gateway() {
    let gateway = start(phone_profile_gateway::Config::default()).await;
    let batch = gateway.client.post(gateway.url("/numbers"));
    let batch = batch.json(&json!({ "numbers": ["13105550100"] }));
    let line: Value = batch.send().await.unwrap().json().await.unwrap();
    let link = line["profile"]["profilePicThumb"].as_str().unwrap();
    assert!(link.starts_with(&gateway.url("/demo/pictures/")), "{link}");
    let picture = gateway.client.get(link).send().await.unwrap();
    assert_eq!(picture.headers()["content-type"], "image/jpeg");
}

async fn thumb(gateway: &Running) -> String {
    let answer: Value = gateway.json("/number/13105550123").await;
    answer["profilePicThumb"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn given_a_picture_when_its_link_is_opened_without_a_token_then_the_bytes_come_by_the_gateway()
 {
    let (_stub, gateway) =
        with_pictures(ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg")).await;
    let link = thumb(&gateway).await;
    assert!(
        link.starts_with(&gateway.url("/picture/13105550123?size=thumb&oe=")),
        "{link}"
    );
    let picture = gateway.client.get(&link).send().await.unwrap();
    assert_eq!(picture.status(), 200);
    let headers = picture.headers();
    assert_eq!(headers["content-type"], "image/jpeg");
    assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
    assert!(
        headers["cache-control"]
            .to_str()
            .unwrap()
            .starts_with("private, max-age=")
    );
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(&picture.bytes().await.unwrap()[..], JPEG);
}

#[tokio::test]
async fn given_a_picture_from_a_storage_server_when_opened_then_its_type_is_right_and_no_metadata_comes()
 {
    let secret = b"SECRETPLACE";
    let has_secret = |bytes: &[u8]| bytes.windows(secret.len()).any(|text| text == secret);
    let webp = include_bytes!("../picture_files/with-metadata.webp");
    assert!(has_secret(webp));
    let stored = ResponseTemplate::new(200).set_body_raw(*webp, "binary/octet-stream");
    let (_stub, gateway) = with_pictures(stored).await;
    let link = thumb(&gateway).await;
    let picture = gateway.client.get(&link).send().await.unwrap();
    assert_eq!(picture.status(), 200);
    assert_eq!(picture.headers()["content-type"], "image/webp");
    let bytes = picture.bytes().await.unwrap();
    assert!(bytes.starts_with(b"RIFF") && !has_secret(&bytes));
}

#[tokio::test]
async fn given_a_link_that_was_changed_when_opened_then_it_is_403() {
    let (_stub, gateway) =
        with_pictures(ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg")).await;
    let link = thumb(&gateway).await;
    for changed in [
        link.replace("13105550123", "13105550188"),
        link.replace("thumb", "full"),
        link.replace("oe=", "oe=F"),
    ] {
        let answer = gateway.client.get(&changed).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{changed}");
    }
    let unsigned = gateway.url("/picture/13105550123?size=thumb");
    let answer = gateway.client.get(unsigned).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn given_a_page_in_place_of_a_picture_when_opened_then_it_is_not_passed_on() {
    let html = ResponseTemplate::new(200).set_body_raw("<script>alert(1)</script>", "image/jpeg");
    let (_stub, gateway) = with_pictures(html).await;
    let link = thumb(&gateway).await;
    let answer = gateway.client.get(&link).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_GATEWAY);
    assert!(!answer.text().await.unwrap().contains("script"));
}

#[tokio::test]
async fn given_a_number_that_was_erased_when_its_link_is_opened_then_there_is_no_picture() {
    let (_stub, gateway) =
        with_pictures(ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg")).await;
    let link = thumb(&gateway).await;
    assert_eq!(
        gateway.client.get(&link).send().await.unwrap().status(),
        200
    );
    gateway
        .operate(reqwest::Method::DELETE, "/number/13105550123")
        .await;
    let answer = gateway.client.get(&link).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

/// Milliseconds since 1970.
pub fn now_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::try_from(since.as_millis()).unwrap()
}

#[tokio::test]
async fn given_an_answer_that_is_kept_for_seconds_when_its_link_is_opened_then_it_works_as_long_as_it_says()
 {
    let jpeg = ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg");
    let (_stub, gateway) = with_pictures_and(jpeg, "[lifetimes]\nfound = \"3s\"\n").await;
    let link = thumb(&gateway).await;
    let (_, oe) = link.split_once("&oe=").unwrap();
    let (oe, _) = oe.split_once('&').unwrap();
    let ends_ms = u64::from_str_radix(oe, 16).unwrap() * 1_000;
    assert!(ends_ms < now_ms() + 60_000, "beyond its answer");
    let mut opened = 0;
    loop {
        let status = gateway.client.get(&link).send().await.unwrap().status();
        // Not before its time but for the clock's grain.
        let over = now_ms() + 50 >= ends_ms;
        if status == 200 {
            opened += 1;
        } else {
            assert!(over, "{status} before its time");
            assert_eq!(status, StatusCode::FORBIDDEN);
            break;
        }
    }
    assert!(opened > 0);
}

#[tokio::test]
async fn given_answers_that_are_not_kept_when_told_then_there_are_no_links_that_open_nothing() {
    let jpeg = ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg");
    let (_stub, gateway) = with_pictures_and(jpeg, "[lifetimes]\nfound = \"0s\"\n").await;
    let answer: Value = gateway.json("/number/13105550123").await;
    assert_eq!(answer["pictureState"], "public");
    for field in ["profilePic", "profilePicThumb", "pictureExpiresAt"] {
        assert_eq!(answer[field], Value::Null, "{field}");
    }
    // By its own credential a caller still gets the picture of the answer that it pays for.
    let picture = gateway.get("/picture/13105550123?size=thumb").await;
    assert_eq!(picture.status(), 200);
    assert_eq!(picture.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn given_a_token_when_only_asked_about_a_picture_then_that_is_a_lookup_that_asks_nobody() {
    // given
    let picture = ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg");
    let (stub, gateway) = with_pictures(picture).await;
    let path = "/picture/13105550123?size=thumb";
    let head = async || gateway.request(Method::HEAD, path).send().await.unwrap();

    // when
    let before = head().await;
    let asked_before = asked(&stub).await;
    gateway.get("/number/13105550123").await;
    let after = head().await;

    // then
    assert_eq!((before.status(), asked_before), (StatusCode::NOT_FOUND, 0));
    assert_eq!(after.status(), StatusCode::OK);
    let audit = gateway.operate(Method::GET, "/audit").await;
    let audit: Value = audit.json().await.unwrap();
    let records = audit["records"].as_array().unwrap().iter();
    let written: Vec<_> = records
        .map(|record| (&record["result"], &record["source"]))
        .collect();
    let expected = [
        (json!("registered"), json!("cache")),
        (json!("registered"), json!("live")),
        (json!("not-in-cache"), Value::Null),
    ];
    let expected: Vec<_> = expected.iter().map(|(a, b)| (a, b)).collect();
    assert_eq!(written, expected);
}
