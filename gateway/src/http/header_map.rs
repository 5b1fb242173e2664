//! Headers as tests write them.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// Names in lower case, with their values.
pub(crate) fn header_map(headers: &[(&'static str, &'static str)]) -> HeaderMap {
    headers
        .iter()
        .map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        })
        .collect()
}
