//! The span of each request in the log: its method, its route and its id. Never the path itself, which
//! holds a number.

use axum::{
    extract::{MatchedPath, Request},
    http::HeaderValue,
};
use tower_http::{
    classify::{ServerErrorsAsFailures, SharedClassifier},
    request_id::RequestId,
    trace::{DefaultOnResponse, TraceLayer},
};
use tracing::{Level, Span, field};

/// As long as the longest that tracing systems send.
const LONGEST_ID: usize = 64;

type Layer = TraceLayer<
    SharedClassifier<ServerErrorsAsFailures>,
    fn(&Request) -> Span,
    (),
    DefaultOnResponse,
    (),
    (),
    (),
>;

/// Failures are not logged here: whoever notices one says more about it.
pub(crate) fn layer() -> Layer {
    TraceLayer::new_for_http()
        .make_span_with(span as fn(&Request) -> Span)
        .on_request(())
        .on_response(DefaultOnResponse::new().level(Level::DEBUG))
        .on_body_chunk(())
        .on_eos(())
        .on_failure(())
}

fn span(request: &Request) -> Span {
    let route = request.extensions().get::<MatchedPath>();
    let id = request.extensions().get::<RequestId>();
    let id = id.and_then(self::id);
    tracing::info_span!(
        "request",
        method = %request.method(),
        route = route.map(MatchedPath::as_str),
        id = id.map(field::display),
    )
}

/// A request's id, as the log has it.
pub(crate) fn id(id: &RequestId) -> Option<&str> {
    plain(id.header_value())
}

/// A caller's own id is logged where it is one, and not a page of text or a number.
fn plain(id: &HeaderValue) -> Option<&str> {
    let id = id.to_str().ok()?;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let has_letter = id.bytes().any(|byte| byte.is_ascii_alphabetic());
    (id.len() <= LONGEST_ID && has_letter && id.bytes().all(is_plain)).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_ids_of_callers_when_logged_then_only_what_looks_like_one_is() {
        for (id, logged) in [
            ("0b7c1a4e-8a51-4d2f-9a3e-5a1f4be7c0de", true),
            ("req_1.a", true),
            ("13105550123", false),
            ("+13105550123", false),
            ("a b", false),
            ("", false),
        ] {
            let value = HeaderValue::from_static(id);
            assert_eq!(plain(&value).is_some(), logged, "{id:?}");
        }
        let long = HeaderValue::try_from("a".repeat(LONGEST_ID + 1)).unwrap();
        assert_eq!(plain(&long), None);
    }
}
