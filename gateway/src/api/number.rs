//! `GET /number/{digits}`, and `GET /number_cache/{digits}` as the vendor's clients know it.

use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    answer::Profile,
    extract::{LookupQuery, NUMBER_IN_PATH},
    problem::{Problem, ProblemBody, with_quota},
};
use crate::{
    Digits,
    access::Caller,
    app_state::AppState,
    http::{public_base::LinkBase, reply},
    service::Freshness,
};

/// Looks a number up: from the cache, or by one paid request.
#[utoipa::path(
    get,
    path = "/{digits}",
    params(
        ("digits" = String, Path, description = NUMBER_IN_PATH),
        ("cache" = Option<String>, Query, description = "`only`: never makes a lookup, and asks an upstream's store only within its `store-budget`; `reload`: never from the cache"),
        ("purpose" = Option<String>, Query, description = "Why, for the audit; 200 characters at most"),
    ),
    responses(
        (status = 200, description = "The answer; that a number isn't registered is one", body = Profile),
        (status = 400, description = "No phone number, or one that nobody can have: the reason is in words, and nothing is spent", body = ProblemBody<'static>),
        (status = 401, description = "No valid credential", body = ProblemBody<'static>),
        (status = 403, description = "A purpose that is missing or not allowed, or a walk through a range", body = ProblemBody<'static>),
        (status = 404, description = "`cache=only`, and nothing is kept", body = ProblemBody<'static>),
        (status = 429, description = "The caller's caps, the upstream's pace, or the budget", body = ProblemBody<'static>),
        (status = 502, description = "The upstream failed", body = ProblemBody<'static>),
        (status = 503, description = "The store can't be used, or all upstreams rest", body = ProblemBody<'static>),
        (status = 504, description = "The upstream gave no answer in time", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn lookup(
    State(state): State<Arc<AppState>>,
    caller: Caller,
    number: Digits,
    query: LookupQuery,
    base: LinkBase,
) -> Result<Response, Problem> {
    answer(&state, &caller, &number, &query, &base).await
}

/// What is kept of a number, here or by an upstream whose store has a budget. Never makes a lookup.
#[utoipa::path(
    get,
    path = "/number_cache/{digits}",
    params(("digits" = String, Path, description = NUMBER_IN_PATH)),
    responses(
        (status = 200, description = "The answer", body = Profile),
        (status = 404, description = "Nothing is kept, which says nothing about the number", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn kept(
    State(state): State<Arc<AppState>>,
    caller: Caller,
    number: Digits,
    query: LookupQuery,
    base: LinkBase,
) -> Result<Response, Problem> {
    let query = LookupQuery {
        freshness: Freshness::CacheOnly,
        ..query
    };
    answer(&state, &caller, &number, &query, &base).await
}

/// For `HEAD`: asking about an answer is no lookup.
pub(crate) async fn head(_: Caller, _: Digits) -> StatusCode {
    StatusCode::OK
}

async fn answer(
    state: &Arc<AppState>,
    caller: &Caller,
    number: &Digits,
    query: &LookupQuery,
    base: &LinkBase,
) -> Result<Response, Problem> {
    let told = state.tell(caller, number, query).await?;
    let links = state.links(caller, &told, number, base.before_path(".."));
    let body = Profile::new(number, &told, links.as_ref()).bytes();
    let mut response = reply::with_type(StatusCode::OK, "application/json", body).into_response();
    with_quota(response.headers_mut(), told.quota);
    Ok(response)
}
