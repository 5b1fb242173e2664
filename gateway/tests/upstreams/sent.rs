use phone_profile_core::profile::PictureState;
use phone_profile_gateway::upstream::Failure;
use serde_json::{Value, json};
use wiremock::MockServer;

use crate::stub::{KEY, PICTURE, answers, assert_key_only_in, lines, live, upstream};

const SENT: &str = "kind = \"sent\"\nurl = \"{url}\"\nkey = \"{key}\"";

async fn stub(status: u16, body: Value) -> MockServer {
    let server = MockServer::start().await;
    answers(&server, "GET", "/whatsapp", status, body).await;
    server
}

fn known() -> Value {
    json!({
        "id": "1", "phoneNumber": "+13105550123", "whatsappId": "13105550123",
        "profilePicture": PICTURE, "isBusiness": false, "invalidRecord": false,
        "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-04-24T12:34:56Z",
    })
}

#[tokio::test]
async fn given_a_record_when_asked_then_it_is_read_with_its_age() {
    let server = stub(200, known()).await;
    let record = live(&upstream(SENT, &server.uri())).await.unwrap().record;
    assert!(record.registered);
    assert_eq!(record.picture.full.as_deref(), Some(PICTURE));
    assert_eq!(record.is_business, Some(false));
    assert_eq!(record.checked_at, Some(1_777_034_096));
    let line = "GET /whatsapp?phoneNumber=%2B13105550123&retrieveIfDoesNotExists=false";
    assert_eq!(lines(&server).await, [line]);
    assert_key_only_in(&server, "x-api-key", KEY).await;
}

#[tokio::test]
async fn given_leave_to_create_records_when_asked_then_that_is_said() {
    let server = stub(200, known()).await;
    let text = format!("{SENT}\ncreate-records = true");
    live(&upstream(&text, &server.uri())).await.unwrap();
    assert!(lines(&server).await[0].ends_with("&retrieveIfDoesNotExists=true"));
}

#[tokio::test]
async fn given_what_it_says_of_a_number_when_asked_then_only_a_clear_word_counts() {
    let mut invalid = known();
    invalid["invalidRecord"] = json!(true);
    let server = stub(200, invalid).await;
    let answered = live(&upstream(SENT, &server.uri())).await.unwrap();
    assert!(!answered.record.registered);
    assert_eq!(answered.record.picture.full, None);

    let mut hidden = known();
    hidden["profilePicture"] = json!(null);
    let server = stub(200, hidden).await;
    let record = live(&upstream(SENT, &server.uri())).await.unwrap().record;
    assert_eq!(record.picture.state, PictureState::Unknown);

    let mut unclear = known();
    unclear["whatsappId"] = json!(null);
    for (status, body, failure) in [
        (200, unclear, Failure::Unsaid),
        (404, json!({"error": "not found"}), Failure::NotInStore),
    ] {
        let server = stub(status, body).await;
        let error = live(&upstream(SENT, &server.uri())).await.unwrap_err();
        assert_eq!(error.failure, failure);
    }
}
