//! Every row of the demo table, over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::time::{Duration, Instant};

use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use support::{Reply, Server};

async fn lookup(server: &Server, last_four: &str) -> Reply {
    server.get(&format!("/number/1310555{last_four}")).await
}

async fn profile(server: &Server, last_four: &str) -> Value {
    let reply = lookup(server, last_four).await;
    assert_eq!(reply.status, StatusCode::OK, "{last_four}");
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    reply.json()
}

/// Loads both of a profile's pictures.
async fn pictures(server: &Server, profile: &Value) -> [Reply; 2] {
    let thumb = server
        .get(profile["profilePicThumb"].as_str().unwrap())
        .await;
    let full = server.get(profile["profilePic"].as_str().unwrap()).await;
    [thumb, full]
}

fn is_jpeg(reply: &Reply) -> bool {
    reply.status == StatusCode::OK
        && reply.header("content-type") == Some("image/jpeg")
        && image::load_from_memory_with_format(&reply.body, image::ImageFormat::Jpeg).is_ok()
}

#[tokio::test]
async fn given_0100_when_looked_up_then_it_is_the_documented_shape_with_pictures() {
    let server = Server::api().await;
    let profile = profile(&server, "0100").await;
    assert_eq!(profile["success"], true);
    assert_eq!(profile["isWhatsApp"], true);
    assert_eq!(profile["number"], "13105550100");
    assert_eq!(profile["isBusiness"], false);
    assert_eq!(profile["source"], "demo");
    assert_eq!(profile["quota"], Value::Null);
    assert!(profile["name"].as_str().unwrap().contains(' '));
    let checked = profile["lastChecked"].as_str().unwrap();
    let checked = chrono::DateTime::parse_from_rfc3339(checked).unwrap();
    let age =
        chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()) - checked.to_utc();
    assert!(age.num_seconds().abs() <= 5, "{age}");
    for picture in pictures(&server, &profile).await {
        assert!(is_jpeg(&picture));
    }
}

#[tokio::test]
async fn given_0101_and_0102_when_looked_up_then_only_the_second_business_is_verified() {
    let server = Server::api().await;
    for (last_four, is_verified) in [("0101", false), ("0102", true)] {
        let profile = profile(&server, last_four).await;
        assert_eq!(profile["isBusiness"], true);
        assert_eq!(profile["isVerified"], is_verified);
        for picture in pictures(&server, &profile).await {
            assert!(is_jpeg(&picture));
        }
    }
}

#[tokio::test]
async fn given_0103_to_0105_when_looked_up_then_a_missing_picture_has_its_reason() {
    let server = Server::api().await;
    for (last_four, status) in [
        ("0103", json!("not-authorized")),
        ("0104", json!("item-not-found")),
        ("0105", Value::Null),
    ] {
        let profile = profile(&server, last_four).await;
        assert_eq!(profile["isWhatsApp"], true);
        assert_eq!(profile["profilePic"], Value::Null);
        assert_eq!(profile["profilePicThumb"], Value::Null);
        assert_eq!(profile["image_status"], status, "{last_four}");
    }
}

#[tokio::test]
async fn given_0106_when_looked_up_then_it_is_not_registered() {
    let server = Server::api().await;
    let profile = profile(&server, "0106").await;
    assert_eq!(profile["success"], true);
    assert_eq!(profile["isWhatsApp"], false);
    assert_eq!(profile["name"], Value::Null);
}

#[tokio::test]
async fn given_0107_when_looked_up_twice_then_its_pictures_stay_expired() {
    let server = Server::api().await;
    for _ in 0..2 {
        let profile = profile(&server, "0107").await;
        for picture in pictures(&server, &profile).await {
            assert_eq!(picture.status, StatusCode::FORBIDDEN);
            assert_eq!(picture.text(), "URL signature expired");
            assert_eq!(
                picture.header("content-type"),
                Some("text/plain; charset=utf-8")
            );
        }
    }
}

#[tokio::test]
async fn given_0108_when_its_pictures_load_then_they_are_no_images() {
    let server = Server::api().await;
    let profile = profile(&server, "0108").await;
    for picture in pictures(&server, &profile).await {
        assert_eq!(picture.status, StatusCode::OK);
        assert_eq!(picture.header("content-type"), Some("image/jpeg"));
        assert!(!is_jpeg(&picture));
    }
}

#[tokio::test]
async fn given_0109_when_looked_up_again_then_the_second_link_is_fresh() {
    let server = Server::api().await;
    for nth in 1..=4 {
        let profile = profile(&server, "0109").await;
        for picture in pictures(&server, &profile).await {
            assert_eq!(is_jpeg(&picture), nth % 2 == 0, "lookup {nth}");
        }
    }
}

#[tokio::test]
async fn given_0110_when_looked_up_then_the_name_is_null() {
    let server = Server::api().await;
    let profile = profile(&server, "0110").await;
    assert_eq!(profile["name"], Value::Null);
    assert_eq!(profile["isWhatsApp"], true);
}

#[tokio::test]
async fn given_0111_when_looked_up_then_it_answers_after_three_seconds() {
    let server = Server::api().await;
    let started = Instant::now();
    let profile = profile(&server, "0111").await;
    assert!(started.elapsed() >= Duration::from_secs(3));
    assert_eq!(profile["isWhatsApp"], true);
}

#[tokio::test]
async fn given_0112_when_looked_up_then_it_keeps_silent() {
    let server = Server::api().await;
    assert!(server.is_silent("/number/13105550112").await);
    assert_eq!(server.stats.lookups("13105550112"), 1);
}

#[tokio::test]
async fn given_0113_when_looked_up_then_it_is_always_rate_limited() {
    let server = Server::api().await;
    for _ in 0..3 {
        let reply = lookup(&server, "0113").await;
        assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(reply.header("retry-after"), Some("5"));
        assert_eq!(reply.json()["success"], false);
        assert_eq!(reply.json()["code"], "rate-limited");
    }
}

#[tokio::test]
async fn given_0114_and_0116_when_retried_then_every_second_request_answers() {
    let server = Server::api().await;
    for (last_four, failure, retry_after) in [
        ("0114", StatusCode::TOO_MANY_REQUESTS, Some("1")),
        ("0116", StatusCode::SERVICE_UNAVAILABLE, None),
    ] {
        for nth in 1..=4 {
            let reply = lookup(&server, last_four).await;
            if nth % 2 == 1 {
                assert_eq!(reply.status, failure, "{last_four}, request {nth}");
                assert_eq!(reply.header("retry-after"), retry_after);
            } else {
                assert_eq!(reply.status, StatusCode::OK, "{last_four}, request {nth}");
                assert_eq!(reply.json()["isWhatsApp"], true);
            }
        }
    }
}

#[tokio::test]
async fn given_numbers_that_always_fail_when_looked_up_then_status_and_body_are_as_listed() {
    let server = Server::api().await;
    for (last_four, status, code) in [
        ("0115", StatusCode::INTERNAL_SERVER_ERROR, "server"),
        ("0124", StatusCode::UNAUTHORIZED, "unauthorized"),
        ("0125", StatusCode::FORBIDDEN, "forbidden"),
    ] {
        for _ in 0..2 {
            let reply = lookup(&server, last_four).await;
            assert_eq!(reply.status, status);
            assert_eq!(reply.json()["success"], false);
            assert_eq!(reply.json()["code"], code);
            assert!(!reply.json()["error"].as_str().unwrap().is_empty());
        }
    }
}

#[tokio::test]
async fn given_numbers_with_a_fixed_body_when_looked_up_then_it_is_exactly_that() {
    let server = Server::api().await;
    for (last_four, status, body) in [
        (
            "0120",
            StatusCode::OK,
            json!({"error": "Whatsapp number doesn't exist"}),
        ),
        (
            "0121",
            StatusCode::NOT_FOUND,
            json!({"exists": false, "code": "NUMBER_NOT_FOUND"}),
        ),
        (
            "0122",
            StatusCode::NOT_FOUND,
            json!({"code": "NOT_IN_DATABASE"}),
        ),
    ] {
        let reply = lookup(&server, last_four).await;
        assert_eq!(reply.status, status, "{last_four}");
        assert_eq!(reply.json(), body, "{last_four}");
    }
}

#[tokio::test]
async fn given_0117_when_looked_up_then_it_is_an_html_page() {
    let server = Server::api().await;
    let reply = lookup(&server, "0117").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(
        reply.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert!(reply.text().starts_with("<!doctype html>"));
}

#[tokio::test]
async fn given_0118_when_looked_up_then_the_json_ends_too_early() {
    let server = Server::api().await;
    let reply = lookup(&server, "0118").await;
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert!(reply.body.starts_with(b"{\"success\":true"));
    let error = serde_json::from_slice::<Value>(&reply.body).unwrap_err();
    assert!(error.is_eof(), "{error}");
}

#[tokio::test]
async fn given_0119_when_looked_up_then_it_is_the_second_shape_of_a_verified_business() {
    let server = Server::api().await;
    let profile = profile(&server, "0119").await;
    assert_eq!(profile["exists"], true);
    assert_eq!(profile["isVerified"], true);
    assert!(profile["businessProfile"]["address"].is_string());
    assert!(profile["businessProfile"]["website"][0]["url"].is_string());
    assert!(profile["date"]["$date"].is_string());
    assert_eq!(profile["isWhatsApp"], Value::Null);
    assert_eq!(profile["lastChecked"], Value::Null);
    let picture = server.get(profile["urlImage"].as_str().unwrap()).await;
    assert!(is_jpeg(&picture));
}

#[tokio::test]
async fn given_0123_when_looked_up_then_it_is_the_person_of_the_docs() {
    let server = Server::api().await;
    let profile = profile(&server, "0123").await;
    assert_eq!(profile["name"], "Maya Lindqvist");
    assert_eq!(profile["about"], "Out on the lake");
    assert_eq!(profile["isBusiness"], false);
    for picture in pictures(&server, &profile).await {
        assert!(is_jpeg(&picture));
    }
}

#[tokio::test]
async fn given_0126_when_looked_up_then_the_quota_is_used_up() {
    let server = Server::api().await;
    let reply = lookup(&server, "0126").await;
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(reply.header("x-ratelimit-requests-limit"), Some("50"));
    assert_eq!(reply.header("x-ratelimit-requests-remaining"), Some("0"));
    assert!(reply.header("x-ratelimit-requests-reset").is_some());
    assert_eq!(
        reply.json()["message"],
        "You have exceeded the MONTHLY quota for Requests on your current plan, BASIC"
    );
}

#[tokio::test]
async fn given_0127_when_looked_up_then_no_field_has_its_type() {
    let server = Server::api().await;
    let wrong = profile(&server, "0127").await;
    let right = profile(&server, "0102").await;
    for (field, value) in right.as_object().unwrap() {
        let same_type = std::mem::discriminant(value) == std::mem::discriminant(&wrong[field]);
        assert!(!same_type, "{field}");
    }
}

#[tokio::test]
async fn given_0128_when_looked_up_then_every_text_is_hostile() {
    let server = Server::api().await;
    let profile = profile(&server, "0128").await;
    for field in ["profilePic", "profilePicThumb"] {
        assert!(profile[field].as_str().unwrap().starts_with("javascript:"));
    }
    assert!(profile["name"].as_str().unwrap().contains("<script>"));
    assert!(profile["name"].as_str().unwrap().contains('\u{202e}'));
    for (field, value) in profile["businessProfile"].as_object().unwrap() {
        let text = value.as_str().unwrap();
        assert!(
            text.contains('<') || text.starts_with("javascript:"),
            "{field}"
        );
    }
}

#[tokio::test]
async fn given_0129_when_looked_up_then_five_megabytes_of_json_come() {
    let server = Server::api().await;
    let reply = lookup(&server, "0129").await;
    assert_eq!(reply.body.len(), 5_000_000);
    assert_eq!(reply.json()["isWhatsApp"], true);
}

#[tokio::test]
async fn given_0130_when_looked_up_then_the_body_is_empty() {
    let server = Server::api().await;
    let reply = lookup(&server, "0130").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("content-length"), Some("0"));
    assert!(reply.body.is_empty());
}

#[tokio::test]
async fn given_0131_when_looked_up_then_another_number_answers() {
    let server = Server::api().await;
    assert_eq!(profile(&server, "0131").await["number"], "13105550199");
}

#[tokio::test]
async fn given_0132_to_0134_when_looked_up_then_names_are_unusual() {
    let server = Server::api().await;
    let long = profile(&server, "0132").await["name"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(long.chars().count(), 300);
    assert!(!long.contains(char::is_whitespace));
    let arabic = profile(&server, "0133").await["name"]
        .as_str()
        .unwrap()
        .to_owned();
    let is_arabic = |letter: char| ('\u{600}'..='\u{6ff}').contains(&letter) || letter == ' ';
    assert!(arabic.chars().all(is_arabic), "{arabic}");
    let emoji = profile(&server, "0134").await["name"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(!emoji.chars().any(char::is_alphanumeric), "{emoji}");
}

#[tokio::test]
async fn given_0135_when_its_pictures_load_then_only_the_full_one_is_slow() {
    let server = Server::api().await;
    let profile = profile(&server, "0135").await;
    assert!(is_jpeg(
        &server
            .get(profile["profilePicThumb"].as_str().unwrap())
            .await
    ));
    let full = profile["profilePic"].as_str().unwrap();
    let started = Instant::now();
    assert!(is_jpeg(&server.get(full).await));
    assert!(started.elapsed() >= Duration::from_secs(2));
}

#[tokio::test]
async fn given_0136_when_looked_up_then_the_service_calls_it_invalid() {
    let server = Server::api().await;
    let reply = lookup(&server, "0136").await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert_eq!(reply.json()["success"], Value::Null);
    let error = reply.json()["error"].as_str().unwrap().to_owned();
    assert!(error.starts_with("Invalid phone number, "), "{error}");
}

#[tokio::test]
async fn given_0137_when_looked_up_then_only_a_pushname_is_told() {
    let server = Server::api().await;
    let profile = profile(&server, "0137").await;
    assert!(profile["pushname"].is_string());
    assert_eq!(profile["name"], Value::Null);
    assert_eq!(profile["image_status"], "not-authorized");
    assert_eq!(profile["isUser"], true);
}

#[tokio::test]
async fn given_0138_when_looked_up_then_the_answer_is_three_weeks_old() {
    let server = Server::api().await;
    let profile = profile(&server, "0138").await;
    assert_eq!(profile["cached"], true);
    let checked = profile["lastChecked"].as_str().unwrap();
    let checked = chrono::DateTime::parse_from_rfc3339(checked).unwrap();
    let age =
        chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()) - checked.to_utc();
    assert_eq!(age.num_days(), 21);
}

#[tokio::test]
async fn given_0139_when_looked_up_then_the_connection_ends_in_the_middle() {
    let server = Server::api().await;
    // A client sees a failure …
    let whole = server
        .try_request(Method::GET, "/number/13105550139", &[])
        .await;
    assert!(whole.is_err(), "{whole:?}");
    // … after a head and some of the body did arrive.
    let seen = server.raw("/number/13105550139").await;
    assert!(seen.starts_with("HTTP/1.1 200"), "{seen}");
    assert!(seen.contains("{\"success\":true"), "{seen}");
    assert!(!seen.ends_with("0\r\n\r\n"), "{seen}");
}

#[tokio::test]
async fn given_other_numbers_when_looked_up_then_only_reserved_ones_may_be_registered() {
    let server = Server::api().await;
    let mut registered = 0;
    for line in 0..20 {
        let reply = server.get(&format!("/number/4477009000{line:02}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        registered += u32::from(reply.json()["isWhatsApp"] == true);
    }
    assert!(registered > 10, "{registered} of 20");
    for real_range in ["13105551234", "447911123456", "4915112345678"] {
        let reply = server.get(&format!("/number/{real_range}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert_eq!(reply.json()["isWhatsApp"], false, "{real_range}");
        assert_eq!(reply.json()["number"], real_range);
        assert_eq!(reply.json()["warnings"], json!([]));
    }
}

#[tokio::test]
async fn given_numbers_outside_all_ranges_when_looked_up_then_the_demo_refuses_and_warns_too() {
    let server = Server::api().await;
    let impossible = server.get("/number/1234567").await;
    assert_eq!(impossible.status, StatusCode::BAD_REQUEST);
    assert_eq!(impossible.json()["code"], "invalid-number");
    let in_no_range = server.get("/number/353209101234").await;
    assert_eq!(in_no_range.json()["isWhatsApp"], false);
    assert_eq!(
        in_no_range.json()["warnings"],
        json!(["unknown-number-range"])
    );
    for fiction in ["447700900123", "13105550100", "441632960123"] {
        let reply = server.get(&format!("/number/{fiction}")).await;
        assert_eq!(reply.json()["warnings"], json!([]), "{fiction}");
    }
}

#[tokio::test]
async fn given_the_same_number_when_two_gateways_answer_then_they_agree() {
    let (one, two) = (Server::api().await, Server::api().await);
    for path in [
        "/number/447700900123",
        "/number/61491570006",
        "/number/33639980042",
    ] {
        let mut answers = [one.get(path).await.json(), two.get(path).await.json()];
        for answer in &mut answers {
            // Links are signed with each process's own key, and clocks move on.
            for field in ["profilePic", "profilePicThumb", "lastChecked"] {
                answer[field] = Value::Null;
            }
        }
        assert_eq!(answers[0], answers[1]);
    }
}

#[tokio::test]
async fn given_the_listing_when_read_then_every_special_number_is_in_it_and_answers() {
    let server = Server::api().await;
    let reply = server.get("/demo/numbers.json").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let listing = reply.json();
    let numbers = listing["numbers"].as_array().unwrap();
    assert_eq!(numbers.len(), 40);
    for (index, listed) in numbers.iter().enumerate() {
        assert_eq!(listed["number"], format!("+131055501{index:02}"));
        for field in ["label", "note"] {
            assert!(!listed[field].as_str().unwrap().is_empty());
        }
        match listed["state"].as_str().unwrap() {
            "ready" => assert!(listed["picture"].is_string()),
            "not-registered" => assert!(listed["picture"].is_null()),
            "error" => {
                assert!(listed["code"].is_string());
                assert!(listed["picture"].is_null());
            }
            other => panic!("unknown state {other}"),
        }
    }
}

#[tokio::test]
async fn given_a_latency_when_looked_up_then_answers_wait_for_it() {
    let config = phone_profile_gateway::Config {
        latency: Duration::from_millis(300),
        ..Default::default()
    };
    let server = Server::start(config, None).await;
    let started = Instant::now();
    assert_eq!(lookup(&server, "0100").await.status, StatusCode::OK);
    assert!(started.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn given_a_head_request_when_answered_then_it_counts_as_no_lookup() {
    let server = Server::api().await;
    let head = server
        .request(Method::HEAD, "/number/13105550114", &[])
        .await;
    assert_eq!(head.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(head.body.is_empty());
    assert_eq!(server.stats.lookups("13105550114"), 0);
}
