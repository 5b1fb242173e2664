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

    /// Reports a change. `profile` and `error` are JSON; an empty text is none, and `=` the profile of
    /// the report before. `duration_ms` is given once for each lookup, with its outcome.
    #[wasm_bindgen(method, catch)]
    #[allow(clippy::too_many_arguments)]
    pub fn changed(
        this: &Hooks,
        state: &str,
        picture_state: &str,
        profile: &str,
        error: &str,
        status: &str,
        id: &str,
        duration_ms: Option<f64>,
    ) -> Result<(), JsValue>;

    /// Those who called `refresh()` get the present profile, or this error as JSON.
    #[wasm_bindgen(method, catch)]
    pub fn refreshed(this: &Hooks, error: &str) -> Result<(), JsValue>;
}
