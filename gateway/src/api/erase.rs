//! `DELETE /number/{digits}`: erasure of everything that is kept of a number.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, RawQuery, State, rejection::PathRejection},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Api,
    number::{Query, number_of},
    peer::Peer,
    problem::Problem,
};
use crate::{
    Digits,
    access::{Action, Done},
    gateway::Shared,
    state::StoreError,
};

/// What was there.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Erased {
    success: bool,
    /// Whether an answer was kept.
    erased: bool,
}

/// Erases what is kept of a number, its pictures too, on all gateways that share a Redis. What a
/// lookup brings that is under way is told to who asked, and isn't kept.
///
/// For operators: what is erased must be looked up anew, which costs money. Browsers may show pictures
/// that they have until their links end, which is 20 minutes at most, as `[picture] link-lifetime` is
/// by default.
#[utoipa::path(
    delete,
    path = "/number/{digits}",
    params(("digits" = String, Path, description = "E.164, with or without `+`; other writings are read as the widget reads them")),
    responses(
        (status = 200, description = "Erased; whether something was kept", body = Erased),
        (status = 403, description = "Not an operator"),
    )
)]
pub(crate) async fn erase(
    State(shared): State<Arc<Shared>>,
    peer: Peer,
    headers: HeaderMap,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Response {
    let api = &shared.api;
    let caller = match api.door.operator(&headers, peer.0).await {
        Ok(caller) => caller,
        Err(refusal) => return api.refuse(refusal.into()),
    };
    let number = match number_of(path) {
        Ok(number) => number,
        Err(problem) => return api.refuse(problem),
    };
    let erased = match everything(api, &number).await {
        Ok(erased) => erased,
        Err(error) => return Problem::from(&error).into_response(),
    };
    let purpose = Query::read(query.as_deref()).purpose;
    let done = Done {
        caller: Some(&caller),
        action: Action::Erase,
        number: &number,
        purpose: purpose.as_deref(),
        result: if erased { "erased" } else { "nothing-kept" },
        source: None,
    };
    match api.write_down(&done).await {
        Ok(()) => Json(Erased {
            success: true,
            erased,
        })
        .into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// The answer first: who asks for a picture from then on finds no answer, and fetches nothing into the
/// memory that is emptied next.
async fn everything(api: &Api, number: &Digits) -> Result<bool, StoreError> {
    let erased = api.lookups.erase(number).await;
    if let Some(pictures) = &api.pictures {
        pictures.remove(number).await;
    }
    erased
}
