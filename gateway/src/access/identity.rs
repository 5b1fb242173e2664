//! Who asks: by token, by JWT, by the reverse proxy's word, or nobody.

use std::{fmt, net::IpAddr, time::Instant};

use axum::http::HeaderMap;

use super::{
    Caller, Pages, Reason, Refusal, SettingsError, SignIn, Via,
    credential::{Presented, presented},
    failures::Failures,
    jwks::FAILED_APART,
    jwt::{JwtCheck, JwtError},
    proxy_header::{Doubtful, ProxyHeader},
    settings::Settings,
    token::Tokens,
};

/// Recognises callers.
pub struct Gatekeeper {
    tokens: Tokens,
    jwt: Option<JwtCheck>,
    proxy: Option<ProxyHeader>,
    pages: Pages,
    /// Whether any credential could be right.
    has_means: bool,
    without: Without,
    failures: Failures,
}

/// What happens to requests without a credential.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Without {
    Refused,
    /// From this machine only.
    Local,
    Anonymous,
}

/// Shows no more than that there is one.
impl fmt::Debug for Gatekeeper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gatekeeper").finish_non_exhaustive()
    }
}

impl Gatekeeper {
    /// Takes the settings, and the pages that may ask in their visitors' names; `demo` for a gateway
    /// that has made-up answers only.
    ///
    /// # Errors
    /// Settings that can't be meant, or that nobody could ask with.
    pub fn new(settings: &Settings, pages: Pages, demo: bool) -> Result<Self, SettingsError> {
        let tokens = Tokens::new(&settings.tokens)?;
        let jwt = settings.jwt.as_ref().map(JwtCheck::new).transpose()?;
        let proxy = settings
            .trusted_header
            .as_ref()
            .map(ProxyHeader::new)
            .transpose()?;
        let means = !tokens.is_empty() || jwt.is_some() || proxy.is_some();
        let without = match (means, demo, settings.anonymous) {
            (_, false, true) => return Err(SettingsError::Anonymous),
            (false, false, false) => return Err(SettingsError::NoMeans),
            (_, true, true) => Without::Anonymous,
            (false, true, false) => Without::Local,
            (true, _, false) => Without::Refused,
        };
        Ok(Self {
            tokens,
            jwt,
            proxy,
            pages,
            has_means: means,
            without,
            failures: Failures::new(),
        })
    }

    /// Who asks. `peer` is the address of the connection's other end, never one that a header
    /// names.
    ///
    /// The reverse proxy's word comes first: such proxies often pass their own tokens along.
    ///
    /// # Errors
    /// 401 without a valid credential, 429 for wrong ones after too many from one address, 403 for a
    /// foreign page in its visitor's name, 503 where the keys of JWTs can't be had.
    pub async fn identify(&self, headers: &HeaderMap, peer: IpAddr) -> Result<Caller, Refusal> {
        let peer = peer.to_canonical();
        if let Some(proxy) = &self.proxy {
            match proxy.identity(headers, peer) {
                Ok(None) => {}
                Ok(Some(caller)) if self.pages.may_send(headers) => return Ok(caller),
                Ok(Some(_)) => {
                    return Err(Refusal::forbidden(
                        Reason::Page,
                        "A page of another site may not ask in your name.",
                    ));
                }
                Err(Doubtful) => {
                    tracing::warn!(%peer, "a doubtful identity from the reverse proxy");
                    return Err(Refusal::unauthorized());
                }
            }
        }
        let credential = match presented(headers) {
            Presented::Nothing => return self.without_credential(peer),
            // The vendor's clients send their key to a demo too, where none could be right.
            _ if !self.has_means => return self.without_credential(peer),
            Presented::One(credential) => Some(credential),
            Presented::Unusable => None,
        };
        let found = match credential {
            Some(credential) => self.recognise(credential).await,
            None => Err(JwtError::Bad("several credentials, or none that is one")),
        };
        found.map_err(|error| match error {
            JwtError::Unavailable => Refusal::unavailable(Reason::Keys, FAILED_APART),
            JwtError::Bad(word) => self.refuse(peer, word),
        })
    }

    /// Who asks, or None where nothing in the request says so.
    ///
    /// # Errors
    /// As [`identify`](Self::identify), for what says so wrongly.
    pub async fn identify_if_named(
        &self,
        headers: &HeaderMap,
        peer: IpAddr,
    ) -> Result<Option<Caller>, Refusal> {
        match self.identify(headers, peer).await {
            Ok(caller) => Ok(Some(caller)),
            Err(refusal) if refusal.reason != Reason::Credential => Err(refusal),
            Err(_) if !self.is_named(headers, peer.to_canonical()) => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    fn is_named(&self, headers: &HeaderMap, peer: IpAddr) -> bool {
        let by_proxy = self.proxy.as_ref();
        presented(headers) != Presented::Nothing
            || by_proxy.is_some_and(|proxy| proxy.identity(headers, peer) != Ok(None))
    }

    /// How people become callers.
    #[must_use]
    pub fn sign_in(&self) -> SignIn {
        match (self.without, &self.proxy) {
            (Without::Anonymous | Without::Local, _) => SignIn::None,
            (Without::Refused, Some(_)) if self.tokens.is_empty() && self.jwt.is_none() => {
                SignIn::Proxy
            }
            (Without::Refused, _) => SignIn::Token,
        }
    }

    /// Only what is wrong waits: a valid credential passes, whoever else has the same address.
    fn refuse(&self, peer: IpAddr, word: &'static str) -> Refusal {
        if self.counts(peer) {
            if let Some(wait) = self.failures.wait(peer, Instant::now()) {
                return Refusal::rate_limited(
                    Reason::Attempts,
                    "Too many wrong credentials came from this address.",
                    wait,
                );
            }
            self.failures.count(peer, Instant::now());
        }
        tracing::info!(%peer, reason = word, "a credential was refused");
        Refusal::unauthorized()
    }

    async fn recognise(&self, credential: &str) -> Result<Caller, JwtError> {
        if let Some(caller) = self.tokens.find(credential) {
            return Ok(caller);
        }
        match &self.jwt {
            Some(jwt) => jwt.check(credential).await,
            None => Err(JwtError::Bad("an unknown token")),
        }
    }

    fn without_credential(&self, peer: IpAddr) -> Result<Caller, Refusal> {
        let (name, via) = match self.without {
            Without::Anonymous => ("anonymous", Via::Anonymous),
            Without::Local if peer.is_loopback() => ("local", Via::Local),
            Without::Local | Without::Refused => return Err(Refusal::unauthorized()),
        };
        // Who sits at the machine of a demo may see all of it.
        Ok(Caller::new(name, via == Via::Local, via))
    }

    /// Whether wrong credentials count against an address. Behind a proxy all callers have the
    /// proxy's.
    fn counts(&self, peer: IpAddr) -> bool {
        let proxied = self
            .proxy
            .as_ref()
            .is_some_and(|proxy| proxy.comes_from(peer));
        !peer.is_loopback() && !proxied
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::hash_token, http::header_map::header_map};

    const PEER: &str = "192.0.2.1";

    fn gatekeeper(text: &str, demo: bool) -> Result<Gatekeeper, SettingsError> {
        Gatekeeper::new(&toml::from_str(text).unwrap(), Pages::default(), demo)
    }

    fn with_tokens() -> Gatekeeper {
        let text = format!(
            "tokens = [{{ name = \"dash\", hash = \"{}\" }}, {{ name = \"root\", hash = \"{}\", \
             operator = true }}]\n[trusted-header]\nname = \"x-user\"\nfrom = [\"10.0.0.7\"]",
            hash_token("one"),
            hash_token("two"),
        );
        gatekeeper(&text, false).unwrap()
    }

    async fn ask(
        gatekeeper: &Gatekeeper,
        headers: &[(&'static str, &'static str)],
        peer: &str,
    ) -> Result<Caller, Refusal> {
        let headers = header_map(headers);
        gatekeeper.identify(&headers, peer.parse().unwrap()).await
    }

    #[tokio::test]
    async fn given_a_token_when_shown_in_any_header_then_its_caller_is_known() {
        let gatekeeper = with_tokens();
        for header in [
            ("authorization", "Bearer two"),
            ("x-api-key", "two"),
            ("x-rapidapi-key", "two"),
        ] {
            let caller = ask(&gatekeeper, &[header], PEER).await.unwrap();
            assert_eq!((caller.name.as_str(), caller.operator), ("root", true));
        }
    }

    #[tokio::test]
    async fn given_no_or_wrong_credentials_when_asked_then_all_refusals_are_alike() {
        let gatekeeper = with_tokens();
        let missing = ask(&gatekeeper, &[], PEER).await.unwrap_err();
        assert_eq!(
            (missing.status.as_u16(), missing.code),
            (401, "unauthorized")
        );
        assert_eq!(
            missing.www_authenticate(),
            Some("Bearer realm=\"phone-profile\"")
        );
        for headers in [
            &[("authorization", "Bearer three")][..],
            &[("x-api-key", "a.b.c")],
            &[("authorization", "Basic b25lOm9uZQ==")],
            &[("authorization", "Bearer one"), ("x-api-key", "two")],
            &[("authorization", "Bearer one"), ("x-api-key", "wrong")],
        ] {
            let refusal = ask(&gatekeeper, headers, PEER).await.unwrap_err();
            assert_eq!(refusal, missing, "{headers:?}");
        }
    }

    #[tokio::test]
    async fn given_the_identity_header_when_it_is_not_the_proxys_then_it_is_no_way_in() {
        let gatekeeper = with_tokens();
        let claim = ("x-user", "ada");
        let caller = ask(&gatekeeper, &[claim], "10.0.0.7").await.unwrap();
        assert_eq!((caller.name.as_str(), caller.via), ("ada", Via::Proxy));
        // The same address, as a socket for both kinds of addresses shows it.
        assert!(ask(&gatekeeper, &[claim], "::ffff:10.0.0.7").await.is_ok());
        for peer in [PEER, "127.0.0.1", "::1"] {
            assert!(ask(&gatekeeper, &[claim], peer).await.is_err(), "{peer}");
        }
        let caller = ask(&gatekeeper, &[claim, ("x-api-key", "one")], PEER).await;
        assert_eq!(caller.unwrap().name, "dash");
        let caller = ask(&gatekeeper, &[("x-api-key", "one")], "10.0.0.7").await;
        assert_eq!(caller.unwrap().name, "dash");
    }

    #[tokio::test]
    async fn given_a_doubtful_identity_when_a_token_is_there_too_then_it_is_refused_all_the_same() {
        let headers = [("x-user", "ada, root"), ("x-api-key", "one")];
        assert!(ask(&with_tokens(), &headers, "10.0.0.7").await.is_err());
    }

    #[tokio::test]
    async fn given_too_many_wrong_tokens_when_asked_then_further_ones_wait_and_a_right_one_passes()
    {
        let gatekeeper = with_tokens();
        for _ in 0..10 {
            let refusal = ask(&gatekeeper, &[("x-api-key", "wrong")], PEER).await;
            assert_eq!(refusal.unwrap_err().status.as_u16(), 401);
        }
        let refusal = ask(&gatekeeper, &[("x-api-key", "wrong")], PEER)
            .await
            .unwrap_err();
        assert_eq!(
            (refusal.status.as_u16(), refusal.code),
            (429, "rate-limited")
        );
        assert_eq!(refusal.reason, Reason::Attempts);
        assert!(refusal.retry_after.is_some());
        assert!(
            ask(&gatekeeper, &[("x-api-key", "one")], PEER)
                .await
                .is_ok()
        );
        let elsewhere = ask(&gatekeeper, &[("x-api-key", "wrong")], "192.0.2.2").await;
        assert_eq!(elsewhere.unwrap_err().status.as_u16(), 401);
    }

    #[tokio::test]
    async fn given_a_foreign_page_when_it_asks_in_its_visitors_name_then_it_is_refused() {
        let gatekeeper = with_tokens();
        let page = [
            ("x-user", "ada"),
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site"),
        ];
        let refusal = ask(&gatekeeper, &page, "10.0.0.7").await.unwrap_err();
        assert_eq!(
            (refusal.status.as_u16(), refusal.reason),
            (403, Reason::Page)
        );
        // A page that knows a token says whose it is.
        let with_token = [page[1], page[2], ("x-api-key", "one")];
        assert_eq!(
            ask(&gatekeeper, &with_token, PEER).await.unwrap().name,
            "dash"
        );
    }

    #[tokio::test]
    async fn given_a_proxys_address_when_wrong_tokens_come_through_it_then_others_are_not_locked_out()
     {
        let gatekeeper = with_tokens();
        for peer in ["10.0.0.7", "127.0.0.1"] {
            for _ in 0..20 {
                assert!(
                    ask(&gatekeeper, &[("x-api-key", "wrong")], peer)
                        .await
                        .is_err()
                );
            }
            assert!(
                ask(&gatekeeper, &[("x-api-key", "one")], peer)
                    .await
                    .is_ok()
            );
        }
    }

    #[tokio::test]
    async fn given_a_demo_without_means_when_asked_then_only_this_machine_is_served() {
        let gatekeeper = gatekeeper("", true).unwrap();
        for peer in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
            let caller = ask(&gatekeeper, &[], peer).await.unwrap();
            assert_eq!((caller.name.as_str(), caller.operator), ("local", true));
        }
        assert!(ask(&gatekeeper, &[], PEER).await.is_err());
        assert!(ask(&gatekeeper, &[("x-user", "ada")], PEER).await.is_err());
    }

    #[tokio::test]
    async fn given_an_anonymous_demo_when_asked_then_everybody_is_served() {
        let gatekeeper = gatekeeper("anonymous = true", true).unwrap();
        assert_eq!(ask(&gatekeeper, &[], PEER).await.unwrap().name, "anonymous");
    }

    #[test]
    fn given_nobody_or_everybody_may_ask_when_it_is_no_demo_then_it_does_not_start() {
        assert!(matches!(gatekeeper("", false), Err(SettingsError::NoMeans)));
        assert!(matches!(
            gatekeeper("anonymous = true", false),
            Err(SettingsError::Anonymous)
        ));
    }
}
