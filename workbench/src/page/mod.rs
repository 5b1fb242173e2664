//! What people see of the workbench.
//!
//! [`state`] is the whole state and every way it can change, with what has to be done in consequence;
//! [`components`] draw it and say what was done to them. What is in sight of a long list is [`window`]'s
//! arithmetic; [`channel`], [`files`] and what they serve touch the browser.

pub mod action;
pub mod channel;
pub mod components;
pub mod cursor;
pub mod estimate;
pub mod files;
pub mod frame;
pub mod leaving;
pub mod roles;
pub mod rows;
pub mod state;
pub mod table;
pub mod window;
pub mod words;

use web_sys::Worker;

/// Draws the workbench into `#app`, with this worker. Does nothing where the document has no such element.
pub fn run(worker: Worker) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        let props = components::AppProps { worker };
        yew::Renderer::<components::App>::with_root_and_props(root, props).render();
    }
}
