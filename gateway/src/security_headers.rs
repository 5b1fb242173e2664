//! Headers that every answer carries. The policy of HTML pages is with [`framing`](crate::framing).

use axum::{
    http::{
        HeaderMap, HeaderValue,
        header::{REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
    },
    response::Response,
};

/// Adds them to a finished answer.
pub(crate) async fn add(mut response: Response) -> Response {
    add_to(response.headers_mut());
    response
}

pub(crate) fn add_to(headers: &mut HeaderMap) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
}
