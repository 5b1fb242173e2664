//! The one place that calls `fetch`.
//!
//! By web-sys rather than gloo-net: that is smaller, a page's own `fetch` can stand in for the
//! browser's, a body can be read up to a limit, and a rejection with something that isn't an
//! `Error` stays an error here and not a panic.

use js_sys::{Function, JSON, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, Response};

use super::error::{LookupError, LookupErrorCode};
use crate::boundary::json_in;
use crate::profile::Body;

/// An answer takes about one kilobyte. Beyond this, whatever comes is none.
const BODY_LIMIT: usize = 1 << 20;

/// What came back, read to its end.
pub struct Fetched {
    /// HTTP status.
    pub status: u16,
    /// The URL after redirects.
    pub url: String,
    /// Where the endpoint lets us read them across origins.
    pub retry_after: Option<String>,
    /// Limit, remaining, reset.
    pub quota: [Option<String>; 3],
    /// The body as JSON, if it is that.
    pub body: Body,
}

/// How a request is made.
pub struct Sending<'a> {
    /// Relative to the page, or absolute.
    pub url: &'a str,
    /// `HeadersInit`, a function that gives one, or undefined.
    pub headers: &'a JsValue,
    /// The page's own `fetch`.
    pub fetcher: Option<&'a Function>,
    /// Ends the request.
    pub signal: &'a AbortSignal,
}

/// Sends one GET request.
pub async fn get(sending: Sending<'_>) -> Result<Fetched, LookupError> {
    let headers = headers(sending.headers).await?;
    let options = Object::new();
    let settings: [(&str, JsValue); 5] = [
        ("headers", headers),
        ("signal", sending.signal.into()),
        // Personal data stays in memory: not in the browser's disk cache …
        ("cache", "no-store".into()),
        // … and the page's address, which may hold some, stays here.
        ("referrerPolicy", "no-referrer".into()),
        ("redirect", "follow".into()),
    ];
    for (key, value) in settings {
        // Setting a field of a plain object can't fail.
        let _ = Reflect::set(&options, &key.into(), &value);
    }
    let global = js_sys::global();
    let fetch = match sending.fetcher {
        Some(fetcher) => fetcher.clone(),
        None => Reflect::get(&global, &"fetch".into())
            .ok()
            .and_then(|fetch| fetch.dyn_into().ok())
            .ok_or_else(|| failed("This browser has no fetch.", &JsValue::UNDEFINED))?,
    };
    let answer = fetch
        .call2(&JsValue::UNDEFINED, &sending.url.into(), &options)
        .map_err(|thrown| failed("The request could not be made.", &thrown))?;
    let response = JsFuture::from(Promise::resolve(&answer))
        .await
        .map_err(|thrown| failed("The lookup endpoint could not be reached.", &thrown))?;
    let response: Response = response.dyn_into().map_err(|_| {
        LookupError::new(
            LookupErrorCode::BadResponse,
            "The page's own fetch function gave no Response.",
        )
    })?;
    let headers = response.headers();
    let header = |name: &str| headers.get(name).ok().flatten();
    // A Response that the page made itself has no URL.
    let url = Some(response.url()).filter(|url| !url.is_empty());
    Ok(Fetched {
        status: response.status(),
        url: url.unwrap_or_else(|| sending.url.to_owned()),
        retry_after: header("retry-after"),
        quota: ["limit", "remaining", "reset"].map(|part| {
            let mut name = String::from("x-ratelimit-requests-");
            name.push_str(part);
            header(&name)
        }),
        body: body(&response).await?,
    })
}

/// The page's headers, fetched from its function if it gave one.
async fn headers(given: &JsValue) -> Result<JsValue, LookupError> {
    let Some(function) = given.dyn_ref::<Function>() else {
        return Ok(given.clone());
    };
    let wrong = |thrown: JsValue| failed("The page's function for headers failed.", &thrown);
    let made = function.call0(&JsValue::UNDEFINED).map_err(wrong)?;
    JsFuture::from(Promise::resolve(&made)).await.map_err(wrong)
}

async fn body(response: &Response) -> Result<Body, LookupError> {
    let Some(stream) = response.body() else {
        return Ok(Body::Empty);
    };
    let broken = |thrown: JsValue| failed("The answer broke off.", &thrown);
    // A page that logs its answers may have read this one.
    let reader = ReadableStreamDefaultReader::new(&stream).map_err(|_| {
        LookupError::new(
            LookupErrorCode::BadResponse,
            "The page's own fetch function has read the answer's body itself.",
        )
        .with_status(response.status())
    })?;
    let mut bytes = Vec::new();
    loop {
        let step = JsFuture::from(reader.read()).await.map_err(broken)?;
        let chunk = Reflect::get(&step, &"value".into()).map_err(broken)?;
        let Some(chunk) = chunk.dyn_ref::<Uint8Array>() else {
            break;
        };
        let start = bytes.len();
        if start + chunk.length() as usize > BODY_LIMIT {
            // Not awaited: the endpoint may take its time to notice.
            let _ = reader.cancel();
            return Err(LookupError::new(
                LookupErrorCode::BadResponse,
                "The endpoint's answer is too large for a profile.",
            )
            .with_status(response.status()));
        }
        bytes.extend(chunk.to_vec());
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Body::Empty);
    }
    let text = String::from_utf8_lossy(&bytes);
    let json = JSON::parse(text.trim_start_matches('\u{feff}'));
    Ok(json.map_or(Body::NotJson, |value| Body::Json(json_in(&value))))
}

fn failed(message: &str, thrown: &JsValue) -> LookupError {
    let mut text = String::from(message);
    if let Some(cause) = Reflect::get(thrown, &"message".into())
        .ok()
        .and_then(|cause| cause.as_string())
    {
        text.push_str(" (");
        text.push_str(&cause);
        text.push(')');
    }
    LookupError::new(LookupErrorCode::Network, &text)
}
