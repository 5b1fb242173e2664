//! Work that ends when its owner drops it.

use std::future::Future;

use futures_util::future::{AbortHandle, abortable};

/// A running piece of work. Dropping it drops the future in the next microtask, with whatever the future holds, such
/// as its place in a lookup under way.
#[must_use = "dropping a task ends it"]
pub struct Task(AbortHandle);

impl Task {
    /// Starts the work.
    pub fn spawn(work: impl Future<Output = ()> + 'static) -> Self {
        let (work, handle) = abortable(work);
        wasm_bindgen_futures::spawn_local(async move {
            // An aborted task has nothing more to do.
            let _ = work.await;
        });
        Self(handle)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
