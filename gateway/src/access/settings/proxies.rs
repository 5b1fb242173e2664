//! Reverse proxies in front of the gateway, and whom they vouch for.

use std::{fmt, net::IpAddr};

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, de};

use super::jwt::JwtSettings;
use crate::secret::Secret;

/// An identity that a reverse proxy vouches for. It must overwrite the header, not add to it: a
/// header that came twice, or with a comma, is refused.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TrustedHeader {
    /// The header's name.
    pub name: String,
    /// The proxy's addresses or networks. From anywhere else the header counts for nothing. May be
    /// left out where something better than an address shows that it is the proxy's.
    #[serde(default)]
    pub from: Vec<Network>,
    /// A second header, which only the proxy can write. Without it the first counts for nothing.
    pub secret_header: Option<SecretHeader>,
    /// The header's value is no name, but a JWT of the proxy's, as Cloudflare Access
    /// (`Cf-Access-Jwt-Assertion`) and Google's IAP (`X-Goog-IAP-JWT-Assertion`) send. The caller is
    /// whom it names.
    pub assertion: Option<JwtSettings>,
    /// Identities that are operators.
    #[serde(default)]
    pub operators: Vec<String>,
}

/// A header whose value only the proxy knows.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SecretHeader {
    /// Its name.
    pub name: String,
    /// Its value, 16 bytes at least.
    pub value: Secret,
}

impl TrustedHeader {
    /// Whether more than an address shows that the header is the proxy's.
    pub(in crate::access) const fn is_bound(&self) -> bool {
        self.secret_header.is_some() || self.assertion.is_some()
    }

    /// The networks that are trusted by their addresses alone, and hold more than one machine.
    pub(super) fn merely_networks(&self) -> Vec<String> {
        let wide = self.from.iter().filter(|network| !network.is_one_machine());
        let wide = wide.map(ToString::to_string);
        if self.is_bound() {
            Vec::new()
        } else {
            wide.collect()
        }
    }
}

/// An address or a network: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network(IpNet);

impl Network {
    /// Whether an address is in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address)
    }

    pub(super) fn is_everybody(&self) -> bool {
        self.0.prefix_len() == 0
    }

    fn is_one_machine(&self) -> bool {
        self.0.prefix_len() == self.0.max_prefix_len()
    }
}

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let alone = text.parse::<IpAddr>().map(IpNet::from);
        alone
            .or_else(|_| text.parse::<IpNet>())
            .map(Self)
            .map_err(|_| {
                de::Error::custom(format!(
                    "{text:?} is no address or network like \"10.0.0.0/8\""
                ))
            })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_network_when_asked_then_only_its_addresses_are_in_it() {
        let settings: TrustedHeader = toml::from_str(
            "name = \"x-user\"\nfrom = [\"10.0.0.0/8\", \"192.0.2.1\", \"fd00::/8\"]",
        )
        .unwrap();
        let inside = |address: &str| {
            let address = address.parse().unwrap();
            settings
                .from
                .iter()
                .any(|network| network.contains(address))
        };
        assert!(inside("10.200.0.1") && inside("192.0.2.1") && inside("fd12::1"));
        assert!(!inside("11.0.0.1") && !inside("192.0.2.2") && !inside("::1"));
    }
}
