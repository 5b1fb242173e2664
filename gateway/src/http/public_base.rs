//! Where links to the gateway's own pictures begin, so that they lead back to it.
//!
//! A proxy may serve the gateway below a path (`/lookup/`) and take the path away, and need not say
//! so. Three kinds of links, the first that applies:
//!
//! 1. `public-url` of the configuration is the address for everybody.
//! 2. A link is relative to the answer's URL (`../picture/…`) where a page asks, and where a proxy
//!    says that it took a prefix away. Browsers, and the widget, resolve it behind any prefix, and
//!    it repeats nothing that the request claims.
//! 3. Other clients, such as the vendor's, mostly resolve nothing. They get an absolute link by the
//!    request's `Host`, below `/lookup` where they asked there. It is wrong behind a proxy that takes
//!    a prefix away, or replaces `Host`, without a word: such a gateway needs `public-url`.

use axum::http::{
    HeaderMap, HeaderName,
    header::{HOST, ORIGIN},
};
use url::Url;

use super::mount::Mount;
use crate::GatewayError;

/// From a proxy that serves the gateway below a path. What it names is not needed, so it is not
/// believed either.
const FORWARDED_PREFIX: HeaderName = HeaderName::from_static("x-forwarded-prefix");
/// From browsers alone, in all requests of pages on HTTPS and on this machine.
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

/// What the links in one answer begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LinkBase {
    /// An address, without a slash at the end.
    Absolute(String),
    /// The answer's own URL.
    Relative,
}

impl LinkBase {
    /// What a link has before its path, which begins with a slash. `to_mount` leads from the answer's
    /// URL to where the API begins: `..` from `/number/{digits}`, `.` from `/numbers`.
    pub(crate) fn before_path<'a>(&'a self, to_mount: &'a str) -> &'a str {
        match self {
            Self::Absolute(base) => base,
            Self::Relative => to_mount,
        }
    }
}

/// The gateway's address as callers see it.
#[derive(Debug, Default)]
pub(crate) struct PublicBase {
    /// Without a slash at the end.
    configured: Option<String>,
}

impl PublicBase {
    /// Checks `public-url`.
    pub(crate) fn new(url: Option<&str>) -> Result<Self, GatewayError> {
        let configured = url.map(configured).transpose()?;
        Ok(Self { configured })
    }

    /// `public-url`.
    pub(crate) fn configured(&self) -> Option<&str> {
        self.configured.as_deref()
    }

    /// For the answer to a request at this mount.
    pub(crate) fn of(&self, headers: &HeaderMap, mount: Mount) -> LinkBase {
        if let Some(configured) = &self.configured {
            return LinkBase::Absolute(configured.clone());
        }
        let resolves = [FORWARDED_PREFIX, SEC_FETCH_MODE, ORIGIN];
        if resolves.iter().any(|name| headers.contains_key(name)) {
            return LinkBase::Relative;
        }
        by_host(headers).map_or(LinkBase::Relative, |host| {
            LinkBase::Absolute(format!("{host}{}", mount.prefix()))
        })
    }
}

fn configured(text: &str) -> Result<String, GatewayError> {
    let invalid = || GatewayError::PublicUrl;
    let url = Url::parse(text).map_err(|_| invalid())?;
    let is_web = matches!(url.scheme(), "http" | "https");
    let has_user = !url.username().is_empty() || url.password().is_some();
    if !is_web || has_user || url.query().is_some() || url.fragment().is_some() {
        return Err(invalid());
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// `http://host:port` from the request's `Host`.
///
/// A `Host` that isn't plainly `host[:port]` is never repeated into an answer. The scheme is
/// `http` unless a proxy says `X-Forwarded-Proto: https`, of several proxies the first, which the
/// caller talks to; any other value counts as unsaid.
fn by_host(headers: &HeaderMap) -> Option<String> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    if hosts.next().is_some() || !is_host(host) {
        return None;
    }
    let forwarded = headers
        .get("x-forwarded-proto")
        .and_then(|value| value.to_str().ok());
    let first = forwarded.and_then(|schemes| schemes.split(',').next());
    let is_https = first.is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https"));
    let scheme = if is_https { "https" } else { "http" };
    Some(format!("{scheme}://{host}"))
}

/// `name`, `1.2.3.4` or `[::1]`, each with an optional port (RFC 9110 §7.2, less the escapes that
/// no browser sends).
fn is_host(host: &str) -> bool {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let Some((address, after)) = rest.split_once(']') else {
                return false;
            };
            if address.parse::<std::net::Ipv6Addr>().is_err() {
                return false;
            }
            match after.strip_prefix(':') {
                Some(port) => (None, Some(port)),
                None if after.is_empty() => (None, None),
                None => return false,
            }
        }
        None => match host.split_once(':') {
            Some((name, port)) => (Some(name), Some(port)),
            None => (Some(host), None),
        },
    };
    name.is_none_or(is_name) && port.is_none_or(is_port)
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 253
        && name.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        })
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;
    use crate::http::header_map::header_map;

    fn base(host: &'static str, proto: Option<&'static str>) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static(host));
        if let Some(proto) = proto {
            headers.insert("x-forwarded-proto", HeaderValue::from_static(proto));
        }
        by_host(&headers)
    }

    #[test]
    fn given_a_plain_host_when_read_then_it_becomes_the_base() {
        for host in [
            "localhost",
            "127.0.0.1:8080",
            "dash.example",
            "[::1]:8080",
            "[::1]",
        ] {
            assert_eq!(base(host, None), Some(format!("http://{host}")));
        }
    }

    #[test]
    fn given_a_host_that_is_more_than_a_host_when_read_then_there_is_no_base() {
        for host in [
            "evil\"><script>",
            "a.example/path",
            "user@a.example",
            "a.example:99999",
            "a.example:0",
            "a.example:",
            "a b",
            "[::1",
            "[nonsense]",
            "[::1]x",
            "",
            "a..b",
            "-a.example",
            "a.example:80:80",
        ] {
            assert_eq!(base(host, None), None, "{host:?}");
        }
    }

    #[test]
    fn given_a_forwarded_scheme_when_it_is_https_then_only_then_is_it_believed() {
        for https in ["https", "HTTPS", "https, http", "https,http"] {
            let base = base("a.example", Some(https)).unwrap();
            assert_eq!(base, "https://a.example", "{https}");
        }
        for other in ["http", "http, https", "javascript", ""] {
            let base = base("a.example", Some(other)).unwrap();
            assert_eq!(base, "http://a.example", "{other}");
        }
    }

    #[test]
    fn given_two_hosts_when_read_then_neither_is_believed() {
        let mut headers = HeaderMap::new();
        headers.append(HOST, HeaderValue::from_static("a.example"));
        headers.append(HOST, HeaderValue::from_static("b.example"));
        assert_eq!(by_host(&headers), None);
    }

    fn links(public_url: Option<&str>, headers: &[(&'static str, &'static str)]) -> [String; 2] {
        links_at(Mount::Root, public_url, headers)
    }

    fn links_at(
        mount: Mount,
        public_url: Option<&str>,
        headers: &[(&'static str, &'static str)],
    ) -> [String; 2] {
        let headers = header_map(headers);
        let base = PublicBase::new(public_url).unwrap();
        let base = base.of(&headers, mount);
        ["..", "."].map(|to_mount| base.before_path(to_mount).to_owned())
    }

    #[test]
    fn given_a_page_or_a_prefix_that_was_taken_away_when_linked_then_the_link_is_relative() {
        let host = ("host", "dash.example");
        for sign in [
            ("x-forwarded-prefix", "/lookup"),
            ("sec-fetch-mode", "cors"),
            ("origin", "https://dash.example"),
        ] {
            assert_eq!(links(None, &[host, sign]), ["..", "."], "{sign:?}");
        }
        assert_eq!(links(None, &[("host", "a b")]), ["..", "."]);
        assert_eq!(links(None, &[host]), ["http://dash.example"; 2]);
    }

    #[test]
    fn given_an_answer_below_lookup_when_linked_then_the_picture_is_below_it_too() {
        let host = ("host", "dash.example");
        let page = ("sec-fetch-mode", "cors");
        let by_host = links_at(Mount::Lookup, None, &[host]);
        assert_eq!(by_host, ["http://dash.example/lookup"; 2]);
        let relative = links_at(Mount::Lookup, None, &[host, page]);
        assert_eq!(relative, ["..", "."]);
        let public = links_at(Mount::Lookup, Some("https://dash.example/x"), &[host]);
        assert_eq!(public, ["https://dash.example/x"; 2]);
    }

    #[test]
    fn given_a_public_url_when_linked_then_it_wins() {
        let headers = [("host", "a.example"), ("x-forwarded-prefix", "/other")];
        for url in [
            "https://dash.example/lookup",
            "https://dash.example/lookup/",
        ] {
            assert_eq!(
                links(Some(url), &headers),
                ["https://dash.example/lookup"; 2]
            );
        }
    }

    #[test]
    fn given_what_is_no_public_url_when_taken_then_it_is_refused() {
        for text in [
            "",
            "/lookup",
            "dash.example",
            "ftp://dash.example",
            "https://user@dash.example",
            "https://:secret@dash.example",
            "https://dash.example/?a",
            "https://dash.example/#a",
        ] {
            let refused = PublicBase::new(Some(text));
            assert!(matches!(refused, Err(GatewayError::PublicUrl)), "{text:?}");
        }
    }
}
