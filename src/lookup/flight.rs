//! One request in flight per key, shared by all who ask for it.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// The requests in flight. Clones share them. A table of a thousand cards has a thousand of them:
/// they are kept in the order of their keys, and found by halving.
pub struct Flights<T> {
    table: Table<T>,
}

type Table<T> = Rc<RefCell<Vec<(String, Rc<Flight<T>>)>>>;

struct Flight<T> {
    waiting: Cell<usize>,
    /// `None` while under way; then what came, which is nothing when the landing was dropped.
    outcome: RefCell<Option<Option<T>>>,
    wakers: RefCell<Vec<Waker>>,
    abort: RefCell<Option<Box<dyn FnOnce()>>>,
    abandoned: Cell<bool>,
}

/// What joining gives.
pub enum Joined<T> {
    /// Somebody has started the request already.
    Existing(Waiter<T>),
    /// The caller is the first and starts the request; the landing takes its result.
    New(Waiter<T>, Landing<T>),
}

/// One of those who wait. Resolves to `None` when the landing was dropped without a result.
///
/// Dropping the last one before the landing abandons the request.
#[must_use = "dropping the last waiter aborts the request"]
pub struct Waiter<T> {
    key: String,
    flight: Rc<Flight<T>>,
    table: Table<T>,
}

/// Where the result of a request is handed in.
#[must_use = "dropping the landing leaves every waiter without a result"]
pub struct Landing<T> {
    key: String,
    flight: Rc<Flight<T>>,
    table: Table<T>,
}

impl<T: Clone> Flights<T> {
    /// Nothing in flight.
    pub fn new() -> Flights<T> {
        Flights {
            table: Rc::default(),
        }
    }

    /// Waits for the request of this key, and starts it when nobody has.
    pub fn join(&self, key: &str) -> Joined<T> {
        let mut table = self.table.borrow_mut();
        let at = position(&table, key).unwrap_or_else(|free| free);
        if let Some((known, flight)) = table.get(at)
            && known == key
        {
            flight.waiting.set(flight.waiting.get() + 1);
            return Joined::Existing(self.waiter(key, Rc::clone(flight)));
        }
        let flight = Rc::new(Flight {
            waiting: Cell::new(1),
            outcome: RefCell::new(None),
            wakers: RefCell::new(Vec::new()),
            abort: RefCell::new(None),
            abandoned: Cell::new(false),
        });
        table.insert(at, (key.to_owned(), Rc::clone(&flight)));
        let landing = Landing {
            key: key.to_owned(),
            flight: Rc::clone(&flight),
            table: Rc::clone(&self.table),
        };
        Joined::New(self.waiter(key, flight), landing)
    }

    /// How many requests are in flight.
    pub fn len(&self) -> usize {
        self.table.borrow().len()
    }

    /// Whether nothing is in flight.
    pub fn is_empty(&self) -> bool {
        self.table.borrow().is_empty()
    }

    fn waiter(&self, key: &str, flight: Rc<Flight<T>>) -> Waiter<T> {
        Waiter {
            key: key.to_owned(),
            flight,
            table: Rc::clone(&self.table),
        }
    }
}

impl<T: Clone> Default for Flights<T> {
    fn default() -> Flights<T> {
        Flights::new()
    }
}

impl<T> Clone for Flights<T> {
    fn clone(&self) -> Flights<T> {
        Flights {
            table: Rc::clone(&self.table),
        }
    }
}

impl<T> Landing<T> {
    /// Says how to take the request back when nobody waits any more; runs at once when that is so
    /// already.
    pub fn on_abort(&self, abort: Box<dyn FnOnce()>) {
        if self.flight.abandoned.get() {
            abort();
        } else {
            *self.flight.abort.borrow_mut() = Some(abort);
        }
    }

    /// Whether nobody waits any more.
    pub fn is_abandoned(&self) -> bool {
        self.flight.abandoned.get()
    }

    /// Hands the result to all who wait. Later callers start anew.
    pub fn land(self, result: T) {
        self.finish(Some(result));
    }

    fn finish(&self, outcome: Option<T>) {
        if self.flight.outcome.borrow().is_some() {
            return;
        }
        remove(&self.table, &self.key, &self.flight);
        *self.flight.outcome.borrow_mut() = Some(outcome);
        let abort = self.flight.abort.borrow_mut().take();
        let wakers = self.flight.wakers.take();
        // Foreign code runs last, when nothing is borrowed: it may join again.
        drop(abort);
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl<T> Drop for Landing<T> {
    fn drop(&mut self) {
        self.finish(None);
    }
}

impl<T: Clone> Future for Waiter<T> {
    type Output = Option<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        if let Some(outcome) = &*self.flight.outcome.borrow() {
            return Poll::Ready(outcome.clone());
        }
        let mut wakers = self.flight.wakers.borrow_mut();
        if !wakers.iter().any(|waker| waker.will_wake(context.waker())) {
            wakers.push(context.waker().clone());
        }
        Poll::Pending
    }
}

impl<T> Drop for Waiter<T> {
    fn drop(&mut self) {
        let left = self.flight.waiting.get().saturating_sub(1);
        self.flight.waiting.set(left);
        if left > 0 || self.flight.outcome.borrow().is_some() {
            return;
        }
        self.flight.abandoned.set(true);
        remove(&self.table, &self.key, &self.flight);
        let abort = self.flight.abort.borrow_mut().take();
        if let Some(abort) = abort {
            abort();
        }
    }
}

/// Takes a flight off the table, unless a later one has its key by now.
fn remove<T>(table: &Table<T>, key: &str, flight: &Rc<Flight<T>>) {
    let mut table = table.borrow_mut();
    if let Ok(at) = position(&table, key)
        && table
            .get(at)
            .is_some_and(|(_, other)| Rc::ptr_eq(other, flight))
    {
        table.remove(at);
    }
}

/// Where the flight of that key is, or would have to be.
fn position<T>(table: &[(String, Rc<Flight<T>>)], key: &str) -> Result<usize, usize> {
    table.binary_search_by(|(known, _)| known.as_str().cmp(key))
}
