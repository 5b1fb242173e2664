//! The way to the worker and back.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker};
use yew::Callback;

use crate::protocol::{Reply, Request};

/// The worker, listened to until this is dropped.
#[derive(Debug)]
pub struct Channel {
    worker: Worker,
    early: Early,
    _listener: EventListener,
}

/// What was asked for before the worker's first word; none from then on.
type Early = Rc<RefCell<Option<Vec<Request>>>>;

impl Channel {
    /// Hears what the worker says.
    pub fn to(worker: Worker, heard: Callback<Reply>) -> Self {
        let early: Early = Rc::new(RefCell::new(Some(Vec::new())));
        let listener = {
            let (worker, early) = (worker.clone(), Rc::clone(&early));
            EventListener::new(&worker.clone(), "message", move |event| {
                let Some(message) = event.dyn_ref::<MessageEvent>() else {
                    return;
                };
                // What is no reply is none of ours: a browser's extension may speak to workers too.
                if let Ok(reply) = serde_wasm_bindgen::from_value(message.data()) {
                    for request in early.take().into_iter().flatten() {
                        post(&worker, &request);
                    }
                    heard.emit(reply);
                }
            })
        };
        Self {
            worker,
            early,
            _listener: listener,
        }
    }

    /// Asks for something. Requests are answered in their order; what comes before the worker listens waits.
    pub fn ask(&self, request: Request) {
        match self.early.borrow_mut().as_mut() {
            Some(early) => early.push(request),
            None => post(&self.worker, &request),
        }
    }
}

fn post(worker: &Worker, request: &Request) {
    // A request is plain data, which can always be written and copied.
    if let Ok(message) = serde_wasm_bindgen::to_value(request) {
        let _ = worker.post_message(&message);
    }
}
