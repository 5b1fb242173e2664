//! What handlers take from a request: who asks, for which number, and what else is to be known. What
//! can't be taken is answered by a [`Problem`].

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::{self, FromRequestParts, Path, rejection::PathRejection},
    http::request::Parts,
};
use phone_profile_core::number::NumberError;

use super::{peer::Peer, problem::Problem};
use crate::{
    Digits,
    access::{Caller, Refusal, purpose_of_query},
    app_state::AppState,
    http::{mount::Mount, public_base::LinkBase},
    read_entry,
    service::Freshness,
};

/// How a path names a number, for the document of the API.
pub(crate) const NUMBER_IN_PATH: &str =
    "E.164, with or without `+`; other writings are read as the widget reads them";

/// Somebody who may read the audit and erase.
pub(crate) struct Operator(pub(crate) Caller);

impl FromRequestParts<Arc<AppState>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<AppState>) -> Result<Self, Problem> {
        let Ok(Peer(peer)) = Peer::from_request_parts(parts, state).await;
        let caller = state.door.identify(&parts.headers, peer).await;
        caller.map_err(|refusal| state.turned_away(refusal))
    }
}

/// Nobody where no credential is shown; a wrong one is refused. By its path: its method would be
/// ambiguous beside that of the other trait.
impl extract::OptionalFromRequestParts<Arc<AppState>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<AppState>,
    ) -> Result<Option<Self>, Problem> {
        let Ok(Peer(peer)) = Peer::from_request_parts(parts, state).await;
        let caller = state.door.identify_if_named(&parts.headers, peer).await;
        caller.map_err(|refusal| state.turned_away(refusal))
    }
}

impl FromRequestParts<Arc<AppState>> for Operator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<AppState>) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, state).await?;
        match Refusal::unless_operator(&caller) {
            Ok(()) => Ok(Self(caller)),
            Err(refusal) => Err(state.turned_away(refusal)),
        }
    }
}

/// The number that the path ends with, as people write it.
impl FromRequestParts<Arc<AppState>> for Digits {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<AppState>) -> Result<Self, Problem> {
        let number = number_of(Path::from_request_parts(parts, state).await);
        number.map_err(|error| state.turned_away(error))
    }
}

/// The number that a path names.
pub(crate) fn number_of(path: Result<Path<String>, PathRejection>) -> Result<Digits, NumberError> {
    let Path(text) = path.map_err(|_| NumberError::Malformed)?;
    read_entry(&text)
}

/// What the query of a lookup may say.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct LookupQuery {
    pub(crate) freshness: Freshness,
    pub(crate) purpose: Option<String>,
}

impl LookupQuery {
    /// `cache=only|reload` and `purpose=…`; anything else is passed over, so that nothing which
    /// a vendor's client sends reaches the vendor.
    fn read(query: &str) -> Self {
        let mut read = Self {
            purpose: purpose_of_query(query),
            ..Self::default()
        };
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match (name.as_ref(), value.as_ref()) {
                ("cache", "only") => read.freshness = Freshness::CacheOnly,
                ("cache", "reload") => read.freshness = Freshness::Reload,
                _ => {}
            }
        }
        read
    }
}

impl<S: Sync> FromRequestParts<S> for LookupQuery {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::read(parts.uri.query().unwrap_or_default()))
    }
}

impl FromRequestParts<Arc<AppState>> for LinkBase {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<AppState>,
    ) -> Result<Self, Infallible> {
        let mount = Mount::from_request_parts(parts, state).await?;
        Ok(state.public_base.of(&parts.headers, mount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_query_when_read_then_only_what_is_known_counts() {
        for (query, freshness, purpose) in [
            ("", Freshness::Default, None),
            ("cache=only", Freshness::CacheOnly, None),
            (
                "cache=reload&purpose=KYC%20check",
                Freshness::Reload,
                Some("KYC check"),
            ),
            ("telegram=1&cache=yes", Freshness::Default, None),
        ] {
            let expected = LookupQuery {
                freshness,
                purpose: purpose.map(str::to_owned),
            };
            assert_eq!(LookupQuery::read(query), expected, "{query:?}");
        }
    }
}
