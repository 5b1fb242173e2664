use std::time::Duration;

use phone_profile_core::profile::PictureState;
use phone_profile_gateway::upstream::{Ask, Failure};
use serde_json::json;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

use crate::stub::{
    KEY, PICTURE, THUMB, answers, assert_key_only_in, lines, live, number, requests, upstream,
};

const NATIVE: &str = "kind = \"checkleaked\"\nkey = \"{key}\"\nurl = \"{url}\"\npace = \"0s\"";
const RAPIDAPI: &str = "kind = \"checkleaked\"\nkey = \"{key}\"\nurl = \"{url}\"\npace = \"0s\"
    transport = \"rapidapi\"";
const CACHE_FIRST: &str = "kind = \"checkleaked\"\nkey = \"{key}\"\nurl = \"{url}\"\npace = \"0s\"
    mode = \"cache-first\"";
const LIVE: &str = "/number/13105550123";
const STORE: &str = "/number_cache/13105550123";

fn documented() -> serde_json::Value {
    json!({
        "success": true, "isWhatsApp": true, "number": "13105550123",
        "profilePic": PICTURE, "profilePicThumb": THUMB, "name": "Jane Doe",
        "isBusiness": false, "lastChecked": "2026-04-24T12:34:56Z",
    })
}

#[tokio::test]
async fn given_the_documented_shape_when_asked_live_then_all_of_it_is_read() {
    let server = MockServer::start().await;
    answers(&server, "GET", LIVE, 200, documented()).await;
    let upstream = upstream(NATIVE, &server.uri());
    let answered = live(&upstream).await.unwrap();
    let record = answered.record;
    assert!(record.registered && !answered.from_store);
    assert_eq!(record.name.as_deref(), Some("Jane Doe"));
    assert_eq!(record.is_business, Some(false));
    assert_eq!(record.picture.full.as_deref(), Some(PICTURE));
    assert_eq!(record.picture.thumb.as_deref(), Some(THUMB));
    assert_eq!(record.picture.expires_at, Some(0xF000_0000));
    assert_eq!(record.checked_at, Some(1_777_034_096));
    assert_eq!(lines(&server).await, [format!("GET {LIVE}")]);
    assert_key_only_in(&server, "x-rapidapi-key", KEY).await;
    let headers = &requests(&server).await[0].headers;
    assert!(!headers.contains_key("x-rapidapi-host"));
}

#[tokio::test]
async fn given_rapidapi_when_asked_then_the_host_header_names_the_host() {
    let server = MockServer::start().await;
    answers(&server, "GET", LIVE, 200, documented()).await;
    live(&upstream(RAPIDAPI, &server.uri())).await.unwrap();
    assert_key_only_in(&server, "x-rapidapi-key", KEY).await;
    let headers = &requests(&server).await[0].headers;
    assert_eq!(headers["x-rapidapi-host"], "127.0.0.1");
}

#[tokio::test]
async fn given_the_second_shape_when_asked_then_its_names_are_understood() {
    let server = MockServer::start().await;
    let body = json!({
        "number": "13105550123", "exists": true, "pushname": "Shop", "about": "Open till six", "isBusiness": true,
        "isVerified": true, "urlImage": null, "image_status": "not-authorized",
        "date": {"$date": "2026-04-24T12:34:56Z"},
        "businessProfile": {"website": [{"url": "https://shop.example"}], "category": "Bakery"},
    });
    answers(&server, "GET", LIVE, 200, body).await;
    let record = live(&upstream(NATIVE, &server.uri())).await.unwrap().record;
    assert_eq!(record.name.as_deref(), Some("Shop"));
    assert_eq!(record.about.as_deref(), Some("Open till six"));
    assert_eq!(record.is_verified, Some(true));
    assert_eq!(record.picture.state, PictureState::Private);
    assert_eq!(record.checked_at, Some(1_777_034_096));
    let business = record.business.unwrap();
    assert_eq!(business["websites"][0], "https://shop.example");
    assert_eq!(business["categories"][0], "Bakery");
}

#[tokio::test]
async fn given_each_way_to_have_no_picture_when_asked_then_the_reason_is_kept() {
    for (status, state) in [
        (json!("item-not-found"), PictureState::None),
        (json!("not-authorized"), PictureState::Private),
        (json!(null), PictureState::Unknown),
    ] {
        let server = MockServer::start().await;
        let body = json!({"exists": true, "profilePic": null, "image_status": status});
        answers(&server, "GET", LIVE, 200, body).await;
        let record = live(&upstream(NATIVE, &server.uri())).await.unwrap().record;
        assert_eq!(record.picture.state, state);
    }
}

#[tokio::test]
async fn given_each_way_to_say_not_registered_when_asked_then_it_is_an_answer() {
    for (status, body) in [
        (200, json!({"success": true, "isWhatsApp": false})),
        (200, json!({"error": "Whatsapp number doesn't exist"})),
        (404, json!({"exists": false, "code": "NUMBER_NOT_FOUND"})),
    ] {
        let server = MockServer::start().await;
        answers(&server, "GET", LIVE, status, body).await;
        let answered = live(&upstream(NATIVE, &server.uri())).await.unwrap();
        assert!(!answered.record.registered);
        assert_eq!(answered.record.number, number());
    }
}

#[tokio::test]
async fn given_its_error_forms_when_asked_then_each_is_told_apart() {
    let invalid = json!({"error": "Invalid phone number, check it", "success": null});
    let quota = json!({"message": "You have exceeded the MONTHLY quota for Requests"});
    for (status, body, failure) in [
        (400, invalid, Failure::InvalidNumber),
        (
            401,
            json!({"message": "Invalid API key"}),
            Failure::Unauthorized,
        ),
        (
            403,
            json!({"message": "You are not subscribed to this API."}),
            Failure::Forbidden,
        ),
        (429, quota, Failure::QuotaExhausted),
        (503, json!({}), Failure::Server),
    ] {
        let server = MockServer::start().await;
        answers(&server, "GET", LIVE, status, body).await;
        let error = live(&upstream(NATIVE, &server.uri())).await.unwrap_err();
        assert_eq!(error.failure, failure);
        assert_eq!(error.status, Some(status));
        // What is refused before the lookup is not charged for.
        let refused = matches!(status, 401 | 403 | 429);
        assert_eq!(error.spent, u64::from(!refused), "{status}");
    }
}

#[tokio::test]
async fn given_too_many_requests_when_asked_then_wait_and_quota_are_told() {
    let server = MockServer::start().await;
    let template = ResponseTemplate::new(429)
        .insert_header("retry-after", "2")
        .insert_header("x-ratelimit-requests-limit", "10000")
        .insert_header("x-ratelimit-requests-remaining", "9000")
        .insert_header("x-ratelimit-requests-reset", "86400")
        .set_body_json(json!({"error": "Requests must be at least 0.5 seconds apart"}));
    Mock::given(any())
        .respond_with(template)
        .mount(&server)
        .await;
    let error = live(&upstream(NATIVE, &server.uri())).await.unwrap_err();
    assert_eq!(error.failure, Failure::RateLimited);
    assert_eq!(error.retry_after, Some(Duration::from_secs(2)));
    let quota = error.quota.unwrap();
    assert_eq!((quota.limit, quota.remaining), (Some(10_000), Some(9_000)));
    assert_eq!(quota.reset_seconds, Some(86_400));
}

#[tokio::test]
async fn given_a_stored_answer_when_the_store_is_asked_then_it_costs_one_of_the_stores_requests() {
    let server = MockServer::start().await;
    answers(&server, "GET", STORE, 200, documented()).await;
    let upstream = upstream(CACHE_FIRST, &server.uri());
    let answered = upstream.lookup(&number(), Ask::StoreOnly).await.unwrap();
    assert!(answered.from_store);
    assert_eq!(answered.spent, 1);
    assert_eq!(lines(&server).await, [format!("GET {STORE}")]);
    assert_key_only_in(&server, "x-rapidapi-key", KEY).await;
}

#[tokio::test]
async fn given_any_mode_when_asked_for_a_live_lookup_then_only_that_is_made() {
    for (mode, asks_store_first) in [(NATIVE, false), (CACHE_FIRST, true)] {
        let server = MockServer::start().await;
        answers(&server, "GET", LIVE, 200, documented()).await;
        let upstream = upstream(mode, &server.uri());
        assert_eq!(upstream.asks_store_first(), asks_store_first);
        let answered = live(&upstream).await.unwrap();
        assert!(!answered.from_store);
        assert_eq!(answered.spent, 1);
        assert_eq!(lines(&server).await, [format!("GET {LIVE}")]);
    }
}

#[tokio::test]
async fn given_only_the_store_wanted_when_it_has_nothing_then_that_says_nothing_of_the_number() {
    for body in [
        json!({"exists": false, "code": "NOT_IN_DATABASE"}),
        json!({"exists": false}),
        json!({"error": "Number not found"}),
    ] {
        let server = MockServer::start().await;
        answers(&server, "GET", STORE, 404, body).await;
        for mode in [NATIVE, CACHE_FIRST] {
            let upstream = upstream(mode, &server.uri());
            assert!(upstream.has_store());
            let error = upstream
                .lookup(&number(), Ask::StoreOnly)
                .await
                .unwrap_err();
            assert_eq!(error.failure, Failure::NotInStore);
            assert_eq!(error.spent, 1);
        }
        let store = format!("GET {STORE}");
        assert_eq!(lines(&server).await, [store.clone(), store]);
    }
}

#[test]
fn given_the_defaults_when_built_then_requests_are_half_a_second_apart() {
    let text = "kind = \"checkleaked\"\nkey = \"k\"";
    let plain = upstream(text, "");
    assert_eq!(plain.pace(), Duration::from_millis(500));
    assert_eq!(plain.longest(), Duration::from_secs(10));
    assert_eq!(plain.name(), "checkleaked");
    assert!(!plain.is_demo());
    let shown = format!("{plain:?}");
    assert!(shown.contains("whatsapp-proxy.checkleaked.cc"), "{shown}");
}
