//! An error as it crosses to JavaScript.

use phone_profile_core::error::LookupError;
use serde::Serialize;

/// An error as it crosses to JavaScript; what isn't known is left out.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorReport {
    /// The kind of failure.
    pub code: &'static str,
    /// One sentence for a developer's console.
    pub message: String,
    /// Whether asking again later may help.
    pub retryable: bool,
    /// The HTTP status, where there was an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// How long the endpoint asks to wait, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u32>,
}

impl From<&LookupError> for ErrorReport {
    fn from(error: &LookupError) -> Self {
        Self {
            code: error.code.as_str(),
            message: error.message.clone(),
            retryable: error.retryable(),
            status: error.status,
            retry_after_ms: error.retry_after_ms,
        }
    }
}
