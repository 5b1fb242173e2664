//! The way to the worker and back.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker};
use yew::Callback;

use crate::protocol::{Reply, Request};

/// The worker, listened to until this is dropped.
#[derive(Debug)]
pub struct Channel {
    worker: Worker,
    _listener: EventListener,
}

impl Channel {
    /// Hears what the worker says.
    pub fn to(worker: Worker, heard: Callback<Reply>) -> Self {
        let listener = EventListener::new(&worker, "message", move |event| {
            let Some(message) = event.dyn_ref::<MessageEvent>() else {
                return;
            };
            // What is no reply is none of ours: a browser's extension may speak to workers too.
            if let Ok(reply) = serde_wasm_bindgen::from_value(message.data()) {
                heard.emit(reply);
            }
        });
        Self {
            worker,
            _listener: listener,
        }
    }

    /// Asks for something. Requests are answered in their order.
    pub fn ask(&self, request: &Request) {
        // A request is plain data, which can always be written and copied.
        if let Ok(message) = serde_wasm_bindgen::to_value(request) {
            let _ = self.worker.post_message(&message);
        }
    }
}
