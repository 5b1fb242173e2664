//! The addresses that a request says it was passed on for: `Forwarded` (RFC 7239), and
//! `X-Forwarded-For`. Nothing here says whether to believe them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::{HeaderMap, HeaderName, header::FORWARDED};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The nearest last. None: an element that is malformed, or hides its address.
type Hops = Vec<Option<IpAddr>>;

/// Of `Forwarded`; none where there is no such header.
pub(super) fn forwarded(headers: &HeaderMap) -> Option<Hops> {
    hops(headers, &FORWARDED, |text, hops| {
        for element in split(text, ',') {
            hops.push(element.and_then(forwarded_for));
        }
    })
}

/// Of `X-Forwarded-For`; none where there is no such header.
pub(super) fn x_forwarded_for(headers: &HeaderMap) -> Option<Hops> {
    hops(headers, &FORWARDED_FOR, |text, hops| {
        hops.extend(text.split(',').map(|element| address(element.trim())));
    })
}

fn hops(headers: &HeaderMap, name: &HeaderName, read: impl Fn(&str, &mut Hops)) -> Option<Hops> {
    let mut hops = Vec::new();
    for line in headers.get_all(name) {
        match line.to_str() {
            Ok(text) => read(text, &mut hops),
            Err(_) => hops.push(None),
        }
    }
    (!hops.is_empty()).then_some(hops)
}

/// The `for` of one element, which may have a port.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let mut found = None;
    for pair in split(element, ';') {
        let (name, value) = pair?.split_once('=')?;
        if name.trim().eq_ignore_ascii_case("for") && found.replace(value).is_some() {
            return None;
        }
    }
    let value = found?.trim();
    // Nodes hold nothing that needs an escape.
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let address = address(quoted.unwrap_or(value))?;
    // A colon needs quotes (RFC 7239, section 4).
    (quoted.is_some() || !value.contains(':')).then_some(address)
}

/// Parts between separators that aren't within quotes. None for what follows a quote that doesn't
/// end, as a client can send one before a proxy adds its own element.
fn split(text: &str, separator: char) -> Vec<Option<&str>> {
    let mut parts = Vec::new();
    let (mut begin, mut quoted, mut escaped) = (0, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if character == separator && !quoted => {
                parts.push(text.get(begin..at));
                begin = at + character.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(if quoted { None } else { text.get(begin..) });
    parts
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:80`.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.parse::<IpAddr>().ok();
    let address = bare.or_else(|| {
        let (address, after) = match text.strip_prefix('[') {
            Some(rest) => {
                let (address, after) = rest.split_once(']')?;
                (address.parse::<Ipv6Addr>().ok()?.into(), after)
            }
            None => {
                let end = text.find(':')?;
                let (address, after) = text.split_at(end);
                (address.parse::<Ipv4Addr>().ok()?.into(), after)
            }
        };
        let has_port = || after.strip_prefix(':')?.parse::<u16>().ok();
        (after.is_empty() || has_port().is_some()).then_some(address)
    })?;
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::http::header_map::header_map;

    fn read(hops: Option<Hops>) -> Vec<Option<String>> {
        let hops = hops.unwrap_or_default().into_iter();
        hops.map(|hop| hop.map(|address| address.to_string()))
            .collect()
    }

    fn expected(addresses: &[&str]) -> Vec<Option<String>> {
        let each = addresses.iter();
        each.map(|text| (!text.is_empty()).then(|| (*text).to_owned()))
            .collect()
    }

    #[test]
    fn given_forwarded_when_read_then_each_elements_address_is_there_or_unknown() {
        for (text, addresses) in [
            // RFC 7239, section 4.
            ("for=\"_gazonk\"", &[""][..]),
            ("For=\"[2001:db8:cafe::17]:4711\"", &["2001:db8:cafe::17"]),
            ("for=192.0.2.60;proto=http;by=203.0.113.43", &["192.0.2.60"]),
            (
                "for=192.0.2.43, for=198.51.100.17",
                &["192.0.2.43", "198.51.100.17"],
            ),
            ("for=unknown, for=192.0.2.1", &["", "192.0.2.1"]),
            ("proto=https", &[""]),
            ("for=\"192.0.2.1:80\"; host=\"a,b;c\"", &["192.0.2.1"]),
            ("for=192.0.2.1:80", &[""]),
            ("for=[2001:db8::1]", &[""]),
            ("for=192.0.2.1;for=192.0.2.2", &[""]),
            ("for=192.0.2.1;nonsense", &[""]),
            ("for=\"::ffff:192.0.2.1\"", &["192.0.2.1"]),
            // A quote that a client left open takes what follows with it.
            ("for=\"x, for=192.0.2.1", &[""]),
            (
                "for=192.0.2.9, for=\"\\\", for=192.0.2.1",
                &["192.0.2.9", ""],
            ),
            ("", &[""]),
        ] {
            let headers = header_map(&[("forwarded", text)]);
            assert_eq!(read(forwarded(&headers)), expected(addresses), "{text}");
        }
    }

    #[test]
    fn given_x_forwarded_for_when_read_then_each_elements_address_is_there_or_unknown() {
        for (text, addresses) in [
            ("192.0.2.1", &["192.0.2.1"][..]),
            ("2001:db8::1, 10.0.0.7", &["2001:db8::1", "10.0.0.7"]),
            (
                "192.0.2.1:4711,[2001:db8::1]:80",
                &["192.0.2.1", "2001:db8::1"],
            ),
            ("unknown, 192.0.2.1", &["", "192.0.2.1"]),
            ("192.0.2.1,", &["192.0.2.1", ""]),
            ("192.0.2.1:x, 192.0.2.256, [192.0.2.1]", &["", "", ""]),
        ] {
            let headers = header_map(&[("x-forwarded-for", text)]);
            assert_eq!(
                read(x_forwarded_for(&headers)),
                expected(addresses),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn given_anything_before_a_line_of_the_proxys_own_when_read_then_the_last_hop_is_its(
            text in "[ -~]{0,40}",
        ) {
            let mut headers = HeaderMap::new();
            headers.append(FORWARDED, text.parse().unwrap());
            headers.append(FORWARDED, "for=192.0.2.1".parse().unwrap());
            let last = forwarded(&headers).unwrap().pop().unwrap();
            prop_assert_eq!(last, Some("192.0.2.1".parse().unwrap()));
        }
    }
}
