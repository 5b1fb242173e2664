//! Small answers that several routes share.

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, Response, StatusCode,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
};
use serde::Serialize;

/// The error shape: `{"success":false,"error":"…","code":"…"}`.
#[derive(Serialize)]
struct ErrorBody<'a> {
    success: bool,
    error: &'a str,
    code: &'a str,
}

/// An error in the documented shape, never cached. `code` is one of the widget's error codes.
pub(crate) fn error_body(message: &str, code: &str) -> String {
    serde_json::to_string(&ErrorBody {
        success: false,
        error: message,
        code,
    })
    .unwrap_or_default()
}

pub(crate) fn error(status: StatusCode, message: &str, code: &str) -> Response<Body> {
    with_type(status, "application/json", error_body(message, code))
}

pub(crate) fn with_type(
    status: StatusCode,
    content_type: &'static str,
    body: impl Into<Body>,
) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    // With room for what is added on the way out: the map grows by making another.
    let mut headers = HeaderMap::with_capacity(16);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    *response.headers_mut() = headers;
    response
}
