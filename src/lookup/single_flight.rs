//! One request in flight per key, shared by all who ask for it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::future::Future;
use std::rc::Rc;

use futures_util::FutureExt;
use futures_util::future::{LocalBoxFuture, Shared, WeakShared};

/// A request that several wait for. The request is dropped, and so ends, with the last of its clones.
pub type Flight<T> = Shared<LocalBoxFuture<'static, T>>;

/// The requests in flight.
pub struct SingleFlight<T: Clone> {
    table: Rc<RefCell<Table<T>>>,
}

type Table<T> = HashMap<String, WeakShared<LocalBoxFuture<'static, T>>>;

impl<T: Clone + 'static> SingleFlight<T> {
    /// Joins the request of this key; `start` makes it where there is none in flight.
    pub fn join<F>(&self, key: &str, start: impl FnOnce() -> F) -> Flight<T>
    where
        F: Future<Output = T> + 'static,
    {
        let known = self.table.borrow().get(key).and_then(WeakShared::upgrade);
        if let Some(flight) = known {
            return flight;
        }
        let entry = Entry {
            key: key.to_owned(),
            table: Rc::clone(&self.table),
        };
        let request = start();
        let flight = async move {
            let outcome = request.await;
            // The outcome is for those who wait by now: who asks later asks anew.
            entry.remove();
            outcome
        }
        .boxed_local()
        .shared();
        if let Some(weak) = flight.downgrade() {
            self.table.borrow_mut().insert(key.to_owned(), weak);
        }
        flight
    }

    /// How many requests are in flight.
    pub fn len(&self) -> usize {
        self.table.borrow().len()
    }

    /// Whether nothing is in flight.
    pub fn is_empty(&self) -> bool {
        self.table.borrow().is_empty()
    }
}

impl<T: Clone> Default for SingleFlight<T> {
    fn default() -> Self {
        Self {
            table: Rc::default(),
        }
    }
}

/// A request's place in the table.
struct Entry<T: Clone> {
    key: String,
    table: Rc<RefCell<Table<T>>>,
}

impl<T: Clone> Entry<T> {
    fn remove(&self) {
        self.table.borrow_mut().remove(&self.key);
    }
}

/// Nobody waits for the request any more.
impl<T: Clone> Drop for Entry<T> {
    fn drop(&mut self) {
        let known = self.table.borrow().get(&self.key).cloned();
        // What hears of the request's end may have started another one under its key.
        if known.is_some_and(|flight| flight.upgrade().is_none()) {
            self.remove();
        }
    }
}
