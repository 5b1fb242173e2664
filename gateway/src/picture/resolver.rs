//! Turns a host's name into addresses, and keeps those that may be connected to.
//!
//! The client connects to the very addresses that come from here, so that a name that is answered
//! differently a moment later gains nothing.

use std::{net::SocketAddr, sync::Arc};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::lookup_host;

use super::address::AddressPolicy;

/// A name leads to addresses, but to none that may be connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the host's name leads to no public address")]
pub(crate) struct AddressRefused;

/// The system's resolver, behind the policy.
#[derive(Debug, Clone)]
pub(crate) struct CheckedResolver(pub(crate) Arc<AddressPolicy>);

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let policy = Arc::clone(&self.0);
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<_> = allowed(&policy, found).collect();
            if allowed.is_empty() {
                return Err(AddressRefused.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

fn allowed(
    policy: &AddressPolicy,
    found: impl Iterator<Item = SocketAddr>,
) -> impl Iterator<Item = SocketAddr> {
    found.filter(|address| policy.allows(address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_public_and_private_addresses_of_one_name_when_resolved_then_public_ones_are_left() {
        let found = [
            "10.0.0.1:0",
            "157.240.0.60:0",
            "[::1]:0",
            "[2a03:2880::1]:0",
        ];
        let found = found.map(|text| text.parse().unwrap());
        let left: Vec<_> = allowed(&AddressPolicy::default(), found.into_iter()).collect();
        assert_eq!(left, [found[1], found[3]]);
    }

    #[tokio::test]
    async fn given_a_name_of_this_machine_when_resolved_then_nothing_is_left() {
        let resolver = CheckedResolver(Arc::default());
        let Err(error) = resolver.resolve("localhost".parse().unwrap()).await else {
            panic!("localhost was resolved");
        };
        assert!(error.is::<AddressRefused>(), "{error}");
    }
}
