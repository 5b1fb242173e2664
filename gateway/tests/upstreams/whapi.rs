use phone_profile_core::profile::PictureState;
use phone_profile_gateway::upstream::Failure;
use serde_json::{Value, json};
use wiremock::MockServer;

use crate::stub::{
    KEY, PICTURE, THUMB, answers, assert_key_only_in, lines, live, requests, upstream,
};

const WHAPI: &str = "kind = \"whapi\"\nurl = \"{url}\"\ntoken = \"{key}\"";
const PROFILE: &str = "/contacts/13105550123/profile";

async fn stub(contact: Value) -> MockServer {
    let server = MockServer::start().await;
    let body = json!({"contacts": [contact]});
    answers(&server, "POST", "/contacts", 200, body).await;
    server
}

fn valid() -> Value {
    json!({"input": "13105550123", "status": "valid", "wa_id": "13105550123"})
}

#[tokio::test]
async fn given_a_registered_number_when_asked_then_its_profile_is_read() {
    let server = stub(valid()).await;
    let profile = json!({"name": "Jane", "about": "Hi", "icon": THUMB, "icon_full": PICTURE});
    answers(&server, "GET", PROFILE, 200, profile).await;
    let whapi = upstream(WHAPI, &server.uri());
    let record = live(&whapi).await.unwrap().record;
    assert_eq!(record.name.as_deref(), Some("Jane"));
    assert_eq!(record.about.as_deref(), Some("Hi"));
    assert_eq!(record.picture.full.as_deref(), Some(PICTURE));
    assert_eq!(record.picture.thumb.as_deref(), Some(THUMB));
    let expected = ["POST /contacts".to_owned(), format!("GET {PROFILE}")];
    assert_eq!(lines(&server).await, expected);
    assert_eq!(whapi.requests(), expected.len() as u64);
    let sent: Value = requests(&server).await[0].body_json().unwrap();
    assert_eq!(
        sent,
        json!({"blocking": "wait", "contacts": ["13105550123"]})
    );
    assert_key_only_in(&server, "authorization", &format!("Bearer {KEY}")).await;
}

#[tokio::test]
async fn given_a_number_without_profile_when_asked_then_it_is_registered_and_the_rest_unknown() {
    for (status, body) in [
        (404, json!({"error": {"code": 404, "message": "not found"}})),
        (200, json!({"about": "Hi"})),
    ] {
        let server = stub(valid()).await;
        answers(&server, "GET", PROFILE, status, body).await;
        let record = live(&upstream(WHAPI, &server.uri())).await.unwrap().record;
        assert!(record.registered);
        assert_eq!(record.picture.state, PictureState::Unknown);
    }
}

#[tokio::test]
async fn given_an_invalid_number_when_asked_then_it_is_not_registered() {
    let server = stub(json!({"input": "13105550123", "status": "invalid"})).await;
    let answered = live(&upstream(WHAPI, &server.uri())).await.unwrap();
    assert!(!answered.record.registered);
}

#[tokio::test]
async fn given_a_check_that_goes_on_when_asked_then_that_is_neither_yes_nor_no() {
    let server = stub(json!({"input": "13105550123", "status": "processing"})).await;
    let error = live(&upstream(WHAPI, &server.uri())).await.unwrap_err();
    assert_eq!(error.failure, Failure::Unsaid);
}
