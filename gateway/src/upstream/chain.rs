//! The upstreams in their order: which of them may be asked now, and what came of it.
//!
//! The chain asks nobody by itself. Whoever does must reserve a request of the budget first, so
//! it walks through [`Candidate`]s: reserve, ask, report, and on to the next where the failure was
//! the upstream's own.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::{
    Answered, Ask, Upstream, UpstreamError,
    breaker::{self, Breaker, Outcome, Permit, State},
};

/// The upstreams, each with its breakers.
#[derive(Debug, Clone)]
pub struct Chain {
    links: Arc<[Link]>,
}

/// Live lookups and the store have a breaker each: a plan may hold one of them only.
#[derive(Debug)]
struct Link {
    upstream: Arc<dyn Upstream>,
    /// Shared with what is kept of its answers.
    name: Arc<str>,
    live: Arc<Mutex<Breaker>>,
    store: Arc<Mutex<Breaker>>,
}

/// Upstreams that make no chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// There is none.
    #[error("no upstream is configured")]
    Empty,
    /// They would share a budget without saying so.
    #[error("two upstreams have the name {0}: give one another name")]
    SameName(String),
}

impl Chain {
    /// In the order in which they are asked.
    ///
    /// # Errors
    /// [`ChainError`] without any upstream, or with two of one name.
    pub fn new(
        upstreams: impl IntoIterator<Item = Arc<dyn Upstream>>,
        settings: &breaker::Settings,
    ) -> Result<Self, ChainError> {
        let breaker = || Arc::new(Mutex::new(Breaker::new(settings.clone())));
        let mut names = HashSet::new();
        let mut links = Vec::new();
        for upstream in upstreams {
            if !names.insert(upstream.name().to_owned()) {
                return Err(ChainError::SameName(upstream.name().to_owned()));
            }
            links.push(Link {
                name: upstream.name().into(),
                upstream,
                live: breaker(),
                store: breaker(),
            });
        }
        if links.is_empty() {
            return Err(ChainError::Empty);
        }
        Ok(Self {
            links: links.into(),
        })
    }

    /// All upstreams, in order.
    pub fn upstreams(&self) -> impl Iterator<Item = &Arc<dyn Upstream>> {
        self.links.iter().map(|link| &link.upstream)
    }

    /// Those that may be asked now, in order. Each takes its turn with its breaker only when the
    /// walk comes to it, so stop walking once there is an answer.
    #[must_use]
    pub const fn candidates(&self, ask: Ask) -> Candidates<'_> {
        Candidates {
            chain: self,
            ask,
            at: 0,
        }
    }

    /// The one of this name, if it may be asked now.
    #[must_use]
    pub fn candidate(&self, name: &str, ask: Ask) -> Option<Candidate> {
        let link = self.links.iter().find(|link| &*link.name == name)?;
        link.candidate(ask)
    }

    /// Each upstream's name and breaker for such questions, for metrics.
    pub fn states(&self, ask: Ask) -> impl Iterator<Item = (&str, State)> {
        self.links.iter().filter_map(move |link| {
            let breaker = link.breaker(ask)?;
            Some((link.upstream.name(), lock(breaker).state()))
        })
    }

    /// How long until one may be asked again, where none may now. None also where one is being
    /// tried at this moment, whose outcome will tell.
    #[must_use]
    pub fn opens_in(&self, ask: Ask) -> Option<Duration> {
        let now = Instant::now();
        let waits = self.states(ask).map(|(_, state)| match state {
            State::Open { until } => Some(until.saturating_duration_since(now)),
            State::Closed | State::HalfOpen => None,
        });
        waits.collect::<Option<Vec<_>>>()?.into_iter().min()
    }
}

impl Link {
    fn breaker(&self, ask: Ask) -> Option<&Arc<Mutex<Breaker>>> {
        match ask {
            Ask::Live => Some(&self.live),
            Ask::StoreOnly => self.upstream.has_store().then_some(&self.store),
        }
    }

    fn candidate(&self, ask: Ask) -> Option<Candidate> {
        let breaker = self.breaker(ask)?;
        let permit = lock(breaker).permit(Instant::now())?;
        Some(Candidate {
            upstream: Arc::clone(&self.upstream),
            name: Arc::clone(&self.name),
            breaker: Arc::clone(breaker),
            permit: Some(permit),
        })
    }
}

/// A walk along a [`Chain`].
#[derive(Debug)]
pub struct Candidates<'a> {
    chain: &'a Chain,
    ask: Ask,
    at: usize,
}

impl Iterator for Candidates<'_> {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        while let Some(link) = self.chain.links.get(self.at) {
            self.at += 1;
            if let Some(candidate) = link.candidate(self.ask) {
                return Some(candidate);
            }
        }
        None
    }
}

/// An upstream that may be asked once, now. Dropped without a report, as by a caller who left, it
/// gives its turn back.
#[derive(Debug)]
#[must_use]
pub struct Candidate {
    upstream: Arc<dyn Upstream>,
    name: Arc<str>,
    breaker: Arc<Mutex<Breaker>>,
    permit: Option<Permit>,
}

impl Candidate {
    /// Whom to ask.
    #[must_use]
    pub fn upstream(&self) -> &dyn Upstream {
        self.upstream.as_ref()
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// What came of asking it.
    pub fn report(mut self, result: &Result<Answered, UpstreamError>) {
        let outcome = match result {
            Ok(_) => Outcome::Answered,
            Err(error) => error.into(),
        };
        if let Some(permit) = self.permit.take() {
            lock(&self.breaker).report(permit, outcome, Instant::now());
        }
    }
}

impl Drop for Candidate {
    fn drop(&mut self) {
        if let Some(permit) = self.permit.take() {
            lock(&self.breaker).give_back(permit, Instant::now());
        }
    }
}

fn lock(breaker: &Mutex<Breaker>) -> MutexGuard<'_, Breaker> {
    // Nothing in there is left half done by a panic.
    breaker.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upstream::{Failure, Settings};

    fn demo(name: &str) -> Arc<dyn Upstream> {
        let text = format!("kind = \"demo\"\nname = \"{name}\"");
        toml::from_str::<Settings>(&text).unwrap().build().unwrap()
    }

    fn chain(open_for: Duration) -> Chain {
        let settings = breaker::Settings {
            failures: 1,
            open_for,
            refused_for: open_for,
        };
        Chain::new([demo("first"), demo("second")], &settings).unwrap()
    }

    fn names(chain: &Chain) -> Vec<String> {
        chain
            .candidates(Ask::Live)
            .map(|candidate| candidate.name().to_string())
            .collect()
    }

    fn failed() -> Result<Answered, UpstreamError> {
        Err(UpstreamError {
            upstream: "first".to_owned(),
            failure: Failure::Timeout,
            status: None,
            retry_after: None,
            quota: None,
            spent: 1,
        })
    }

    #[test]
    fn given_an_open_breaker_when_walked_then_its_upstream_is_left_out() {
        let chain = chain(Duration::from_secs(3_600));
        assert_eq!(names(&chain), ["first", "second"]);
        let first = chain.candidates(Ask::Live).next().unwrap();
        first.report(&failed());
        assert_eq!(names(&chain), ["second"]);
        assert_eq!(chain.opens_in(Ask::Live), None, "one may be asked");
        chain
            .candidates(Ask::Live)
            .next()
            .unwrap()
            .report(&failed());
        assert!(names(&chain).is_empty());
        assert!(chain.opens_in(Ask::Live).unwrap() > Duration::from_secs(3_500));
    }

    #[test]
    fn given_a_half_open_breaker_when_its_candidate_is_dropped_then_the_next_caller_may_try() {
        let chain = chain(Duration::ZERO);
        chain
            .candidates(Ask::Live)
            .next()
            .unwrap()
            .report(&failed());
        let trying = chain.candidates(Ask::Live).next().unwrap();
        assert_eq!(&**trying.name(), "first");
        assert_eq!(names(&chain), ["second"], "one at a time");
        drop(trying);
        assert_eq!(names(&chain), ["first", "second"]);
    }

    #[tokio::test]
    async fn given_a_lookup_that_is_cancelled_when_dropped_then_its_turn_is_given_back() {
        let chain = chain(Duration::ZERO);
        chain
            .candidates(Ask::Live)
            .next()
            .unwrap()
            .report(&failed());
        let asking = chain.clone();
        let (started, has_started) = tokio::sync::oneshot::channel();
        let task = tokio::spawn(async move {
            let candidate = asking.candidates(Ask::Live).next().unwrap();
            started.send(()).unwrap();
            std::future::pending::<()>().await;
            drop(candidate);
        });
        has_started.await.unwrap();
        assert_eq!(names(&chain), ["second"]);
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        assert_eq!(names(&chain), ["first", "second"]);
    }

    #[test]
    fn given_only_stores_wanted_when_walked_then_those_without_one_are_left_out() {
        let chain = chain(Duration::ZERO);
        assert!(chain.candidates(Ask::StoreOnly).next().is_none());
    }

    #[test]
    fn given_no_upstream_or_one_name_twice_when_chained_then_that_is_an_error() {
        let settings = breaker::Settings::default();
        let none: [Arc<dyn Upstream>; 0] = [];
        assert_eq!(Chain::new(none, &settings).unwrap_err(), ChainError::Empty);
        let twice = Chain::new([demo("a"), demo("a")], &settings).unwrap_err();
        assert_eq!(twice, ChainError::SameName("a".to_owned()));
    }
}
