use phone_profile_core::profile::PictureState;
use phone_profile_gateway::upstream::Failure;
use serde_json::json;
use wiremock::MockServer;

use crate::stub::{KEY, PICTURE, answers, assert_key_only_in, lines, live, upstream};

const WAHA: &str = "kind = \"waha\"\nurl = \"{url}/waha/\"\nkey = \"{key}\"\nsession = \"a b\"";
const EXISTS: &str = "/waha/api/contacts/check-exists";
const PROFILE: &str = "/waha/api/contacts/profile-picture";
const CONTACT: &str = "/waha/api/contacts";

async fn registered(picture: serde_json::Value) -> MockServer {
    let server = MockServer::start().await;
    let exists = json!({"numberExists": true, "chatId": "13105550199@c.us"});
    answers(&server, "GET", EXISTS, 200, exists).await;
    answers(&server, "GET", PROFILE, 200, picture).await;
    server
}

#[tokio::test]
async fn given_a_registered_number_when_asked_then_picture_name_and_its_own_spelling_are_read() {
    let server = registered(json!({"profilePictureURL": PICTURE})).await;
    let contact = json!({
        "id": "13105550199@c.us", "number": "13105550199", "name": "From the address book",
        "pushname": "Jane", "isBusiness": true,
    });
    answers(&server, "GET", CONTACT, 200, contact).await;
    let waha = upstream(WAHA, &server.uri());
    let record = live(&waha).await.unwrap().record;
    assert_eq!(record.number.as_str(), "13105550199");
    assert_eq!(record.name.as_deref(), Some("Jane"));
    assert_eq!(record.is_business, Some(true));
    assert_eq!(record.is_verified, None);
    assert_eq!(record.picture.full.as_deref(), Some(PICTURE));
    let mut lines = lines(&server).await;
    lines.sort();
    assert_eq!(
        lines,
        [
            format!("GET {CONTACT}/check-exists?phone=13105550123&session=a+b"),
            format!("GET {CONTACT}/profile-picture?contactId=13105550199%40c.us&session=a+b"),
            format!("GET {CONTACT}?contactId=13105550199%40c.us&session=a+b"),
        ]
    );
    assert_eq!(waha.requests(), 3);
    assert_key_only_in(&server, "x-api-key", KEY).await;
}

#[tokio::test]
async fn given_no_picture_when_asked_then_the_reason_is_unknown() {
    let server = registered(json!({"profilePictureURL": null})).await;
    // An engine without a store of contacts.
    answers(
        &server,
        "GET",
        CONTACT,
        400,
        json!({"error": "Enable NOWEB store"}),
    )
    .await;
    let record = live(&upstream(WAHA, &server.uri())).await.unwrap().record;
    assert!(record.registered);
    assert_eq!(record.name, None);
    assert_eq!(record.picture.state, PictureState::Unknown);
}

#[tokio::test]
async fn given_an_unregistered_number_when_asked_then_nothing_more_is_requested() {
    let server = MockServer::start().await;
    answers(&server, "GET", EXISTS, 200, json!({"numberExists": false})).await;
    let answered = live(&upstream(WAHA, &server.uri())).await.unwrap();
    assert!(!answered.record.registered);
    assert_eq!(lines(&server).await.len(), 1);
}

#[tokio::test]
async fn given_a_session_that_is_down_when_asked_then_the_service_failed() {
    let server = MockServer::start().await;
    let body = json!({"statusCode": 422, "error": "Session status is not as expected"});
    answers(&server, "GET", EXISTS, 422, body).await;
    let error = live(&upstream(WAHA, &server.uri())).await.unwrap_err();
    assert_eq!(error.failure, Failure::Server);
}

#[tokio::test]
async fn given_a_picture_request_that_fails_when_asked_then_no_half_answer_is_made_of_it() {
    let server = MockServer::start().await;
    answers(&server, "GET", EXISTS, 200, json!({"numberExists": true})).await;
    answers(
        &server,
        "GET",
        PROFILE,
        500,
        json!({"error": "browser crashed"}),
    )
    .await;
    answers(&server, "GET", CONTACT, 200, json!({"pushname": "Jane"})).await;
    let error = live(&upstream(WAHA, &server.uri())).await.unwrap_err();
    assert_eq!(error.failure, Failure::Server);
}
