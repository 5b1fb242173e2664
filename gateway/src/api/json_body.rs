//! The JSON that a request brings, as far as it may go.

use std::time::Duration;

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::problem::Problem;

/// 500 numbers with a purpose are below 12 kB.
const MOST_BYTES: usize = 64 * 1_024;
/// How long a body may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(10);

/// The body. Its type is wanted too: a page can send any other without a preflight. `example` is what
/// the caller is told to send.
pub(super) async fn read<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
    example: &str,
) -> Result<T, Problem> {
    if !is_json(headers) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "bad-response",
            "Expected JSON, with the header Content-Type: application/json",
        ));
    }
    let late = || {
        Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "bad-response",
            "The body took too long to arrive",
        )
    };
    let bytes = timeout(BODY_TIME, to_bytes(body, MOST_BYTES))
        .await
        .map_err(|_| late())?
        .map_err(|_| {
            Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "bad-response",
                "The body is larger than 64 KiB, or did not arrive whole",
            )
        })?;
    serde_json::from_slice(&bytes).map_err(|_| {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "bad-response",
            format!("Expected JSON like {example}"),
        )
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = value.and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}
