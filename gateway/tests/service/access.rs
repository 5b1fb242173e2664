//! Who may ask, and what is written down about it.

use std::time::Duration;

use phone_profile_gateway::Config;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::time::timeout;
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::method};

use crate::gateway::{
    A_WHILE, CRM, NUMBER, OPERATOR, asked, budget, config, documented, start, stub,
};

#[tokio::test]
async fn given_no_token_or_a_wrong_one_when_asked_then_nobody_is_told_and_nothing_is_spent() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    for path in [
        "/number/13105550123",
        "/number/abc",
        "/number_cache/13105550123",
        "/quota",
        "/audit",
        "/metrics",
    ] {
        for token in [None, Some("wrong")] {
            let mut request = gateway.client.get(gateway.url(path));
            if let Some(token) = token {
                request = request.bearer_auth(token);
            }
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
            assert_eq!(answer.headers()["www-authenticate"], "Bearer");
            let body: Value = answer.json().await.unwrap();
            assert_eq!(body["success"], false);
            assert_eq!(body["code"], "unauthorized");
        }
    }
    assert_eq!(asked(&stub).await, 0);
}

#[tokio::test]
async fn given_a_vendors_client_when_pointed_at_the_gateway_then_its_header_and_paths_work() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    let get = async |path: &str| {
        let request = gateway.client.get(gateway.url(path));
        let request = request.header("x-rapidapi-key", CRM);
        request.send().await.unwrap()
    };
    let unknown = get("/number_cache/13105550123").await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    let answer: Value = get("/number/13105550123").await.json().await.unwrap();
    assert_eq!(answer["isWhatsApp"], true);
    assert_eq!(answer["number"], NUMBER);
    assert_eq!(get("/number_cache/13105550123").await.status(), 200);
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test]
async fn given_a_callers_caps_when_they_are_reached_then_it_is_429_with_a_time_to_wait() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "[access]\nper-day = 2\n")).await;
    for path in ["/number/13105550123", "/number/13105550188"] {
        assert_eq!(gateway.get(path).await.status(), 200);
    }
    let refused = gateway.get("/number/13105550123").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = refused.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=86_400).contains(&seconds), "{seconds}");
    assert_eq!(asked(&stub).await, 2);
}

#[tokio::test]
async fn given_somebody_who_walks_through_a_range_when_it_goes_on_then_it_ends_and_is_written_down()
{
    let stub = stub().await;
    let more = "[access.neighbours]\nslow-after = 8\nrefuse-after = 8\n";
    let gateway = start(config(&stub, "", more)).await;
    let mut refused = None;
    for line in 0..20 {
        let answer = gateway.get(&format!("/number/131055501{line:02}")).await;
        if answer.status() != 200 {
            refused = Some((line, answer.status()));
            break;
        }
    }
    let (line, status) = refused.unwrap();
    assert!((8..=10).contains(&line), "{line}");
    assert_eq!(status, StatusCode::FORBIDDEN);
    let audit: Value = gateway
        .operate(Method::GET, "/audit")
        .await
        .json()
        .await
        .unwrap();
    let newest = &audit["records"][0];
    assert_eq!(newest["action"], "refused");
    assert_eq!(newest["result"], "neighbours");
    assert_eq!(newest["who"], "crm");
}

#[tokio::test]
async fn given_a_purpose_is_required_when_missing_then_nothing_is_spent_and_with_one_it_is_written_down()
 {
    let stub = stub().await;
    let more = "[access]\npurpose-required = true\npurposes = [\"fraud review\"]\n";
    let gateway = start(config(&stub, "", more)).await;
    for path in ["/number/13105550123", "/number/13105550123?purpose=fun"] {
        assert_eq!(gateway.get(path).await.status(), StatusCode::FORBIDDEN);
    }
    assert_eq!(asked(&stub).await, 0);
    let answer = gateway
        .get("/number/13105550123?purpose=fraud%20review")
        .await;
    assert_eq!(answer.status(), 200);
    let audit: Value = gateway
        .operate(Method::GET, "/audit")
        .await
        .json()
        .await
        .unwrap();
    let newest = &audit["records"][0];
    assert_eq!(newest["purpose"], "fraud review");
    assert_eq!(newest["result"], "registered");
    assert_eq!(newest["source"], "live");
    assert_eq!(newest["number"], "+1310•••••23");
}

#[tokio::test]
async fn given_a_caller_that_is_no_operator_when_it_reads_the_audit_or_erases_then_it_is_403() {
    let stub = stub().await;
    let gateway = start(config(&stub, "", "")).await;
    for (method, path) in [
        (Method::GET, "/audit"),
        (Method::GET, "/metrics"),
        (Method::DELETE, "/number/13105550123"),
    ] {
        let answer = gateway.request(method, path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn given_a_proxy_that_vouches_when_a_foreign_page_asks_in_its_visitors_name_then_nothing_is_spent()
 {
    // given
    let stub = stub().await;
    let gateway = start(config(
        &stub,
        "",
        "[access.trusted-header]\nname = \"x-user\"\nfrom = [\"127.0.0.1\"]\n",
    ))
    .await;
    let ask = async |method: Method, path: &str, headers: &[(&str, &str)]| {
        let mut request = gateway.client.request(method, gateway.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request
            .header("x-user", "ada")
            .body("{\"numbers\":[\"13105550123\"]}");
        request.send().await.unwrap().status()
    };
    let foreign = [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
        ("content-type", "text/plain"),
    ];

    // when
    for (method, path) in [
        (Method::POST, "/numbers"),
        (Method::POST, "/lookup/numbers"),
        (Method::GET, "/number/13105550123"),
        (Method::GET, "/lookup/number/13105550123"),
        (Method::DELETE, "/number/13105550123"),
        (Method::GET, "/picture/13105550123"),
        (Method::GET, "/number_cache/13105550123"),
        (Method::GET, "/quota"),
        (Method::GET, "/audit"),
        (Method::GET, "/metrics"),
    ] {
        let status = ask(method.clone(), path, &foreign).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{path}");
        // The proxy may have added the token, too.
        let request = gateway.client.request(method, gateway.url(path));
        let request = request.header("sec-fetch-site", "cross-site");
        let refused = request.bearer_auth(OPERATOR).send().await.unwrap();
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{path}");
    }

    // then
    assert_eq!(asked(&stub).await, 0);
    let own = [("sec-fetch-site", "same-origin")];
    let status = ask(Method::GET, "/number/13105550123", &own).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn given_a_demo_on_this_machine_when_a_foreign_page_asks_for_more_than_demo_data_then_it_is_403()
 {
    // given
    let gateway = start(Config::default()).await;
    let status = async |method: Method, path: &str, headers: &[(&str, &str)]| {
        let mut request = gateway.client.request(method, gateway.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap().status()
    };
    let foreign = [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    // A name of the page's own that leads to this machine.
    let rebound = [("host", "evil.example:8080")];

    // when
    for (method, path) in [
        (Method::DELETE, "/number/13105550123"),
        (Method::GET, "/audit"),
        (Method::GET, "/metrics"),
    ] {
        for headers in [&foreign[..], &rebound] {
            let refused = status(method.clone(), path, headers).await;
            assert_eq!(refused, StatusCode::FORBIDDEN, "{path} {headers:?}");
        }
        let own = [("sec-fetch-site", "same-origin")];
        assert_eq!(status(method.clone(), path, &own).await, 200, "{path}");
        // Passed on by a proxy on this machine, it is nobody that is known.
        let passed_on = [("x-forwarded-for", "192.0.2.1")];
        let refused = status(method, path, &passed_on).await;
        assert_eq!(refused, StatusCode::UNAUTHORIZED, "{path}");
    }

    // then
    let demo = status(Method::GET, "/number/13105550123", &foreign).await;
    assert_eq!(demo, StatusCode::OK);
}

#[tokio::test]
async fn given_one_wrong_token_behind_a_shared_address_when_it_is_used_up_then_others_are_told_the_same_as_ever()
 {
    // given
    let stub = stub().await;
    let more = "[access]\ntrusted-proxies = [\"127.0.0.1\"]\n";
    let gateway = start(config(&stub, "", more)).await;
    let ask = async |token: &str| {
        let request = gateway.client.get(gateway.url("/quota"));
        let request = request.header("x-forwarded-for", "203.0.113.9, 192.0.2.1");
        request.bearer_auth(token).send().await.unwrap()
    };

    // when
    for _ in 0..10 {
        assert_eq!(ask("old").await.status(), StatusCode::UNAUTHORIZED);
    }
    let used_up = ask("old").await;

    // then
    assert_eq!(used_up.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(used_up.headers().contains_key("retry-after"));
    assert_eq!(ask("older").await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(ask(CRM).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn given_a_walk_that_jumps_when_it_goes_on_then_it_ends_and_is_written_down() {
    // given
    let stub = stub().await;
    let more = "[access.blocks]\nof-1000 = { slow-after = 9, refuse-after = 9 }\n";
    let gateway = start(config(&stub, "", more)).await;

    // when
    let mut statuses = Vec::new();
    for step in 0..10 {
        let path = format!("/number/{}", 13_105_550_000_u64 + step * 53);
        statuses.push(gateway.get(&path).await.status().as_u16());
    }

    // then
    assert_eq!(statuses, [vec![200; 9], vec![403]].concat());
    assert_eq!(asked(&stub).await, 9);
    let audit = gateway.operate(Method::GET, "/audit").await;
    let audit: Value = audit.json().await.unwrap();
    assert_eq!(audit["records"][0]["result"], "neighbours");
}

#[tokio::test]
async fn given_a_caller_whose_share_of_the_budget_is_spent_when_it_asks_then_it_gets_what_is_kept_and_others_go_on()
 {
    // given
    let stub = stub().await;
    let gateway = start(config(&stub, &budget(8), "[access]\nbudget-share = 25\n")).await;
    for path in ["/number/13105550123", "/number/13105550177"] {
        assert_eq!(gateway.get(path).await.status(), 200);
    }

    // when
    let refused = gateway.get("/number/13105550188").await;
    let kept = gateway.get("/number/13105550123").await;

    // then
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers().contains_key("retry-after"));
    let body: Value = refused.json().await.unwrap();
    assert_eq!(body["code"], "quota-exhausted");
    assert_eq!(kept.status(), 200);
    assert_eq!(asked(&stub).await, 2);
    let other = gateway.operate(Method::GET, "/number/13105550188").await;
    assert_eq!(other.status(), 200);
}

#[tokio::test]
async fn given_lookups_that_fail_after_they_were_paid_when_asked_then_they_count_to_the_callers_share()
 {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(500))
        .mount(&stub)
        .await;
    let gateway = start(config(&stub, &budget(8), "[access]\nbudget-share = 12\n")).await;
    let failed = gateway.get("/number/13105550123").await;
    assert_eq!(failed.status(), StatusCode::BAD_GATEWAY);
    let refused = gateway.get("/number/13105550188").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(asked(&stub).await, 1);
}

#[tokio::test]
async fn given_a_client_that_leaves_when_its_lookup_is_paid_then_it_is_written_down_and_counts() {
    // given
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(|request: &Request| documented(request).set_delay(3 * A_WHILE))
        .mount(&stub)
        .await;
    let gateway = start(config(&stub, &budget(8), "[access]\nbudget-share = 12\n")).await;

    // when
    let left = gateway
        .request(Method::GET, "/number/13105550123")
        .timeout(A_WHILE);
    assert!(left.send().await.unwrap_err().is_timeout());

    // then
    let written = async {
        loop {
            let audit = gateway.operate(Method::GET, "/audit").await;
            let mut audit: Value = audit.json().await.unwrap();
            if !audit["records"][0].is_null() {
                return audit["records"][0].take();
            }
        }
    };
    let written = timeout(Duration::from_secs(10), written).await.unwrap();
    assert_eq!(
        (&written["who"], &written["source"]),
        (&json!("crm"), &json!("live"))
    );
    let refused = gateway.get("/number/13105550188").await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(asked(&stub).await, 1);
}
