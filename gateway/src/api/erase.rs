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
    number::{Query, number_of},
    peer::Peer,
    problem::Problem,
};
use crate::{
    access::{Action, Done},
    gateway::Shared,
};

/// What was there.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Erased {
    success: bool,
    /// Whether an answer was kept.
    erased: bool,
}

/// Erases what is kept of a number, its pictures too.
///
/// For operators: what is erased must be looked up anew, which costs money.
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
    if let Some(pictures) = &api.pictures {
        pictures.remove(&number).await;
    }
    let erased = match api.lookups.erase(&number).await {
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
