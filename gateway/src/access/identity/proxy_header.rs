//! The identity that a reverse proxy vouches for, after it has signed its users in.
//!
//! That a header is the proxy's own is shown by where it comes from, and better by a secret beside it
//! or by its signature: any program on the proxy's machine has the proxy's address.

use std::net::IpAddr;

use axum::http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{AUTHORIZATION, COOKIE, HOST},
};
use subtle::ConstantTimeEq;

use super::jwt::{JwtCheck, JwtError};
use crate::access::{
    Caller, SettingsError, Via,
    caller::is_name,
    settings::{Network, SecretHeader, TrustedHeader},
};

/// A shorter secret could be guessed.
const SECRET_AT_LEAST: usize = 16;

pub(super) struct ProxyHeader {
    name: HeaderName,
    from: Vec<Network>,
    secret: Option<(HeaderName, String)>,
    assertion: Option<JwtCheck>,
    operators: Vec<String>,
}

/// Why a header isn't believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotVouched {
    /// It may be somebody else's. The words are for logs, never for the caller.
    Doubtful(&'static str),
    /// Its signature can't be checked.
    Unavailable,
}

impl ProxyHeader {
    pub(super) fn new(settings: &TrustedHeader) -> Result<Self, SettingsError> {
        if settings.from.is_empty() && !settings.is_bound() {
            return Err(SettingsError::HeaderFrom);
        }
        let assertion = settings.assertion.as_ref().map(|jwt| {
            let check = JwtCheck::new(jwt, Via::Proxy);
            check.map_err(|error| SettingsError::Assertion(Box::new(error)))
        });
        Ok(Self {
            name: header_name(&settings.name)?,
            from: settings.from.clone(),
            secret: settings.secret_header.as_ref().map(secret).transpose()?,
            assertion: assertion.transpose()?,
            operators: settings.operators.clone(),
        })
    }

    /// Goes on with the keys of an earlier one.
    pub(super) fn go_on_from(&mut self, earlier: &Self) {
        if let (Some(assertion), Some(earlier)) = (&mut self.assertion, &earlier.assertion) {
            assertion.go_on_from(earlier);
        }
    }

    /// Whether an address is known as the proxy's.
    pub(super) fn comes_from(&self, peer: IpAddr) -> bool {
        self.from.iter().any(|network| network.contains(peer))
    }

    /// Whether a request came through the proxy, as its address or its secret shows.
    pub(super) fn has_passed_on(&self, headers: &HeaderMap, peer: IpAddr) -> bool {
        self.comes_from(peer) || (self.secret.is_some() && self.has_secret(headers))
    }

    /// Whom the proxy names, or nobody.
    pub(super) async fn identity(
        &self,
        headers: &HeaderMap,
        peer: IpAddr,
    ) -> Result<Option<Caller>, NotVouched> {
        if !self.from.is_empty() && !self.comes_from(peer) {
            return Ok(None);
        }
        let mut values = headers.get_all(&self.name).iter();
        let Some(value) = values.next() else {
            return Ok(None);
        };
        if values.next().is_some() {
            return Err(NotVouched::Doubtful("it is there twice"));
        }
        if !self.has_secret(headers) {
            return Err(NotVouched::Doubtful("the proxy's secret isn't there"));
        }
        let unreadable = NotVouched::Doubtful("it is no text");
        let text = std::str::from_utf8(value.as_bytes()).map_err(|_| unreadable)?;
        let mut caller = match &self.assertion {
            Some(assertion) => assertion.check(text.trim()).await?,
            None => named(text.trim())?,
        };
        caller.operator |= self.operators.contains(&caller.name);
        Ok(Some(caller))
    }

    fn has_secret(&self, headers: &HeaderMap) -> bool {
        let Some((name, secret)) = &self.secret else {
            return true;
        };
        let mut values = headers.get_all(name).iter().map(HeaderValue::as_bytes);
        let said = values.next();
        values.next().is_none() && said.is_some_and(|said| said.ct_eq(secret.as_bytes()).into())
    }
}

impl From<JwtError> for NotVouched {
    fn from(error: JwtError) -> Self {
        match error {
            JwtError::Bad(word) => Self::Doubtful(word),
            JwtError::Unavailable => Self::Unavailable,
        }
    }
}

/// A value with a comma may be two headers that were joined on the way: one of them could be the
/// caller's own.
fn named(name: &str) -> Result<Caller, NotVouched> {
    if name.contains(',') || !is_name(name) {
        return Err(NotVouched::Doubtful("it is no name, or several"));
    }
    Ok(Caller::new(name, false, Via::Proxy))
}

fn header_name(text: &str) -> Result<HeaderName, SettingsError> {
    let name =
        HeaderName::try_from(text).map_err(|_| SettingsError::HeaderName(text.to_owned()))?;
    if [AUTHORIZATION, COOKIE, HOST].contains(&name) {
        return Err(SettingsError::HeaderTaken(text.to_owned()));
    }
    Ok(name)
}

fn secret(settings: &SecretHeader) -> Result<(HeaderName, String), SettingsError> {
    let secret = settings.value.reveal();
    if secret.len() < SECRET_AT_LEAST {
        return Err(SettingsError::HeaderSecret);
    }
    Ok((header_name(&settings.name)?, secret.to_owned()))
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

    type Named = Result<Option<(String, bool)>, NotVouched>;

    async fn identity(values: &[&[u8]], peer: &str) -> Named {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append("x-user", HeaderValue::from_bytes(value).unwrap());
        }
        identity_by(&header(), &headers, peer).await
    }

    async fn identity_by(header: &ProxyHeader, headers: &HeaderMap, peer: &str) -> Named {
        let caller = header.identity(headers, peer.parse().unwrap()).await?;
        Ok(caller.map(|caller| (caller.name, caller.operator)))
    }

    #[tokio::test]
    async fn given_the_proxys_address_when_it_names_somebody_then_that_is_the_caller() {
        assert_eq!(
            identity(&[b"ada@dash.example"], PROXY).await,
            Ok(Some(("ada@dash.example".to_owned(), false)))
        );
        assert_eq!(
            identity(&[b"root"], PROXY).await,
            Ok(Some(("root".to_owned(), true)))
        );
        assert_eq!(
            identity(&["zo\u{eb}".as_bytes()], PROXY).await,
            Ok(Some(("zo\u{eb}".to_owned(), false)))
        );
    }

    #[tokio::test]
    async fn given_any_other_address_when_it_names_somebody_then_it_counts_for_nothing() {
        for peer in ["10.0.0.8", "127.0.0.1", "::1", "192.0.2.1"] {
            assert_eq!(identity(&[b"root"], peer).await, Ok(None), "{peer}");
        }
    }

    #[tokio::test]
    async fn given_a_header_that_could_be_forged_when_read_then_it_is_doubtful() {
        for values in [
            &[b"root".as_slice(), b"ada"][..],
            &[b"root", b"root"],
            &[b"root, ada"],
            &[b""],
            &[b"  "],
            &[b"\xff"],
            &[&[b'a'; 129]],
        ] {
            let found = identity(values, PROXY).await;
            assert!(matches!(found, Err(NotVouched::Doubtful(_))), "{values:?}");
        }
    }

    #[test]
    fn given_settings_that_trust_nobody_or_a_wrong_header_when_taken_then_they_are_refused() {
        for text in [
            "name = \"x-user\"\nfrom = []",
            "name = \"x user\"\nfrom = [\"10.0.0.7\"]",
            "name = \"Authorization\"\nfrom = [\"10.0.0.7\"]",
            "name = \"x-user\"\nsecret-header = { name = \"x-proxy\", value = \"short\" }",
            "name = \"x-user\"\nsecret-header = { name = \"cookie\", value = \"0123456789abcdef\" }",
            "name = \"x-user\"\nassertion = { algorithm = \"ES256\" }",
        ] {
            assert!(
                ProxyHeader::new(&toml::from_str(text).unwrap()).is_err(),
                "{text}"
            );
        }
    }

    #[tokio::test]
    async fn given_a_secret_header_when_it_is_not_the_proxys_then_the_name_counts_for_nothing() {
        let text = "name = \"x-user\"\n\
                    secret-header = { name = \"x-proxy\", value = \"0123456789abcdef\" }";
        let header = ProxyHeader::new(&toml::from_str(text).unwrap()).unwrap();
        let ask = async |secrets: &[&'static str]| {
            let mut headers = HeaderMap::new();
            headers.insert("x-user", HeaderValue::from_static("ada"));
            for secret in secrets {
                headers.append("x-proxy", HeaderValue::from_static(secret));
            }
            // From any address: pods have changing ones.
            identity_by(&header, &headers, "192.0.2.1").await
        };
        let ada = Ok(Some(("ada".to_owned(), false)));
        assert_eq!(ask(&["0123456789abcdef"]).await, ada);
        for wrong in [
            &[][..],
            &[""],
            &["0123456789abcdeg"],
            &["0123456789abcde"],
            &["0123456789abcdef", "0123456789abcdef"],
        ] {
            let found = ask(wrong).await;
            assert!(matches!(found, Err(NotVouched::Doubtful(_))), "{wrong:?}");
        }
        let nobody = identity_by(&header, &HeaderMap::new(), "192.0.2.1").await;
        assert_eq!(nobody, Ok(None));
    }
}
