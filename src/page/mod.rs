//! The standalone page: a host page of the embed kit, with one field in front of it.
//!
//! It draws profiles with `<phone-profile>` as any dashboard would, and knows of the element only
//! what the embedding contract documents. [`state`] is the whole state and every way it can
//! change; [`components`] only draw it; [`account`] holds what must not be state; [`browser`],
//! [`element`] and what they serve touch the browser. Opened with `?embed` it is the card alone, for
//! other people's iframes: [`frame`].

pub mod access;
pub mod account;
pub mod browser;
pub mod components;
pub mod credential;
pub mod demo;
pub mod element;
pub mod entry;
pub mod formats;
pub mod frame;
pub mod language;
pub mod link;
mod object;
pub mod regions;
pub mod requests;
pub mod session;
pub mod state;
pub mod texts;

/// Draws the page into `#app`, once the texts of its language are there. Does nothing where the document has
/// no such element.
pub fn run() {
    let Some(root) = browser::by_id("app") else {
        return;
    };
    if frame::conversation::is_asked_for() {
        yew::Renderer::<components::Embedded>::with_root(root).render();
    } else {
        wasm_bindgen_futures::spawn_local(async move {
            let texts = language::preferred().await;
            language::apply(&texts);
            let props = components::AppProps { texts };
            yew::Renderer::<components::App>::with_root_and_props(root, props).render();
        });
    }
}
