//! Which page a request comes from, where the request itself proves nothing: a reverse proxy
//! vouches for whoever sits at the browser, also when a foreign page sends the request, and so does
//! the machine that a demo gateway runs on.

use std::net::IpAddr;

use axum::http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{HOST, ORIGIN},
};

/// Set by browsers, which let no page set it (Fetch Metadata Request Headers).
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The pages that may send requests in their visitors' names.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    listed: Vec<HeaderValue>,
}

impl Pages {
    /// Those of these origins, besides the gateway's own.
    #[must_use]
    pub const fn of(listed: Vec<HeaderValue>) -> Self {
        Self { listed }
    }

    /// Whether a request comes from one of them, or from no page at all.
    pub(super) fn may_send(&self, headers: &HeaderMap) -> bool {
        let origin = headers.get(ORIGIN);
        if origin.is_some_and(|origin| self.listed.contains(origin)) {
            return true;
        }
        match headers.get(FETCH_SITE).map(HeaderValue::as_bytes) {
            Some(b"same-origin" | b"none") => true,
            Some(_) => false,
            // An older browser, which names the origin of another site's page, or no browser.
            None => origin.is_none_or(|origin| is_of_host(origin, headers)),
        }
    }
}

/// Whether a request names this machine as its host. A foreign page whose name was made to lead
/// here (DNS rebinding) is of the same origin as what it asks, and can't name another host.
pub(super) fn is_for_this_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(HOST) else {
        return true;
    };
    let Ok(host) = host.to_str().map(str::to_ascii_lowercase) else {
        return false;
    };
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.split_once(':').map_or(host.as_str(), |(name, _)| name),
    };
    let address = name.parse::<IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.to_canonical().is_loopback())
}

fn is_of_host(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let authority = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"));
    authority.is_some_and(|(_, authority)| {
        headers
            .get(HOST)
            .is_some_and(|host| host.as_bytes().eq_ignore_ascii_case(authority.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::header_map::header_map;

    #[test]
    fn given_hosts_when_judged_then_only_names_of_this_machine_are_its() {
        for (host, expected) in [
            ("localhost:8080", true),
            ("LOCALHOST", true),
            ("127.0.0.1:8080", true),
            ("[::1]:8080", true),
            ("evil.example:8080", false),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example", false),
            ("10.0.0.1", false),
            ("", false),
        ] {
            let headers = header_map(&[("host", host)]);
            assert_eq!(is_for_this_machine(&headers), expected, "{host}");
        }
        assert!(is_for_this_machine(&HeaderMap::new()));
    }

    #[test]
    fn given_requests_of_pages_and_others_when_judged_then_only_foreign_pages_may_not() {
        let pages = Pages::of(vec![HeaderValue::from_static("https://crm.example")]);
        for (headers, expected) in [
            (&[][..], true),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "none")], true),
            (
                &[
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "https://crm.example"),
                ],
                true,
            ),
            (&[("origin", "https://dash.example")], true),
            (&[("origin", "https://DASH.example:443")], false),
            (&[("origin", "https://evil.example")], false),
            (&[("origin", "null")], false),
            // As for `<img src>`, and for a link that is followed.
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (
                &[
                    ("sec-fetch-site", "same-site"),
                    ("origin", "https://dash.example"),
                ],
                false,
            ),
        ] {
            let mut map = header_map(headers);
            map.insert(HOST, HeaderValue::from_static("dash.example"));
            assert_eq!(pages.may_send(&map), expected, "{headers:?}");
        }
    }
}
