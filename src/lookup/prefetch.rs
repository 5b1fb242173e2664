//! Requests that the shell has sent while the wasm was on its way (`shell/src/prefetch/`).

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use super::fetch::PageFetch;

#[wasm_bindgen]
extern "C" {
    /// The shell's requests by their URLs.
    pub type Prefetch;

    /// Gives the request for that URL, by the same headers and the same `fetch`, to its one user.
    #[wasm_bindgen(method)]
    fn take(
        this: &Prefetch,
        url: &str,
        headers: &JsValue,
        fetch: &JsValue,
    ) -> Option<PrefetchedResponse>;

    /// A request under way.
    pub type PrefetchedResponse;

    /// A promise for a `Response`.
    #[wasm_bindgen(method, getter)]
    pub fn response(this: &PrefetchedResponse) -> Promise;

    /// Aborts the request.
    #[wasm_bindgen(method, getter)]
    pub fn controller(this: &PrefetchedResponse) -> AbortController;
}

thread_local! {
    static PREFETCH: RefCell<Option<Prefetch>> = const { RefCell::new(None) };
}

/// Takes requests from this shell from now on.
pub fn use_prefetch(prefetch: Prefetch) {
    PREFETCH.set(Some(prefetch));
}

/// The request that is already on its way, if there is one.
pub fn take(url: &str, via: &PageFetch) -> Option<PrefetchedResponse> {
    PREFETCH.with_borrow(|prefetch| prefetch.as_ref()?.take(url, &via.headers, &via.fetch))
}
