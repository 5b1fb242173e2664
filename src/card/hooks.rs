//! The element's side of a card: what Rust asks of the JavaScript shell.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The functions that the shell gives for one element.
    #[derive(Clone)]
    pub type Hooks;

    /// Whether the page lets the lookup with this id begin.
    #[wasm_bindgen(method, catch)]
    pub fn request(this: &Hooks, id: &str) -> Result<bool, JsValue>;

    /// Reports a change. `duration_ms` is given once for each lookup, with its outcome.
    #[wasm_bindgen(method, catch)]
    #[allow(clippy::too_many_arguments)]
    pub fn changed(
        this: &Hooks,
        state: &str,
        picture_state: &str,
        profile: &JsValue,
        error: &JsValue,
        status: &str,
        id: &str,
        duration_ms: Option<f64>,
    ) -> Result<(), JsValue>;
}
