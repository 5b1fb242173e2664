//! The browser's question before a page is left with answers that would be lost.

use gloo_events::{EventListener, EventListenerOptions};

/// Asks until it is dropped. The browser says it in its own words.
pub fn ask() -> Option<EventListener> {
    let window = web_sys::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(
        &window,
        "beforeunload",
        options,
        |event| event.prevent_default(),
    ))
}
