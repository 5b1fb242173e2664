//! Times and names in the card's language, by the browser's own `Intl` (`static/shell/times.js`).

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/static/shell/times.js")]
extern "C" {
    #[wasm_bindgen(js_name = times)]
    fn both_times(lang: &str, then_ms: f64, now_ms: f64) -> String;

    /// A name made ready for comparing: in lower case, its accents taken apart.
    pub fn comparable(name: &str) -> String;
}

/// "2 minutes ago" and the full date and time, in the language of `lang`; empty for times that are
/// none. A tag that the browser doesn't know falls back to the browser's language. `None`: ask again
/// in another task, since making a language's formats takes its time.
pub fn times(lang: &str, then_ms: f64, now_ms: f64) -> Option<(String, String)> {
    let both = both_times(lang, then_ms, now_ms);
    let (relative, exact) = both.split_once('\0')?;
    Some((relative.to_owned(), exact.to_owned()))
}
