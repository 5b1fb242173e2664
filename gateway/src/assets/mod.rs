//! The built page and embed kit, served from memory.
//!
//! Every file is read, hashed and compressed once at start. A request is a look-up in a map of
//! known paths, so no path a client writes ever reaches the file system.

mod etag;
mod file;
mod mime;
mod negotiate;
mod read;

use std::{collections::HashMap, path::Path, sync::Arc, time::Instant};

use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderName, HeaderValue, Method, Response, StatusCode, Uri,
        header::{
            ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW, CACHE_CONTROL, CONTENT_ENCODING,
            CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION, VARY,
        },
    },
};
use percent_encoding::percent_decode_str;

use self::{file::File, negotiate::Encodings};
use crate::{GatewayError, app_state::AppState, http::reply};

/// Files that pages on other origins load; they hold no secrets and no one's data.
const EMBED_KIT: &str = "/phone-profile/";

const NOT_FOUND_PAGE: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
    <title>Not found</title></head><body><h1>Not found</h1>\
    <p>Nothing is served at this address. <a href=\"/\">Go to the start page</a>.</p>\
    </body></html>\n";

/// Files by the path that they are requested under.
#[derive(Debug, Default)]
pub(crate) struct Assets {
    files: HashMap<String, File>,
}

impl Assets {
    /// Reads a directory and everything below it.
    pub(crate) fn read(directory: &Path) -> Result<Self, GatewayError> {
        let started = Instant::now();
        let files = read::directory(directory)?;
        let ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(files = files.len(), ms, "assets read and compressed");
        Ok(Self { files })
    }

    /// The file for a request path. Decoded once and compared as a whole: `..`, `//` and encoded
    /// slashes are simply names that no file has.
    fn find(&self, path: &str) -> Option<(&str, &File)> {
        let decoded = percent_decode_str(path).decode_utf8().ok()?;
        let found = if decoded.ends_with('/') {
            self.files.get_key_value(&format!("{decoded}index.html"))
        } else {
            self.files.get_key_value(decoded.as_ref())
        };
        found.map(|(path, file)| (path.as_str(), file))
    }

    /// Whether a path is that of a directory with a page, but for the slash that the page's own links
    /// are resolved by.
    fn lacks_slash(&self, path: &str) -> bool {
        !path.ends_with('/') && self.find(&format!("{path}/")).is_some()
    }
}

/// For `OPTIONS`: what can be done with a file.
pub(crate) async fn options() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
        .headers_mut()
        .insert(ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS"));
    response
}

pub(crate) async fn handle(State(state): State<Arc<AppState>>, request: Request) -> Response<Body> {
    let path = request.uri().path();
    let mut response = match state.assets.find(path) {
        Some((path, file)) => respond(path, file, &request),
        None if state.assets.lacks_slash(path) => with_slash(request.uri()),
        None => reply::with_type(
            StatusCode::NOT_FOUND,
            "text/html; charset=utf-8",
            NOT_FOUND_PAGE,
        ),
    };
    if request.method() == Method::HEAD {
        *response.body_mut() = Body::empty();
    }
    response
}

/// To the page of a directory. From the last segment on, so that it holds below any prefix that a proxy
/// in front takes away, and can't lead to another host.
fn with_slash(uri: &Uri) -> Response<Body> {
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    let query = uri.query().map(|query| format!("?{query}"));
    let address = format!("./{name}/{}", query.unwrap_or_default());
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    if let Ok(address) = HeaderValue::try_from(address) {
        response.headers_mut().insert(LOCATION, address);
    }
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

fn respond(path: &str, file: &File, request: &Request) -> Response<Body> {
    let accepted = Encodings::from_headers(request.headers().get_all(ACCEPT_ENCODING));
    let variant = file.best(&accepted);
    let unchanged = request
        .headers()
        .get_all(IF_NONE_MATCH)
        .iter()
        .any(|value| etag::matches(value, &variant.etag));
    let mut response = if unchanged {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let mut response = Response::new(Body::from(variant.bytes.clone()));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.content_type));
        headers.insert(CONTENT_LENGTH, HeaderValue::from(variant.bytes.len()));
        if let Some(encoding) = variant.encoding.header() {
            headers.insert(CONTENT_ENCODING, encoding);
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(ETAG, variant.etag.clone());
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    // Names carry no hash, so every use is revalidated; an unchanged file costs a 304.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if path.starts_with(EMBED_KIT) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        for (name, value) in [
            ("cross-origin-resource-policy", "cross-origin"),
            ("timing-allow-origin", "*"),
        ] {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
    }
    response
}
