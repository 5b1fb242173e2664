//! The one module that calls `fetch`: sends a GET request and reads its answer to the end.
//!
//! Not gloo-net: a page's own `fetch` can stand in for the browser's, a body is read up to a limit, and a rejection
//! with something that is no `Error` stays an error and is no panic.

use js_sys::{ArrayBuffer, Function, JSON, Promise, Reflect, Uint8Array};
use phone_profile_core::answer::{Body, Received};
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::json::Json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache, RequestInit,
    RequestRedirect, Response,
};

use super::prefetch;

/// An answer takes about one kilobyte. A body of more bytes than this is none.
const LONGEST_BODY: usize = 1 << 20;

/// Retry-After, then limit, remaining and reset of the quota.
const RETRY_AFTER: &str = "retry-after";
const QUOTA: [&str; 3] = [
    "x-ratelimit-requests-limit",
    "x-ratelimit-requests-remaining",
    "x-ratelimit-requests-reset",
];

#[wasm_bindgen]
extern "C" {
    /// The browser's, or Node's.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn global_fetch(url: &str, options: &RequestInit) -> Result<Promise, JsValue>;
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
        .map_err(|cause| network("The lookup endpoint could not be reached.", &cause))?
        .dyn_into::<Response>()
        .map_err(|_| unusable("The page's own fetch function gave no Response."))?;
    let body = read_body(&response).await?;
    abort.disarm();
    let headers = response.headers();
    // `get` throws for names that are none only.
    let header = |name: &str| headers.get(name).ok().flatten();
    Ok(Fetched {
        status: response.status(),
        // A Response that the page made itself has no URL.
        url: Some(response.url())
            .filter(|url| !url.is_empty())
            .unwrap_or_else(|| url.to_owned()),
        retry_after: header(RETRY_AFTER),
        quota: QUOTA.map(header),
        body,
    })
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
            Some(fetch) => fetch
                .call2(&JsValue::UNDEFINED, &url.into(), &options)
                .map(|answer| Promise::resolve(&answer)),
            None => global_fetch(url, &options),
        }
        .map_err(not_made)?;
        Ok(Self {
            response,
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

async fn read_body(response: &Response) -> Result<Body, LookupError> {
    let Some(stream) = response.body() else {
        return Ok(Body::Empty);
    };
    // A page that logs its answers may have read this one.
    let reader = ReadableStreamDefaultReader::new(&stream).map_err(|_| {
        unusable("The page's own fetch function has read the answer's body itself.")
            .with_status(response.status())
    })?;
    let mut bytes = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read())
            .await
            .and_then(|result| Reflect::get(&result, &"value".into()))
            .map_err(|cause| network("The answer broke off.", &cause))?;
        if !ArrayBuffer::is_view(&chunk) {
            break;
        }
        let chunk = Uint8Array::new(&chunk);
        if bytes.len() + chunk.length() as usize > LONGEST_BODY {
            cancel(&reader);
            return Err(
                unusable("The endpoint's answer is too large for a profile.")
                    .with_status(response.status()),
            );
        }
        bytes.extend(chunk.to_vec());
    }
    Ok(body(&bytes))
}

/// Ends a stream that nobody reads on. Whether the endpoint hears of it doesn't matter, nor when.
fn cancel(reader: &ReadableStreamDefaultReader) {
    let cancelled = JsFuture::from(reader.cancel());
    wasm_bindgen_futures::spawn_local(async {
        let _ = cancelled.await;
    });
}

/// A body from its bytes, by the browser's own parser.
pub fn body(bytes: &[u8]) -> Body {
    Body::read(bytes, |text| {
        let value = JSON::parse(text).ok()?;
        serde_wasm_bindgen::from_value::<Json>(value).ok()
    })
}

fn network(message: &str, cause: &JsValue) -> LookupError {
    let said = Reflect::get(cause, &"message".into())
        .ok()
        .and_then(|message| message.as_string())
        .filter(|said| !said.is_empty());
    let message = match said {
        Some(said) => format!("{message} ({said})"),
        None => message.to_owned(),
    };
    LookupError::new(LookupErrorCode::Network, &message)
}

fn unusable(message: &str) -> LookupError {
    LookupError::new(LookupErrorCode::BadResponse, message)
}
