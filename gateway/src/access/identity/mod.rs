//! Who asks: by token, by JWT, by the reverse proxy's word, or nobody.

mod client;
mod credential;
mod failures;
mod forwarded;
mod jwks;
mod jwt;
mod key_set;
mod page;
mod proxy_header;
mod token;

use std::{fmt, net::IpAddr, sync::Arc, time::Instant};

use axum::http::HeaderMap;

pub use self::page::Pages;
use self::{
    client::{Client, TrustedProxies},
    credential::{Presented, presented},
    failures::Failures,
    jwks::FAILED_APART,
    jwt::{JwtCheck, JwtError},
    page::is_for_this_machine,
    proxy_header::{NotVouched, ProxyHeader},
    token::{Expired, Tokens},
};
use super::{Caller, Refusal, SettingsError, SignIn, Via, settings::Settings};
use crate::clock::unix_now_ms;

/// Recognises callers.
pub struct Gatekeeper {
    tokens: Tokens,
    jwt: Option<JwtCheck>,
    proxy: Option<ProxyHeader>,
    proxies: TrustedProxies,
    pages: Pages,
    /// Whether any credential could be right.
    has_means: bool,
    without: Without,
    failures: Arc<Failures>,
}

/// What happens to requests without a credential.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Without {
    Refused,
    /// From this machine only.
    Local,
    Anonymous,
}

/// Why nobody is recognised.
enum Unrecognised {
    Wrong(Wrong),
    /// It can't be checked.
    Unavailable,
}

impl Unrecognised {
    const fn of(reason: &'static str) -> Self {
        let whose = None;
        Self::Wrong(Wrong { reason, whose })
    }
}

impl From<JwtError> for Unrecognised {
    fn from(error: JwtError) -> Self {
        match error {
            JwtError::Bad(word) => Self::of(word),
            JwtError::Unavailable => Self::Unavailable,
        }
    }
}

impl From<Expired> for Unrecognised {
    fn from(Expired(name): Expired) -> Self {
        Self::Wrong(Wrong {
            reason: "a token that has expired",
            whose: Some(name),
        })
    }
}

/// A credential that isn't accepted. What is known of it is for logs, never for the caller.
struct Wrong {
    reason: &'static str,
    /// Whose it was, where it has been one.
    whose: Option<String>,
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
        let jwt = settings.jwt.as_ref();
        let jwt = jwt.map(|jwt| JwtCheck::new(jwt, Via::Jwt)).transpose()?;
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
            proxies: TrustedProxies::new(&settings.trusted_proxies),
            pages,
            has_means: means,
            without,
            failures: Arc::new(Failures::new()),
        })
    }

    /// Goes on from an earlier one: with its memory of wrong credentials, and with the keys of
    /// providers that are still asked.
    pub(super) fn go_on_from(&mut self, earlier: &Self) {
        self.failures = Arc::clone(&earlier.failures);
        if let (Some(jwt), Some(earlier)) = (&mut self.jwt, &earlier.jwt) {
            jwt.go_on_from(earlier);
        }
        if let (Some(proxy), Some(earlier)) = (&mut self.proxy, &earlier.proxy) {
            proxy.go_on_from(earlier);
        }
    }

    /// Who asks. `peer` is the address of the connection's other end, never one that a header
    /// names.
    ///
    /// The reverse proxy's word comes first: such proxies often pass their own tokens along.
    ///
    /// # Errors
    /// [`Refusal`] without a valid credential, for wrong ones after too many, for a foreign page in
    /// its visitor's name, and where the keys of JWTs can't be had.
    pub async fn identify(&self, headers: &HeaderMap, peer: IpAddr) -> Result<Caller, Refusal> {
        let peer = peer.to_canonical();
        let client = self.proxies.client(headers, peer);
        let caller = self.caller(headers, peer, client).await?;
        Ok(caller.at(client.address))
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
            Err(Refusal::Credential) if !self.is_named(headers, peer).await => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }

    async fn is_named(&self, headers: &HeaderMap, peer: IpAddr) -> bool {
        if presented(headers) != Presented::Nothing {
            return true;
        }
        match &self.proxy {
            Some(proxy) => !matches!(proxy.identity(headers, peer.to_canonical()).await, Ok(None)),
            None => false,
        }
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

    async fn caller(
        &self,
        headers: &HeaderMap,
        peer: IpAddr,
        client: Client,
    ) -> Result<Caller, Refusal> {
        if let Some(proxy) = &self.proxy {
            match proxy.identity(headers, peer).await {
                Ok(None) => {}
                Ok(Some(caller)) => return self.unless_foreign_page(caller, headers),
                Err(NotVouched::Unavailable) => return Err(Refusal::Keys(FAILED_APART)),
                Err(NotVouched::Doubtful(word)) => {
                    let client = client.address;
                    tracing::warn!(%client, reason = word, "a doubtful identity from the reverse proxy");
                    return Err(Refusal::Credential);
                }
            }
        }
        let credential = match presented(headers) {
            Presented::Nothing => return self.without_credential(headers, client),
            // The vendor's clients send their key to a demo too, where none could be right.
            _ if !self.has_means => return self.without_credential(headers, client),
            Presented::One(credential) => Some(credential),
            Presented::Unusable => None,
        };
        let found = match credential {
            Some(credential) => self.recognise(credential).await,
            None => Err(Unrecognised::of("several credentials, or none that is one")),
        };
        match found {
            // A proxy that signs its users in may add the credential itself.
            Ok(caller) if self.is_passed_on(headers, peer) => {
                self.unless_foreign_page(caller, headers)
            }
            Ok(caller) => Ok(caller),
            Err(Unrecognised::Unavailable) => Err(Refusal::Keys(FAILED_APART)),
            Err(Unrecognised::Wrong(wrong)) => Err(self.refuse(client.address, credential, &wrong)),
        }
    }

    /// Somebody who was recognised a while ago, as it is now. Whoever was taken out of the
    /// configuration meanwhile, or whose token has expired, is nobody any more.
    ///
    /// # Errors
    /// [`Refusal::Credential`] for nobody.
    pub fn again(&self, caller: &Caller) -> Result<Caller, Refusal> {
        let is_known = match caller.via {
            Via::Token => {
                let found = self.tokens.named(&caller.name, unix_now_ms());
                let mut found = found.ok_or(Refusal::Credential)?;
                found.client = caller.client;
                return Ok(found);
            }
            Via::Jwt => self.jwt.is_some(),
            Via::Proxy => self.proxy.is_some(),
            Via::Local => self.without == Without::Local,
            Via::Anonymous => self.without == Without::Anonymous,
        };
        is_known.then(|| caller.clone()).ok_or(Refusal::Credential)
    }

    /// Whoever is recognised by what a browser adds by itself may be sent by any page.
    fn unless_foreign_page(&self, caller: Caller, headers: &HeaderMap) -> Result<Caller, Refusal> {
        if self.pages.may_send(headers) {
            Ok(caller)
        } else {
            Err(Refusal::ForeignPage)
        }
    }

    /// Only what is wrong waits: a valid credential passes, whoever else has the same address.
    fn refuse(&self, client: IpAddr, credential: Option<&str>, wrong: &Wrong) -> Refusal {
        if self.counts(client)
            && let Some(wait) = self.failures.count(client, credential, Instant::now())
        {
            return Refusal::Attempts(wait);
        }
        let Wrong { reason, whose } = wrong;
        tracing::info!(%client, reason, whose, "a credential was refused");
        Refusal::Credential
    }

    async fn recognise(&self, credential: &str) -> Result<Caller, Unrecognised> {
        if let Some(found) = self.tokens.find(credential, unix_now_ms()) {
            return Ok(found?);
        }
        match &self.jwt {
            Some(jwt) => Ok(jwt.check(credential).await?),
            None => Err(Unrecognised::of("an unknown token")),
        }
    }

    fn without_credential(&self, headers: &HeaderMap, client: Client) -> Result<Caller, Refusal> {
        match self.without {
            Without::Anonymous => Ok(Caller::new("anonymous", false, Via::Anonymous)),
            Without::Local if client.is_local => {
                // Who sits at the machine of a demo may see all of it. A page that is open there may
                // be anybody's.
                let operator = self.pages.may_send(headers) && is_for_this_machine(headers);
                Ok(Caller::new("local", operator, Via::Local))
            }
            Without::Local | Without::Refused => Err(Refusal::Credential),
        }
    }

    /// Whether wrong credentials count against an address. All callers behind a proxy have the
    /// proxy's, where it doesn't name theirs.
    fn counts(&self, client: IpAddr) -> bool {
        let proxied = self.is_of_signing_proxy(client) || self.proxies.contains(client);
        !client.is_loopback() && !proxied
    }

    fn is_passed_on(&self, headers: &HeaderMap, peer: IpAddr) -> bool {
        let proxy = self.proxy.as_ref();
        proxy.is_some_and(|proxy| proxy.has_passed_on(headers, peer))
    }

    fn is_of_signing_proxy(&self, address: IpAddr) -> bool {
        let proxy = self.proxy.as_ref();
        proxy.is_some_and(|proxy| proxy.comes_from(address))
    }
}

#[cfg(test)]
mod tests;
