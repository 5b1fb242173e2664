//! The one module that calls `fetch`: asks the gateway for some numbers, and reads its answer as it comes.

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use gloo_net::http::{Request, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::Uint8Array;
use phone_profile_core::answer::{self, Body, Received};
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::json;
use phone_profile_core::number::E164;
use serde::Serialize;
use wasm_bindgen::JsCast;
use wasm_streams::ReadableStream;
use wasm_streams::readable::IntoStream;
use web_sys::{AbortController, RequestCache, RequestRedirect, Url, WorkerGlobalScope};

use super::clock::now_ms;

/// The workbench is served one level below the lookup endpoint, and its worker beside it.
const NUMBERS: &str = "../numbers";
/// A gateway that says nothing for so long, in milliseconds, says no more.
const SILENCE_MS: u32 = 120_000;

/// Who asks, and why.
#[derive(Clone, Default)]
pub(super) struct Caller {
    pub(super) token: Option<String>,
    pub(super) purpose: Option<String>,
}

/// An answer under way. Dropping it ends the request: the gateway begins no further lookup then.
pub(super) struct Answer {
    pieces: IntoStream<'static>,
    _request: AbortOnDrop,
}

#[derive(Serialize)]
struct Wanted<'a> {
    numbers: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'a str>,
}

/// Where pictures are compared.
const HASHES: &str = "../picture-hashes";
/// Where identity records are made.
const RECORD: &str = "../record";

/// `POST /record`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RecordBody<'a> {
    number: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'a str>,
    cache: &'static str,
}

/// Where numbers are asked for; links in answers are relative to it.
pub(super) fn url() -> String {
    absolute(NUMBERS)
}

fn absolute(path: &str) -> String {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let location = scope.location().href();
    Url::new_with_base(path, &location).map_or_else(|_| path.to_owned(), |url| url.href())
}

/// Asks for some numbers.
pub(super) async fn ask(numbers: &[E164], caller: &Caller) -> Result<Answer, LookupError> {
    let wanted = Wanted {
        numbers: numbers.iter().map(E164::digits).collect(),
        purpose: caller.purpose.as_deref(),
    };
    let (response, request) = post(NUMBERS, &wanted, caller).await?;
    let body = response
        .body()
        .map(|body| ReadableStream::from_raw(body.unchecked_into()));
    match body.and_then(|body| body.try_into_stream().ok()) {
        Some(pieces) => Ok(Answer {
            pieces,
            _request: request,
        }),
        None => Err(LookupError::new(
            LookupErrorCode::BadResponse,
            "The answer is empty.",
        )),
    }
}

/// Asks what some pictures look like: the answer's body. No lookup is made for it.
pub(super) async fn hashes(links: &[String], caller: &Caller) -> Result<String, LookupError> {
    text(HASHES, &serde_json::json!({ "links": links }), caller).await
}

/// Asks for an identity record: the answer's body. Without `may_look_up`, only of an answer that the gateway has kept.
pub(super) async fn record(
    number: &E164,
    expected_name: &str,
    may_look_up: bool,
    caller: &Caller,
) -> Result<String, LookupError> {
    let wanted = RecordBody {
        number: number.digits(),
        expected_name: Some(expected_name).filter(|name| !name.is_empty()),
        purpose: caller.purpose.as_deref(),
        cache: if may_look_up { "default" } else { "only" },
    };
    text(RECORD, &wanted, caller).await
}

async fn text(path: &str, body: &impl Serialize, caller: &Caller) -> Result<String, LookupError> {
    let (response, _request) = post(path, body, caller).await?;
    response.text().await.map_err(unreachable)
}

fn unreachable<E>(_: E) -> LookupError {
    LookupError::new(LookupErrorCode::Network, "The gateway can't be reached.")
}

/// A request whose answer is no refusal. It ends when the second of both is dropped.
async fn post(
    path: &str,
    body: &impl Serialize,
    caller: &Caller,
) -> Result<(Response, AbortOnDrop), LookupError> {
    let abort = AbortOnDrop(AbortController::new().ok());
    let mut request = Request::post(&absolute(path))
        .abort_signal(abort.0.as_ref().map(AbortController::signal).as_ref())
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Error);
    if let Some(token) = caller.token.as_deref().map(str::trim) {
        // The browser would throw at it; the gateway knows no such token either.
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(LookupError::new(
                LookupErrorCode::Unauthorized,
                "No such token.",
            ));
        }
        request = request.header("authorization", &format!("Bearer {token}"));
    }
    let sent = Box::pin(request.json(body).map_err(unreachable)?.send());
    let response = match select(sent, TimeoutFuture::new(SILENCE_MS)).await {
        Either::Left((response, _)) => response.map_err(unreachable)?,
        Either::Right(_) => {
            return Err(LookupError::new(
                LookupErrorCode::Timeout,
                "The gateway says nothing.",
            ));
        }
    };
    match response.ok() {
        true => Ok((response, abort)),
        false => Err(refusal(response).await),
    }
}

impl Answer {
    /// The next piece. None at the end, and where the answer breaks off.
    pub(super) async fn next(&mut self) -> Option<Vec<u8>> {
        match select(self.pieces.next(), TimeoutFuture::new(SILENCE_MS)).await {
            Either::Left((piece, _)) => {
                let bytes: Uint8Array = piece?.ok()?.dyn_into().ok()?;
                Some(bytes.to_vec())
            }
            Either::Right(_) => None,
        }
    }
}

/// Why all numbers of a request were refused.
async fn refusal(response: Response) -> LookupError {
    let retry_after = response.headers().get("retry-after");
    let body = response.binary().await.unwrap_or_default();
    let received = Received {
        status: response.status(),
        body: Body::read(&body, json::parse),
        retry_after: retry_after.as_deref(),
        quota_headers: [None; 3],
        url: "",
    };
    answer::failure(received, now_ms())
}

/// Ends a request that nobody waits for any more.
struct AbortOnDrop(Option<AbortController>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}
