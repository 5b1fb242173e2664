//! Which other origins may read lookups and demo data, and which headers their requests may have.

use std::time::Duration;

use axum::{
    http::{
        HeaderName, HeaderValue, Method,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER},
    },
    response::Response,
};
use tower_http::cors::{AllowOrigin, CorsLayer};

/// How long a browser may remember a preflight's answer.
const PREFLIGHT_LASTS: Duration = Duration::from_secs(600);

/// The credentials that the gateway reads, and what pages and their monitoring add to every request:
/// one header that isn't allowed would fail the whole preflight.
const ALLOWED: [HeaderName; 11] = [
    AUTHORIZATION,
    HeaderName::from_static("baggage"),
    CONTENT_TYPE,
    HeaderName::from_static("sentry-trace"),
    HeaderName::from_static("traceparent"),
    HeaderName::from_static("tracestate"),
    HeaderName::from_static("x-api-key"),
    HeaderName::from_static("x-csrf-token"),
    HeaderName::from_static("x-rapidapi-key"),
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("x-requested-with"),
];

/// The quota headers of the documented service, the one of a 429, and what the log calls the request.
const EXPOSED: [HeaderName; 5] = [
    RETRY_AFTER,
    HeaderName::from_static("x-ratelimit-requests-limit"),
    HeaderName::from_static("x-ratelimit-requests-remaining"),
    HeaderName::from_static("x-ratelimit-requests-reset"),
    HeaderName::from_static("x-request-id"),
];

/// The origins that may. They are compared byte by byte and echoed; `None` allows any. Never with
/// credentials: the gateway knows no cookies, and a page that sends some is mistaken.
#[derive(Debug)]
pub(crate) struct Origins {
    allowed: Option<Vec<HeaderValue>>,
    /// [`ALLOWED`] and the configuration's.
    headers: Vec<HeaderName>,
}

impl Origins {
    pub(crate) fn new(allowed: Option<Vec<HeaderValue>>, more_headers: Vec<HeaderName>) -> Self {
        Self {
            allowed,
            headers: ALLOWED.into_iter().chain(more_headers).collect(),
        }
    }
}

/// For the routes.
pub(crate) fn layer(origins: &Origins) -> CorsLayer {
    let allowed = origins.allowed.clone();
    let allow = allowed.map_or_else(AllowOrigin::any, AllowOrigin::list);
    CorsLayer::new()
        .allow_origin(allow)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers(origins.headers.clone())
        .expose_headers(EXPOSED)
        .max_age(PREFLIGHT_LASTS)
}

/// The layer describes methods and headers even to an origin that it turns away. That origin is
/// told nothing at all.
pub(crate) async fn stay_silent_unless_allowed(mut response: Response) -> Response {
    if !response.headers().contains_key(ACCESS_CONTROL_ALLOW_ORIGIN) {
        let told: Vec<HeaderName> = response
            .headers()
            .keys()
            .filter(|name| name.as_str().starts_with("access-control-"))
            .cloned()
            .collect();
        for name in told {
            response.headers_mut().remove(name);
        }
    }
    response
}
