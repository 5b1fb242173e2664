//! `/lookup/…` is the same API as the root's: answers, pictures, caps, audit, erasure, metrics.

use std::collections::BTreeMap;

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use phone_profile_gateway::{AllowedOrigins, Config};

use crate::{
    gateway::{CRM, NUMBER, OPERATOR, Running, asked, budget, config, start, stub},
    pictures::{JPEG, with_pictures},
};

const PLACES: [&str; 2] = ["", "/lookup"];
const DASHBOARD: &str = "https://dash.example";
const PAGE: (&str, &str) = ("sec-fetch-mode", "cors");

/// Status, headers and body, less the time and what is signed for a time.
async fn seen(response: Response) -> (u16, BTreeMap<String, String>, String) {
    let status = response.status().as_u16();
    let headers = response.headers().iter();
    let headers = headers
        .filter(|(name, _)| {
            !["date", "x-ratelimit-requests-reset", "x-request-id"].contains(&name.as_str())
        })
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .filter(|(name, _)| name != "content-length")
        .collect();
    let body = response.text().await.unwrap();
    let lines = body.lines().map(|line| {
        let Ok(mut json) = serde_json::from_str::<Value>(line) else {
            return line.to_owned();
        };
        for path in ["", "/profile"] {
            let Some(profile) = json.pointer_mut(path).and_then(Value::as_object_mut) else {
                continue;
            };
            for field in [
                "profilePic",
                "profilePicThumb",
                "urlExpiresAt",
                "lastChecked",
            ] {
                if let Some(value) = profile.get_mut(field) {
                    let text = value.as_str().unwrap_or_default();
                    *value = json!(text.split_once('?').map_or("", |(path, _)| path));
                }
            }
            if let Some(quota) = profile.get_mut("quota").and_then(Value::as_object_mut) {
                quota.remove("resetSeconds");
            }
        }
        for budget in json["budgets"].as_array_mut().into_iter().flatten() {
            budget.as_object_mut().unwrap().remove("resetSeconds");
        }
        json.to_string()
    });
    // The lines of a batch come as they are done.
    let mut lines: Vec<_> = lines.collect();
    lines.sort();
    (status, headers, lines.join("\n"))
}

async fn compare(gateway: &Running, requests: &[(Method, &str, Option<Value>)]) {
    for (method, path, body) in requests {
        for token in [None, Some(CRM), Some(OPERATOR)] {
            let mut both = Vec::new();
            for place in PLACES {
                let request = gateway
                    .client
                    .request(method.clone(), gateway.url(&format!("{place}{path}")));
                let request = request.header(PAGE.0, PAGE.1).header("origin", DASHBOARD);
                let request = match token {
                    Some(token) => request.header("x-api-key", token),
                    None => request,
                };
                let request = match body {
                    Some(body) => request.json(body),
                    None => request,
                };
                both.push(seen(request.send().await.unwrap()).await);
            }
            assert_eq!(both[0], both[1], "{method} {path} {token:?}");
            assert_ne!(
                both[0].1.get("content-type").map(String::as_str),
                Some("text/html; charset=utf-8"),
                "{path}"
            );
        }
    }
}

fn requests() -> Vec<(Method, &'static str, Option<Value>)> {
    let batch = json!({ "numbers": [NUMBER, "none"] });
    vec![
        (Method::GET, "/number/13105550123", None),
        (
            Method::GET,
            "/number/+1%20310%20555%200123?cache=only",
            None,
        ),
        (Method::GET, "/number/13105550199?cache=only", None),
        (Method::GET, "/number/0310555", None),
        (Method::GET, "/number/", None),
        (Method::GET, "/number/13105550123/x", None),
        (Method::HEAD, "/number/13105550123", None),
        (Method::PUT, "/number/13105550123", None),
        (Method::OPTIONS, "/number/13105550123", None),
        (Method::GET, "/number_cache/13105550123", None),
        (Method::POST, "/numbers", Some(batch)),
        (Method::POST, "/numbers", Some(json!([]))),
        (Method::POST, "/quota", None),
        (Method::GET, "/quota", None),
        (Method::GET, "/picture/13105550123?size=huge", None),
        (Method::GET, "/demo/nothing", None),
    ]
}

#[tokio::test]
async fn given_requests_of_every_kind_when_sent_to_both_paths_then_the_answers_are_equal() {
    let stub = stub().await;
    let mut config = config(&stub, &budget(50), "");
    config.allowed_origins = AllowedOrigins::from_values(vec![DASHBOARD.to_owned()]);
    let gateway = start(config).await;
    // From here on the cache has it.
    assert_eq!(
        gateway.get("/lookup/number/13105550123").await.status(),
        200
    );
    compare(&gateway, &requests()).await;
    assert_eq!(asked(&stub).await, 1, "one cache for both");
}

#[tokio::test]
async fn given_demo_data_when_asked_at_both_paths_then_the_answers_are_equal() {
    let gateway = start(Config {
        allowed_origins: AllowedOrigins::from_values(vec![DASHBOARD.to_owned()]),
        ..Config::default()
    })
    .await;
    compare(&gateway, &requests()).await;
    compare(&gateway, &[(Method::GET, "/demo/numbers.json", None)]).await;
}

/// The bytes behind the link, which has to be below the place that it was told at.
async fn picture(
    client: &Client,
    gateway: &Running,
    place: &str,
    headers: &[(&str, &str)],
) -> Vec<u8> {
    let mut request = client.get(gateway.url(&format!("{place}/number/{NUMBER}")));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = request.send().await.unwrap();
    let url = answer.url().clone();
    let profile: Value = answer.json().await.unwrap();
    let link = url
        .join(profile["profilePicThumb"].as_str().unwrap())
        .unwrap();
    let is_below = link.path().starts_with("/lookup/");
    assert_eq!(is_below, place == "/lookup", "{link}");
    let answer = client.get(link).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{place}");
    answer.bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn given_an_answer_of_either_path_when_its_picture_is_opened_then_it_is_the_same() {
    let template = ResponseTemplate::new(200).set_body_raw(JPEG, "image/jpeg");
    let (_stub, real) = with_pictures(template).await;
    let demo = start(Config::default()).await;
    for gateway in [&real, &demo] {
        for headers in [&[("x-api-key", CRM)][..], &[("x-api-key", CRM), PAGE]] {
            let client = &gateway.client;
            let at_root = picture(client, gateway, "", headers).await;
            let below = picture(client, gateway, "/lookup", headers).await;
            assert!(!at_root.is_empty() && at_root == below);
        }
    }
}

#[tokio::test]
async fn given_an_allowed_origin_when_it_preflights_below_lookup_then_it_is_told_as_at_the_root() {
    let gateway = start(Config {
        allowed_origins: AllowedOrigins::from_values(vec![DASHBOARD.to_owned()]),
        ..Config::default()
    })
    .await;
    for (path, method) in [("/number/13105550123", "GET"), ("/numbers", "POST")] {
        let mut both = Vec::new();
        for place in PLACES {
            let request = gateway
                .client
                .request(Method::OPTIONS, gateway.url(&format!("{place}{path}")))
                .header("origin", DASHBOARD)
                .header("access-control-request-method", method)
                .header(
                    "access-control-request-headers",
                    "authorization,content-type",
                );
            both.push(seen(request.send().await.unwrap()).await);
        }
        assert_eq!(both[0], both[1], "{path}");
        assert_eq!(both[1].0, 200);
        assert_eq!(both[1].1["access-control-allow-origin"], DASHBOARD);
        assert!(both[1].1["access-control-allow-headers"].contains("authorization"));
    }
}

#[tokio::test]
async fn given_lookups_at_both_paths_when_counted_then_caps_audit_metrics_and_erasure_are_one() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "[access]\nper-minute = 2\n")).await;
    for (path, status) in [
        ("/number/13105550123", 200),
        ("/lookup/number/13105550123", 200),
        ("/lookup/number/13105550123", 429),
        ("/number/13105550123", 429),
    ] {
        assert_eq!(gateway.get(path).await.status(), status, "{path}");
    }
    assert_eq!(asked(&stub).await, 1);

    let operate = async |method, path| gateway.operate(method, path).await.text().await.unwrap();
    let metrics = operate(Method::GET, "/metrics").await;
    for line in [
        "phone_profile_lookups_total{source=\"live\",result=\"registered\"} 1",
        "phone_profile_lookups_total{source=\"cache\",result=\"registered\"} 1",
        "phone_profile_refused_total{code=\"rate-limited\"} 2",
    ] {
        assert!(
            metrics.lines().any(|found| found == line),
            "{line}\n{metrics}"
        );
    }
    let audit: Value = serde_json::from_str(&operate(Method::GET, "/lookup/audit").await).unwrap();
    // The second refusal is summed up with the first one.
    assert_eq!(audit["records"].as_array().unwrap().len(), 3, "{audit}");

    let erased = operate(Method::DELETE, "/lookup/number/13105550123").await;
    assert_eq!(erased, r#"{"success":true,"erased":true}"#);
}

#[tokio::test]
async fn given_what_only_operating_needs_when_asked_below_lookup_then_it_is_not_there() {
    let gateway = start(Config::default()).await;
    for path in [
        "/lookup",
        "/lookup/",
        "/lookup/metrics",
        "/lookup/healthz",
        "/lookup/openapi.json",
        "/lookup/phone-profile/define.js",
    ] {
        let answer = gateway.client.get(gateway.url(path)).send().await.unwrap();
        assert_eq!(answer.status(), 404, "{path}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["success"], false, "{path}");
    }
}

#[tokio::test]
async fn given_the_document_when_read_then_its_servers_are_both_paths() {
    let gateway = start(Config::default()).await;
    let answer = gateway.client.get(gateway.url("/openapi.json"));
    let answer = answer.send().await.unwrap();
    let at = answer.url().clone();
    let document: Value = answer.json().await.unwrap();
    let servers = document["servers"].as_array().unwrap();
    let urls: Vec<_> = servers
        .iter()
        .map(|server| at.join(server["url"].as_str().unwrap()).unwrap())
        .map(|url| url.path().trim_end_matches('/').to_owned())
        .collect();
    assert_eq!(urls, PLACES);
}
