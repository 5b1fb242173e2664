//! The way to the worker and back.

use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessageEvent, MessagePort, Worker};
use yew::Callback;

use crate::protocol::{Reply, Request};

/// The worker, listened to until this is dropped.
#[derive(Debug)]
pub struct Channel {
    /// None in a browser without ports; all that run WebAssembly have them.
    port: Option<MessagePort>,
    /// Browsers may end a worker that nobody holds.
    _worker: Worker,
    _listener: Option<EventListener>,
}

impl Channel {
    /// Hears what the worker says. Each side's port keeps what the other one says until it listens; a worker itself
    /// keeps nothing, and it isn't certain which of the two is ready first.
    pub fn to(worker: Worker, heard: Callback<Reply>) -> Self {
        let port = open(&worker).ok();
        let listener = port.as_ref().map(|port| {
            let listener = EventListener::new(port, "message", move |event| {
                let Some(message) = event.dyn_ref::<MessageEvent>() else {
                    return;
                };
                if let Ok(reply) = serde_wasm_bindgen::from_value(message.data()) {
                    heard.emit(reply);
                }
            });
            port.start();
            listener
        });
        Self {
            port,
            _worker: worker,
            _listener: listener,
        }
    }

    /// Asks for something. Requests are answered in their order.
    pub fn ask(&self, request: Request) {
        // A request is plain data, which can always be written and copied.
        if let (Some(port), Ok(message)) = (&self.port, serde_wasm_bindgen::to_value(&request)) {
            let _ = port.post_message(&message);
        }
    }
}

/// A port to the worker, which gets the other end.
fn open(worker: &Worker) -> Result<MessagePort, JsValue> {
    let channel = MessageChannel::new()?;
    let other_end = channel.port2();
    worker.post_message_with_transfer(&other_end, &Array::of1(&other_end))?;
    Ok(channel.port1())
}
