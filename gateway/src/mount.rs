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

    /// Where a request's path leads, and the rest of it, as it would be at the root.
    pub(crate) fn of(path: &str) -> (Self, &str) {
        match path.strip_prefix(Self::Lookup.prefix()) {
            Some(rest) if rest.starts_with('/') => (Self::Lookup, rest),
            _ => (Self::Root, path),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Mount {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_path_when_read_then_only_a_whole_first_segment_is_a_mount() {
        for (path, mount, rest) in [
            ("/number/13105550123", Mount::Root, "/number/13105550123"),
            (
                "/lookup/number/13105550123",
                Mount::Lookup,
                "/number/13105550123",
            ),
            ("/lookup/", Mount::Lookup, "/"),
            ("/lookup", Mount::Root, "/lookup"),
            ("/lookups/number/1", Mount::Root, "/lookups/number/1"),
            ("/x/lookup/number/1", Mount::Root, "/x/lookup/number/1"),
            ("/lookup/lookup/quota", Mount::Lookup, "/lookup/quota"),
        ] {
            assert_eq!(Mount::of(path), (mount, rest), "{path}");
        }
    }
}
