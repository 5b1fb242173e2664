//! The identity that a reverse proxy vouches for, after it has signed its users in.

use std::net::IpAddr;

use axum::http::{
    HeaderMap, HeaderName,
    header::{AUTHORIZATION, COOKIE, HOST},
};

use crate::access::{
    Caller, SettingsError, Via,
    caller::is_name,
    settings::{Network, TrustedHeader},
};

pub(super) struct ProxyHeader {
    name: HeaderName,
    from: Vec<Network>,
    operators: Vec<String>,
}

/// A header that can't be believed, though it came from the proxy.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Doubtful;

impl ProxyHeader {
    pub(super) fn new(settings: &TrustedHeader) -> Result<Self, SettingsError> {
        let name = HeaderName::try_from(&settings.name)
            .map_err(|_| SettingsError::HeaderName(settings.name.clone()))?;
        if [AUTHORIZATION, COOKIE, HOST].contains(&name) {
            return Err(SettingsError::HeaderTaken(settings.name.clone()));
        }
        if settings.from.is_empty() {
            return Err(SettingsError::HeaderFrom);
        }
        Ok(Self {
            name,
            from: settings.from.clone(),
            operators: settings.operators.clone(),
        })
    }

    pub(super) fn comes_from(&self, peer: IpAddr) -> bool {
        self.from.iter().any(|network| network.contains(peer))
    }

    /// Whom the proxy names, or nobody.
    ///
    /// A value with a comma may be two headers that were joined on the way: one of them could be
    /// the caller's own.
    pub(super) fn identity(
        &self,
        headers: &HeaderMap,
        peer: IpAddr,
    ) -> Result<Option<Caller>, Doubtful> {
        if !self.comes_from(peer) {
            return Ok(None);
        }
        let mut values = headers.get_all(&self.name).iter();
        let Some(value) = values.next() else {
            return Ok(None);
        };
        let name = std::str::from_utf8(value.as_bytes()).map_err(|_| Doubtful)?;
        let name = name.trim();
        if values.next().is_some() || name.contains(',') || !is_name(name) {
            return Err(Doubtful);
        }
        let operator = self.operators.iter().any(|operator| operator == name);
        Ok(Some(Caller::new(name, operator, Via::Proxy)))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const PROXY: &str = "10.0.0.7";

    fn header() -> ProxyHeader {
        let text = "name = \"X-User\"\nfrom = [\"10.0.0.7\"]\noperators = [\"root\"]";
        ProxyHeader::new(&toml::from_str(text).unwrap()).unwrap()
    }

    fn identity(values: &[&[u8]], peer: &str) -> Result<Option<(String, bool)>, Doubtful> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-user", HeaderValue::from_bytes(value).unwrap());
        }
        let caller = header().identity(&headers, peer.parse().unwrap())?;
        Ok(caller.map(|caller| (caller.name, caller.operator)))
    }

    #[test]
    fn given_the_proxys_address_when_it_names_somebody_then_that_is_the_caller() {
        assert_eq!(
            identity(&[b"ada@dash.example"], PROXY),
            Ok(Some(("ada@dash.example".to_owned(), false)))
        );
        assert_eq!(
            identity(&[b"root"], PROXY),
            Ok(Some(("root".to_owned(), true)))
        );
        assert_eq!(
            identity(&["zo\u{eb}".as_bytes()], PROXY),
            Ok(Some(("zo\u{eb}".to_owned(), false)))
        );
    }

    #[test]
    fn given_any_other_address_when_it_names_somebody_then_it_counts_for_nothing() {
        for peer in ["10.0.0.8", "127.0.0.1", "::1", "192.0.2.1"] {
            assert_eq!(identity(&[b"root"], peer), Ok(None), "{peer}");
        }
    }

    #[test]
    fn given_a_header_that_could_be_forged_when_read_then_it_is_doubtful() {
        for values in [
            &[b"root".as_slice(), b"ada"][..],
            &[b"root", b"root"],
            &[b"root, ada"],
            &[b""],
            &[b"  "],
            &[b"\xff"],
            &[&[b'a'; 129]],
        ] {
            assert_eq!(identity(values, PROXY), Err(Doubtful), "{values:?}");
        }
    }

    #[test]
    fn given_settings_that_trust_nobody_or_a_wrong_header_when_taken_then_they_are_refused() {
        for text in [
            "name = \"x-user\"\nfrom = []",
            "name = \"x user\"\nfrom = [\"10.0.0.7\"]",
            "name = \"Authorization\"\nfrom = [\"10.0.0.7\"]",
        ] {
            assert!(
                ProxyHeader::new(&toml::from_str(text).unwrap()).is_err(),
                "{text}"
            );
        }
    }
}
