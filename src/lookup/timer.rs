//! A pause, on the browser's timer. Dropping it takes the timer back.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &JsValue, ms: u32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(id: &JsValue);
}

#[derive(Default)]
struct Alarm {
    rang: bool,
    waker: Option<Waker>,
}

/// Resolves after the given time.
pub struct Sleep {
    alarm: Rc<RefCell<Alarm>>,
    id: JsValue,
    _ring: Closure<dyn Fn()>,
}

/// A pause of that many milliseconds; of 24 days at most, since browsers ring at once for longer ones.
pub fn sleep(ms: u32) -> Sleep {
    let alarm = Rc::new(RefCell::new(Alarm::default()));
    let ring = Closure::new({
        let alarm = Rc::clone(&alarm);
        move || {
            let waker = {
                let mut alarm = alarm.borrow_mut();
                alarm.rang = true;
                alarm.waker.take()
            };
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    });
    let id = set_timeout(ring.as_ref(), ms.min(i32::MAX as u32));
    Sleep {
        alarm,
        id,
        _ring: ring,
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut alarm = self.alarm.borrow_mut();
        if alarm.rang {
            return Poll::Ready(());
        }
        alarm.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        clear_timeout(&self.id);
    }
}
