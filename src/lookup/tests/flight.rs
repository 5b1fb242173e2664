//! Shared requests: who waits, who is told, and who takes the request back.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use proptest::prelude::*;

use super::super::flight::{Flights, Joined, Landing, Waiter};

/// Counts how often a task is woken.
#[derive(Default)]
struct Woken(AtomicUsize);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

fn poll<T: Clone>(waiter: &mut Waiter<T>, waker: &Waker) -> Poll<Option<T>> {
    Pin::new(waiter).poll(&mut Context::from_waker(waker))
}

fn new<T: Clone>(flights: &Flights<T>, key: &str) -> (Waiter<T>, Landing<T>) {
    match flights.join(key) {
        Joined::New(waiter, landing) => (waiter, landing),
        Joined::Existing(_) => panic!("a request is in flight already"),
    }
}

fn existing<T: Clone>(flights: &Flights<T>, key: &str) -> Waiter<T> {
    match flights.join(key) {
        Joined::Existing(waiter) => waiter,
        Joined::New(..) => panic!("no request is in flight"),
    }
}

#[test]
fn given_two_who_ask_when_the_result_lands_then_both_are_woken_and_get_it() {
    let flights = Flights::new();
    let (mut first, landing) = new(&flights, "a");
    let mut second = existing(&flights, "a");
    let woken = [Arc::new(Woken::default()), Arc::new(Woken::default())];
    let wakers = woken.clone().map(Waker::from);
    assert!(poll(&mut first, &wakers[0]).is_pending());
    assert!(poll(&mut second, &wakers[1]).is_pending());

    landing.land(7);

    assert_eq!(woken.map(|task| task.0.load(Ordering::Relaxed)), [1, 1]);
    assert_eq!(poll(&mut first, &wakers[0]), Poll::Ready(Some(7)));
    assert_eq!(poll(&mut second, &wakers[1]), Poll::Ready(Some(7)));
    assert!(flights.is_empty());
}

#[test]
fn given_another_key_or_a_landed_request_when_asked_then_a_new_one_starts() {
    let flights = Flights::new();
    let (_first, landing) = new(&flights, "a");
    let (_other, _other_landing) = new(&flights, "b");
    assert_eq!(flights.len(), 2);
    landing.land(1);
    let (_again, _again_landing) = new(&flights, "a");
    assert_eq!(flights.len(), 2);
}

#[test]
fn given_nobody_waits_any_more_when_the_last_one_leaves_then_the_request_is_taken_back() {
    let flights = Flights::<u8>::new();
    let aborts = Rc::new(Cell::new(0));
    let (first, landing) = new(&flights, "a");
    let second = existing(&flights, "a");
    let count = Rc::clone(&aborts);
    landing.on_abort(Box::new(move || count.set(count.get() + 1)));

    drop(first);
    assert_eq!((aborts.get(), landing.is_abandoned()), (0, false));
    drop(second);
    assert_eq!((aborts.get(), landing.is_abandoned()), (1, true));

    // A new request under the same key is none of the old one's business.
    let (mut again, again_landing) = new(&flights, "a");
    landing.land(1);
    assert!(poll(&mut again, Waker::noop()).is_pending());
    assert_eq!(flights.len(), 1);
    again_landing.land(2);
    assert_eq!(poll(&mut again, Waker::noop()), Poll::Ready(Some(2)));
    assert_eq!(aborts.get(), 1);
}

#[test]
fn given_the_last_one_has_left_when_the_abort_is_set_up_then_it_runs_at_once() {
    let flights = Flights::<u8>::new();
    let (waiter, landing) = new(&flights, "a");
    drop(waiter);
    let aborted = Rc::new(Cell::new(false));
    let seen = Rc::clone(&aborted);
    landing.on_abort(Box::new(move || seen.set(true)));
    assert!(aborted.get());
}

#[test]
fn given_a_landing_that_is_dropped_when_polled_then_waiters_are_told_that_nothing_comes() {
    let flights = Flights::<u8>::new();
    let (mut waiter, landing) = new(&flights, "a");
    let task = Arc::new(Woken::default());
    let waker = Waker::from(Arc::clone(&task));
    assert!(poll(&mut waiter, &waker).is_pending());
    drop(landing);
    assert_eq!(task.0.load(Ordering::Relaxed), 1);
    assert_eq!(poll(&mut waiter, &waker), Poll::Ready(None));
    assert!(flights.is_empty());
}

#[test]
fn given_a_landed_request_when_its_waiters_leave_then_nothing_is_aborted() {
    let flights = Flights::new();
    let (waiter, landing) = new(&flights, "a");
    let aborted = Rc::new(Cell::new(false));
    let seen = Rc::clone(&aborted);
    landing.on_abort(Box::new(move || seen.set(true)));
    landing.land(1);
    drop(waiter);
    assert!(!aborted.get());
}

#[test]
fn given_an_abort_that_asks_again_when_it_runs_then_nothing_is_in_its_way() {
    let flights = Flights::<u8>::new();
    let (waiter, landing) = new(&flights, "a");
    let again = Rc::new(RefCell::new(None));
    let (inner, slot) = (flights.clone(), Rc::clone(&again));
    landing.on_abort(Box::new(move || {
        *slot.borrow_mut() = Some(new(&inner, "a"))
    }));
    drop(waiter);
    assert_eq!(flights.len(), 1);
    again.borrow_mut().take();
    assert!(flights.is_empty());
}

/// What happened to one waiter.
struct Watched {
    waiter: Option<Waiter<usize>>,
    results: usize,
    flight: usize,
}

/// One request: its landing, and how often it was aborted.
type Started = (Option<Landing<usize>>, Rc<Cell<usize>>);

proptest! {
    #[test]
    fn given_any_order_of_joins_drops_and_landings_when_run_then_all_who_wait_are_told_once(
        steps in prop::collection::vec((0_u8..5, 0_usize..3, any::<prop::sample::Index>()), 0..60)
    ) {
        let flights = Flights::new();
        let mut waiters: Vec<Watched> = Vec::new();
        let mut landings: Vec<Started> = Vec::new();
        let mut current: [usize; 3] = [0; 3];
        for (what, key, pick) in steps {
            match what {
                0 | 1 => {
                    let waiter = match flights.join(["a", "b", "c"][key]) {
                        Joined::Existing(waiter) => waiter,
                        Joined::New(waiter, landing) => {
                            let aborts = Rc::new(Cell::new(0));
                            let count = Rc::clone(&aborts);
                            landing.on_abort(Box::new(move || count.set(count.get() + 1)));
                            current[key] = landings.len();
                            landings.push((Some(landing), aborts));
                            waiter
                        }
                    };
                    waiters.push(Watched { waiter: Some(waiter), results: 0, flight: current[key] });
                }
                2 if !waiters.is_empty() => {
                    let at = pick.index(waiters.len());
                    waiters[at].waiter = None;
                }
                3 if !landings.is_empty() => {
                    let at = pick.index(landings.len());
                    if let Some(landing) = landings[at].0.take() {
                        landing.land(at);
                    }
                }
                4 if !landings.is_empty() => {
                    let at = pick.index(landings.len());
                    landings[at].0 = None;
                }
                _ => {}
            }
            for watched in &mut waiters {
                if let Some(waiter) = &mut watched.waiter
                    && let Poll::Ready(result) = poll(waiter, Waker::noop())
                {
                    prop_assert!(result.is_none_or(|landed| landed == watched.flight));
                    watched.results += 1;
                    watched.waiter = None;
                }
            }
        }
        // Whoever still waits is told in the end, and nothing stays behind.
        for (landing, aborts) in &mut landings {
            *landing = None;
            prop_assert!(aborts.get() <= 1);
        }
        for watched in &mut waiters {
            if let Some(waiter) = &mut watched.waiter {
                prop_assert_eq!(poll(waiter, Waker::noop()), Poll::Ready(None));
                watched.results += 1;
            }
            prop_assert!(watched.results <= 1);
        }
        prop_assert!(flights.is_empty());
    }
}
