//! The border to the page: messages in and out, as the protocol has them.

use std::cell::OnceCell;

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, MessagePort};

use crate::protocol::{Reply, Request};

thread_local! {
    /// A worker has one page, which the panic hook has to reach as well.
    static PAGE: OnceCell<MessagePort> = const { OnceCell::new() };
}

/// Speaks through this port from now on.
pub(super) fn open(port: MessagePort) {
    // There is one worker for a page, and one call for a worker.
    let _ = PAGE.with(|page| page.set(port));
}

fn page() -> Option<MessagePort> {
    PAGE.with(|page| page.get().cloned())
}

/// Hands each request of the page to `handle`, for as long as the worker lives.
pub(super) fn listen(handle: impl Fn(Request) + 'static) {
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        match serde_wasm_bindgen::from_value(event.data()) {
            Ok(request) => handle(request),
            // One version of one build speaks on both sides: a fault of ours.
            Err(_) => send(&Reply::Failed(
                "The workbench sent what its worker doesn\u{2019}t know.".to_owned(),
            )),
        }
    });
    if let Some(page) = page() {
        page.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    }
    listener.forget();
}

/// Sends the page a reply.
pub(super) fn send(reply: &Reply) {
    let (Some(page), Ok(message)) = (page(), serde_wasm_bindgen::to_value(reply)) else {
        return;
    };
    let sent = match file_buffer(reply, &message) {
        Some(buffer) => page.post_message_with_transferable(&message, &Array::of1(&buffer)),
        None => page.post_message(&message),
    };
    // A message that can't be sent leaves nobody to tell.
    let _ = sent;
}

/// The memory of a file's bytes, which the page takes over.
fn file_buffer(reply: &Reply, message: &JsValue) -> Option<JsValue> {
    if !matches!(reply, Reply::File(_)) {
        return None;
    }
    let file = Reflect::get(message, &"File".into()).ok()?;
    let bytes = Reflect::get(&file, &"bytes".into()).ok()?;
    Some(bytes.dyn_into::<Uint8Array>().ok()?.buffer().into())
}
