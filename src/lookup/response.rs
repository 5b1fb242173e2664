//! What a `fetch` function gave, read by what it can do: a `Response` of this page, of an iframe or of a polyfill, or a
//! plain object that a page or its tests have made.

use js_sys::{Function, JSON, JsString, Promise, Reflect, Uint8Array};
use phone_profile_core::error::{LookupError, LookupErrorCode};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// An answer takes about one kilobyte. A body of more bytes than this is none.
const LONGEST_BODY: u32 = 1 << 20;

/// A body that the endpoint says is no longer than this, before decompression, is read as a whole: faster than by its
/// stream, and small even if it lies.
const SMALL_BODY: u32 = 1 << 16;

/// Methods that give a body as a whole, where it is small or has no stream. Not `blob`: it would have to be read in turn.
const WHOLE_BODY: [&str; 3] = ["text", "arrayBuffer", "json"];

/// Something with a status.
pub struct Response {
    object: JsValue,
    status: u16,
}

impl Response {
    /// Fails where it has no status: that is no answer.
    pub fn new(object: JsValue) -> Result<Self, LookupError> {
        let status = member(&object, "status").as_f64();
        match status.filter(|status| (0.0..1_000.0).contains(status)) {
            Some(status) => Ok(Self {
                object,
                status: status as u16,
            }),
            None => Err(unusable("The page's own fetch function gave no Response.")),
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The URL after redirects, where it is known.
    pub fn url(&self) -> Option<String> {
        let url = member(&self.object, "url").as_string();
        url.filter(|url| !url.is_empty())
    }

    /// A header, by its name in lower case. Where the page has a plain object for headers, a member of it.
    pub fn header(&self, name: &str) -> Option<String> {
        let headers = member(&self.object, "headers");
        match method(&headers, "get") {
            Some(get) => get.call1(&headers, &name.into()).ok()?.as_string(),
            None => member(&headers, name).as_string(),
        }
    }

    /// The whole body, up to the limit.
    pub async fn read_body(&self) -> Result<Vec<u8>, LookupError> {
        // A page that logs its answers may have read this one.
        if member(&self.object, "bodyUsed").is_truthy() {
            return Err(self.is_read());
        }
        let body = member(&self.object, "body");
        if !self.is_small() && method(&body, "getReader").is_some() {
            return self.read_stream().await;
        }
        let whole = WHOLE_BODY
            .iter()
            .find_map(|name| method(&self.object, name));
        let body = match whole {
            Some(read) => settled(read.call0(&self.object)).await?,
            None => body,
        };
        if let Some(bytes) = bytes(&body) {
            self.expect_room(bytes.length())?;
            return Ok(bytes.to_vec());
        }
        let Some(text) = text(&body) else {
            return Ok(Vec::new());
        };
        // No character takes less than a byte.
        self.expect_room(text.length())?;
        Ok(String::from(text).into_bytes())
    }

    fn is_small(&self) -> bool {
        let length = self.header("content-length");
        length.is_some_and(|length| length.parse().is_ok_and(|length: u32| length <= SMALL_BODY))
    }

    /// Reads a copy of what came over the network: Chromium reports the request of a `no-store` answer as aborted when
    /// its own stream has been read to the end. A copy takes a millisecond.
    async fn read_stream(&self) -> Result<Vec<u8>, LookupError> {
        let clone = self.url().and_then(|_| method(&self.object, "clone"));
        let copy = clone.and_then(|clone| clone.call0(&self.object).ok());
        let streams = [copy.unwrap_or_default(), self.object.clone()]
            .map(|response| member(&response, "body"));
        let reader = streams
            .iter()
            .find_map(|stream| method(stream, "getReader")?.call0(stream).ok())
            .ok_or_else(|| self.is_read())?;
        let mut body = Vec::new();
        while let Some(read) = method(&reader, "read") {
            let result = settled(read.call0(&reader)).await?;
            // The end has no bytes. What else is none is an end too, or a faulty reader would be read for ever.
            let Some(bytes) = bytes(&member(&result, "value")) else {
                break;
            };
            if let Err(error) = self.expect_room(body.len() as u32 + bytes.length()) {
                // A source ends when both of its copies are cancelled.
                let [_, own] = &streams;
                cancel(&reader);
                cancel(own);
                return Err(error);
            }
            body.extend(bytes.to_vec());
        }
        Ok(body)
    }

    fn expect_room(&self, length: u32) -> Result<(), LookupError> {
        if length > LONGEST_BODY {
            return Err(self.unusable("The endpoint's answer is too large for a profile."));
        }
        Ok(())
    }

    fn is_read(&self) -> LookupError {
        self.unusable("The page's own fetch function has read the answer's body itself.")
    }

    fn unusable(&self, message: &str) -> LookupError {
        unusable(message).with_status(self.status)
    }
}

/// The bytes of a body or a part of it: a view or a buffer of any realm.
fn bytes(value: &JsValue) -> Option<Uint8Array> {
    let length = member(value, "byteLength").as_f64();
    length.map(|_| Uint8Array::new(value))
}

/// The text of a body. What `json()` has made of it is written out again, so that it is read as all others are, whatever
/// members or cycles it has.
fn text(value: &JsValue) -> Option<JsString> {
    let written = if value.is_object() {
        JSON::stringify(value).ok()?.into()
    } else {
        value.clone()
    };
    // An object may say that it is written as nothing.
    written.dyn_into().ok()
}

/// A member; undefined where there is none, or where its getter throws.
fn member(object: &JsValue, name: &str) -> JsValue {
    // Of anything but an object, `Reflect.get` throws, and wasm-bindgen never frees the place of what it would have given.
    if !object.is_object() && !object.is_function() {
        return JsValue::UNDEFINED;
    }
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    member(object, name).dyn_into().ok()
}

/// What a promise of any realm gives, or the value itself where there is no promise.
async fn settled(value: Result<JsValue, JsValue>) -> Result<JsValue, LookupError> {
    let settled = match value {
        Ok(value) => JsFuture::from(Promise::resolve(&value)).await,
        Err(thrown) => Err(thrown),
    };
    settled.map_err(|cause| network("The answer broke off.", &cause))
}

/// Cancels a stream. Whether the endpoint hears of it doesn't matter, nor when.
fn cancel(stream: &JsValue) {
    if let Some(cancel) = method(stream, "cancel") {
        let cancelled = settled(cancel.call0(stream));
        wasm_bindgen_futures::spawn_local(async {
            let _ = cancelled.await;
        });
    }
}

/// No answer came, and what the browser or the page has said about that.
pub fn network(message: &str, cause: &JsValue) -> LookupError {
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
