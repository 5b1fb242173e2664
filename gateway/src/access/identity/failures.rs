//! Wrong credentials: a wrong one that comes again and again, and an address with many different
//! ones, are told to wait. Others at that address are not.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    net::{IpAddr, Ipv6Addr},
    num::NonZeroUsize,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use lru::LruCache;

/// How often one wrong credential is answered in a window.
const MOST_ALIKE: u32 = 10;
/// Different wrong credentials of one address in a window.
const MOST_DIFFERENT: usize = 20;
const WINDOW: Duration = Duration::from_secs(60);
/// Addresses that are remembered.
const ADDRESSES: NonZeroUsize = NonZeroUsize::MIN.saturating_add(9_999);

pub(super) struct Failures {
    /// Credentials are kept by a hash that means nothing outside of this process.
    hasher: RandomState,
    addresses: Mutex<LruCache<IpAddr, Counted>>,
}

struct Counted {
    since: Instant,
    /// How often each credential came.
    credentials: HashMap<u64, u32>,
}

impl Counted {
    fn new(since: Instant) -> Self {
        let credentials = HashMap::new();
        Self { since, credentials }
    }
}

impl Failures {
    pub(super) fn new() -> Self {
        Self {
            hasher: RandomState::new(),
            addresses: Mutex::new(LruCache::new(ADDRESSES)),
        }
    }

    /// Counts a wrong credential, none for what is no credential at all. How long to wait, where
    /// there were too many.
    pub(super) fn count(
        &self,
        address: IpAddr,
        credential: Option<&str>,
        now: Instant,
    ) -> Option<Duration> {
        let credential = self.hasher.hash_one(credential);
        let mut addresses = self
            .addresses
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let counted = addresses.get_or_insert_mut(network(address), || Counted::new(now));
        let passed = now.saturating_duration_since(counted.since);
        let Some(left) = WINDOW.checked_sub(passed).filter(|left| !left.is_zero()) else {
            *counted = Counted::new(now);
            counted.credentials.insert(credential, 1);
            return None;
        };
        let different = counted.credentials.len();
        match counted.credentials.get_mut(&credential) {
            Some(count) if *count < MOST_ALIKE => *count += 1,
            None if different < MOST_DIFFERENT => {
                counted.credentials.insert(credential, 1);
            }
            Some(_) | None => return Some(left),
        }
        None
    }
}

/// One machine has a whole /64 of IPv6 addresses to ask from.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "192.0.2.1";

    /// How often a credential is answered before it is told to wait.
    fn answered(failures: &Failures, address: &str, credential: &str, now: Instant) -> u32 {
        let address = address.parse().unwrap();
        let waits = |_: &u32| failures.count(address, Some(credential), now).is_some();
        (0..1_000).find(waits).unwrap()
    }

    #[test]
    fn given_one_wrong_credential_when_it_comes_again_and_again_then_it_waits_out_the_window() {
        let (failures, start) = (Failures::new(), Instant::now());
        assert_eq!(answered(&failures, ADDRESS, "old", start), MOST_ALIKE);
        let address: IpAddr = ADDRESS.parse().unwrap();
        let later = start + Duration::from_secs(20);
        assert_eq!(
            failures.count(address, Some("old"), later),
            Some(Duration::from_secs(40))
        );
        assert_eq!(failures.count(address, Some("old"), start + WINDOW), None);
    }

    #[test]
    fn given_a_credential_that_waits_when_another_comes_from_the_address_then_it_does_not() {
        let (failures, now) = (Failures::new(), Instant::now());
        answered(&failures, ADDRESS, "old", now);
        assert_eq!(answered(&failures, ADDRESS, "other", now), MOST_ALIKE);
        assert_eq!(answered(&failures, "192.0.2.2", "old", now), MOST_ALIKE);
    }

    #[test]
    fn given_many_different_ones_when_they_come_from_one_address_then_further_ones_wait() {
        let (failures, now) = (Failures::new(), Instant::now());
        let address: IpAddr = ADDRESS.parse().unwrap();
        let guess = |nth: usize| failures.count(address, Some(&nth.to_string()), now);
        assert!((0..MOST_DIFFERENT).all(|nth| guess(nth).is_none()));
        assert_eq!(guess(MOST_DIFFERENT), Some(WINDOW));
        // One that came before is answered still.
        assert_eq!(guess(0), None);
    }

    #[test]
    fn given_ipv6_addresses_of_one_network_when_they_fail_then_they_count_as_one() {
        let (failures, now) = (Failures::new(), Instant::now());
        for last in 0..MOST_ALIKE {
            let address = format!("2001:db8:0:1::{last:x}").parse().unwrap();
            assert_eq!(failures.count(address, Some("old"), now), None);
        }
        assert_eq!(answered(&failures, "2001:db8:0:1:ffff::1", "old", now), 0);
        assert_eq!(answered(&failures, "2001:db8:0:2::1", "old", now), 10);
    }

    #[test]
    fn given_very_many_addresses_when_they_fail_then_memory_stays_bounded() {
        let (failures, now) = (Failures::new(), Instant::now());
        for address in 0..u32::try_from(ADDRESSES.get() + 100).unwrap() {
            failures.count(std::net::Ipv4Addr::from_bits(address).into(), None, now);
        }
        assert_eq!(failures.addresses.lock().unwrap().len(), ADDRESSES.get());
    }
}
