//! Work that ends when its owner lets go of it: dropping a [`Task`] drops the future, and with it
//! whatever the future holds, such as its place in a lookup under way.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

type Slot = Rc<RefCell<Option<Pin<Box<dyn Future<Output = ()>>>>>>;

/// A running piece of work.
#[must_use = "dropping a task ends it"]
pub struct Task(Slot);

impl Task {
    /// Starts the work.
    pub fn spawn(work: impl Future<Output = ()> + 'static) -> Self {
        let slot: Slot = Rc::new(RefCell::new(Some(Box::pin(work))));
        wasm_bindgen_futures::spawn_local(Running(Rc::clone(&slot)));
        Self(slot)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        // Taken while it runs when the work itself drops its task: it then ends by returning.
        let work = self
            .0
            .try_borrow_mut()
            .ok()
            .and_then(|mut slot| slot.take());
        drop(work);
    }
}

struct Running(Slot);

impl Future for Running {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // Out of the slot while it runs, so that dropping the task from within is no second borrow.
        let Some(mut work) = self.0.borrow_mut().take() else {
            return Poll::Ready(());
        };
        let poll = work.as_mut().poll(context);
        if poll.is_pending() && Rc::strong_count(&self.0) > 1 {
            *self.0.borrow_mut() = Some(work);
        }
        poll
    }
}
