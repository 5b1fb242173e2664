//! Why a lookup gave no answer. That a number isn't registered is an answer, and not in here.

use std::error::Error;
use std::fmt;
use std::rc::Rc;

use serde::Serialize;

use crate::number::NumberError;

/// The kinds of failure that a dashboard can tell apart; the text forms are the contract's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LookupErrorCode {
    /// The entered text is no phone number, or the endpoint refuses it as one.
    InvalidNumber,
    /// No answer came: offline, blocked by CORS or CSP, connection closed.
    Network,
    /// No answer came in time.
    Timeout,
    /// The caller took the lookup back.
    Aborted,
    /// The endpoint wants other credentials (401).
    Unauthorized,
    /// The endpoint doesn't serve this caller (403).
    Forbidden,
    /// The endpoint answers from its store only and has nothing on this number: neither yes nor no.
    NotInCache,
    /// Too many requests in a short time.
    RateLimited,
    /// The plan's requests are used up.
    QuotaExhausted,
    /// The endpoint failed, or answered with a status that says nothing about the number.
    Server,
    /// An answer came, and nothing in it could be used.
    BadResponse,
    /// The page's content security policy doesn't allow WebAssembly.
    WasmBlocked,
    /// The WebAssembly module couldn't be loaded.
    WasmLoad,
}

impl LookupErrorCode {
    /// Every code, in the order of the contract.
    pub const ALL: [LookupErrorCode; 13] = [
        LookupErrorCode::InvalidNumber,
        LookupErrorCode::Network,
        LookupErrorCode::Timeout,
        LookupErrorCode::Aborted,
        LookupErrorCode::Unauthorized,
        LookupErrorCode::Forbidden,
        LookupErrorCode::NotInCache,
        LookupErrorCode::RateLimited,
        LookupErrorCode::QuotaExhausted,
        LookupErrorCode::Server,
        LookupErrorCode::BadResponse,
        LookupErrorCode::WasmBlocked,
        LookupErrorCode::WasmLoad,
    ];

    /// The code as JavaScript sees it.
    pub const fn as_str(self) -> &'static str {
        match self {
            LookupErrorCode::InvalidNumber => "invalid-number",
            LookupErrorCode::Network => "network",
            LookupErrorCode::Timeout => "timeout",
            LookupErrorCode::Aborted => "aborted",
            LookupErrorCode::Unauthorized => "unauthorized",
            LookupErrorCode::Forbidden => "forbidden",
            LookupErrorCode::NotInCache => "not-in-cache",
            LookupErrorCode::RateLimited => "rate-limited",
            LookupErrorCode::QuotaExhausted => "quota-exhausted",
            LookupErrorCode::Server => "server",
            LookupErrorCode::BadResponse => "bad-response",
            LookupErrorCode::WasmBlocked => "wasm-blocked",
            LookupErrorCode::WasmLoad => "wasm-load",
        }
    }
}

/// A lookup that failed. Neither message nor cause carries the number that was looked up.
#[derive(Clone)]
pub struct LookupError {
    /// The kind of failure.
    pub code: LookupErrorCode,
    /// One sentence for a developer's console.
    pub message: String,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// How long the endpoint asks to wait, in milliseconds, uncapped.
    pub retry_after_ms: Option<u32>,
    cause: Option<Rc<dyn Error>>,
}

impl LookupError {
    /// An error without an answer behind it.
    pub fn new(code: LookupErrorCode, message: impl Into<String>) -> LookupError {
        LookupError {
            code,
            message: message.into(),
            status: None,
            retry_after_ms: None,
            cause: None,
        }
    }

    /// The same error, with the HTTP status that it came with.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> LookupError {
        self.status = Some(status);
        self
    }

    /// The same error, with the wait that the endpoint asks for, in milliseconds.
    #[must_use]
    pub fn with_retry_after(mut self, retry_after_ms: Option<u32>) -> LookupError {
        self.retry_after_ms = retry_after_ms;
        self
    }

    /// The same error, with what lies behind it.
    #[must_use]
    pub fn with_cause(mut self, cause: impl Error + 'static) -> LookupError {
        self.cause = Some(Rc::new(cause));
        self
    }

    /// Whether asking again later may help without anything else being changed.
    pub fn retryable(&self) -> bool {
        match self.code {
            LookupErrorCode::Network
            | LookupErrorCode::Timeout
            | LookupErrorCode::RateLimited
            | LookupErrorCode::WasmLoad => true,
            LookupErrorCode::Server => self.status.is_none_or(|status| status >= 500),
            _ => false,
        }
    }
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}

impl Error for LookupError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref()
    }
}

impl From<NumberError> for LookupError {
    fn from(error: NumberError) -> LookupError {
        LookupError::new(LookupErrorCode::InvalidNumber, error.to_string()).with_cause(error)
    }
}

/// A [`LookupError`] as pages get it. What isn't known is left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorReport {
    /// The kind of failure.
    pub code: LookupErrorCode,
    /// One sentence for a developer's console.
    pub message: String,
    /// Whether asking again later may help without anything else being changed.
    pub retryable: bool,
    /// The HTTP status, where there was an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// How long the endpoint asks to wait, in milliseconds, uncapped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u32>,
}

impl From<&LookupError> for ErrorReport {
    fn from(error: &LookupError) -> ErrorReport {
        ErrorReport {
            code: error.code,
            message: error.message.clone(),
            retryable: error.retryable(),
            status: error.status,
            retry_after_ms: error.retry_after_ms,
        }
    }
}

#[cfg(test)]
mod tests;
