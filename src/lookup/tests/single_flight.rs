//! Shared requests: who waits, who is told, and when the request ends.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_channel::oneshot;
use proptest::prelude::*;

use super::super::single_flight::{Flight, SingleFlight};

/// Counts how often a task is woken.
#[derive(Default)]
struct Woken(AtomicUsize);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// What a request of the tests gives: a number, or nothing where its sender is gone.
type Answer = Option<usize>;

/// Requests that tests answer by hand.
#[derive(Clone, Default)]
struct Endpoint {
    in_flight: Rc<SingleFlight<Answer>>,
    senders: Rc<RefCell<Vec<Option<oneshot::Sender<usize>>>>>,
}

impl Endpoint {
    fn join(&self, key: &str) -> Flight<Answer> {
        self.in_flight.join(key, || {
            let (sender, receiver) = oneshot::channel();
            self.senders.borrow_mut().push(Some(sender));
            async move { receiver.await.ok() }
        })
    }

    fn requests(&self) -> usize {
        self.senders.borrow().len()
    }

    /// Answers the request with that number, counted from 0.
    fn answer(&self, request: usize, answer: usize) {
        let sender = self.senders.borrow_mut()[request].take().unwrap();
        // Nobody may wait any more.
        let _ = sender.send(answer);
    }

    /// Whether the request with that number has been dropped.
    fn is_aborted(&self, request: usize) -> bool {
        self.senders.borrow()[request]
            .as_ref()
            .is_some_and(oneshot::Sender::is_canceled)
    }
}

fn poll(flight: &mut Flight<Answer>, waker: &Waker) -> Poll<Answer> {
    Pin::new(flight).poll(&mut Context::from_waker(waker))
}

#[test]
fn given_two_who_ask_when_the_answer_comes_then_there_was_one_request_and_both_are_told() {
    let endpoint = Endpoint::default();
    let mut first = endpoint.join("a");
    let mut second = endpoint.join("a");
    let woken = [Arc::new(Woken::default()), Arc::new(Woken::default())];
    let wakers = woken.clone().map(Waker::from);
    assert!(poll(&mut first, &wakers[0]).is_pending());
    assert!(poll(&mut second, &wakers[1]).is_pending());

    endpoint.answer(0, 7);

    assert_eq!(endpoint.requests(), 1);
    assert_eq!(woken.map(|task| task.0.load(Ordering::Relaxed)), [1, 1]);
    assert_eq!(poll(&mut first, &wakers[0]), Poll::Ready(Some(7)));
    assert_eq!(poll(&mut second, &wakers[1]), Poll::Ready(Some(7)));
    assert!(endpoint.in_flight.is_empty());
}

#[test]
fn given_the_first_one_leaves_when_the_answer_comes_then_the_other_is_told() {
    let endpoint = Endpoint::default();
    let mut first = endpoint.join("a");
    let mut second = endpoint.join("a");
    assert!(poll(&mut first, Waker::noop()).is_pending());
    let task = Arc::new(Woken::default());
    let waker = Waker::from(Arc::clone(&task));
    assert!(poll(&mut second, &waker).is_pending());
    drop(first);
    assert!(!endpoint.is_aborted(0));
    endpoint.answer(0, 7);
    assert_eq!(task.0.load(Ordering::Relaxed), 1);
    assert_eq!(poll(&mut second, &waker), Poll::Ready(Some(7)));
}

#[test]
fn given_another_key_or_an_answered_request_when_asked_then_a_new_one_starts() {
    let endpoint = Endpoint::default();
    let mut first = endpoint.join("a");
    let _other = endpoint.join("b");
    assert_eq!(endpoint.in_flight.len(), 2);
    endpoint.answer(0, 1);
    assert_eq!(poll(&mut first, Waker::noop()), Poll::Ready(Some(1)));
    let _again = endpoint.join("a");
    assert_eq!((endpoint.requests(), endpoint.in_flight.len()), (3, 2));
}

#[test]
fn given_nobody_waits_any_more_when_the_last_one_leaves_then_the_request_ends() {
    let endpoint = Endpoint::default();
    let first = endpoint.join("a");
    let second = endpoint.join("a");
    drop(first);
    assert!(!endpoint.is_aborted(0));
    drop(second);
    assert!(endpoint.is_aborted(0));
    assert!(endpoint.in_flight.is_empty());

    let mut again = endpoint.join("a");
    assert_eq!(endpoint.requests(), 2);
    endpoint.answer(1, 2);
    assert_eq!(poll(&mut again, Waker::noop()), Poll::Ready(Some(2)));
}

/// Asks again, under the same key, when its request is dropped, as a page's listener of an abort may do.
struct AsksAgain {
    endpoint: Endpoint,
    again: Rc<RefCell<Option<Flight<Answer>>>>,
}

impl Drop for AsksAgain {
    fn drop(&mut self) {
        *self.again.borrow_mut() = Some(self.endpoint.join("a"));
    }
}

#[test]
fn given_a_request_that_is_asked_for_again_while_it_ends_when_asked_once_more_then_that_joins() {
    let endpoint = Endpoint::default();
    let again = Rc::default();
    let asks_again = AsksAgain {
        endpoint: endpoint.clone(),
        again: Rc::clone(&again),
    };
    let first = endpoint.in_flight.join("a", || async move {
        let _asks_again = asks_again;
        std::future::pending().await
    });
    drop(first);
    assert_eq!(endpoint.requests(), 1);
    let _third = endpoint.join("a");
    assert_eq!(
        endpoint.requests(),
        1,
        "the second request is still in flight"
    );
    again.borrow_mut().take();
    assert!(!endpoint.is_aborted(0), "the third one waits for it");
}

proptest! {
    #[test]
    fn given_any_order_of_joins_drops_and_answers_when_run_then_all_who_wait_are_told_once(
        steps in prop::collection::vec((0_u8..4, 0_usize..3, any::<prop::sample::Index>()), 0..60)
    ) {
        let endpoint = Endpoint::default();
        let mut waiting: Vec<(Flight<Answer>, usize)> = Vec::new();
        let mut current: HashMap<usize, usize> = HashMap::new();
        let told = Cell::new(0);
        let mut left = 0;
        let mut joined = 0;
        for (what, key, pick) in steps {
            match what {
                0 | 1 => {
                    let before = endpoint.requests();
                    let flight = endpoint.join(["a", "b", "c"][key]);
                    if endpoint.requests() > before {
                        current.insert(key, before);
                    }
                    joined += 1;
                    waiting.push((flight, current[&key]));
                }
                2 if !waiting.is_empty() => {
                    drop(waiting.swap_remove(pick.index(waiting.len())));
                    left += 1;
                }
                3 if endpoint.requests() > 0 => {
                    let request = pick.index(endpoint.requests());
                    let is_open = endpoint.senders.borrow()[request].is_some();
                    if is_open {
                        endpoint.answer(request, request);
                    }
                }
                _ => {}
            }
            let mut wrong = None;
            waiting.retain_mut(|(flight, request)| match poll(flight, Waker::noop()) {
                Poll::Pending => true,
                Poll::Ready(answer) => {
                    if answer != Some(*request) {
                        wrong = Some((answer, *request));
                    }
                    told.set(told.get() + 1);
                    false
                }
            });
            prop_assert_eq!(wrong, None);
        }
        prop_assert_eq!(joined, told.get() + left + waiting.len());
        waiting.clear();
        prop_assert!(endpoint.in_flight.is_empty());
        for request in 0..endpoint.requests() {
            let answered = endpoint.senders.borrow()[request].is_none();
            prop_assert!(answered || endpoint.is_aborted(request));
        }
    }
}
