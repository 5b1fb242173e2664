//! What the page reads of a `<phone-profile>` element: its documented properties and events.

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event};

use super::state::Outcome;

/// The events after which the element's properties may have changed.
const EVENTS: [&str; 3] = [
    "phone-profile-statechange",
    "phone-profile-load",
    "phone-profile-error",
];

/// Where an element is.
#[derive(Debug, Clone)]
pub struct Report {
    /// What came of its lookup.
    pub outcome: Outcome,
    /// The name in its answer.
    pub name: Option<String>,
    /// Its answer, to be shown again later.
    pub profile: Option<JsValue>,
}

/// Reads where `element` is. An element that isn't upgraded yet is loading.
pub fn report(element: &Element) -> Report {
    let profile = property(element, "profile").filter(|profile| profile.is_object());
    let outcome = match text(property(element, "state")).as_deref() {
        Some("ready") => Outcome::Ready,
        Some("not-registered") => Outcome::NotRegistered,
        Some("error") => Outcome::Failed(
            property(element, "error")
                .and_then(|error| text(property(&error, "code")))
                .unwrap_or_default(),
        ),
        _ => Outcome::Loading,
    };
    Report {
        name: profile
            .as_ref()
            .filter(|_| outcome.is_answer())
            .and_then(|profile| text(property(profile, "name"))),
        profile: profile.filter(|_| outcome.is_answer()),
        outcome,
    }
}

fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}

fn text(value: Option<JsValue>) -> Option<String> {
    value?.as_string().filter(|text| !text.trim().is_empty())
}

/// Listens to an element until it is dropped.
#[derive(Debug)]
pub struct Listening {
    element: Element,
    listener: Closure<dyn Fn(Event)>,
}

impl Listening {
    /// Calls `changed` after each of the element's events.
    pub fn to(element: &Element, changed: impl Fn(Report) + 'static) -> Self {
        let listened = element.clone();
        let listener = Closure::<dyn Fn(Event)>::new(move |_| changed(report(&listened)));
        for event in EVENTS {
            // Adding a listener of these types doesn't throw.
            let _ =
                element.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        }
        Self {
            element: element.clone(),
            listener,
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        for event in EVENTS {
            let _ = self
                .element
                .remove_event_listener_with_callback(event, self.listener.as_ref().unchecked_ref());
        }
    }
}
