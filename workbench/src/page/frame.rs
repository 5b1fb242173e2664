//! At most one call in a frame, however often something happens: what scrolling is followed by.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Window;

/// Calls something before the next frame; ends with its owner.
pub struct EachFrame {
    waits: Rc<Cell<Option<i32>>>,
    call: Closure<dyn FnMut()>,
}

impl EachFrame {
    /// `call` is called once for all requests of a frame.
    pub fn new(call: impl Fn() + 'static) -> Self {
        let waits = Rc::new(Cell::new(None));
        let begun = Rc::clone(&waits);
        let call = Closure::<dyn FnMut()>::new(move || {
            begun.set(None);
            call();
        });
        Self { waits, call }
    }

    /// Wants a call before the next frame.
    pub fn request(&self) {
        if self.waits.get().is_some() {
            return;
        }
        let id = window().and_then(|window| {
            window
                .request_animation_frame(self.call.as_ref().unchecked_ref())
                .ok()
        });
        self.waits.set(id);
    }
}

impl Drop for EachFrame {
    fn drop(&mut self) {
        if let Some((window, id)) = window().zip(self.waits.get()) {
            // Only an environment without frames fails.
            let _ = window.cancel_animation_frame(id);
        }
    }
}

fn window() -> Option<Window> {
    web_sys::window()
}
