//! What the page itself asks its gateway, besides its cards' lookups.

use futures_util::future::{Either, select};
use gloo_net::http::Request;
use gloo_timers::future::TimeoutFuture;
use web_sys::{RequestCache, RequestRedirect};

use super::demo::{self, DemoList};
use super::session::{Answer, Unchecked};
use super::texts::CatalogueFile;

/// How long the page waits for its gateway's word about itself, in milliseconds.
const SESSION_TIMEOUT_MS: u32 = 8_000;

/// How long the page waits for its texts before it is drawn in English.
const CATALOGUE_TIMEOUT_MS: u32 = 5_000;

/// What the gateway says of itself to the owner of this token, or to a stranger. `address` is where.
pub async fn session(address: &str, token: Option<&str>) -> Answer {
    let timeout = TimeoutFuture::new(SESSION_TIMEOUT_MS);
    match select(Box::pin(ask_for_session(address, token)), timeout).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => Answer::Unchecked(Unchecked::NoConnection),
    }
}

async fn ask_for_session(address: &str, token: Option<&str>) -> Answer {
    let mut request = Request::get(address)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error);
    if let Some(token) = token {
        request = request.header("authorization", &format!("Bearer {token}"));
    }
    let Ok(response) = request.send().await else {
        return Answer::Unchecked(Unchecked::NoConnection);
    };
    let status = response.status();
    if status != 200 {
        return Answer::of_status(status);
    }
    match response.json().await {
        Ok(told) => Answer::Told(Box::new(told)),
        Err(_) => Answer::of_status(status),
    }
}

/// The texts of the language with this tag, where they can be had.
pub async fn catalogue(tag: &str) -> Option<CatalogueFile> {
    let asked = async {
        let address = format!("./page/locales/{tag}.json");
        let response = Request::get(&address).send().await.ok()?;
        match response.ok() {
            true => response.json().await.ok(),
            false => None,
        }
    };
    let timeout = TimeoutFuture::new(CATALOGUE_TIMEOUT_MS);
    match select(Box::pin(asked), timeout).await {
        Either::Left((file, _)) => file,
        Either::Right(_) => None,
    }
}

/// The demo numbers, where the gateway serves any.
pub async fn demo_list() -> Option<DemoList> {
    let response = Request::get(demo::ADDRESS).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.json().await.ok()
}
