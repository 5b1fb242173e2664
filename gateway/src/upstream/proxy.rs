//! By which HTTP proxy upstreams are reached, where the network has no other way out.

use std::{env, fmt};

use axum::http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{ClientBuilder, NoProxy};
use url::Url;

use super::{address::is_loopback, http::deepest, settings::Problem};
use crate::secret::Secret;

/// `proxy` of the configuration, else what the environment says in `HTTPS_PROXY`, `HTTP_PROXY` and
/// `ALL_PROXY`. The hosts in `NO_PROXY` are reached directly with both, and this machine always is.
#[derive(Debug, Clone, Default)]
pub struct Proxy(Option<Secret>);

/// `proxy` is no address of a proxy. Not repeated: it may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("proxy is no proxy's address: write http://host:port or https://host:port")]
pub struct InvalidProxy;

/// An upstream, and the proxy by which it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxied {
    /// The upstream's name.
    pub upstream: String,
    /// Scheme, host and port of the proxy.
    pub proxy: String,
}

impl fmt::Display for Proxied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is asked through {}", self.upstream, self.proxy)
    }
}

impl Proxy {
    /// Checks the setting; without it, the environment's.
    ///
    /// # Errors
    /// [`InvalidProxy`] for anything but an `http:` or `https:` URL with a host.
    pub fn new(setting: Option<&Secret>) -> Result<Self, InvalidProxy> {
        if let Some(secret) = setting {
            let url = Url::parse(secret.reveal()).map_err(|_| InvalidProxy)?;
            if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
                return Err(InvalidProxy);
            }
        }
        Ok(Self(setting.cloned()))
    }

    /// The proxy for an upstream's address, without user name and password.
    pub(super) fn of(&self, base: &Url) -> Result<Option<String>, Problem> {
        if base.host().is_some_and(|host| is_loopback(&host)) {
            return Ok(None);
        }
        // The same rules as reqwest's own.
        let matcher = match &self.0 {
            Some(setting) => Matcher::builder()
                .all(setting.reveal().to_owned())
                .no(no_proxy())
                .build(),
            None => Matcher::from_env(),
        };
        let target: Option<Uri> = base.as_str().parse().ok();
        let Some(found) = target.and_then(|target| matcher.intercept(&target)) else {
            return Ok(None);
        };
        let proxy = found.uri().to_string();
        let proxy = proxy.trim_end_matches('/');
        if !matches!(found.uri().scheme_str(), Some("http" | "https")) {
            let problem = format!(
                "is to be asked through {proxy}, which the environment names: only http:// and \
                 https:// proxies can be used. Set proxy, or name the host in NO_PROXY"
            );
            return Err(Problem::new("url", problem));
        }
        Ok(Some(proxy.to_owned()))
    }

    /// Has a client use the proxy that [`Self::of`] found.
    pub(super) fn apply(
        &self,
        client: ClientBuilder,
        found: Option<&str>,
    ) -> Result<ClientBuilder, Problem> {
        match (found, &self.0) {
            (None, _) => Ok(client.no_proxy()),
            // A client reads the environment by itself.
            (Some(_), None) => Ok(client),
            (Some(_), Some(setting)) => {
                let proxy = reqwest::Proxy::all(setting.reveal())
                    .map_err(|error| Problem::new("proxy", deepest(&error)))?;
                Ok(client.proxy(proxy.no_proxy(NoProxy::from_env())))
            }
        }
    }
}

/// Read as reqwest and curl read it.
fn no_proxy() -> String {
    let value = env::var("NO_PROXY").or_else(|_| env::var("no_proxy"));
    value.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(setting: &str, base: &str) -> Option<String> {
        let proxy = Proxy::new(Some(&Secret::new(setting))).unwrap();
        proxy.of(&Url::parse(base).unwrap()).unwrap()
    }

    #[test]
    fn given_a_proxy_with_a_password_when_named_then_only_its_address_is_said() {
        let setting = "http://gateway:s3cret@proxy.example:3128/";
        assert_eq!(
            of(setting, "https://api.example/v1").as_deref(),
            Some("http://proxy.example:3128")
        );
        let proxy = Proxy::new(Some(&Secret::new(setting))).unwrap();
        assert!(!format!("{proxy:?}").contains("s3cret"));
    }

    #[test]
    fn given_an_upstream_on_this_machine_when_asked_then_it_is_asked_directly() {
        for base in [
            "http://127.0.0.1:3000/",
            "http://localhost/",
            "http://[::1]/",
        ] {
            assert_eq!(of("http://proxy.example:3128", base), None, "{base}");
        }
    }

    #[test]
    fn given_what_is_no_proxy_when_taken_then_it_is_refused() {
        for text in [
            "proxy",
            "proxy.example:3128",
            "socks5://proxy.example",
            "/proxy",
        ] {
            let refused = Proxy::new(Some(&Secret::new(text)));
            assert_eq!(refused.err(), Some(InvalidProxy), "{text}");
        }
    }
}
