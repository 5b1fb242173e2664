//! Whose trouble it is: a person's hidden picture is nobody else's, a broken service is everybody's.

use reqwest::StatusCode;
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path},
};

use crate::gateway::{CRM, Running, asked, budget, parse, start};
use phone_profile_gateway::access::hash_token;

/// More in a row than open a breaker.
const PEOPLE: [&str; 6] = [
    "13105550103",
    "12125550123",
    "13125550140",
    "14155550151",
    "16175550162",
    "17025550173",
];
const SOMEBODY_ELSE: &str = "12065550199";

/// WAHA, whose answer for every picture is this.
async fn waha(picture: ResponseTemplate) -> (MockServer, Running) {
    let stub = MockServer::start().await;
    let exists = ResponseTemplate::new(200).set_body_json(json!({ "numberExists": true }));
    let contact = ResponseTemplate::new(200).set_body_json(json!({ "pushname": "Demo Person" }));
    for (at, template) in [
        ("/api/contacts/check-exists", exists),
        ("/api/contacts/profile-picture", picture),
        ("/api/contacts", contact),
    ] {
        Mock::given(method("GET"))
            .and(path(at))
            .respond_with(template)
            .mount(&stub)
            .await;
    }
    let gateway = gateway_at(&stub, 100).await;
    (stub, gateway)
}

async fn gateway_at(waha: &MockServer, requests: u64) -> Running {
    start(parse(&format!(
        "[[upstreams]]\nkind = \"waha\"\nurl = \"{}\"\nkey = \"k\"\n{}\
         [[access.tokens]]\nname = \"crm\"\nhash = \"{}\"\n",
        waha.uri(),
        budget(requests),
        hash_token(CRM),
    )))
    .await
}

async fn used(gateway: &Running) -> Value {
    let quota: Value = gateway.json("/quota").await;
    quota["budgets"][0]["used"].clone()
}

#[tokio::test]
async fn given_six_hidden_pictures_in_a_row_when_asked_then_each_is_an_answer_and_the_next_too() {
    let hidden = json!({
        "statusCode": 500,
        "exception": { "message": "not-authorized", "data": 401, "isBoom": true },
    });
    let (stub, gateway) = waha(ResponseTemplate::new(500).set_body_json(hidden)).await;
    for number in PEOPLE.iter().chain(&[SOMEBODY_ELSE]) {
        let answer = gateway.get(&format!("/number/{number}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{number}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["isWhatsApp"], true);
        assert_eq!(body["pictureState"], "private");
        assert_eq!(body["name"], "Demo Person");
    }
    assert_eq!(asked(&stub).await, 21, "three for each, and none twice");
    assert_eq!(used(&gateway).await, 21);
}

#[tokio::test]
async fn given_six_breakdowns_in_a_row_when_asked_then_the_service_rests() {
    let broken = json!({ "statusCode": 500, "exception": { "message": "Connection Closed" } });
    let (stub, gateway) = waha(ResponseTemplate::new(500).set_body_json(broken)).await;
    let mut statuses = Vec::new();
    for number in PEOPLE {
        statuses.push(gateway.get(&format!("/number/{number}")).await.status());
    }
    let (last, before) = statuses.split_last().unwrap();
    let failed = |status: &StatusCode| *status == StatusCode::BAD_GATEWAY;
    assert!(before.iter().all(failed), "{statuses:?}");
    assert_eq!(*last, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(asked(&stub).await, 15, "the sixth isn't asked for");
}

#[tokio::test]
async fn given_numbers_that_are_not_registered_when_asked_then_only_what_was_needed_is_spent() {
    let stub = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_json(json!({ "numberExists": false })))
        .mount(&stub)
        .await;
    let gateway = gateway_at(&stub, 5).await;
    // Three are reserved for each, and two come back.
    for (nth, number) in PEOPLE.iter().take(3).enumerate() {
        let answer = gateway.get(&format!("/number/{number}")).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(used(&gateway).await, nth as u64 + 1);
    }
    let refused = gateway.get(&format!("/number/{SOMEBODY_ELSE}")).await;
    assert_eq!(
        refused.status(),
        StatusCode::TOO_MANY_REQUESTS,
        "two are left"
    );
    assert_eq!(asked(&stub).await, 3);
}
