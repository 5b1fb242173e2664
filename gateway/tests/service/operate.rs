//! What runs the gateway sees of it.

use reqwest::Method;
use serde_json::Value;

use crate::gateway::{budget, config, start, stub};

#[tokio::test]
async fn given_a_running_gateway_when_asked_then_it_is_alive_ready_and_described() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    for path in ["/healthz", "/readyz"] {
        let answer = gateway.client.get(gateway.url(path)).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
    }
    let document = gateway.client.get(gateway.url("/openapi.json"));
    let document: Value = document.send().await.unwrap().json().await.unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    let page = gateway
        .client
        .get(gateway.url("/api"))
        .send()
        .await
        .unwrap();
    assert!(
        page.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("default-src 'none'")
    );
    assert!(page.text().await.unwrap().contains("GET /number/{digits}"));
}

#[tokio::test]
async fn given_lookups_when_measured_then_metrics_have_counts_and_no_number_name_or_token() {
    let stub = stub().await;
    let gateway = start(config(&stub, &budget(50), "")).await;
    gateway.get("/number/13105550123").await;
    gateway.get("/number/13105550123").await;
    let text = gateway
        .operate(Method::GET, "/metrics")
        .await
        .text()
        .await
        .unwrap();
    for line in [
        "phone_profile_lookups_total{source=\"live\",result=\"registered\"} 1",
        "phone_profile_lookups_total{source=\"cache\",result=\"registered\"} 1",
        "phone_profile_upstream_requests_total{upstream=\"stub\",result=\"answered\"} 1",
        "phone_profile_budget_used{upstream=\"stub\"} 1",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    for personal in ["13105550123", "Demo Person", "crm", "token-of"] {
        assert!(!text.contains(personal), "{text}");
    }
}

#[tokio::test]
async fn given_a_gateway_that_is_told_to_stop_when_a_lookup_is_open_then_it_is_answered_first() {
    let stub = wiremock::MockServer::start().await;
    wiremock::Mock::given(wiremock::matchers::method("GET"))
        .respond_with(|request: &wiremock::Request| {
            crate::gateway::documented(request).set_delay(crate::gateway::A_WHILE)
        })
        .mount(&stub)
        .await;
    let gateway = start(config(&stub, "", "")).await;
    let lookup = tokio::spawn(gateway.request(Method::GET, "/number/13105550123").send());
    while crate::gateway::asked(&stub).await == 0 {
        tokio::task::yield_now().await;
    }
    gateway.stop().await;
    assert_eq!(lookup.await.unwrap().unwrap().status(), 200);
}
