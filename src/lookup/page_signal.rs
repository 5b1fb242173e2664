//! A page's `AbortSignal`, listened to. It is never handed to `fetch`: a page may abort with any
//! value as its reason, and other callers may be waiting for the same request.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::AbortSignal;

/// Resolves when the page aborts.
pub struct PageAbort {
    signal: AbortSignal,
    waker: Rc<RefCell<Option<Waker>>>,
    heard: Closure<dyn Fn()>,
}

impl PageAbort {
    /// Listens until it is dropped.
    pub fn new(signal: AbortSignal) -> Self {
        let waker: Rc<RefCell<Option<Waker>>> = Rc::default();
        let heard = Closure::new({
            let waker = Rc::clone(&waker);
            move || {
                let waker = waker.take();
                if let Some(waker) = waker {
                    waker.wake();
                }
            }
        });
        let _ = signal.add_event_listener_with_callback("abort", heard.as_ref().unchecked_ref());
        Self {
            signal,
            waker,
            heard,
        }
    }
}

impl Future for PageAbort {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.signal.aborted() {
            return Poll::Ready(());
        }
        *self.waker.borrow_mut() = Some(context.waker().clone());
        Poll::Pending
    }
}

impl Drop for PageAbort {
    fn drop(&mut self) {
        let _ = self
            .signal
            .remove_event_listener_with_callback("abort", self.heard.as_ref().unchecked_ref());
    }
}
