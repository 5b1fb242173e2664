use phone_profile_core::profile::PictureState;
use phone_profile_gateway::upstream::Failure;
use serde_json::json;
use wiremock::MockServer;

use crate::stub::{KEY, PICTURE, answers, assert_key_only_in, lines, live, requests, upstream};

const EVOLUTION: &str =
    "kind = \"evolution\"\nurl = \"{url}\"\nkey = \"{key}\"\ninstance = \"my/../phone\"";
const FETCH: &str = "/chat/fetchProfile/my%2F..%2Fphone";

async fn stub(status: u16, body: serde_json::Value) -> MockServer {
    let server = MockServer::start().await;
    answers(&server, "POST", FETCH, status, body).await;
    server
}

#[tokio::test]
async fn given_a_business_when_asked_then_all_of_it_is_read() {
    let server = stub(
        200,
        json!({
            "wuid": "13105550123@s.whatsapp.net", "name": "Shop", "numberExists": true,
            "picture": PICTURE, "status": {"status": "open"}, "isBusiness": true,
            "email": "shop@shop.example", "description": "Bread", "website": "https://shop.example",
        }),
    )
    .await;
    let record = live(&upstream(EVOLUTION, &server.uri()))
        .await
        .unwrap()
        .record;
    assert_eq!(record.name.as_deref(), Some("Shop"));
    assert_eq!(record.about, None, "that status is no line of text");
    assert_eq!(record.is_business, Some(true));
    assert_eq!(record.picture.state, PictureState::Public);
    let business = record.business.unwrap();
    assert_eq!(business["email"], "shop@shop.example");
    assert_eq!(business["websites"][0], "https://shop.example");
    assert_eq!(lines(&server).await, [format!("POST {FETCH}")]);
    let sent = requests(&server).await[0].body_json::<serde_json::Value>();
    assert_eq!(sent.unwrap(), json!({"number": "13105550123"}));
    assert_key_only_in(&server, "apikey", KEY).await;
}

#[tokio::test]
async fn given_a_status_of_text_when_asked_then_it_is_the_persons_own_line() {
    let server = stub(200, json!({"numberExists": true, "status": "At the lake"})).await;
    let record = live(&upstream(EVOLUTION, &server.uri()))
        .await
        .unwrap()
        .record;
    assert_eq!(record.about.as_deref(), Some("At the lake"));
}

#[tokio::test]
async fn given_a_null_picture_when_asked_then_the_reason_is_unknown() {
    let server = stub(200, json!({"numberExists": true, "picture": null})).await;
    let record = live(&upstream(EVOLUTION, &server.uri()))
        .await
        .unwrap()
        .record;
    assert!(record.registered);
    assert_eq!(record.picture.state, PictureState::Unknown);
    assert_eq!(record.business, None);
}

#[tokio::test]
async fn given_a_400_that_says_so_when_asked_then_the_number_is_not_registered() {
    let absent = json!({
        "status": 400, "error": "Bad Request",
        "response": {"message": [{"jid": "13105550123@s.whatsapp.net", "exists": false}]},
    });
    for (status, body) in [(400, absent), (200, json!({"numberExists": false}))] {
        let server = stub(status, body).await;
        let answered = live(&upstream(EVOLUTION, &server.uri())).await.unwrap();
        assert!(!answered.record.registered);
    }
}

#[tokio::test]
async fn given_a_400_for_another_reason_when_asked_then_that_is_no_word_on_the_number() {
    let body = json!({
        "status": 400, "error": "Bad Request",
        "response": {"message": ["instance requires property \"number\""]},
    });
    let server = stub(400, body).await;
    let error = live(&upstream(EVOLUTION, &server.uri())).await.unwrap_err();
    assert_eq!(error.failure, Failure::Server);
}

#[tokio::test]
async fn given_its_catch_all_of_nulls_when_asked_then_it_is_no_answer() {
    let nulls = json!({
        "wuid": "13105550123@s.whatsapp.net", "name": null, "picture": null, "status": null,
        "os": null, "isBusiness": false,
    });
    let server = stub(200, nulls).await;
    let numbers = "/chat/whatsappNumbers/my%2F..%2Fphone";
    answers(&server, "POST", numbers, 200, json!([])).await;
    let error = live(&upstream(EVOLUTION, &server.uri())).await.unwrap_err();
    assert_eq!(error.failure, Failure::BadResponse);
    let asked = [format!("POST {FETCH}"), format!("POST {numbers}")];
    assert_eq!(lines(&server).await, asked, "for the number alone");
}

#[tokio::test]
async fn given_an_instance_that_is_unknown_when_asked_then_the_number_is_not_called_absent() {
    let body = json!({
        "status": 404, "error": "Not Found",
        "response": {"message": ["The \"phone\" instance does not exist"]},
    });
    let server = stub(404, body).await;
    let error = live(&upstream(EVOLUTION, &server.uri())).await.unwrap_err();
    assert_eq!(error.failure, Failure::Server);
}
