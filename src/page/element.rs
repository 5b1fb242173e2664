//! What the page reads of a `<phone-profile>` element: its documented properties and events.

use js_sys::Reflect;
use serde::Deserialize;
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

/// An element's properties, as far as the page is interested.
#[derive(Deserialize)]
struct Properties {
    state: String,
    error: Option<Failure>,
    profile: Option<Answer>,
}

#[derive(Deserialize)]
struct Failure {
    code: String,
}

#[derive(Deserialize)]
struct Answer {
    name: Option<String>,
}

/// Reads where `element` is. An element that isn't upgraded yet is loading.
pub fn report(element: &Element) -> Report {
    let Ok(properties) = serde_wasm_bindgen::from_value::<Properties>(element.into()) else {
        return Report {
            outcome: Outcome::Loading,
            name: None,
            profile: None,
        };
    };
    let outcome = match properties.state.as_str() {
        "ready" => Outcome::Ready,
        "not-registered" => Outcome::NotRegistered,
        "error" => Outcome::Failed(properties.error.map(|error| error.code).unwrap_or_default()),
        _ => Outcome::Loading,
    };
    let answer = properties.profile.filter(|_| outcome.is_answer());
    Report {
        profile: answer
            .is_some()
            .then(|| Reflect::get(element, &"profile".into()).ok())
            .flatten(),
        name: answer
            .and_then(|answer| answer.name)
            .filter(|name| !name.trim().is_empty()),
        outcome,
    }
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
