//! Paths that the documented service's own clients use besides `/number`, `/number_cache` and
//! `/picture`. The gateway's token is their key; an answer never has a key in it.

use std::sync::Arc;

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    answer::{Links, Profile},
    batch,
    extract::{LookupQuery, NUMBER_IN_PATH},
    json_body,
    problem::{Problem, ProblemBody, with_quota},
};
use crate::{
    Digits,
    access::Caller,
    app_state::AppState,
    clock::{iso8601, unix_now},
    http::reply,
    service::Source,
};

/// As the service itself takes them.
const MOST_NUMBERS: usize = 50;
/// Lookups of one request at the same time, as in batches.
const AT_ONCE: usize = 8;
/// So many lookups one after another are the longest request that isn't streamed.
pub(crate) const BULK_TURNS: u32 = MOST_NUMBERS.div_ceil(AT_ONCE) as u32;

/// The answer without links to pictures. Costs what a lookup costs: what is known of the picture is
/// kept for the next one who asks for all of it.
#[utoipa::path(
    get,
    path = "/no_picture/{digits}",
    params(("digits" = String, Path, description = NUMBER_IN_PATH)),
    responses(
        (status = 200, description = "The answer; `pictureState` tells whether there is a picture", body = Profile),
        (status = 400, description = "No phone number, or one that nobody can have", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn no_picture(
    State(state): State<Arc<AppState>>,
    caller: Caller,
    number: Digits,
    query: LookupQuery,
) -> Result<Response, Problem> {
    let told = state.tell(&caller, &number, &query).await?;
    let body = Profile::new(&number, &told, Some(&Links::default())).bytes();
    let mut response = reply::with_type(StatusCode::OK, "application/json", body);
    with_quota(response.headers_mut(), told.quota);
    Ok(response)
}

/// What is left of the budget that lookups are paid from, in the service's words.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeyStats {
    success: bool,
    /// `operator` or `caller`.
    role: &'static str,
    /// Requests of the period; null where nothing limits them.
    request_limit: Option<u64>,
    /// What is left of them.
    request_remaining: Option<u64>,
    /// Seconds until the period ends.
    request_reset: Option<u64>,
    /// When the period ends: ISO 8601, UTC.
    reset_at: Option<String>,
}

/// What is left of the budget that lookups are paid from first.
#[utoipa::path(
    get,
    path = "/api-key-stats",
    responses((status = 200, description = "The first upstream's budget", body = KeyStats))
)]
pub(crate) async fn key_stats(
    State(state): State<Arc<AppState>>,
    caller: Caller,
) -> Result<Json<KeyStats>, Problem> {
    let quota = state.lookups.first_quota().await;
    let quota = quota
        .map_err(|error| Problem::from(&error))?
        .unwrap_or_default();
    Ok(Json(KeyStats {
        success: true,
        role: if caller.operator {
            "operator"
        } else {
            "caller"
        },
        request_limit: quota.limit,
        request_remaining: quota.remaining,
        request_reset: quota.reset_seconds,
        reset_at: quota
            .reset_seconds
            .map(|seconds| iso8601(unix_now().saturating_add(seconds))),
    }))
}

/// `{"numbers": ["13105550123", …], "includeBusiness": true}`. Other fields are passed over.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BulkWanted {
    /// 50 at most; digits, as texts or as JSON numbers.
    #[schema(value_type = Vec<Object>)]
    numbers: Vec<Value>,
    #[serde(default)]
    include_business: bool,
}

/// One number of a bulk check.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BulkCheck {
    success: bool,
    /// As it was sent.
    #[schema(value_type = Object)]
    number: Value,
    /// Null where it can't be told.
    has_whatsapp: Option<bool>,
    /// One sentence, where there is no answer.
    error: Option<String>,
    /// Whether the answer was kept, and so cost nothing.
    db: bool,
    /// What a business says about itself, where that was asked for.
    #[schema(value_type = Option<Object>)]
    business_profile: Option<Value>,
}

/// Whether numbers are registered, without pictures. Each is a lookup, and costs what one costs.
#[utoipa::path(
    post,
    path = "/bulk_check",
    request_body(content = BulkWanted, description = "64 KiB at most"),
    responses(
        (status = 200, description = "One item for each number, in their order", body = Vec<BulkCheck>),
        (status = 400, description = "No such JSON, or more than 50 numbers", body = ProblemBody<'static>),
        (status = 415, description = "A body of another type than `application/json`", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn bulk_check(
    State(state): State<Arc<AppState>>,
    caller: Caller,
    query: LookupQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let wanted: BulkWanted = json_body::read(&headers, body, batch::EXAMPLE)
        .await
        .map_err(|problem| state.turned_away(problem))?;
    if wanted.numbers.len() > MOST_NUMBERS {
        return Err(state.turned_away(Problem::new(
            StatusCode::BAD_REQUEST,
            "bad-response",
            "A bulk check takes 50 numbers at most",
        )));
    }
    let (state, caller, query) = (&state, &caller, &query);
    let checks: Vec<BulkCheck> = stream::iter(wanted.numbers)
        .map(|item| check(state, caller, query, item, wanted.include_business))
        .buffered(AT_ONCE)
        .collect()
        .await;
    Ok(Json(checks).into_response())
}

async fn check(
    state: &Arc<AppState>,
    caller: &Caller,
    query: &LookupQuery,
    item: Value,
    with_business: bool,
) -> BulkCheck {
    let told = match batch::read_item(&item) {
        Ok(number) => state.tell(caller, &number, query).await,
        Err(error) => Err(error.into()),
    };
    match told {
        Ok(told) => BulkCheck {
            success: true,
            number: item,
            has_whatsapp: Some(told.record.registered),
            error: None,
            db: told.source == Source::Cache,
            business_profile: told.record.business.clone().filter(|_| with_business),
        },
        Err(problem) => BulkCheck {
            success: false,
            number: item,
            has_whatsapp: None,
            error: Some(problem.message.into_string()),
            db: false,
            business_profile: None,
        },
    }
}
