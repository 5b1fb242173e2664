//! One request for all who ask for the same number at the same time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::{sync::watch, task::JoinHandle};
use tokio_util::task::TaskTracker;

use super::{LookupFailure, Told};
use crate::Digits;

type Outcome = Option<Result<Told, LookupFailure>>;
/// Asking only a store, and asking live, are different requests.
type Key = (Digits, bool);

/// The requests on their way.
#[derive(Debug, Clone, Default)]
pub(super) struct Flights {
    joinable: Arc<Mutex<HashMap<Key, watch::Receiver<Outcome>>>>,
    /// All of them, those included that nobody may join any more, and what is done around them.
    tasks: TaskTracker,
}

/// A place among those who wait.
pub(super) struct Joined(watch::Receiver<Outcome>);

impl Joined {
    /// None where the request ended without an outcome, as when the process stops.
    pub(super) async fn wait(mut self) -> Option<Result<Told, LookupFailure>> {
        let outcome = self.0.wait_for(Option::is_some).await.ok()?;
        outcome.clone()
    }
}

impl Flights {
    /// A place at the request for a number, which is begun where there is none.
    pub(super) fn join<F>(
        &self,
        number: &Digits,
        store_only: bool,
        begin: impl FnOnce() -> F,
    ) -> Joined
    where
        F: Future<Output = Result<Told, LookupFailure>> + Send + 'static,
    {
        let key = (number.clone(), store_only);
        let mut flights = self.lock();
        if let Some(outcome) = flights.get(&key) {
            return Joined(outcome.clone());
        }
        let (tell, outcome) = watch::channel(None);
        flights.insert(key.clone(), outcome.clone());
        let landing = Landing {
            flights: self.clone(),
            key,
            outcome: outcome.clone(),
        };
        let request = begin();
        self.tasks.spawn(async move {
            let told = request.await;
            drop(landing);
            // Nobody may be waiting any more.
            let _ = tell.send(Some(told));
        });
        Joined(outcome)
    }

    /// Lets the next one who asks begin a request of their own.
    pub(super) fn forget(&self, number: &Digits) {
        let mut flights = self.lock();
        for store_only in [false, true] {
            flights.remove(&(number.clone(), store_only));
        }
    }

    /// Does something around requests that goes on even if nobody waits.
    pub(super) fn see_through<F>(&self, work: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        self.tasks.spawn(work)
    }

    /// Waits until none is on its way.
    pub(super) async fn finish(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    pub(super) fn len(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, watch::Receiver<Outcome>>> {
        // Nothing is left half-written by a panic elsewhere.
        self.joinable.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a request out of the list however it ends, a panic included.
struct Landing {
    flights: Flights,
    key: Key,
    outcome: watch::Receiver<Outcome>,
}

impl Drop for Landing {
    fn drop(&mut self) {
        let mut flights = self.flights.lock();
        // Forgotten, and begun anew: that one isn't ours.
        let ours = flights
            .get(&self.key)
            .is_some_and(|outcome| outcome.same_channel(&self.outcome));
        if ours {
            flights.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Notify;

    use super::*;
    use crate::{record::Record, service::Source};

    fn number() -> Digits {
        Digits::parse("13105550123").unwrap()
    }

    fn told() -> Told {
        Told {
            record: Record::not_registered(&number(), Some(1)).into(),
            source: Source::Live,
            quota: None,
            kept: None,
        }
    }

    #[tokio::test]
    async fn given_many_who_ask_at_once_when_joined_then_one_request_answers_all() {
        let (flights, begun, go) = (
            Flights::default(),
            AtomicUsize::new(0),
            Arc::new(Notify::new()),
        );
        let joined: Vec<_> = (0..100)
            .map(|_| {
                flights.join(&number(), false, || {
                    begun.fetch_add(1, Ordering::Relaxed);
                    let go = Arc::clone(&go);
                    async move {
                        go.notified().await;
                        Ok(told())
                    }
                })
            })
            .collect();
        go.notify_one();
        for joined in joined {
            assert!(joined.wait().await.unwrap().is_ok());
        }
        assert_eq!(begun.load(Ordering::Relaxed), 1);
        assert_eq!(flights.len(), 0);
    }

    #[tokio::test]
    async fn given_a_request_that_panics_when_waited_for_then_it_ends_and_the_next_one_begins() {
        let flights = Flights::default();
        let broken = flights.join(&number(), false, || async { panic!("on purpose") });
        assert!(broken.wait().await.is_none());
        let next = flights.join(&number(), false, || async { Ok(told()) });
        assert!(next.wait().await.unwrap().is_ok());
    }

    #[tokio::test]
    async fn given_everybody_has_left_when_the_request_goes_on_then_it_still_ends() {
        let flights = Flights::default();
        let done = Arc::new(Notify::new());
        let finished = Arc::clone(&done);
        drop(flights.join(&number(), false, || async move {
            finished.notify_one();
            Ok(told())
        }));
        done.notified().await;
    }

    #[tokio::test]
    async fn given_a_request_that_nobody_waits_for_when_finished_then_it_has_ended() {
        let flights = Flights::default();
        let (go, ended) = (Arc::new(Notify::new()), Arc::new(AtomicUsize::new(0)));
        drop(flights.join(&number(), false, || {
            let (go, ended) = (Arc::clone(&go), Arc::clone(&ended));
            async move {
                go.notified().await;
                ended.fetch_add(1, Ordering::Relaxed);
                Ok(told())
            }
        }));
        // Erased meanwhile.
        flights.forget(&number());
        let finishing = tokio::spawn({
            let flights = flights.clone();
            async move { flights.finish().await }
        });
        go.notify_one();
        finishing.await.unwrap();
        assert_eq!(ended.load(Ordering::Relaxed), 1);
    }
}
