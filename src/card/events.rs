//! What happens inside a card: clicks on its buttons, and pictures that load or fail. Heard at the
//! card's root and taken back when the card goes.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event};

use super::picture::Size;

/// Something that happened in a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// The retry button.
    Retry,
    /// The button that reveals the number.
    Reveal,
    /// A picture has loaded.
    PictureLoaded(Size),
    /// A picture gave an error.
    PictureFailed(Size),
}

const HEARD: [&str; 3] = ["click", "load", "error"];

/// Listens as long as it lives.
pub struct Listening {
    root: Element,
    heard: Closure<dyn Fn(Event)>,
}

impl Listening {
    /// Reports what happens below `root`.
    pub fn new(root: &Element, report: impl Fn(Happened) + 'static) -> Self {
        let heard = Closure::new(move |event: Event| {
            if let Some(happened) = read(&event) {
                report(happened);
            }
        });
        for name in HEARD {
            // Captured: pictures' events don't bubble, but they too are on their way down first.
            let _ = root.add_event_listener_with_callback_and_bool(
                name,
                heard.as_ref().unchecked_ref(),
                true,
            );
        }
        Self {
            root: root.clone(),
            heard,
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        for name in HEARD {
            let _ = self.root.remove_event_listener_with_callback_and_bool(
                name,
                self.heard.as_ref().unchecked_ref(),
                true,
            );
        }
    }
}

fn read(event: &Event) -> Option<Happened> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let kind = event.type_();
    if kind == "click" {
        let button = target.closest("[data-action]").ok()??;
        return match button.get_attribute("data-action")?.as_str() {
            "retry" => Some(Happened::Retry),
            "reveal" => Some(Happened::Reveal),
            _ => None,
        };
    }
    let size = match target.get_attribute("data-picture")?.as_str() {
        "thumb" => Size::Thumb,
        _ => Size::Full,
    };
    Some(if kind == "load" {
        Happened::PictureLoaded(size)
    } else {
        Happened::PictureFailed(size)
    })
}
