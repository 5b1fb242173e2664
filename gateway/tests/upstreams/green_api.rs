use phone_profile_core::profile::PictureState;
use phone_profile_gateway::upstream::Failure;
use serde_json::{Value, json};
use wiremock::MockServer;

use crate::stub::{KEY, PICTURE, answers, lines, live, requests, upstream};

const GREEN: &str = "kind = \"green-api\"\nurl = \"{url}\"\ninstance = \"1101\"\ntoken = \"{key}\"";

fn path(method: &str) -> String {
    format!("/waInstance1101/{method}/{KEY}")
}

async fn stub(avatar: Value, contact: (u16, Value)) -> MockServer {
    let server = MockServer::start().await;
    let exists = json!({"existsWhatsapp": true});
    answers(&server, "POST", &path("checkWhatsapp"), 200, exists).await;
    answers(&server, "POST", &path("getAvatar"), 200, avatar).await;
    answers(
        &server,
        "POST",
        &path("getContactInfo"),
        contact.0,
        contact.1,
    )
    .await;
    server
}

#[tokio::test]
async fn given_a_business_when_asked_then_all_of_it_is_read() {
    let contact = json!({
        "avatar": PICTURE, "name": "Shop", "contactName": "", "email": "a@shop.example",
        "category": "Bakery", "description": "Bread", "chatId": "13105550123@c.us",
        "isBusiness": true, "lastSeen": null,
    });
    let server = stub(
        json!({"urlAvatar": PICTURE, "available": true}),
        (200, contact),
    )
    .await;
    let green = upstream(GREEN, &server.uri());
    let record = live(&green).await.unwrap().record;
    assert_eq!(record.name.as_deref(), Some("Shop"));
    assert_eq!(record.picture.full.as_deref(), Some(PICTURE));
    assert_eq!(record.business.unwrap()["categories"][0], "Bakery");
    for request in requests(&server).await {
        let body: Value = request.body_json().unwrap();
        let check = request.url.path().contains("checkWhatsapp");
        let expected = if check {
            json!({"phoneNumber": 13_105_550_123_u64})
        } else {
            json!({"chatId": "13105550123@c.us"})
        };
        assert_eq!(body, expected);
        let in_header = |value: &[u8]| String::from_utf8_lossy(value).contains(KEY);
        assert!(
            !request
                .headers
                .values()
                .any(|value| in_header(value.as_bytes()))
        );
    }
    assert_eq!(lines(&server).await.len(), 3);
    assert_eq!(green.requests(), 3);
}

#[tokio::test]
async fn given_no_picture_when_asked_then_it_is_known_whether_it_is_hidden() {
    for (avatar, state) in [
        (
            json!({"urlAvatar": "", "available": true}),
            PictureState::None,
        ),
        (
            json!({"urlAvatar": "", "available": false}),
            PictureState::Private,
        ),
        (json!({"urlAvatar": ""}), PictureState::Unknown),
    ] {
        let server = stub(avatar, (400, json!({"message": "Validation failed"}))).await;
        let record = live(&upstream(GREEN, &server.uri())).await.unwrap().record;
        assert!(record.registered);
        assert_eq!(record.picture.state, state);
        assert_eq!(record.name, None);
    }
}

#[tokio::test]
async fn given_an_unregistered_number_when_asked_then_nothing_more_is_requested() {
    let server = MockServer::start().await;
    let exists = json!({"existsWhatsapp": false});
    answers(&server, "POST", &path("checkWhatsapp"), 200, exists).await;
    let answered = live(&upstream(GREEN, &server.uri())).await.unwrap();
    assert!(!answered.record.registered);
    assert_eq!(lines(&server).await.len(), 1);
}

#[tokio::test]
async fn given_its_own_status_for_a_spent_plan_when_asked_then_the_quota_is_exhausted() {
    let server = MockServer::start().await;
    let body = json!({"invokeStatus": {"status": "QUOTE_ALLOWED"}});
    answers(&server, "POST", &path("checkWhatsapp"), 466, body).await;
    let error = live(&upstream(GREEN, &server.uri())).await.unwrap_err();
    assert_eq!(error.failure, Failure::QuotaExhausted);
    assert!(!format!("{error:?} {error}").contains(KEY));
}
