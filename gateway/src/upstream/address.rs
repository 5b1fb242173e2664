//! Where an upstream is: a base URL of the configuration, and the rules for it.

use std::{fmt, net::IpAddr};

use serde::Deserialize;
use url::{Host, Url};

use super::settings::Problem;

/// A URL as it stands in the configuration. `Debug` shows no more than scheme and host, since
/// people put keys into paths and queries.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Address(String);

impl Address {
    /// Takes a text as it is; it is checked when an upstream is built.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// The URL, to which paths are added. A query would be sent with every request, and would be a
    /// way to ask services for more than the number.
    pub(super) fn base(&self, field: &'static str, allow_plain: bool) -> Result<Url, Problem> {
        let url = checked(&self.0, field, allow_plain)?;
        if url.query().is_some() || url.fragment().is_some() {
            return Err(Problem::new(field, "must end before any ? or #"));
        }
        Ok(url)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Url::parse(&self.0) {
            Ok(url) => f.write_str(&origin(&url)),
            Err(_) => f.write_str("(no URL)"),
        }
    }
}

/// Scheme, host and port, without anything that may be secret.
pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// An absolute web URL without user name or password, over TLS unless it stays on this machine or
/// plain HTTP is allowed: the key would travel readably.
pub(super) fn checked(text: &str, field: &'static str, allow_plain: bool) -> Result<Url, Problem> {
    let url = Url::parse(text)
        .map_err(|error| Problem::new(field, format!("is no absolute URL: {error}")))?;
    let Some(host) = url.host() else {
        return Err(Problem::new(field, "has no host"));
    };
    match url.scheme() {
        "https" => {}
        "http" if allow_plain || is_loopback(&host) => {}
        "http" => {
            return Err(Problem::new(
                field,
                "must begin with https://, or set allow-plain-http = true where the network \
                 between is trusted",
            ));
        }
        _ => return Err(Problem::new(field, "must begin with https://")),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Problem::new(
            field,
            "must hold no user name or password: use the fields for them",
        ));
    }
    Ok(url)
}

pub(super) fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Host::Ipv4(address) => IpAddr::V4(*address).is_loopback(),
        Host::Ipv6(address) => IpAddr::V6(*address).is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> Result<Url, Problem> {
        Address::new(text).base("url", false)
    }

    #[test]
    fn given_plain_http_when_the_host_is_another_machine_then_it_is_refused_unless_allowed() {
        for text in [
            "http://waha.example",
            "http://10.0.0.5:3000",
            "http://localhost.example",
            "http://[2001:db8::1]/",
        ] {
            let problem = base(text).unwrap_err();
            assert_eq!(problem.field, "url");
            assert!(problem.text.contains("allow-plain-http"), "{problem:?}");
            assert!(Address::new(text).base("url", true).is_ok(), "{text}");
        }
        for text in [
            "http://localhost:3000",
            "http://127.0.0.1:3000/waha",
            "http://[::1]:3000",
            "https://waha.example",
        ] {
            assert!(base(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn given_a_url_with_more_than_a_base_when_checked_then_it_is_refused() {
        for text in [
            "https://a.example/?leaks=true",
            "https://a.example/?",
            "https://a.example/#x",
            "https://user@a.example/",
            "https://user:secret@a.example/",
            "ftp://a.example/",
            "file:///etc/passwd",
            "a.example/number",
            "",
        ] {
            assert!(base(text).is_err(), "{text}");
            assert!(Address::new(text).base("url", true).is_err(), "{text}");
        }
    }

    #[test]
    fn given_a_url_that_holds_a_secret_when_debugged_or_refused_then_it_does_not_show() {
        let address = Address::new("https://user:hunter2@a.example:8443/hunter2?key=hunter2");
        assert_eq!(format!("{address:?}"), "https://a.example:8443");
        let problem = address.base("url", false).unwrap_err();
        assert!(!format!("{problem:?}").contains("hunter2"));
    }
}
