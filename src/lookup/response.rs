//! What a `fetch` function gave, read by what it can do: a `Response` of this page, of an iframe or of a polyfill, or a
//! plain object that a page or its tests have made.

use js_sys::{Function, JSON, JsString, Promise, Reflect, Uint8Array};
use phone_profile_core::error::{LookupError, LookupErrorCode};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// An answer takes about one kilobyte. A body of more bytes than this is none.
const LONGEST_BODY: usize = 1 << 20;

/// Methods that give a body as a whole, where it has no stream. Not `blob`: it would have to be read in turn.
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
        match call(&headers, "get", &[name.into()]) {
            Some(value) => value.ok()?.as_string(),
            None => member(&headers, name).as_string(),
        }
    }

    /// The whole body, up to the limit.
    pub async fn read_body(&self) -> Result<Vec<u8>, LookupError> {
        // A page that logs its answers may have read this one.
        let is_read =
            || self.unusable("The page's own fetch function has read the answer's body itself.");
        if member(&self.object, "bodyUsed").is_truthy() {
            return Err(is_read());
        }
        let body = member(&self.object, "body");
        if let Some(reader) = call(&body, "getReader", &[]) {
            return self.read_stream(reader.map_err(|_| is_read())?).await;
        }
        for method in WHOLE_BODY {
            if let Some(whole) = call(&self.object, method, &[]) {
                return self.taken(&settled(whole).await.map_err(broke_off)?);
            }
        }
        self.taken(&body)
    }

    async fn read_stream(&self, reader: JsValue) -> Result<Vec<u8>, LookupError> {
        let mut bytes = Vec::new();
        while let Some(result) = call(&reader, "read", &[]) {
            let result = settled(result).await.map_err(broke_off)?;
            // The end has no bytes. What else is none is an end too, or a faulty reader would be read for ever.
            let Some(chunk @ Chunk::Bytes(_)) = Chunk::of(&member(&result, "value")) else {
                break;
            };
            if bytes.len() + chunk.length() > LONGEST_BODY {
                // Whether the endpoint hears of it doesn't matter, nor when.
                if let Some(cancelled) = call(&reader, "cancel", &[]) {
                    wasm_bindgen_futures::spawn_local(async {
                        let _ = settled(cancelled).await;
                    });
                }
                return Err(self.too_large());
            }
            chunk.append_to(&mut bytes);
        }
        Ok(bytes)
    }

    /// A body that came as a whole.
    fn taken(&self, body: &JsValue) -> Result<Vec<u8>, LookupError> {
        let mut bytes = Vec::new();
        if let Some(chunk) = Chunk::of(body) {
            if chunk.length() > LONGEST_BODY {
                return Err(self.too_large());
            }
            chunk.append_to(&mut bytes);
        }
        Ok(bytes)
    }

    fn too_large(&self) -> LookupError {
        self.unusable("The endpoint's answer is too large for a profile.")
    }

    fn unusable(&self, message: &str) -> LookupError {
        unusable(message).with_status(self.status)
    }
}

/// A part of a body, or all of it.
enum Chunk {
    Bytes(Uint8Array),
    Text(JsString),
}

impl Chunk {
    /// Bytes of any realm, text, or what `json()` has made of it: written out again, so that it is read as all others
    /// are, whatever members or cycles it has.
    fn of(value: &JsValue) -> Option<Self> {
        if let Some(text) = value.dyn_ref::<JsString>() {
            return Some(Self::Text(text.clone()));
        }
        if !value.is_object() {
            return None;
        }
        if member(value, "byteLength").as_f64().is_some() {
            return Some(Self::Bytes(Uint8Array::new(value)));
        }
        JSON::stringify(value).ok().map(Self::Text)
    }

    /// At least so many bytes.
    fn length(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.length() as usize,
            Self::Text(text) => text.length() as usize,
        }
    }

    fn append_to(&self, body: &mut Vec<u8>) {
        match self {
            Self::Bytes(bytes) => body.extend(bytes.to_vec()),
            Self::Text(text) => body.extend(String::from(text).into_bytes()),
        }
    }
}

/// A member; undefined where there is none, or where its getter throws.
fn member(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// Calls a method, if there is one by that name.
fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<Result<JsValue, JsValue>> {
    let method = member(object, method).dyn_into::<Function>().ok()?;
    Some(method.apply(object, &arguments.iter().collect()))
}

/// What a promise of any realm gives, or the value itself where there is no promise.
async fn settled(value: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&value?)).await
}

fn broke_off(cause: JsValue) -> LookupError {
    network("The answer broke off.", &cause)
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
