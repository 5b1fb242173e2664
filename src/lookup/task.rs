//! Work that ends when its owner lets go of it: dropping a [`Task`] drops the future, and with it
//! whatever the future holds, such as its place in a lookup under way.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

#[derive(Default)]
struct Slot {
    work: Option<Pin<Box<dyn Future<Output = ()>>>>,
    /// Wakes the executor's side of the task.
    waker: Option<Waker>,
}

/// A running piece of work.
#[must_use = "dropping a task ends it"]
pub struct Task(Rc<RefCell<Slot>>);

impl Task {
    /// Starts the work.
    pub fn spawn(work: impl Future<Output = ()> + 'static) -> Self {
        let slot = Rc::new(RefCell::new(Slot {
            work: Some(Box::pin(work)),
            waker: None,
        }));
        wasm_bindgen_futures::spawn_local(Running(Rc::clone(&slot)));
        Self(slot)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        // Taken while it runs when the work itself drops its task: it then ends by returning.
        let Slot { work, waker } = self
            .0
            .try_borrow_mut()
            .map(|mut slot| std::mem::take(&mut *slot))
            .unwrap_or_default();
        drop(work);
        // The executor keeps a future until it is ready: without this, for good.
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// The executor's side.
struct Running(Rc<RefCell<Slot>>);

impl Future for Running {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // Out of the slot while it runs, so that dropping the task from within is no second borrow.
        let Some(mut work) = self.0.borrow_mut().work.take() else {
            return Poll::Ready(());
        };
        let poll = work.as_mut().poll(context);
        if poll.is_pending() && Rc::strong_count(&self.0) > 1 {
            let mut slot = self.0.borrow_mut();
            slot.work = Some(work);
            if slot.waker.is_none() {
                slot.waker = Some(context.waker().clone());
            }
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}
