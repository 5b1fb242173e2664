//! Hosts that refuse one picture after the other: it is the gateway that they refuse then, not links
//! that are dead, and new links would be refused as well.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use moka::sync::Cache;

/// So many different pictures in a row.
const MANY: usize = 5;
/// No new links are looked for, for so long since the last refusal.
const RESTS: Duration = Duration::from_secs(600);
/// Meanwhile one picture is tried, so often.
const TRIED_EVERY: Duration = Duration::from_secs(30);
/// The hosts that are remembered.
const MOST_HOSTS: u64 = 1_024;

/// What hosts have refused since they gave a picture. Clones share it.
#[derive(Clone)]
pub(super) struct Refusals(Cache<String, Arc<Mutex<Refused>>>);

#[derive(Default)]
struct Refused {
    links: HashSet<String>,
    rest: Option<Rest>,
}

struct Rest {
    until: Instant,
    next_try: Instant,
}

impl std::fmt::Debug for Refusals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Refusals")
            .field("hosts", &self.0.entry_count())
            .finish()
    }
}

impl Refusals {
    pub(super) fn new() -> Self {
        Self(Cache::new(MOST_HOSTS))
    }

    /// Whether the host counts as one that refuses everything.
    pub(super) fn rests(&self, host: &str, now: Instant) -> bool {
        let refused = self.0.get(host);
        refused.is_some_and(|refused| lock(&refused).rests(now))
    }

    /// Whether the host may be asked for a picture now.
    pub(super) fn may_ask(&self, host: &str, now: Instant) -> bool {
        self.0
            .get(host)
            .is_none_or(|refused| lock(&refused).may_ask(now))
    }

    /// It gave what it was asked for.
    pub(super) fn gave(&self, host: &str) {
        self.0.invalidate(host);
    }

    /// It refused a link that should be alive.
    pub(super) fn refused(&self, host: &str, link: &str, now: Instant) {
        let refused = self.0.get_with(host.to_owned(), Arc::default);
        lock(&refused).add(link, now);
    }
}

impl Refused {
    fn rests(&self, now: Instant) -> bool {
        self.rest.as_ref().is_some_and(|rest| now < rest.until)
    }

    fn may_ask(&mut self, now: Instant) -> bool {
        match &mut self.rest {
            Some(rest) if now < rest.until => {
                let may = now >= rest.next_try;
                if may {
                    rest.next_try = now + TRIED_EVERY;
                }
                may
            }
            _ => true,
        }
    }

    /// One link that is opened again and again says nothing of others.
    fn add(&mut self, link: &str, now: Instant) {
        if self.links.len() < MANY {
            self.links.insert(link.to_owned());
        }
        if self.links.len() >= MANY {
            self.rest = Some(Rest {
                until: now + RESTS,
                next_try: now + TRIED_EVERY,
            });
        }
    }
}

fn lock(refused: &Mutex<Refused>) -> MutexGuard<'_, Refused> {
    refused.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "cdn.example";
    const SECOND: Duration = Duration::from_secs(1);

    fn after_refusals(links: impl Iterator<Item = usize>, now: Instant) -> Refusals {
        let refusals = Refusals::new();
        for link in links {
            refusals.refused(HOST, &format!("https://cdn.example/{link}"), now);
        }
        refusals
    }

    #[test]
    fn given_many_pictures_in_a_row_when_refused_then_the_host_rests_and_one_is_tried_now_and_then()
    {
        let now = Instant::now();
        assert!(!after_refusals(0..MANY - 1, now).rests(HOST, now));
        let refusals = after_refusals(0..MANY, now);
        assert!(refusals.rests(HOST, now) && !refusals.may_ask(HOST, now));
        assert!(!refusals.rests("other.example", now));
        assert!(refusals.may_ask("other.example", now));
        let next = now + TRIED_EVERY;
        assert!(!refusals.may_ask(HOST, next - SECOND));
        assert!(refusals.may_ask(HOST, next) && !refusals.may_ask(HOST, next));
        assert!(refusals.rests(HOST, now + RESTS - SECOND));
    }

    #[test]
    fn given_one_picture_when_refused_again_and_again_then_it_says_nothing_of_the_host() {
        let now = Instant::now();
        let refusals = after_refusals(std::iter::repeat_n(1, 3 * MANY), now);
        assert!(!refusals.rests(HOST, now));
    }

    #[test]
    fn given_a_picture_that_comes_when_others_were_refused_then_all_begins_anew() {
        let now = Instant::now();
        let refusals = after_refusals(0..MANY, now);
        refusals.gave(HOST);
        assert!(!refusals.rests(HOST, now) && refusals.may_ask(HOST, now));
        refusals.refused(HOST, "https://cdn.example/9", now);
        assert!(!refusals.rests(HOST, now));
    }

    #[test]
    fn given_a_rest_that_is_over_when_one_more_is_refused_then_the_host_rests_again() {
        let now = Instant::now();
        let refusals = after_refusals(0..MANY, now);
        let later = now + RESTS;
        assert!(!refusals.rests(HOST, later) && refusals.may_ask(HOST, later));
        refusals.refused(HOST, "https://cdn.example/9", later);
        assert!(refusals.rests(HOST, later));
    }
}
