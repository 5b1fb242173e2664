//! The gateway's address as the caller sees it, for absolute picture URLs.

use axum::http::{HeaderMap, header::HOST};

/// `http://host:port` from the request's `Host`, or nothing, which makes picture URLs relative.
///
/// A `Host` that isn't plainly `host[:port]` is never repeated into an answer. The scheme is
/// `http` unless a proxy says `X-Forwarded-Proto: https`; any other value counts as unsaid.
pub(crate) fn public_base(headers: &HeaderMap) -> Option<String> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    if hosts.next().is_some() || !is_host(host) {
        return None;
    }
    let forwarded = headers
        .get("x-forwarded-proto")
        .and_then(|value| value.to_str().ok());
    let scheme = match forwarded {
        Some("https") => "https",
        _ => "http",
    };
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

    fn base(host: &'static str, proto: Option<&'static str>) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static(host));
        if let Some(proto) = proto {
            headers.insert("x-forwarded-proto", HeaderValue::from_static(proto));
        }
        public_base(&headers)
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
        assert_eq!(
            base("a.example", Some("https")).unwrap(),
            "https://a.example"
        );
        assert_eq!(base("a.example", Some("http")).unwrap(), "http://a.example");
        assert_eq!(
            base("a.example", Some("javascript")).unwrap(),
            "http://a.example"
        );
    }

    #[test]
    fn given_two_hosts_when_read_then_neither_is_believed() {
        let mut headers = HeaderMap::new();
        headers.append(HOST, HeaderValue::from_static("a.example"));
        headers.append(HOST, HeaderValue::from_static("b.example"));
        assert_eq!(public_base(&headers), None);
    }
}
