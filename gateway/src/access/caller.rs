//! Somebody who may ask, and what counters know it by.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
};

use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

/// Somebody who may ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Its name: of the token, the JWT's `sub`, or the proxy's header. Goes into the audit.
    pub name: String,
    /// Whether it may read the audit and erase.
    pub operator: bool,
    /// How it was recognised. Two callers of one name that came by different means are two.
    pub via: Via,
    /// Where it asked from, as far as that is known.
    pub client: Option<IpAddr>,
    /// Whether it may ask for whole ranges of numbers.
    pub(super) may_walk: bool,
    /// What its own token says of caps.
    pub(super) caps: OwnCaps,
    key: CallerKey,
    group: CallerKey,
}

impl Caller {
    /// Somebody of this name.
    #[must_use]
    pub fn new(name: &str, operator: bool, via: Via) -> Self {
        let key = CallerKey::of(via.as_str(), name);
        Self {
            name: name.to_owned(),
            operator,
            via,
            client: None,
            may_walk: false,
            caps: OwnCaps::default(),
            key,
            group: key,
        }
    }

    /// The same, as one of a group.
    #[must_use]
    pub(super) fn in_group(mut self, group: Option<&str>) -> Self {
        if let Some(group) = group {
            self.group = CallerKey::of("group", group);
        }
        self
    }

    /// The same, as it is known from elsewhere: of that group, and with that right.
    #[must_use]
    pub(crate) fn restored(mut self, group: CallerKey, may_walk: bool) -> Self {
        self.group = group;
        self.may_walk = may_walk;
        self
    }

    /// Whether it may ask for whole ranges of numbers.
    pub(crate) const fn may_walk(&self) -> bool {
        self.may_walk
    }

    /// The same, asking from an address. What is no address of anybody says nothing.
    #[must_use]
    pub(super) fn at(mut self, client: IpAddr) -> Self {
        self.client = (!client.is_unspecified()).then_some(client);
        self
    }

    /// Where it asked from, with no more than tells one network from another: a machine's address is
    /// a person's (`192.0.2.x`, and a /48 of IPv6).
    #[must_use]
    pub fn masked_client(&self) -> Option<String> {
        Some(match self.client? {
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                format!("{a}.{b}.{c}.x")
            }
            IpAddr::V6(address) => {
                let [a, b, c, ..] = address.segments();
                format!("{}x", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
            }
        })
    }

    /// What counters know this caller by.
    pub(crate) const fn key(&self) -> CallerKey {
        self.key
    }

    /// What walks through ranges, and shares of the budget, are known by: several tokens of one program
    /// are one.
    pub(crate) const fn group(&self) -> CallerKey {
        self.group
    }
}

/// Caps of one caller, in place of those of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct OwnCaps {
    pub(super) per_minute: Option<u64>,
    pub(super) per_day: Option<u64>,
}

/// How a caller was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Via {
    /// By one of the configured tokens.
    Token,
    /// By a JWT.
    Jwt,
    /// By the reverse proxy's header.
    Proxy,
    /// Not at all: a demo gateway asked from its own machine.
    Local,
    /// Not at all: a demo gateway that is open to everybody.
    Anonymous,
}

impl Via {
    /// For logs and counters.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::Jwt => "jwt",
            Self::Proxy => "proxy",
            Self::Local => "local",
            Self::Anonymous => "anonymous",
        }
    }
}

/// How people who use a page become callers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignIn {
    /// With a token or a JWT, which the page asks for.
    Token,
    /// At the reverse proxy, before they see the page.
    Proxy,
    /// They needn't.
    None,
}

/// A caller's name and means, hashed: names may be telephone numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct CallerKey([u8; 16]);

impl CallerKey {
    fn of(kind: &str, name: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(kind);
        hash.update([0]);
        hash.update(name);
        let digest: [u8; 32] = hash.finalize().into();
        Self(std::array::from_fn(|at| digest[at]))
    }

    /// As it is shown.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        const_hex::decode_to_array(text).ok().map(Self)
    }
}

impl fmt::Display for CallerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&const_hex::encode(self.0))
    }
}

/// A name that may go into logs and the audit: 1 to 128 characters, none of them a control
/// character.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= 128 && !name.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(name: &str, via: Via) -> Caller {
        Caller::new(name, false, via)
    }

    #[test]
    fn given_callers_when_they_differ_in_name_or_means_then_their_keys_differ() {
        let key = |name, via| caller(name, via).key();
        assert_eq!(key("a", Via::Jwt), key("a", Via::Jwt));
        assert_ne!(key("a", Via::Jwt), key("b", Via::Jwt));
        assert_ne!(key("a", Via::Jwt), key("a", Via::Token));
    }

    #[test]
    fn given_a_group_when_two_are_in_it_then_only_their_group_is_the_same() {
        let member = |name| caller(name, Via::Token).in_group(Some("crm"));
        assert_eq!(member("a").group(), member("b").group());
        assert_ne!(member("a").key(), member("b").key());
        // A group of that name is nobody else's.
        assert_ne!(member("a").group(), caller("crm", Via::Token).group());
    }

    #[test]
    fn given_a_name_that_is_a_number_when_its_key_is_shown_then_the_number_is_not() {
        let shown = caller("13105550123", Via::Jwt).key().to_string();
        assert_eq!(shown.len(), 32);
        assert!(!shown.contains("13105550123"));
    }
}
