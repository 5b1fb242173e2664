//! Wrong credentials by address: after too many, further ones are told to wait.

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::access::lru::Lru;

/// Wrong credentials in a window.
const MOST: u32 = 10;
const WINDOW: Duration = Duration::from_secs(60);
/// Addresses that are remembered.
const ADDRESSES: usize = 10_000;

pub(super) struct Failures(Mutex<Lru<IpAddr, Counted>>);

#[derive(Clone, Copy)]
struct Counted {
    since: Instant,
    count: u32,
}

impl Failures {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Lru::new(ADDRESSES)))
    }

    /// How long an address has to wait, where it has to.
    pub(super) fn wait(&self, address: IpAddr, now: Instant) -> Option<Duration> {
        let failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = failures.peek(&network(address))?;
        if counted.count < MOST {
            return None;
        }
        let left = WINDOW.checked_sub(now.saturating_duration_since(counted.since))?;
        (!left.is_zero()).then_some(left)
    }

    pub(super) fn count(&self, address: IpAddr, now: Instant) {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let new = Counted {
            since: now,
            count: 0,
        };
        let counted = failures.entry(network(address), || new);
        if now.saturating_duration_since(counted.since) >= WINDOW {
            *counted = new;
        }
        counted.count = counted.count.saturating_add(1);
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

    fn fail(failures: &Failures, address: &str, times: u32, now: Instant) {
        for _ in 0..times {
            failures.count(address.parse().unwrap(), now);
        }
    }

    fn wait(failures: &Failures, address: &str, now: Instant) -> Option<Duration> {
        failures.wait(address.parse().unwrap(), now)
    }

    #[test]
    fn given_wrong_credentials_when_there_are_too_many_then_the_address_waits_out_the_window() {
        let failures = Failures::new();
        let start = Instant::now();
        fail(&failures, "192.0.2.1", MOST - 1, start);
        assert_eq!(wait(&failures, "192.0.2.1", start), None);
        fail(&failures, "192.0.2.1", 1, start);
        let later = start + Duration::from_secs(20);
        assert_eq!(
            wait(&failures, "192.0.2.1", later),
            Some(Duration::from_secs(40))
        );
        assert_eq!(wait(&failures, "192.0.2.2", later), None);
        assert_eq!(wait(&failures, "192.0.2.1", start + WINDOW), None);
    }

    #[test]
    fn given_a_window_that_is_over_when_it_fails_again_then_counting_starts_anew() {
        let failures = Failures::new();
        let start = Instant::now();
        fail(&failures, "192.0.2.1", MOST, start);
        fail(&failures, "192.0.2.1", 1, start + WINDOW);
        assert_eq!(wait(&failures, "192.0.2.1", start + WINDOW), None);
    }

    #[test]
    fn given_ipv6_addresses_of_one_network_when_they_fail_then_they_count_as_one() {
        let failures = Failures::new();
        let now = Instant::now();
        for last in 0..MOST {
            fail(&failures, &format!("2001:db8:0:1::{last:x}"), 1, now);
        }
        assert!(wait(&failures, "2001:db8:0:1:ffff::1", now).is_some());
        assert!(wait(&failures, "2001:db8:0:2::1", now).is_none());
    }

    #[test]
    fn given_very_many_addresses_when_they_fail_then_memory_stays_bounded() {
        let failures = Failures::new();
        let now = Instant::now();
        for address in 0..u32::try_from(ADDRESSES + 100).unwrap() {
            failures.count(std::net::Ipv4Addr::from_bits(address).into(), now);
        }
        assert_eq!(failures.0.lock().unwrap().len(), ADDRESSES);
    }
}
