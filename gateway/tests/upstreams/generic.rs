use phone_profile_core::profile::PictureState;
use phone_profile_gateway::upstream::Failure;
use serde_json::{Value, json};
use wiremock::MockServer;

use crate::stub::{KEY, PICTURE, THUMB, answers, assert_key_only_in, lines, live, upstream};

const PLAIN: &str = "kind = \"generic\"\nurl = \"{url}/number/{digits}\"";
const MAPPED: &str = r#"
    kind = "generic"
    name = "our-crm"
    url = "{url}/find?phone={number}&full=1"
    headers = { x-token = "{key}" }
    not-registered-status = [404]
    [fields]
    registered = "/data/0/state"
    registered-is = ["active"]
    not-registered-is = ["gone", 0]
    number = "/data/0/msisdn"
    name = "/data/0/person/full~1name"
    about = "/data/0/person/line"
    picture = "/data/0/image/large"
    picture-thumb = "/data/0/image/small"
    picture-state = "/data/0/image/why"
    picture-private-is = ["hidden"]
    picture-none-is = ["unset"]
    is-business = "/data/0/firm"
    last-checked = "/at"
    error = "/problem/text"
"#;

async fn mapped(status: u16, body: Value) -> MockServer {
    let server = MockServer::start().await;
    answers(&server, "GET", "/find", status, body).await;
    server
}

#[tokio::test]
async fn given_no_fields_when_asked_then_the_documented_shapes_are_understood() {
    let server = MockServer::start().await;
    let body = json!({"isWhatsApp": true, "profilePic": PICTURE, "name": "Jane"});
    answers(&server, "GET", "/number/13105550123", 200, body).await;
    let record = live(&upstream(PLAIN, &server.uri())).await.unwrap().record;
    assert_eq!(record.name.as_deref(), Some("Jane"));
    assert_eq!(lines(&server).await, ["GET /number/13105550123"]);
}

#[tokio::test]
async fn given_fields_when_asked_then_they_are_found_by_their_pointers() {
    let body = json!({"at": 1_777_034_096, "data": [{
        "state": "active", "msisdn": "+1 310 555 0123", "firm": true,
        "person": {"full/name": "Jane", "line": "Hi"}, "image": {"large": PICTURE, "small": THUMB},
    }]});
    let server = mapped(200, body).await;
    let upstream = upstream(MAPPED, &server.uri());
    assert_eq!(upstream.name(), "our-crm");
    let record = live(&upstream).await.unwrap().record;
    assert!(record.registered);
    assert_eq!(record.number.as_str(), "13105550123");
    assert_eq!(record.name.as_deref(), Some("Jane"));
    assert_eq!(record.about.as_deref(), Some("Hi"));
    assert_eq!(record.is_business, Some(true));
    assert_eq!(record.picture.full.as_deref(), Some(PICTURE));
    assert_eq!(record.picture.thumb.as_deref(), Some(THUMB));
    assert_eq!(record.checked_at, Some(1_777_034_096));
    assert_eq!(
        lines(&server).await,
        ["GET /find?phone=%2B13105550123&full=1"]
    );
    assert_key_only_in(&server, "x-token", KEY).await;
}

#[tokio::test]
async fn given_a_reason_for_no_picture_when_asked_then_the_configured_values_tell_it() {
    for (why, state) in [
        ("hidden", PictureState::Private),
        ("unset", PictureState::None),
        ("private", PictureState::Unknown),
    ] {
        let body = json!({"data": [{"state": "active", "image": {"why": why}}]});
        let server = mapped(200, body).await;
        let record = live(&upstream(MAPPED, &server.uri())).await.unwrap().record;
        assert_eq!(record.picture.state, state, "{why}");
    }
}

#[tokio::test]
async fn given_each_way_to_say_not_registered_when_asked_then_it_is_an_answer() {
    for (status, body) in [
        (200, json!({"data": [{"state": "gone"}]})),
        (200, json!({"data": [{"state": 0}]})),
        (404, json!({"what": "ever"})),
    ] {
        let server = mapped(status, body).await;
        let answered = live(&upstream(MAPPED, &server.uri())).await.unwrap();
        assert!(!answered.record.registered);
    }
}

#[tokio::test]
async fn given_no_clear_word_when_asked_then_nobody_is_called_absent() {
    for (status, body, failure) in [
        (200, json!({"data": [{"state": "moved"}]}), Failure::Unsaid),
        (200, json!({"data": []}), Failure::BadResponse),
        (200, json!([1, 2]), Failure::BadResponse),
        (
            200,
            json!({"problem": {"text": "rate limit exceeded"}}),
            Failure::RateLimited,
        ),
        (
            200,
            json!({"problem": {"text": "Unauthorized"}}),
            Failure::Unauthorized,
        ),
        (
            200,
            json!({"problem": {"text": "out of paper"}}),
            Failure::Server,
        ),
        (401, json!({}), Failure::Unauthorized),
        (500, json!({}), Failure::Server),
    ] {
        let server = mapped(status, body.clone()).await;
        let error = live(&upstream(MAPPED, &server.uri())).await.unwrap_err();
        assert_eq!(error.failure, failure, "{status} {body}");
    }
}

#[tokio::test]
async fn given_a_value_nobody_described_when_there_is_a_name_then_it_is_neither_yes_nor_no() {
    let name = json!({"full/name": "Jane"});
    for (state, failure) in [
        (json!("moved"), Failure::Unsaid),
        (json!(7), Failure::Unsaid),
        (json!(true), Failure::Unsaid),
        (json!({}), Failure::BadResponse),
    ] {
        let server = mapped(200, json!({"data": [{"state": state, "person": name}]})).await;
        let error = live(&upstream(MAPPED, &server.uri())).await.unwrap_err();
        assert_eq!(error.failure, failure, "{state}");
    }
    // Without the field, or with nothing in it, the name tells.
    for data in [
        json!({"person": name}),
        json!({"state": null, "person": name}),
    ] {
        let server = mapped(200, json!({"data": [data]})).await;
        let answered = live(&upstream(MAPPED, &server.uri())).await.unwrap();
        assert!(answered.record.registered, "{data}");
    }
}
