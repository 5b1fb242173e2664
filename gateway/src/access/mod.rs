//! Who may ask, and how much.
//!
//! A request passes [`Gatekeeper::identify`] (who), [`Purposes::check`] (why) and [`Caps::admit`]
//! (how much), and what came of it is written down as [`Trail`] shapes it.

use std::{fmt, time::Duration};

use axum::http::StatusCode;
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::hex;

mod block_count;
mod caps;
mod credential;
mod door;
mod failures;
mod hash_key;
mod identity;
mod jwks;
mod jwt;
mod key_set;
mod lru;
#[cfg(test)]
mod memory_ledger;
mod neighbours;
mod page;
mod proxy_header;
mod purpose;
pub mod settings;
mod settings_error;
mod token;
mod trail;

pub use caps::{Admitted, Caps};
pub use door::{Door, refused};
pub use identity::Gatekeeper;
pub use neighbours::{Neighbours, Pace};
pub use page::Pages;
pub use purpose::{Purposes, purpose_of_query};
pub use settings::Settings;
pub use settings_error::SettingsError;
pub use token::{TokenHash, hash_token, new_token};
pub use trail::{Action, Done, Trail, keep_retention};

/// Somebody who may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Its name: of the token, the JWT's `sub`, or the proxy's header. Goes into the audit.
    pub name: String,
    /// Whether it may read the audit and erase.
    pub operator: bool,
    /// How it was recognised. Two callers of one name that came by different means are two.
    pub via: Via,
    key: CallerKey,
}

impl Caller {
    /// Somebody of this name.
    #[must_use]
    pub fn new(name: &str, operator: bool, via: Via) -> Self {
        Self {
            name: name.to_owned(),
            operator,
            via,
            key: CallerKey::of(name, via),
        }
    }

    /// What counters know this caller by.
    pub(crate) const fn key(&self) -> CallerKey {
        self.key
    }
}

/// How a caller was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Via {
    /// By one of the configured tokens.
    Token,
    /// By a JWT.
    Jwt,
    /// By the reverse proxy's header.
    Proxy,
    /// Not at all: a demo gateway asked from its own machine.
    Local,
    /// Not at all: a demo gateway that is open to everybody.
    Anonymous,
}

impl Via {
    /// For logs and counters.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Jwt => "jwt",
            Self::Proxy => "proxy",
            Self::Local => "local",
            Self::Anonymous => "anonymous",
        }
    }
}

/// How people who use a page become callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignIn {
    /// With a token or a JWT, which the page asks for.
    Token,
    /// At the reverse proxy, before they see the page.
    Proxy,
    /// They needn't.
    None,
}

/// A caller's name and means, hashed: names may be telephone numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CallerKey([u8; 16]);

impl CallerKey {
    fn of(name: &str, via: Via) -> Self {
        let mut hash = Sha256::new();
        hash.update(via.as_str());
        hash.update([0]);
        hash.update(name);
        let digest: [u8; 32] = hash.finalize().into();
        Self(std::array::from_fn(|at| digest[at]))
    }
}

impl fmt::Display for CallerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

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

/// A name that may go into logs and the audit: 1 to 128 characters, none of them a control
/// character.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= 128 && !name.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(name: &str, via: Via) -> Caller {
        Caller::new(name, false, via)
    }

    #[test]
    fn given_callers_when_they_differ_in_name_or_means_then_their_keys_differ() {
        let key = |name, via| caller(name, via).key();
        assert_eq!(key("a", Via::Jwt), key("a", Via::Jwt));
        assert_ne!(key("a", Via::Jwt), key("b", Via::Jwt));
        assert_ne!(key("a", Via::Jwt), key("a", Via::Token));
    }

    #[test]
    fn given_a_name_that_is_a_number_when_its_key_is_shown_then_the_number_is_not() {
        let shown = caller("13105550123", Via::Jwt).key().to_string();
        assert_eq!(shown.len(), 32);
        assert!(!shown.contains("13105550123"));
    }

    #[test]
    fn given_a_caller_that_is_no_operator_when_checked_then_it_is_refused() {
        let refusal = Refusal::unless_operator(&caller("a", Via::Token)).unwrap_err();
        assert_eq!((refusal.status.as_u16(), refusal.code), (403, "forbidden"));
        assert_eq!(refusal.www_authenticate(), None);
        let operator = Caller::new("a", true, Via::Token);
        assert!(Refusal::unless_operator(&operator).is_ok());
    }
}
