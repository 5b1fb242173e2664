//! The cases of `core/tests/cases/answers.json`: from a service without a kind of its own they mean
//! to the gateway what they mean to the widget.

use phone_profile_gateway::upstream::{Failure, UpstreamError};
use serde_json::{Map, Value, json};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::method};

use crate::stub::{live, upstream};

#[path = "../../../core/tests/cases/answers.rs"]
mod cases;

const SERVICE: &str = "kind = \"generic\"\nurl = \"{url}/number/{digits}\"";

async fn told(body: Vec<u8>) -> Result<Value, UpstreamError> {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_bytes(body))
        .mount(&server)
        .await;
    let answered = live(&upstream(SERVICE, &server.uri())).await?;
    let record = answered.record;
    let checked = record
        .checked_at
        .and_then(|seconds| chrono::DateTime::from_timestamp(seconds as i64, 0));
    Ok(json!({
        "isWhatsApp": record.registered,
        "number": format!("+{}", record.number),
        "name": record.name,
        "profilePic": record.picture.full,
        "profilePicThumb": record.picture.thumb,
        "pictureState": record.picture.state,
        "isBusiness": record.is_business,
        "isVerified": record.is_verified,
        "lastChecked": checked.map(|time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
    }))
}

#[tokio::test]
async fn given_each_case_when_a_service_answers_so_then_the_gateway_reads_it_as_the_widget_does() {
    for case in cases::cases() {
        match (&case.read, told(case.bytes()).await) {
            (Some(expected), Ok(told)) => {
                let mut expected = expected.clone();
                // Where an answer comes from is the gateway's own word.
                expected.remove("source");
                // It counts in seconds.
                if let Some(Value::String(time)) = expected.get_mut("lastChecked")
                    && let Some(at) = time.find('.')
                {
                    time.replace_range(at..time.len() - 1, "");
                }
                let told: Map<_, _> = expected
                    .keys()
                    .map(|field| (field.clone(), told[field].clone()))
                    .collect();
                assert_eq!(told, expected, "{case:?}");
            }
            (None, Err(error)) => {
                let code = match error.failure {
                    Failure::BadResponse => "bad-response",
                    Failure::NotInStore => "not-in-cache",
                    Failure::RateLimited => "rate-limited",
                    Failure::Server => "server",
                    other => panic!("{case:?}: {other:?}"),
                };
                assert_eq!(case.refused.as_deref(), Some(code), "{case:?}");
            }
            (_, outcome) => panic!("{case:?}: {outcome:?}"),
        }
    }
}
