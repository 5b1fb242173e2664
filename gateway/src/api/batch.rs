//! `POST /numbers`: many numbers, answered line by line as they come (NDJSON).

use std::{collections::HashMap, sync::Arc};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, header::CACHE_CONTROL, header::CONTENT_TYPE},
    response::Response,
};
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use phone_profile_core::number::NumberError;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    answer::Profile,
    extract::LookupQuery,
    json_body,
    problem::{Problem, ProblemBody},
};
use crate::{
    Digits, access::Caller, app_state::AppState, http::public_base::LinkBase, read_entry,
    service::Freshness,
};

/// Lookups of one batch at the same time: more would only wait for the upstream, and keep others
/// from it.
const AT_ONCE: usize = 8;
const NDJSON: &str = "application/x-ndjson";
/// What a batch looks like.
pub(super) const EXAMPLE: &str = "{\"numbers\": [\"13105550123\"]}";

/// `{"numbers": ["13105550123", …], "purpose": "…", "cache": "only"}`. Other fields are passed over.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Wanted {
    /// E.164 with or without `+`, and what else is read as the widget reads it; also as JSON numbers.
    /// Each item has its line in the answer, whatever it is.
    #[schema(value_type = Vec<Object>)]
    numbers: Vec<Value>,
    /// Why, for the audit.
    #[serde(default)]
    purpose: Option<String>,
    /// `default`, `only` or `reload`.
    #[serde(default)]
    cache: Cache,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Cache {
    #[default]
    Default,
    Only,
    Reload,
}

impl From<Cache> for Freshness {
    fn from(cache: Cache) -> Self {
        match cache {
            Cache::Default => Self::Default,
            Cache::Only => Self::CacheOnly,
            Cache::Reload => Self::Reload,
        }
    }
}

/// One line: the item as it was sent, and what came of it.
#[derive(Serialize)]
struct Line<'a> {
    number: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<Profile<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ProblemBody<'a>>,
}

/// Looks many numbers up; one line of JSON for each, as they come.
#[utoipa::path(
    post,
    path = "/numbers",
    request_body(content = Wanted, description = "64 KiB at most"),
    responses(
        (status = 200, description = "Lines like `{\"number\": \"…\", \"profile\": {…}}` or `{\"number\": \"…\", \"error\": {…}}`", content_type = "application/x-ndjson"),
        (status = 400, description = "No such JSON, or too many numbers", body = ProblemBody<'static>),
        (status = 401, description = "No valid credential", body = ProblemBody<'static>),
        (status = 413, description = "A body that is too large", body = ProblemBody<'static>),
        (status = 415, description = "A body of another type than `application/json`", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn lookup_many(
    State(state): State<Arc<AppState>>,
    caller: Caller,
    base: LinkBase,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let wanted: Wanted = json_body::read(&headers, body, EXAMPLE)
        .await
        .map_err(|problem| state.turned_away(problem))?;
    let fits = state.door.check_batch(wanted.numbers.len());
    fits.map_err(|refusal| state.turned_away(refusal))?;
    Ok(stream_answers(state, caller, base, wanted))
}

/// When the caller goes away, the stream is dropped and no further lookup begins.
fn stream_answers(
    state: Arc<AppState>,
    caller: Caller,
    base: LinkBase,
    wanted: Wanted,
) -> Response {
    let query = LookupQuery {
        freshness: wanted.cache.into(),
        purpose: wanted.purpose,
    };
    let context = Arc::new((state, caller, base, query));
    let lines = stream::iter(groups(wanted.numbers))
        .map(move |group| {
            let context = Arc::clone(&context);
            async move {
                let (state, caller, base, query) = context.as_ref();
                lines_of(state, caller, base, &group, query).await
            }
        })
        .buffer_unordered(AT_ONCE)
        .map(Ok::<_, std::convert::Infallible>);
    let mut response = Response::new(Body::from_stream(lines));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(NDJSON));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Proxies that collect answers would undo the streaming.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

/// All the items of a batch that mean one number, or one item that means none.
struct Group {
    number: Result<Digits, NumberError>,
    items: Vec<Value>,
}

/// A number that is there several times is one lookup, which counts and costs once.
fn groups(items: Vec<Value>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places = HashMap::new();
    for item in items {
        let number = read_item(&item);
        let next = groups.len();
        let place = match &number {
            Ok(number) => *places.entry(number.clone()).or_insert(next),
            Err(_) => next,
        };
        match groups.get_mut(place) {
            Some(group) => group.items.push(item),
            None => groups.push(Group {
                number,
                items: vec![item],
            }),
        }
    }
    groups
}

/// Tools that automate send numbers as JSON numbers, and null for an empty cell.
pub(super) fn read_item(item: &Value) -> Result<Digits, NumberError> {
    match item {
        Value::String(text) => read_entry(text),
        Value::Number(number) => read_entry(&number.to_string()),
        Value::Null => Err(NumberError::Empty),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err(NumberError::Malformed),
    }
}

/// One lookup, and a line for each item that wanted it.
async fn lines_of(
    state: &Arc<AppState>,
    caller: &Caller,
    base: &LinkBase,
    group: &Group,
    query: &LookupQuery,
) -> Bytes {
    let told = match &group.number {
        Ok(number) => {
            let told = state.tell(caller, number, query).await;
            told.map(|told| {
                let links = state.links(caller, &told, number, base.before_path("."));
                (number, links, told)
            })
        }
        Err(error) => Err(error.clone().into()),
    };
    let mut bytes = Vec::new();
    for item in &group.items {
        let (profile, error) = match &told {
            Ok((number, links, told)) => (Some(Profile::new(number, told, links.as_ref())), None),
            Err(problem) => (None, Some(problem.body())),
        };
        let line = Line {
            number: item,
            profile,
            error,
        };
        // Texts, numbers and JSON values: nothing that can fail.
        let _ = serde_json::to_writer(&mut bytes, &line);
        bytes.push(b'\n');
    }
    Bytes::from(bytes)
}
