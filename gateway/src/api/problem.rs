//! Errors as callers get them: RFC 9457's problem details with the documented `success` and
//! `error`, and the widget's error code.

use std::time::Duration;

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderName, HeaderValue, Response, StatusCode,
        header::{RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::IntoResponse,
};
use phone_profile_core::number::NumberError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::Refusal,
    http::reply,
    record::Quota,
    service::LookupFailure,
    state::StoreError,
    upstream::{Failure, UpstreamError},
};

/// The media type of RFC 9457.
pub(crate) const PROBLEM_JSON: &str = "application/problem+json";

/// What went wrong. Holds neither the number nor anything of an upstream's own words.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    /// One of the widget's error codes.
    pub(crate) code: &'static str,
    pub(crate) message: Box<str>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) quota: Option<Quota>,
    /// Which check refused, for metrics.
    pub(crate) reason: Option<&'static str>,
}

/// The body; also the `error` of a batch's line.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProblemBody<'a> {
    /// Always false.
    success: bool,
    /// One sentence.
    error: &'a str,
    /// One of the widget's error codes.
    code: &'a str,
    /// Always `about:blank` (RFC 9457).
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'a str,
    /// The HTTP status.
    status: u16,
    /// Seconds to wait, where waiting helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_seconds: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quota: Option<Quota>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into().into_boxed_str(),
            retry_after: None,
            quota: None,
            reason: None,
        }
    }

    fn after(mut self, wait: Option<Duration>) -> Self {
        self.retry_after = wait;
        self
    }

    fn with_quota(mut self, quota: Option<Quota>) -> Self {
        self.quota = quota;
        self
    }

    pub(crate) fn body(&self) -> ProblemBody<'_> {
        ProblemBody {
            success: false,
            error: &self.message,
            code: self.code,
            kind: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            retry_after_seconds: self.retry_after.map(whole_seconds),
            quota: self.quota,
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        // Texts and numbers under fixed names: nothing that can fail.
        let body = serde_json::to_string(&self.body()).unwrap_or_default();
        let mut response = reply::with_type(self.status, PROBLEM_JSON, body);
        let headers = response.headers_mut();
        if let Some(wait) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(whole_seconds(wait)));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        with_quota(headers, self.quota);
        response
    }
}

/// The documented service's headers, for its own clients.
pub(crate) fn with_quota(headers: &mut HeaderMap, quota: Option<Quota>) {
    let Some(quota) = quota else { return };
    for (name, value) in [
        ("x-ratelimit-requests-limit", quota.limit),
        ("x-ratelimit-requests-remaining", quota.remaining),
        ("x-ratelimit-requests-reset", quota.reset_seconds),
    ] {
        if let Some(value) = value {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

/// Rounded up: who waits for less is refused again.
fn whole_seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

impl From<NumberError> for Problem {
    fn from(error: NumberError) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid-number", error.to_string())
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (status, code) = match &refusal {
            Refusal::Credential => (StatusCode::UNAUTHORIZED, "unauthorized"),
            Refusal::Batch { .. } => (StatusCode::BAD_REQUEST, "forbidden"),
            // A walk too: widgets try again after 429. And purposes: they would take a 400 for a
            // gateway out of order.
            Refusal::ForeignPage
            | Refusal::NotOperator
            | Refusal::Walk(_)
            | Refusal::Purpose(_) => (StatusCode::FORBIDDEN, "forbidden"),
            Refusal::Attempts(_)
            | Refusal::PerMinute(_)
            | Refusal::PerDay(_)
            | Refusal::Slowed(_) => (StatusCode::TOO_MANY_REQUESTS, "rate-limited"),
            Refusal::Share(_) => (StatusCode::TOO_MANY_REQUESTS, "quota-exhausted"),
            Refusal::Keys(_) | Refusal::Store(_) => (StatusCode::SERVICE_UNAVAILABLE, "server"),
        };
        Self {
            reason: Some(refusal.reason()),
            ..Self::new(status, code, refusal.to_string()).after(refusal.retry_after())
        }
    }
}

impl From<&StoreError> for Problem {
    fn from(_: &StoreError) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "server",
            "The gateway's store can't be used at the moment",
        )
        .after(Some(Duration::from_secs(2)))
    }
}

impl From<&LookupFailure> for Problem {
    fn from(failure: &LookupFailure) -> Self {
        match failure {
            LookupFailure::NotInCache => Self::new(
                StatusCode::NOT_FOUND,
                "not-in-cache",
                "Nothing is kept for this number",
            ),
            LookupFailure::BudgetExhausted { quota } => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "quota-exhausted",
                "The quota of this period is used up",
            )
            .with_quota(Some(*quota)),
            LookupFailure::QueueFull { retry_after } => Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "rate-limited",
                "Too many lookups are waiting",
            )
            .after(Some(*retry_after)),
            LookupFailure::Upstream(error) => error.as_ref().into(),
            LookupFailure::NoUpstream { retry_after } => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "server",
                "No lookup service can be asked at the moment",
            )
            .after(Some(*retry_after)),
            LookupFailure::Store(error) => error.as_ref().into(),
            LookupFailure::BrokenOff => Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "server",
                "The lookup was broken off",
            ),
        }
    }
}

/// An upstream's 401 or 403 is about the gateway's key, never about the caller: 502.
impl From<&UpstreamError> for Problem {
    fn from(error: &UpstreamError) -> Self {
        let (status, code, message) = match error.failure {
            Failure::InvalidNumber => {
                return Self::new(
                    StatusCode::BAD_REQUEST,
                    "invalid-number",
                    "The lookup service refuses this as a phone number",
                );
            }
            Failure::NotInStore => (
                StatusCode::NOT_FOUND,
                "not-in-cache",
                "Nothing is kept for this number",
            ),
            Failure::RateLimited => (
                StatusCode::TOO_MANY_REQUESTS,
                "rate-limited",
                "The lookup service wants fewer requests",
            ),
            Failure::QuotaExhausted => (
                StatusCode::TOO_MANY_REQUESTS,
                "quota-exhausted",
                "The lookup service's plan is used up",
            ),
            Failure::Timeout => (
                StatusCode::GATEWAY_TIMEOUT,
                "timeout",
                "The lookup service gave no answer in time",
            ),
            Failure::Unauthorized | Failure::Forbidden => (
                StatusCode::BAD_GATEWAY,
                "server",
                "The lookup service doesn't accept the gateway's key",
            ),
            Failure::Unreachable | Failure::Server => (
                StatusCode::BAD_GATEWAY,
                "server",
                "The lookup service failed",
            ),
            Failure::Unsaid => (
                StatusCode::BAD_GATEWAY,
                "bad-response",
                "The lookup service doesn't say whether this number is registered",
            ),
            Failure::BadResponse => (
                StatusCode::BAD_GATEWAY,
                "bad-response",
                "The lookup service gave an answer that can't be used",
            ),
        };
        Self::new(status, code, message)
            .after(error.retry_after)
            .with_quota(error.quota)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::WrongPurpose;

    #[test]
    fn given_refusals_when_told_then_each_has_its_status_and_code() {
        let wait = Duration::from_secs(3);
        for (refusal, status, code, retry) in [
            (Refusal::Credential, 401, "unauthorized", None),
            (Refusal::Attempts(wait), 429, "rate-limited", Some(wait)),
            (Refusal::Keys(wait), 503, "server", Some(wait)),
            (Refusal::ForeignPage, 403, "forbidden", None),
            (Refusal::NotOperator, 403, "forbidden", None),
            (Refusal::PerMinute(wait), 429, "rate-limited", Some(wait)),
            (Refusal::PerDay(wait), 429, "rate-limited", Some(wait)),
            (Refusal::Share(wait), 429, "quota-exhausted", Some(wait)),
            (Refusal::Walk(wait), 403, "forbidden", Some(wait)),
            (Refusal::Slowed(wait), 429, "rate-limited", Some(wait)),
            (
                Refusal::Purpose(WrongPurpose::Missing),
                403,
                "forbidden",
                None,
            ),
            (Refusal::Batch { most: 1 }, 400, "forbidden", None),
            (Refusal::Store(wait), 503, "server", Some(wait)),
        ] {
            let text = refusal.to_string();
            let problem = Problem::from(refusal);
            assert_eq!(
                (problem.status.as_u16(), problem.code),
                (status, code),
                "{text}"
            );
            assert_eq!(
                (problem.retry_after, problem.message),
                (retry, text.into_boxed_str())
            );
        }
    }
}
