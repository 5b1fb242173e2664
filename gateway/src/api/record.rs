//! `POST /record`: a lookup whose answer is to be kept, as a record with a hash and, where a key is configured, a
//! signature. `GET /record/key`: what to check that with.

use std::sync::Arc;

use axum::{
    Extension, Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header::CACHE_CONTROL},
    response::{IntoResponse, Response},
};
use phone_profile_core::text::is_bidi_control;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_http::request_id::RequestId;
use utoipa::ToSchema;

use super::{
    admitted::Causes,
    batch::{Cache, read_item},
    extract::LookupQuery,
    json_body,
    problem::{Problem, ProblemBody, with_quota},
};
use crate::{
    access::Caller,
    app_state::AppState,
    clock::unix_now,
    http::trace,
    identity_record::{Asked, SealedRecord},
};

const EXAMPLE: &str = "{\"number\": \"13105550123\", \"expectedName\": \"Ada Lovelace\"}";
/// Characters of a name, as many as answers have.
const LONGEST_NAME: usize = 256;

/// `{"number": "13105550123", "expectedName": "…", "purpose": "…", "cache": "only"}`. Other fields are passed over.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordWanted {
    /// E.164 with or without `+`, and what else is read as the widget reads it; also as a JSON number.
    #[schema(value_type = Object)]
    number: Value,
    /// The name to compare with; 256 characters at most.
    #[serde(default)]
    expected_name: Option<String>,
    /// Why, for the audit and the record.
    #[serde(default)]
    purpose: Option<String>,
    /// `default`, `only` or `reload`.
    #[serde(default)]
    cache: Cache,
}

/// The key that signs the records of this gateway.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordKeyBody {
    success: bool,
    /// `Ed25519`.
    algorithm: &'static str,
    /// As in a signature's `keyId`.
    key_id: String,
    /// PEM, as `record verify --public-key` and OpenSSL read it.
    public_key: String,
}

/// Looks a number up, and makes a record of what was found. Costs and counts as a lookup does: nothing, where the answer
/// is kept.
///
/// The hash is SHA-256 over the canonical form of `record` (RFC 8785), the signature Ed25519 over the same bytes. It is a
/// record of what the service said of a number, and no proof of who holds the telephone.
#[utoipa::path(
    post,
    path = "/record",
    request_body(content = RecordWanted, description = "64 KiB at most"),
    responses(
        (status = 200, description = "The record; that a number isn't registered is one", body = SealedRecord),
        (status = 400, description = "No such JSON, no phone number, or no name; nothing is spent", body = ProblemBody<'static>),
        (status = 401, description = "No valid credential", body = ProblemBody<'static>),
        (status = 403, description = "A purpose that is missing or not allowed, or a walk through a range", body = ProblemBody<'static>),
        (status = 404, description = "`cache` is `only`, and nothing is kept", body = ProblemBody<'static>),
        (status = 413, description = "A body that is too large", body = ProblemBody<'static>),
        (status = 415, description = "A body of another type than `application/json`", body = ProblemBody<'static>),
        (status = 429, description = "The caller's caps, the upstream's pace, or the budget", body = ProblemBody<'static>),
        (status = 502, description = "The upstream failed", body = ProblemBody<'static>),
        (status = 503, description = "The store can't be used, or all upstreams rest", body = ProblemBody<'static>),
        (status = 504, description = "The upstream gave no answer in time", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn issue(
    State(state): State<Arc<AppState>>,
    caller: Caller,
    request_id: Option<Extension<RequestId>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let turned_away = |problem: Problem| state.turned_away(problem);
    let wanted: RecordWanted = json_body::read(&headers, body, EXAMPLE)
        .await
        .map_err(turned_away)?;
    // Before the lookup: what can't be compared must cost nothing.
    let expected_name = name(wanted.expected_name.as_deref()).map_err(turned_away)?;
    let number = read_item(&wanted.number).map_err(|error| turned_away(error.into()))?;
    let query = LookupQuery {
        freshness: wanted.cache.into(),
        purpose: wanted.purpose,
    };
    let told = state.tell(&caller, &number, &query).await?;
    // As it was admitted, or there would be no answer.
    let purpose = state.door.purposes().check(query.purpose.as_deref());
    let asked = Asked {
        number: &number,
        expected_name,
        purpose: purpose.ok().flatten(),
        caller: &caller,
        request_id: request_id.as_ref().and_then(|Extension(id)| trace::id(id)),
    };
    let sealed = state.records.issue(asked, &told, unix_now());
    let sealed = sealed.map_err(|error| {
        tracing::error!(error = %Causes(&error), "no record");
        let text = "The record can't be made";
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "server", text)
    })?;
    let mut response = Json(sealed).into_response();
    with_quota(response.headers_mut(), told.quota);
    Ok(([(CACHE_CONTROL, "no-store")], response).into_response())
}

/// The public key of this gateway's records.
#[utoipa::path(
    get,
    path = "/record/key",
    responses(
        (status = 200, description = "The key that signs at the moment", body = RecordKeyBody),
        (status = 401, description = "No valid credential", body = ProblemBody<'static>),
        (status = 404, description = "Records aren't signed here", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn key(
    State(state): State<Arc<AppState>>,
    _: Caller,
) -> Result<Json<RecordKeyBody>, Problem> {
    let public = state.records.key().map(|key| key.public());
    let pem = public.and_then(|public| Some((public, public.to_pem()?)));
    let (public, public_key) = pem.ok_or_else(|| {
        let text = "This gateway has no key: its records aren't signed";
        state.turned_away(Problem::new(StatusCode::NOT_FOUND, "bad-response", text))
    })?;
    Ok(Json(RecordKeyBody {
        success: true,
        algorithm: "Ed25519",
        key_id: public.id().to_owned(),
        public_key,
    }))
}

/// The expected name, where there is one: a line of text, since the record is to be read by people.
fn name(said: Option<&str>) -> Result<Option<String>, Problem> {
    let said = said.map(str::trim).filter(|said| !said.is_empty());
    let Some(name) = said else { return Ok(None) };
    let is_name = name.chars().count() <= LONGEST_NAME
        && !name
            .chars()
            .any(|one| one.is_control() || is_bidi_control(one));
    if is_name {
        Ok(Some(name.to_owned()))
    } else {
        let text = "expectedName has more than 256 characters, or control characters";
        let status = StatusCode::BAD_REQUEST;
        Err(Problem::new(status, "bad-response", text))
    }
}
