//! A card's nodes, which JavaScript has: `static/shell/face.js` carries out what a
//! [drawing](super::drawing) says.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/static/shell/face.js")]
extern "C" {
    /// The nodes of one card.
    pub type Face;

    /// A base with nothing in it.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Face;

    /// The element that holds the others.
    #[wasm_bindgen(method, getter)]
    pub fn base(this: &Face) -> web_sys::Node;

    /// Carries out operations.
    #[wasm_bindgen(method)]
    pub fn draw(this: &Face, operations: &str);

    /// Gives the card in a root the keyboard's place in the page.
    pub fn focus(root: &web_sys::Element);
}
