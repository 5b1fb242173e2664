//! What came of a request, read from the text that `static/shell/errands.js` makes of it.
//!
//! Not gloo-net: a page's own `fetch` can stand in for the browser's, a body is read up to a limit,
//! and a rejection with something that isn't an `Error` stays an error and is no panic.

use wasm_bindgen::JsValue;

use super::errand;
use crate::boundary::plain::json_in;
use phone_profile_core::answer::Body;
use phone_profile_core::error::{LookupError, LookupErrorCode};

/// What came back, read to its end.
#[derive(Debug, PartialEq)]
pub struct Fetched {
    /// HTTP status.
    pub status: u16,
    /// The URL after redirects.
    pub url: String,
    /// Where the endpoint lets us read them across origins.
    pub retry_after: Option<String>,
    /// Limit, remaining, reset.
    pub quota: [Option<String>; 3],
    /// The body as JSON, if it is that.
    pub body: Body,
}

/// Sends one GET request. `via` has the page's headers and fetch.
pub async fn get(url: &str, via: &JsValue) -> Result<Fetched, LookupError> {
    read(&errand::request(url, via).await)
}

/// Fields with NUL between them: a letter for how it ended; for an answer, its status, URL,
/// `Retry-After`, quota and body; for a failure, what was thrown.
pub fn read(text: &str) -> Result<Fetched, LookupError> {
    let (how, rest) = text.split_once('\0').unwrap_or((text, ""));
    if how != "a" {
        return Err(failed(how, rest));
    }
    let mut fields = rest.splitn(7, '\0');
    let mut field = || fields.next().unwrap_or_default();
    let status = field().parse().unwrap_or(0);
    let url = field().to_owned();
    let [retry_after, limit, remaining, reset] =
        [(); 4].map(|()| Some(field().to_owned()).filter(|header| !header.is_empty()));
    let body = match field() {
        "e" => Body::Empty,
        "x" => Body::NotJson,
        "l" => {
            return Err(unusable(
                "The page's own fetch function has read the answer's body itself.",
            )
            .with_status(status));
        }
        "o" => {
            return Err(
                unusable("The endpoint's answer is too large for a profile.").with_status(status),
            );
        }
        tokens => Body::Json(json_in(tokens)),
    };
    Ok(Fetched {
        status,
        url,
        retry_after,
        quota: [limit, remaining, reset],
        body,
    })
}

fn failed(how: &str, thrown: &str) -> LookupError {
    let message = match how {
        "h" => "The page's function for headers failed.",
        "m" => "The request could not be made.",
        "r" => return unusable("The page's own fetch function gave no Response."),
        "b" => "The answer broke off.",
        _ => "The lookup endpoint could not be reached.",
    };
    let cause = if thrown.is_empty() {
        String::new()
    } else {
        [" (", thrown, ")"].concat()
    };
    LookupError::new(LookupErrorCode::Network, &[message, &cause].concat())
}

fn unusable(message: &str) -> LookupError {
    LookupError::new(LookupErrorCode::BadResponse, message)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use phone_profile_core::json::Json;

    #[test]
    fn given_an_answer_when_read_then_each_field_is_where_it_belongs() {
        let text = "a\u{0}200\0https://a.example/number/1\u{0}5\u{0}50\u{0}49\u{0}3600\0{\0:name\0\"Maya\0}";
        let fetched = read(text).unwrap();
        assert_eq!(fetched.status, 200);
        assert_eq!(fetched.url, "https://a.example/number/1");
        assert_eq!(fetched.retry_after.as_deref(), Some("5"));
        let quota = fetched.quota.each_ref().map(|header| header.as_deref());
        assert_eq!(quota, [Some("50"), Some("49"), Some("3600")]);
        let name = Json::Text("Maya".into());
        assert!(fetched.body == Body::Json(Json::Object(vec![("name".into(), name)])));
    }

    #[test]
    fn given_no_headers_and_no_json_when_read_then_nothing_is_made_up() {
        let fetched = read("a\u{0}404\0/number/1\0\0\0\0\0x").unwrap();
        assert_eq!((fetched.status, fetched.body), (404, Body::NotJson));
        assert_eq!(
            (fetched.retry_after, fetched.quota),
            (None, [None, None, None])
        );
        assert_eq!(read("a\u{0}204\0/\0\0\0\0\0e").unwrap().body, Body::Empty);
    }

    #[test]
    fn given_each_failure_when_read_then_its_code_and_cause_are_told() {
        let error = read("u\0Failed to fetch").unwrap_err();
        assert_eq!(error.code, LookupErrorCode::Network);
        assert_eq!(
            error.message,
            "The lookup endpoint could not be reached. (Failed to fetch)"
        );
        for (text, code, status) in [
            ("h\0", LookupErrorCode::Network, None),
            ("m\0", LookupErrorCode::Network, None),
            ("b\0closed", LookupErrorCode::Network, None),
            ("r", LookupErrorCode::BadResponse, None),
            (
                "a\u{0}200\0/\0\0\0\0\0o",
                LookupErrorCode::BadResponse,
                Some(200),
            ),
            (
                "a\u{0}200\0/\0\0\0\0\0l",
                LookupErrorCode::BadResponse,
                Some(200),
            ),
        ] {
            let error = read(text).unwrap_err();
            assert_eq!((error.code, error.status), (code, status), "{text:?}");
        }
    }
}
