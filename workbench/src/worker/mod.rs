//! The worker's half with a browser: messages, requests, what is kept.
//!
//! [`run`] is what the worker's script starts, with the port that the page has sent.
//!
//! Modules import only modules above them in this list:
//!
//! 1. `clock`, `border`, `panics`: the time, messages, and what is said where nothing else can be.
//! 2. `gateway`: what is asked of the gateway. The one that calls `fetch`.
//! 3. `store`: what is kept in the browser. The one that opens a database.
//! 4. `desk`, `drive`: requests of the page, and the run.

mod border;
mod clock;
mod desk;
mod drive;
mod gateway;
mod panics;
mod store;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::MessagePort;

use self::desk::Desk;
use self::store::Store;
use crate::protocol::{Kept, Reply};

/// How long the page waits for the browser's database, in milliseconds. Another tab can hold it up for ever.
const STORE_TIMEOUT_MS: u32 = 3_000;

/// Begins to listen to the page at this port, and says what an earlier visit has kept.
pub fn run(page: MessagePort) {
    border::open(page);
    panics::tell_the_page();
    spawn_local(async {
        let opening = Box::pin(opened());
        let timeout = TimeoutFuture::new(STORE_TIMEOUT_MS);
        let (store, kept) = match select(opening, timeout).await {
            Either::Left((opened, _)) => opened,
            Either::Right(_) => (None, None),
        };
        let desk = Desk::new(store);
        border::listen(move |request| desk.handle(request));
        border::send(&Reply::Kept(kept));
    });
}

/// The store, and what is in it. A browser that keeps nothing has none.
async fn opened() -> (Option<Store>, Option<Kept>) {
    let Ok(store) = Store::open().await else {
        return (None, None);
    };
    let kept = store.kept().await.unwrap_or_default();
    (Some(store), kept)
}
