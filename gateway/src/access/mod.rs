//! Who may ask, and how much.

use std::time::Duration;

use axum::http::StatusCode;

/// Somebody who may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Its name: of the token, the JWT's `sub`, or the proxy's header. Goes into the audit.
    pub name: String,
    /// Whether it may read the audit and erase.
    pub operator: bool,
}

/// Why a request isn't served. The text tells nothing about the number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// 401, 403, 429 or 400.
    pub status: StatusCode,
    /// One of the widget's error codes.
    pub code: &'static str,
    /// One sentence for the caller.
    pub message: String,
    /// How long to wait, where waiting helps.
    pub retry_after: Option<Duration>,
}
