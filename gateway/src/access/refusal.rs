//! Why a request isn't served.

use std::time::Duration;

use axum::http::StatusCode;

use super::caller::Caller;

/// Why a request isn't served. The text tells nothing about the number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// 400, 401, 403, 429, or 503 where the gateway can't decide.
    pub status: StatusCode,
    /// One of the widget's error codes.
    pub code: &'static str,
    /// One sentence for the caller.
    pub message: String,
    /// How long to wait, where waiting helps.
    pub retry_after: Option<Duration>,
    /// Which check refused: for the audit and for metrics.
    pub reason: Reason,
}

impl Refusal {
    /// The header `WWW-Authenticate` that a 401 must have (RFC 9110, section 11.6.1).
    #[must_use]
    pub fn www_authenticate(&self) -> Option<&'static str> {
        (self.status == StatusCode::UNAUTHORIZED).then_some("Bearer realm=\"phone-profile\"")
    }

    /// One text for every missing, wrong, expired or doubled credential.
    pub(crate) fn unauthorized() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            code: "unauthorized",
            message: "The gateway wants a valid token.".to_owned(),
            retry_after: None,
            reason: Reason::Credential,
        }
    }

    pub(crate) fn forbidden(reason: Reason, message: &str) -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            code: "forbidden",
            message: message.to_owned(),
            retry_after: None,
            reason,
        }
    }

    pub(crate) fn rate_limited(reason: Reason, message: &str, retry_after: Duration) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            code: "rate-limited",
            message: message.to_owned(),
            retry_after: Some(retry_after),
            reason,
        }
    }

    pub(crate) fn unavailable(reason: Reason, retry_after: Duration) -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            code: "server",
            message: "The gateway can't check the request at the moment.".to_owned(),
            retry_after: Some(retry_after),
            reason,
        }
    }

    /// For what only operators may do: the audit and erasure.
    ///
    /// # Errors
    /// 403 for everybody else.
    pub fn unless_operator(caller: &Caller) -> Result<(), Self> {
        if caller.operator {
            Ok(())
        } else {
            Err(Self::forbidden(
                Reason::Operator,
                "Only operators may do this.",
            ))
        }
    }
}

/// Which check refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// No credential, a wrong one, or several.
    Credential,
    /// Too many wrong credentials from one address.
    Attempts,
    /// The keys that JWTs are checked with can't be had.
    Keys,
    /// A page of another site sends it in its visitor's name.
    Page,
    /// It takes an operator.
    Operator,
    /// The caller's requests of this minute are used up.
    PerMinute,
    /// The caller's requests of this day are used up.
    PerDay,
    /// A run of neighbouring numbers.
    Neighbours,
    /// A purpose that is missing, not allowed, or none.
    Purpose,
    /// A batch that is too large.
    Batch,
    /// The counters can't be used.
    Store,
}

impl Reason {
    /// For the audit and for metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Credential => "credential",
            Self::Attempts => "attempts",
            Self::Keys => "keys",
            Self::Page => "page",
            Self::Operator => "operator",
            Self::PerMinute => "per-minute",
            Self::PerDay => "per-day",
            Self::Neighbours => "neighbours",
            Self::Purpose => "purpose",
            Self::Batch => "batch",
            Self::Store => "store",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Via;

    #[test]
    fn given_a_caller_that_is_no_operator_when_checked_then_it_is_refused() {
        let refusal = Refusal::unless_operator(&Caller::new("a", false, Via::Token)).unwrap_err();
        assert_eq!((refusal.status.as_u16(), refusal.code), (403, "forbidden"));
        assert_eq!(refusal.www_authenticate(), None);
        let operator = Caller::new("a", true, Via::Token);
        assert!(Refusal::unless_operator(&operator).is_ok());
    }
}
