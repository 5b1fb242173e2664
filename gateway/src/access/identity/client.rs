//! Where a request comes from: the connection's other end, or whom trusted proxies in front of the
//! gateway name.

use std::net::IpAddr;

use axum::http::HeaderMap;

use super::forwarded::{forwarded, x_forwarded_for};
use crate::access::settings::Network;

/// The proxies whose word on addresses counts.
#[derive(Debug, Clone, Default)]
pub(super) struct TrustedProxies(Vec<Network>);

/// Where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Client {
    /// The nearest address that belongs to no trusted proxy; a proxy's, where none is readable.
    pub(super) address: IpAddr,
    /// Whether it comes from this machine, and nobody says that it was passed on for another.
    pub(super) is_local: bool,
}

impl TrustedProxies {
    pub(super) fn new(networks: &[Network]) -> Self {
        Self(networks.to_vec())
    }

    pub(super) fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// `peer` is the connection's other end.
    pub(super) fn client(&self, headers: &HeaderMap, peer: IpAddr) -> Client {
        let peer = peer.to_canonical();
        let lists = [forwarded(headers), x_forwarded_for(headers)];
        let mut named = lists.iter().flatten().flatten();
        let is_local =
            peer.is_loopback() && named.all(|hop| hop.is_some_and(|address| address.is_loopback()));
        let walk = |hops: &Vec<Option<IpAddr>>| self.walk(peer, hops);
        let address = match &lists {
            [Some(hops), None] | [None, Some(hops)] => walk(hops),
            // A proxy writes one of them, and may pass on a client's other one: whose is whose
            // can't be known where they differ.
            [Some(one), Some(other)] if walk(one) == walk(other) => walk(one),
            [Some(_), Some(_)] | [None, None] => peer,
        };
        Client { address, is_local }
    }

    /// From the nearest hop outwards, as long as whoever named the next one is trusted.
    fn walk(&self, peer: IpAddr, hops: &[Option<IpAddr>]) -> IpAddr {
        let mut address = peer;
        for hop in hops.iter().rev() {
            match hop {
                Some(hop) if self.contains(address) => address = *hop,
                _ => break,
            }
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::header_map::header_map;

    fn client(peer: &str, headers: &[(&'static str, &'static str)]) -> (String, bool) {
        let networks = ["10.0.0.0/8", "::1", "127.0.0.1"];
        let networks = format!("from = {networks:?}\nname = \"x-user\"");
        let settings: crate::access::settings::TrustedHeader = toml::from_str(&networks).unwrap();
        let client =
            TrustedProxies::new(&settings.from).client(&header_map(headers), peer.parse().unwrap());
        (client.address.to_string(), client.is_local)
    }

    #[test]
    fn given_trusted_proxies_when_they_name_a_client_then_the_nearest_stranger_is_it() {
        for (peer, list, address) in [
            ("10.0.0.7", "192.0.2.1", "192.0.2.1"),
            ("10.0.0.7", "192.0.2.9, 192.0.2.1", "192.0.2.1"),
            ("10.0.0.7", "192.0.2.1, 10.0.0.8", "192.0.2.1"),
            ("::ffff:10.0.0.7", "192.0.2.1", "192.0.2.1"),
            ("::1", "2001:db8::1", "2001:db8::1"),
            // All of them are proxies: the first one asks for itself.
            ("10.0.0.7", "10.0.0.9, 10.0.0.8", "10.0.0.9"),
            // What can't be read ends it.
            ("10.0.0.7", "192.0.2.1, unknown, 10.0.0.8", "10.0.0.8"),
            ("10.0.0.7", "unknown", "10.0.0.7"),
            // A stranger names nobody.
            ("192.0.2.5", "192.0.2.1", "192.0.2.5"),
            ("192.0.2.5", "10.0.0.8", "192.0.2.5"),
        ] {
            let found = client(peer, &[("x-forwarded-for", list)]);
            assert_eq!(found, (address.to_owned(), false), "{peer} {list}");
        }
    }

    #[test]
    fn given_both_headers_when_they_differ_then_neither_counts() {
        let of = |forwarded| {
            let both = [("forwarded", forwarded), ("x-forwarded-for", "192.0.2.1")];
            client("10.0.0.7", &both).0
        };
        assert_eq!(of("for=192.0.2.1"), "192.0.2.1");
        assert_eq!(of("for=192.0.2.2"), "10.0.0.7");
    }

    #[test]
    fn given_a_request_of_this_machine_when_passed_on_for_another_then_it_is_not_local() {
        for (headers, is_local) in [
            (&[][..], true),
            (&[("x-forwarded-for", "127.0.0.1")], true),
            (&[("forwarded", "for=\"[::1]\"")], true),
            (&[("x-forwarded-for", "192.0.2.1")], false),
            (&[("x-forwarded-for", "192.0.2.1, 127.0.0.1")], false),
            (&[("x-forwarded-for", "unknown")], false),
            (&[("forwarded", "for=_hidden")], false),
            (
                &[
                    ("forwarded", "for=127.0.0.1"),
                    ("x-forwarded-for", "192.0.2.1"),
                ],
                false,
            ),
        ] {
            assert_eq!(client("127.0.0.1", headers).1, is_local, "{headers:?}");
            assert_eq!(client("127.0.0.2", headers).1, is_local, "{headers:?}");
        }
        assert!(!client("192.0.2.1", &[("x-forwarded-for", "127.0.0.1")]).1);
    }
}
