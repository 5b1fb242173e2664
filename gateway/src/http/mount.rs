//! Where the API is: at the root, and the same again below `/lookup`, the path that a dashboard usually
//! passes on to its gateway. So `endpoint="/lookup"` is right on the gateway too, and a proxy need not
//! take the path away.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};

/// One of the places. Routes that are not at the root carry it as an extension.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Mount {
    #[default]
    Root,
    Lookup,
}

impl Mount {
    /// What its paths begin with.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Lookup => "/lookup",
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Mount {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}
