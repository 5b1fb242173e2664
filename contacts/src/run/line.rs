//! Reads a line of the gateway's answer to a batch (`POST /numbers`).

use phone_profile_core::answer::{self, Body, Received};
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::json::Json;
use phone_profile_core::number::E164;
use phone_profile_core::profile::Profile;

/// A number of the batch, and what came of it.
pub struct Line {
    /// As it was sent.
    pub number: E164,
    /// What came of it.
    pub answer: Result<Profile, LookupError>,
}

/// Reads a line as JSON. `url` is the gateway's, for links that are relative to it. `None` where it names
/// no number that was sent: nothing is known of any number then.
pub fn read(json: &Json, url: &str, now_ms: f64) -> Option<Line> {
    let number = json.get("number")?.text()?;
    let number = E164::from_digits(number.trim_start_matches('+'))?;
    let answer = match (json.get("profile"), json.get("error")) {
        (Some(profile), _) => of(200, profile, url, &number, now_ms),
        (None, Some(error)) => {
            let status = error.get("status").and_then(Json::number);
            of(
                status.map_or(502, |status| status as u16),
                error,
                url,
                &number,
                now_ms,
            )
        }
        (None, None) => Err(LookupError::new(
            LookupErrorCode::BadResponse,
            "The gateway's line has neither profile nor error.",
        )),
    };
    Some(Line { number, answer })
}

fn of(
    status: u16,
    json: &Json,
    url: &str,
    number: &E164,
    now_ms: f64,
) -> Result<Profile, LookupError> {
    let wait = json.get("retryAfterSeconds").and_then(Json::number);
    let wait = wait.map(|seconds| format!("{seconds:.0}"));
    let received = Received {
        status,
        body: Body::Json(json.clone()),
        retry_after: wait.as_deref(),
        quota_headers: [None; 3],
        url,
    };
    answer::read(received, number, now_ms)
}

#[cfg(test)]
mod tests {
    use phone_profile_core::json::parse;
    use phone_profile_core::profile::Source;

    use super::*;
    use crate::fixtures::NOW;

    fn line(text: &str) -> Option<Line> {
        read(
            &parse(text).unwrap(),
            "https://dash.example/lookup/numbers",
            NOW,
        )
    }

    #[test]
    fn given_a_line_with_a_profile_when_read_then_it_is_the_answer() {
        let line = line(
            r#"{"number":"+13105550123","profile":{"isWhatsApp":true,"number":"13105550123","name":"Ada Example",
            "profilePic":"./picture/x","cached":true}}"#,
        );
        let line = line.unwrap();
        assert_eq!(line.number.digits(), "13105550123");
        let profile = line.answer.unwrap();
        assert_eq!(profile.source, Source::Cache);
        assert_eq!(
            profile.profile_pic.as_deref(),
            Some("https://dash.example/lookup/picture/x")
        );
    }

    #[test]
    fn given_a_line_with_an_error_when_read_then_it_is_that_error() {
        for (error, code, wait) in [
            (
                r#"{"status":429,"code":"rate-limited","error":"Too many","retryAfterSeconds":7}"#,
                LookupErrorCode::RateLimited,
                Some(7_000),
            ),
            (
                r#"{"status":429,"code":"quota-exhausted","error":"The quota of this period is used up"}"#,
                LookupErrorCode::QuotaExhausted,
                None,
            ),
            (
                r#"{"status":403,"code":"forbidden","error":"A walk"}"#,
                LookupErrorCode::Forbidden,
                None,
            ),
            (
                r#"{"status":504,"code":"timeout","error":"No answer in time"}"#,
                LookupErrorCode::Server,
                None,
            ),
            (
                r#"{"status":404,"code":"not-in-cache","error":"Nothing is kept for this number"}"#,
                LookupErrorCode::NotInCache,
                None,
            ),
        ] {
            let line = line(&format!(r#"{{"number":"+13105550123","error":{error}}}"#)).unwrap();
            let failure = line.answer.unwrap_err();
            assert_eq!(
                (failure.code, failure.retry_after_ms),
                (code, wait),
                "{error}"
            );
        }
    }

    #[test]
    fn given_a_line_without_a_number_that_was_sent_when_read_then_it_says_nothing() {
        for text in [
            "{}",
            r#"{"number":null,"error":{}}"#,
            r#"{"number":"12","profile":{}}"#,
            "[]",
        ] {
            assert!(line(text).is_none(), "{text}");
        }
    }

    #[test]
    fn given_a_line_that_says_nothing_of_its_number_when_read_then_it_is_no_answer() {
        let line = line(r#"{"number":"+13105550123"}"#).unwrap();
        assert_eq!(line.answer.unwrap_err().code, LookupErrorCode::BadResponse);
    }
}
