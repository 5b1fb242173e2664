use phone_profile_core::profile::PictureState;
use phone_profile_gateway::upstream::Failure;
use serde_json::{Value, json};
use wiremock::MockServer;

use crate::stub::{PICTURE, answers, assert_key_only_in, lines, live, upstream};

const GO_WHATSAPP: &str = "kind = \"go-whatsapp\"\nurl = \"{url}\"\nuser = \"admin\"
    password = \"{key}\"\ndevice = \"one\"";
/// `admin:k3y-f00dfeed`
const BASIC: &str = "Basic YWRtaW46azN5LWYwMGRmZWVk";

fn success(results: Value) -> Value {
    json!({"code": "SUCCESS", "message": "Success", "results": results})
}

async fn stub(avatar: (u16, Value), info: (u16, Value)) -> MockServer {
    let server = MockServer::start().await;
    let check = success(json!({"is_on_whatsapp": true}));
    answers(&server, "GET", "/user/check", 200, check).await;
    answers(&server, "GET", "/user/avatar", avatar.0, avatar.1).await;
    answers(&server, "GET", "/user/info", info.0, info.1).await;
    server
}

#[tokio::test]
async fn given_a_registered_number_when_asked_then_picture_and_name_are_read() {
    let server = stub(
        (
            200,
            success(json!({"url": PICTURE, "id": "1", "type": "image"})),
        ),
        (
            200,
            success(json!({"verified_name": "Shop", "status": "", "devices": []})),
        ),
    )
    .await;
    let go_whatsapp = upstream(GO_WHATSAPP, &server.uri());
    let record = live(&go_whatsapp).await.unwrap().record;
    assert!(record.registered);
    assert_eq!(record.name.as_deref(), Some("Shop"));
    assert_eq!(record.is_business, Some(true));
    assert_eq!(record.is_verified, None, "a name of one's own choice");
    assert_eq!(record.picture.full.as_deref(), Some(PICTURE));
    let mut lines = lines(&server).await;
    assert_eq!(go_whatsapp.requests(), lines.len() as u64);
    lines.sort();
    assert_eq!(
        lines,
        [
            "GET /user/avatar?phone=13105550123%40s.whatsapp.net&is_preview=false",
            "GET /user/check?phone=13105550123%40s.whatsapp.net",
            "GET /user/info?phone=13105550123%40s.whatsapp.net",
        ]
    );
    assert_key_only_in(&server, "authorization", BASIC).await;
    assert_key_only_in(&server, "x-device-id", "one").await;
}

#[tokio::test]
async fn given_each_way_to_have_no_picture_when_asked_then_the_reason_is_kept() {
    let error = |code: &str, message: &str| json!({"code": code, "message": message});
    let internal = |message: &str| (500, error("INTERNAL_SERVER_ERROR", message));
    for (avatar, state) in [
        (
            (403, error("AVATAR_HIDDEN", "hidden")),
            PictureState::Private,
        ),
        (
            (404, error("AVATAR_NOT_SET", "not set")),
            PictureState::None,
        ),
        (
            internal("the user has hidden their profile picture from you"),
            PictureState::Private,
        ),
        (
            internal("that user or group does not have a profile picture"),
            PictureState::None,
        ),
        (internal("no avatar found"), PictureState::Unknown),
        ((200, success(json!({"url": ""}))), PictureState::Unknown),
    ] {
        let server = stub(
            avatar,
            (200, success(json!({"verified_name": "{0xc0001 x}"}))),
        )
        .await;
        let record = live(&upstream(GO_WHATSAPP, &server.uri()))
            .await
            .unwrap()
            .record;
        assert!(record.registered);
        assert_eq!(record.picture.state, state);
        assert_eq!((record.name, record.is_business), (None, None));
    }
}

#[tokio::test]
async fn given_each_way_to_say_not_registered_when_asked_then_it_is_an_answer() {
    let invalid = |message: &str| (400, json!({"code": "INVALID_JID", "message": message}));
    for (status, body) in [
        (200, success(json!({"is_on_whatsapp": false}))),
        invalid("Phone 13105550123@s.whatsapp.net is not on whatsapp"),
        invalid("user is not registered"),
    ] {
        let server = MockServer::start().await;
        answers(&server, "GET", "/user/check", status, body).await;
        let answered = live(&upstream(GO_WHATSAPP, &server.uri())).await.unwrap();
        assert!(!answered.record.registered);
        assert_eq!(lines(&server).await.len(), 1);
    }
}

#[tokio::test]
async fn given_a_device_that_is_logged_out_when_asked_then_the_service_failed() {
    let server = stub(
        (
            500,
            json!({"code": "NOT_LOGIN", "message": "you are not login"}),
        ),
        (200, success(json!({}))),
    )
    .await;
    let error = live(&upstream(GO_WHATSAPP, &server.uri()))
        .await
        .unwrap_err();
    assert_eq!(error.failure, Failure::Server);
}
