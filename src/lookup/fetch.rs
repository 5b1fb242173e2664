//! The one module that calls `fetch`: sends a GET request and reads its answer to the end.
//!
//! Not gloo-net: a page's own `fetch` can stand in for the browser's, a body is read up to a limit, and a rejection
//! with something that is no `Error` stays an error and is no panic.

use js_sys::{Function, JSON, Promise};
use phone_profile_core::answer::{Body, Received};
use phone_profile_core::error::LookupError;
use phone_profile_core::json::Json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestInit, RequestRedirect, Url};

use super::prefetch;
use super::response::{Response, network};

/// Retry-After, then limit, remaining and reset of the quota.
const RETRY_AFTER: &str = "retry-after";
const QUOTA: [&str; 3] = [
    "x-ratelimit-requests-limit",
    "x-ratelimit-requests-remaining",
    "x-ratelimit-requests-reset",
];

/// A page is never told which of the two it was.
const NOT_REACHED: &str = "The lookup endpoint could not be reached or, on another origin, does not allow this page's: its gateway needs --allow-origin (CORS).";

#[wasm_bindgen]
extern "C" {
    /// The browser's, or Node's.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn global_fetch(url: &str, options: &RequestInit) -> Result<JsValue, JsValue>;
}

/// What the page has set for its requests.
#[derive(Clone, Default)]
pub struct PageFetch {
    /// Tells the page's own fetch functions apart; 0 is the browser's.
    pub fetcher_id: u32,
    /// A function in place of the browser's `fetch`, or undefined.
    pub fetch: JsValue,
    /// Headers or a function that gives them, or undefined.
    pub headers: JsValue,
}

/// An answer, read to its end.
#[derive(Debug, PartialEq)]
pub struct Fetched {
    status: u16,
    /// The URL after redirects.
    url: String,
    /// Where the endpoint lets other origins read it.
    retry_after: Option<String>,
    /// Limit, remaining, reset.
    quota: [Option<String>; 3],
    body: Body,
}

impl Fetched {
    /// What the reader of answers takes.
    pub fn received(&self) -> Received<'_> {
        Received {
            status: self.status,
            body: self.body.clone(),
            retry_after: self.retry_after.as_deref(),
            quota_headers: self.quota.each_ref().map(|header| header.as_deref()),
            url: &self.url,
        }
    }
}

/// Sends one GET request and reads the answer. Dropping the future aborts the request.
pub async fn get(url: &str, via: &PageFetch) -> Result<Fetched, LookupError> {
    let request = match prefetch::take(url, via) {
        Some(prefetched) => Request {
            response: prefetched.response(),
            abort: AbortOnDrop::new(prefetched.controller()),
        },
        None => Request::send(url, via).await?,
    };
    let Request { response, abort } = request;
    let response = JsFuture::from(response)
        .await
        .map_err(|cause| network(NOT_REACHED, &cause))?;
    let response = Response::new(response)?;
    let bytes = response.read_body().await?;
    abort.disarm();
    Ok(Fetched {
        status: response.status(),
        // A Response that the page made itself has no URL.
        url: response.url().unwrap_or_else(|| absolute(url)),
        retry_after: response.header(RETRY_AFTER),
        quota: QUOTA.map(|name| response.header(name)),
        body: body(&bytes),
    })
}

/// A URL as the browser resolves it: an answer's own links are relative to it. Workers have no document; their fetch
/// functions seldom make answers.
fn absolute(url: &str) -> String {
    let document = web_sys::window().and_then(|window| window.document());
    document
        .and_then(|document| document.base_uri().ok().flatten())
        .and_then(|base| Url::new_with_base(url, &base).ok())
        .map_or_else(|| url.to_owned(), |url| url.href())
}

/// A request under way.
struct Request {
    response: Promise,
    abort: AbortOnDrop,
}

impl Request {
    async fn send(url: &str, via: &PageFetch) -> Result<Self, LookupError> {
        let headers = headers(&via.headers)
            .await
            .map_err(|cause| network("The page's function for headers failed.", &cause))?;
        let not_made = |cause: JsValue| network("The request could not be made.", &cause);
        let controller = AbortController::new().map_err(not_made)?;
        let options = RequestInit::new();
        options.set_signal(Some(&controller.signal()));
        if headers.is_truthy() {
            options.set_headers(&headers);
        }
        // Personal data stays in memory, not in the browser's disk cache …
        options.set_cache(RequestCache::NoStore);
        // … and the page's address, which may hold some, stays here.
        options.set_referrer_policy(ReferrerPolicy::NoReferrer);
        options.set_redirect(RequestRedirect::Follow);
        let response = match via.fetch.dyn_ref::<Function>() {
            Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &url.into(), &options),
            None => global_fetch(url, &options),
        }
        .map_err(not_made)?;
        Ok(Self {
            // A library may have put a function of its own in the browser's place, with promises of its own.
            response: Promise::resolve(&response),
            abort: AbortOnDrop::new(controller),
        })
    }
}

/// The page's headers; where it gave a function, what that gives.
async fn headers(headers: &JsValue) -> Result<JsValue, JsValue> {
    match headers.dyn_ref::<Function>() {
        Some(function) => {
            let given = function.call0(&JsValue::UNDEFINED)?;
            JsFuture::from(Promise::resolve(&given)).await
        }
        None => Ok(headers.clone()),
    }
}

/// Aborts a request unless it has come to its end.
struct AbortOnDrop(Option<AbortController>);

impl AbortOnDrop {
    fn new(controller: AbortController) -> Self {
        Self(Some(controller))
    }

    fn disarm(mut self) {
        self.0 = None;
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// A body from its bytes, by the browser's own parser.
pub fn body(bytes: &[u8]) -> Body {
    Body::read(bytes, |text| {
        let value = JSON::parse(text).ok()?;
        serde_wasm_bindgen::from_value::<Json>(value).ok()
    })
}
