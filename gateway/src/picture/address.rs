//! Which addresses the gateway may connect to for a picture: whoever writes a link must not be able
//! to reach what only the gateway reaches.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What kind of address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Anybody's on the internet.
    Public,
    /// A host of one's own: private ranges, unique-local ones, loopback.
    Private,
    /// No web server's: link-local, shared, multicast, documentation, benchmarking, reserved,
    /// and where clouds tell a machine its secrets.
    Never,
}

/// Which of them may be connected to.
#[derive(Debug, Clone, Default)]
pub(crate) struct AddressPolicy {
    /// Private addresses too.
    pub(crate) allow_private: bool,
    /// These too, whatever they are.
    pub(crate) allow_addresses: Vec<IpAddr>,
}

impl AddressPolicy {
    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        let address = plain(address);
        let listed = || {
            self.allow_addresses
                .iter()
                .any(|one| plain(*one) == address)
        };
        match reach(address) {
            Reach::Public => true,
            Reach::Private => self.allow_private || listed(),
            Reach::Never => listed(),
        }
    }
}

pub(crate) fn reach(address: IpAddr) -> Reach {
    match plain(address) {
        IpAddr::V4(address) => reach_v4(address),
        IpAddr::V6(address) => reach_v6(address),
    }
}

/// The IPv4 address in an IPv6 one that leads to it: mapped ones, and NAT64's well-known prefix,
/// which resolvers of networks without IPv4 answer for everybody.
fn plain(address: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = address else {
        return address;
    };
    let [a, b, c, d, e, f, high, low] = v6.segments();
    match [a, b, c, d, e, f] {
        [0, 0, 0, 0, 0, 0xffff] | [0x64, 0xff9b, 0, 0, 0, 0] => {
            let [[p, q], [r, s]] = [high.to_be_bytes(), low.to_be_bytes()];
            IpAddr::V4(Ipv4Addr::new(p, q, r, s))
        }
        _ => address,
    }
}

const PRIVATE_V4: [(Ipv4Addr, u32); 4] = [
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
];

/// IANA's registry of special-purpose addresses, less what is private.
const NEVER_V4: [(Ipv4Addr, u32); 13] = [
    // This network.
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    // Shared behind a provider's translation; one cloud has its metadata here.
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    // Link-local; most clouds have their metadata here.
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    // Protocol assignments.
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    // Documentation.
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    // Sinks for reverse lookups, tunnels and relays.
    (Ipv4Addr::new(192, 31, 196, 0), 24),
    (Ipv4Addr::new(192, 52, 193, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    // Benchmarking.
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    // Multicast.
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    // Reserved, and broadcast.
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

fn reach_v4(address: Ipv4Addr) -> Reach {
    let within = |(network, length): &(Ipv4Addr, u32)| {
        (address.to_bits() ^ network.to_bits()).leading_zeros() >= *length
    };
    if NEVER_V4.iter().any(within) {
        Reach::Never
    } else if PRIVATE_V4.iter().any(within) {
        Reach::Private
    } else {
        Reach::Public
    }
}

const GLOBAL_V6: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);
const UNIQUE_LOCAL_V6: (Ipv6Addr, u32) = (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7);
/// A cloud's metadata, amid unique-local addresses.
const METADATA_V6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);

/// What isn't a host's in [`GLOBAL_V6`]. Outside of it everything is special: compatible and
/// translated IPv4, local NAT64, discarding, segment routing, site-local, link-local, multicast.
const NEVER_V6: [(Ipv6Addr, u32); 5] = [
    // Protocol assignments, Teredo, benchmarking and cryptographic identifiers.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    // Documentation.
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
    // 6to4: whichever IPv4 address is in it.
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    // A test network that was given back.
    (Ipv6Addr::new(0x3ffe, 0, 0, 0, 0, 0, 0, 0), 16),
];

fn reach_v6(address: Ipv6Addr) -> Reach {
    let within = |(network, length): &(Ipv6Addr, u32)| {
        (address.to_bits() ^ network.to_bits()).leading_zeros() >= *length
    };
    let private = address == Ipv6Addr::LOCALHOST || within(&UNIQUE_LOCAL_V6);
    if private && address != METADATA_V6 {
        Reach::Private
    } else if within(&GLOBAL_V6) && !NEVER_V6.iter().any(within) {
        Reach::Public
    } else {
        Reach::Never
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn mapped(address: Ipv4Addr) -> IpAddr {
        address.to_ipv6_mapped().into()
    }

    /// The same four bytes in every form that carries them at some place.
    fn carriers(address: Ipv4Addr) -> Vec<IpAddr> {
        let [a, b, c, d] = address.octets();
        let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
        [
            Ipv6Addr::new(0, 0, 0, 0, 0, 0, high, low),
            Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, high, low),
            Ipv6Addr::new(0, 0, 0, 0, 0xffff, 0, high, low),
            Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low),
            Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, high, low),
            Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1),
            Ipv6Addr::new(0x2001, 0, high, low, 0, 0, !high, !low),
        ]
        .map(IpAddr::V6)
        .to_vec()
    }

    #[test]
    fn given_addresses_of_all_kinds_when_judged_then_only_public_ones_are_open() {
        for public in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "157.240.0.60",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "::ffff:157.240.0.60",
            "64:ff9b::157.240.0.60",
            "2001:200::",
            "2001:4860:4860::8888",
            "2606:4700::1111",
            "2a03:2880:f21a::1",
        ] {
            assert_eq!(reach(ip(public)), Reach::Public, "{public}");
        }
        for private in [
            "10.0.0.1",
            "127.0.0.1",
            "127.255.255.255",
            "172.16.0.0",
            "172.31.255.255",
            "192.168.1.1",
            "::1",
            "fc00::1",
            "fdff::1",
            "::ffff:127.0.0.1",
            "64:ff9b::10.0.0.1",
        ] {
            assert_eq!(reach(ip(private)), Reach::Private, "{private}");
        }
        for never in [
            "0.0.0.0",
            "0.255.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "169.254.169.254",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "198.18.0.0",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.7",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::127.0.0.1",
            "::ffff:0:127.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::169.254.169.254",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:2::1",
            "2001:10::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3ffe::1",
            "3fff::1",
            "5f00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert_eq!(reach(ip(never)), Reach::Never, "{never}");
        }
    }

    #[test]
    fn given_a_policy_with_exceptions_when_asked_then_it_makes_these_and_no_others() {
        let policy = |allow_private, listed: &[&str]| AddressPolicy {
            allow_private,
            allow_addresses: listed.iter().map(|text| ip(text)).collect(),
        };
        assert!(!policy(false, &[]).allows(ip("127.0.0.1")));
        assert!(policy(true, &[]).allows(ip("127.0.0.1")));
        assert!(policy(true, &[]).allows(ip("fd12::1")));
        for secret in ["169.254.169.254", "fd00:ec2::254", "100.100.100.200"] {
            assert!(!policy(true, &[]).allows(ip(secret)), "{secret}");
        }
        let one = policy(false, &["127.0.0.1"]);
        assert!(one.allows(ip("127.0.0.1")));
        assert!(one.allows(ip("::ffff:127.0.0.1")));
        assert!(!one.allows(ip("127.0.0.2")));
    }

    proptest! {
        #[test]
        fn given_any_ipv4_when_the_library_calls_it_special_then_it_is_not_public(
            bits in any::<u32>()
        ) {
            let v4 = Ipv4Addr::from_bits(bits);
            let special = v4.is_unspecified() || v4.is_loopback() || v4.is_private()
                || v4.is_link_local() || v4.is_multicast() || v4.is_broadcast()
                || v4.is_documentation();
            prop_assert!(!special || reach(v4.into()) != Reach::Public);
        }

        #[test]
        fn given_ipv4_within_a_special_network_when_judged_then_it_is_not_public(
            network in prop::sample::select(vec![
                ([0, 0, 0, 0], 8), ([10, 0, 0, 0], 8), ([100, 64, 0, 0], 10), ([127, 0, 0, 0], 8),
                ([169, 254, 0, 0], 16), ([172, 16, 0, 0], 12), ([192, 168, 0, 0], 16),
                ([198, 18, 0, 0], 15), ([224, 0, 0, 0], 3),
            ]),
            host in any::<u32>(),
        ) {
            let (octets, length): ([u8; 4], u32) = network;
            let v4 = Ipv4Addr::from_bits(u32::from_be_bytes(octets) | host & (u32::MAX >> length));
            prop_assert_ne!(reach(v4.into()), Reach::Public);
            for carrier in carriers(v4) {
                prop_assert_ne!(reach(carrier), Reach::Public, "{}", carrier);
            }
        }

        #[test]
        fn given_any_ipv4_when_mapped_then_it_is_judged_as_itself(bits in any::<u32>()) {
            let v4 = Ipv4Addr::from_bits(bits);
            prop_assert_eq!(reach(mapped(v4)), reach(v4.into()));
        }

        #[test]
        fn given_any_ipv6_outside_of_global_unicast_when_judged_then_it_is_not_public(
            bits in any::<u128>()
        ) {
            let v6 = Ipv6Addr::from_bits(bits);
            let special = v6.is_unspecified() || v6.is_loopback() || v6.is_multicast()
                || v6.is_unique_local() || v6.is_unicast_link_local();
            let global = bits >> 125 == 1;
            let carries = v6.to_ipv4_mapped().is_some();
            prop_assert!(carries || (global && !special) || reach(v6.into()) != Reach::Public);
        }
    }
}
