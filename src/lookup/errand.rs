//! What the browser does for Rust, as a future: a pause, or a request. `static/shell/errands.js` does
//! it and hands back one text. Dropping an errand takes it back.
//!
//! One function is handed to JavaScript once, for all of them: a closure for each promise and timer
//! would have to be made, found again and freed at every lookup.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/static/shell/errands.js")]
extern "C" {
    fn connect(hear: &JsValue, plain: &Function);
    #[wasm_bindgen(js_name = pause)]
    fn begin_pause(errand: u32, ms: u32);
    #[wasm_bindgen(js_name = request)]
    fn begin_request(errand: u32, url: &str, via: &JsValue);
    fn cancel(errand: u32);
}

#[wasm_bindgen(module = "/static/shell/plain.js")]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_name = plain)]
    static PLAIN: Function;
}

/// One that is under way, or done and not yet asked for.
#[derive(Default)]
struct Slot {
    errand: u32,
    text: Option<String>,
    waker: Option<Waker>,
}

thread_local! {
    /// By their numbers, which grow.
    static SLOTS: RefCell<Vec<Slot>> = const { RefCell::new(Vec::new()) };
    static LAST: Cell<u32> = const { Cell::new(0) };
    static HEAR: Closure<dyn Fn(u32, String)> = Closure::new(hear);
}

/// Resolves with the errand's text. Each is for one who waits.
#[must_use = "dropping an errand takes it back"]
pub struct Errand(u32);

/// A pause of that many milliseconds; of 24 days at most, since browsers ring at once for longer ones.
pub fn pause(ms: u32) -> Errand {
    let errand = Errand::new();
    begin_pause(errand.0, ms.min(i32::MAX as u32));
    errand
}

/// A GET request. `via` has the page's headers and fetch.
pub fn request(url: &str, via: &JsValue) -> Errand {
    let errand = Errand::new();
    begin_request(errand.0, url, via);
    errand
}

fn hear(errand: u32, text: String) {
    let waker = with(errand, |slot| {
        slot.text = Some(text);
        slot.waker.take()
    });
    // Nothing is borrowed while whoever waits goes on.
    if let Some(waker) = waker.flatten() {
        waker.wake();
    }
}

fn with<R>(errand: u32, act: impl FnOnce(&mut Slot) -> R) -> Option<R> {
    SLOTS.with_borrow_mut(|slots| {
        let at = slots.binary_search_by_key(&errand, |slot| slot.errand);
        slots.get_mut(at.ok()?).map(act)
    })
}

impl Errand {
    fn new() -> Self {
        let errand = LAST.get() + 1;
        if errand == 1 {
            HEAR.with(|hear| PLAIN.with(|plain| connect(hear.as_ref(), plain)));
        }
        LAST.set(errand);
        SLOTS.with_borrow_mut(|slots| {
            slots.push(Slot {
                errand,
                ..Slot::default()
            });
        });
        Self(errand)
    }
}

impl Future for Errand {
    type Output = String;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<String> {
        let text = with(self.0, |slot| {
            if slot.text.is_none() {
                slot.waker = Some(context.waker().clone());
            }
            slot.text.take()
        });
        text.flatten().map_or(Poll::Pending, Poll::Ready)
    }
}

impl Drop for Errand {
    fn drop(&mut self) {
        SLOTS.with_borrow_mut(|slots| {
            if let Ok(at) = slots.binary_search_by_key(&self.0, |slot| slot.errand) {
                slots.remove(at);
            }
        });
        cancel(self.0);
    }
}
