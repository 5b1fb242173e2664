//! Which hosts pictures may come from, and over what: the allow-list of `hosts`.

use std::{fmt, str::FromStr};

use serde::Deserialize;
use url::{Host, Url};

/// Longer than any link of the real CDN, by far.
const LONGEST_URL: usize = 4_096;

/// One host that pictures may come from: `pps.whatsapp.net`, `media-*.cdn.whatsapp.net`,
/// `cdn.example:8443`, or, for tests and networks of one's own, `http://127.0.0.1:9000`.
///
/// A `*` stands for one character or more within a label, and not in the last two labels.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct HostRule {
    scheme: Scheme,
    host: Host,
    port: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

/// No rule can be read from the text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} names no host for pictures: {why}")]
pub struct InvalidHostRule {
    text: String,
    why: &'static str,
}

/// Why a link isn't followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UrlRefused {
    /// No URL, or far too long for one.
    #[error("the picture's link can't be read")]
    Unreadable,
    /// A user's name or password in it.
    #[error("the picture's link has credentials in it")]
    Credentials,
    /// None of the hosts that pictures may come from.
    #[error("the picture's link leads to a host that isn't allowed")]
    Host,
}

impl FromStr for HostRule {
    type Err = InvalidHostRule;

    fn from_str(text: &str) -> Result<Self, InvalidHostRule> {
        let invalid = |why| InvalidHostRule {
            text: text.to_owned(),
            why,
        };
        let whole = if text.contains("://") {
            text.to_owned()
        } else {
            format!("https://{text}")
        };
        let url = Url::parse(&whole).map_err(|_| invalid("it can't be read"))?;
        let scheme = Scheme::of(&url).ok_or_else(|| invalid("only https and http are known"))?;
        let only_a_host = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && !has_credentials(&url);
        if !only_a_host {
            return Err(invalid("only a scheme, a host and a port belong there"));
        }
        let host = host_of(&url).ok_or_else(|| invalid("there is no host in it"))?;
        if let Host::Domain(name) = &host {
            let open = name.rsplit('.').take(2).any(|label| label.contains('*'));
            if open {
                return Err(invalid("a * can't stand in the last two labels"));
            }
            if name.split('.').any(|label| label.matches('*').count() > 1) {
                return Err(invalid("a label has one * at most"));
            }
        }
        let port = url
            .port_or_known_default()
            .ok_or_else(|| invalid("there is no port"))?;
        Ok(Self { scheme, host, port })
    }
}

impl TryFrom<String> for HostRule {
    type Error = InvalidHostRule;

    fn try_from(text: String) -> Result<Self, InvalidHostRule> {
        text.parse()
    }
}

impl fmt::Display for HostRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        write!(f, "{scheme}://{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for HostRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl HostRule {
    /// A name, lower case and without a port, over https.
    pub(crate) fn named(name: &str) -> Self {
        Self {
            scheme: Scheme::Https,
            host: Host::Domain(name.to_owned()),
            port: 443,
        }
    }

    fn allows(&self, url: &Url, host: &Host) -> bool {
        let host_fits = match (&self.host, host) {
            (Host::Domain(pattern), Host::Domain(name)) => fits(pattern, name),
            // An address only where it was written as one.
            (rule, host) => rule == host,
        };
        host_fits
            && Scheme::of(url) == Some(self.scheme)
            && url.port_or_known_default() == Some(self.port)
    }
}

impl Scheme {
    fn of(url: &Url) -> Option<Self> {
        match url.scheme() {
            "https" => Some(Self::Https),
            "http" => Some(Self::Http),
            _ => None,
        }
    }
}

/// Reads a link, and gives it back as it may be followed.
pub(crate) fn check(text: &str, rules: &[HostRule]) -> Result<Url, UrlRefused> {
    if text.len() > LONGEST_URL {
        return Err(UrlRefused::Unreadable);
    }
    let url = Url::parse(text).map_err(|_| UrlRefused::Unreadable)?;
    check_parsed(url, rules)
}

/// The host that a link leads to, as one name for all ways to write it; empty where it leads to none.
pub(crate) fn name(link: &str) -> String {
    let host = Url::parse(link).ok().and_then(|url| host_of(&url));
    host.map_or_else(String::new, |host| host.to_string())
}

/// As [`check`], for a redirect's target.
pub(crate) fn check_parsed(mut url: Url, rules: &[HostRule]) -> Result<Url, UrlRefused> {
    if has_credentials(&url) {
        return Err(UrlRefused::Credentials);
    }
    let host = host_of(&url).ok_or(UrlRefused::Host)?;
    if !rules.iter().any(|rule| rule.allows(&url, &host)) {
        return Err(UrlRefused::Host);
    }
    if let Host::Domain(name) = &host {
        // Certificates have no trailing dot.
        url.set_host(Some(name)).map_err(|_| UrlRefused::Host)?;
    }
    url.set_fragment(None);
    Ok(url)
}

fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// The host without the dot at its end, which means the same.
fn host_of(url: &Url) -> Option<Host> {
    match url.host()?.to_owned() {
        Host::Domain(name) => {
            let name = name.strip_suffix('.').unwrap_or(&name);
            let labels = name.split('.').all(|label| !label.is_empty());
            labels.then(|| Host::Domain(name.to_owned()))
        }
        address => Some(address),
    }
}

/// Label by label, so that a `*` never reaches over a dot.
fn fits(pattern: &str, name: &str) -> bool {
    let (patterns, labels) = (pattern.split('.'), name.split('.'));
    patterns.clone().count() == labels.clone().count()
        && patterns.zip(labels).all(|(pattern, label)| {
            let Some((before, after)) = pattern.split_once('*') else {
                return pattern == label;
            };
            label.len() > before.len() + after.len()
                && label.starts_with(before)
                && label.ends_with(after)
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rules(texts: &[&str]) -> Vec<HostRule> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn defaults() -> Vec<HostRule> {
        rules(&["pps.whatsapp.net", "media-*.cdn.whatsapp.net"])
    }

    #[test]
    fn given_links_of_the_cdn_when_checked_then_they_are_followed() {
        for (link, followed) in [
            (
                "https://pps.whatsapp.net/v/a?oe=1",
                "https://pps.whatsapp.net/v/a?oe=1",
            ),
            (
                "https://pps.whatsapp.net:443/a",
                "https://pps.whatsapp.net/a",
            ),
            (
                "HTTPS://PPS.WhatsApp.NET./a#b",
                "https://pps.whatsapp.net/a",
            ),
            (
                "https://ｐｐｓ.whatsapp.net/a",
                "https://pps.whatsapp.net/a",
            ),
            (
                "https:\\\\pps.whatsapp.net\\a",
                "https://pps.whatsapp.net/a",
            ),
            (
                "https://media-iad3-1.cdn.whatsapp.net/a",
                "https://media-iad3-1.cdn.whatsapp.net/a",
            ),
        ] {
            assert_eq!(check(link, &defaults()).unwrap().as_str(), followed);
        }
    }

    #[test]
    fn given_links_to_elsewhere_when_checked_then_they_are_refused() {
        for (link, why) in [
            ("", UrlRefused::Unreadable),
            ("/v/a", UrlRefused::Unreadable),
            ("https://", UrlRefused::Unreadable),
            ("http://pps.whatsapp.net/", UrlRefused::Host),
            ("ftp://pps.whatsapp.net/", UrlRefused::Host),
            ("file:///etc/passwd", UrlRefused::Host),
            ("data:image/png;base64,AA==", UrlRefused::Host),
            ("https://pps.whatsapp.net:8443/", UrlRefused::Host),
            ("https://pps.whatsapp.net../", UrlRefused::Host),
            ("https://pps.whatsapp.net.evil.example/", UrlRefused::Host),
            ("https://evilpps.whatsapp.net/", UrlRefused::Host),
            ("https://whatsapp.net/", UrlRefused::Host),
            ("https://media-.cdn.whatsapp.net/", UrlRefused::Host),
            ("https://media-a.b.cdn.whatsapp.net/", UrlRefused::Host),
            (
                "https://media-a.cdn.whatsapp.net.evil.example/",
                UrlRefused::Host,
            ),
            (
                "https://evil.example/media-a.cdn.whatsapp.net",
                UrlRefused::Host,
            ),
            ("https://evil.example\\@pps.whatsapp.net/", UrlRefused::Host),
            (
                "https://pps.whatsapp.net@evil.example/",
                UrlRefused::Credentials,
            ),
            ("https://a:b@pps.whatsapp.net/", UrlRefused::Credentials),
            ("https://127.0.0.1/", UrlRefused::Host),
            ("https://2130706433/", UrlRefused::Host),
            ("https://[::1]/", UrlRefused::Host),
            ("https://ppѕ.whatsapp.net/", UrlRefused::Host),
        ] {
            assert_eq!(check(link, &defaults()), Err(why), "{link}");
        }
        let long = format!("https://pps.whatsapp.net/{}", "a".repeat(LONGEST_URL));
        assert_eq!(check(&long, &defaults()), Err(UrlRefused::Unreadable));
    }

    #[test]
    fn given_configured_addresses_and_ports_when_checked_then_exactly_these_are_followed() {
        let rules = rules(&["http://127.0.0.1:9000", "[::1]:8443", "CDN.Example:8443"]);
        for link in [
            "http://127.0.0.1:9000/a",
            "http://0x7f.1:9000/a",
            "https://[::1]:8443/a",
            "https://cdn.example:8443/a",
        ] {
            assert!(check(link, &rules).is_ok(), "{link}");
        }
        for link in [
            "https://127.0.0.1:9000/a",
            "http://127.0.0.1/a",
            "http://127.0.0.2:9000/a",
            "http://localhost:9000/a",
            "https://cdn.example/a",
            "http://cdn.example:8443/a",
        ] {
            assert_eq!(check(link, &rules), Err(UrlRefused::Host), "{link}");
        }
    }

    #[test]
    fn given_rules_that_are_none_or_open_too_much_when_read_then_they_are_refused() {
        for text in [
            "",
            "*",
            "*.net",
            "*.whatsapp.net/a",
            "cdn.what*.net",
            "a*b*.cdn.whatsapp.net",
            "ftp://cdn.example",
            "user@cdn.example",
            "cdn.example?a",
            "cdn..example",
        ] {
            let error = text.parse::<HostRule>().unwrap_err().to_string();
            assert!(error.contains(&format!("{text:?}")), "{error}");
        }
    }

    proptest! {
        #[test]
        fn given_any_text_when_followed_then_it_leads_to_an_allowed_host_over_https(
            text in prop_oneof![
                "\\PC{0,60}",
                "https?://[a-z.*@:/\\\\-]{0,10}(pps|media-x\\.cdn)\\.whatsapp\\.net[a-z.@:/\\\\0-9-]{0,10}",
            ]
        ) {
            if let Ok(url) = check(&text, &defaults()) {
                prop_assert_eq!(url.scheme(), "https");
                prop_assert_eq!(url.port(), None);
                let host = url.host_str().unwrap();
                prop_assert!(host == "pps.whatsapp.net"
                    || (host.starts_with("media-") && host.ends_with(".cdn.whatsapp.net")));
            }
        }
    }
}
