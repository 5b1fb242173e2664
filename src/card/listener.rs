//! Listens at the root of one card for clicks on its buttons and for pictures that load or fail.
//!
//! Not Yew's `on*`: a root of Yew forgets a listener for each kind of event, and with it the root
//! (`dom_bundle/subtree_root.rs` in Yew 0.23), so that each mounted card would be kept for good.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, Node};

use super::picture::Size;

/// What can happen inside of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardEvent {
    /// A click on the retry button.
    Retry,
    /// A click on the button that reveals the number.
    Reveal,
    /// A picture has loaded.
    PictureLoaded(Size),
    /// A picture gave an error.
    PictureFailed(Size),
}

const EVENTS: [&str; 3] = ["click", "load", "error"];

/// Listens until it is dropped.
pub struct CardListener {
    root: Element,
    /// `Fn`, since a page's listener may click on the card again before the first call has returned.
    closure: Closure<dyn Fn(Event)>,
}

impl CardListener {
    /// Calls `happened` for each event of the card in `root`.
    pub fn new(root: &Element, happened: impl Fn(CardEvent) + 'static) -> Self {
        let inside = root.clone();
        let closure = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            if let Some(event) = read(&event, &inside) {
                happened(event);
            }
        });
        for event in EVENTS {
            // Captured: pictures' events don't bubble. Adding a listener doesn't throw.
            let _ = root.add_event_listener_with_callback_and_bool(
                event,
                closure.as_ref().unchecked_ref(),
                true,
            );
        }
        Self {
            root: root.clone(),
            closure,
        }
    }
}

impl Drop for CardListener {
    fn drop(&mut self) {
        for event in EVENTS {
            let _ = self.root.remove_event_listener_with_callback_and_bool(
                event,
                self.closure.as_ref().unchecked_ref(),
                true,
            );
        }
    }
}

/// What an event means to the card; nothing, where it comes from a node that a page has put into a slot.
fn read(event: &Event, root: &Element) -> Option<CardEvent> {
    // Not by its class: in the document of an iframe, elements are of that realm.
    let target: Element = event.target()?.unchecked_into();
    if target.node_type() != Node::ELEMENT_NODE || !root.contains(Some(&target)) {
        return None;
    }
    if event.type_() == "click" {
        let button = target.closest("[data-action]").ok()??;
        return match button.get_attribute("data-action")?.as_str() {
            "retry" => Some(CardEvent::Retry),
            "reveal" => Some(CardEvent::Reveal),
            _ => None,
        };
    }
    let size = match target.get_attribute("data-picture")?.as_str() {
        "thumb" => Size::Thumb,
        "full" => Size::Full,
        _ => return None,
    };
    Some(match event.type_().as_str() {
        "load" => CardEvent::PictureLoaded(size),
        _ => CardEvent::PictureFailed(size),
    })
}
