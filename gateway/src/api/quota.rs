//! `GET /quota`: every upstream's budget and what is left of it. `PUT /quota/{upstream}`: its
//! correction.

use std::sync::Arc;

use axum::{
    Json,
    extract::{
        Path, State,
        rejection::{JsonRejection, PathRejection},
    },
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{number::Causes, peer::Peer, problem::Problem};
use crate::{
    gateway::Shared,
    service::{BudgetState, Correction},
};

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Budgets {
    success: bool,
    budgets: Vec<BudgetState>,
}

/// Every upstream's budget and what is left of it.
#[utoipa::path(
    get,
    path = "/quota",
    responses((status = 200, description = "The budgets", body = Budgets))
)]
pub(crate) async fn quota(
    State(shared): State<Arc<Shared>>,
    peer: Peer,
    headers: HeaderMap,
) -> Response {
    let api = &shared.api;
    if let Err(refusal) = api.door.identify(&headers, peer.0).await {
        return api.refuse(refusal.into());
    }
    match api.lookups.budgets().await {
        Ok(budgets) => Json(Budgets {
            success: true,
            budgets,
        })
        .into_response(),
        Err(error) => Problem::from(&error).into_response(),
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CorrectedBudget {
    success: bool,
    budget: BudgetState,
}

/// Corrects what is counted as spent at an upstream, or forgets what its vendor said. For operators.
#[utoipa::path(
    put,
    path = "/quota/{upstream}",
    params(("upstream" = String, Path, description = "The upstream's name")),
    request_body = Correction,
    responses(
        (status = 200, description = "The budget as it is now", body = CorrectedBudget),
        (status = 403, description = "Not an operator"),
        (status = 404, description = "No upstream of this name has a budget"),
    )
)]
pub(crate) async fn correct(
    State(shared): State<Arc<Shared>>,
    peer: Peer,
    headers: HeaderMap,
    upstream: Result<Path<String>, PathRejection>,
    correction: Result<Json<Correction>, JsonRejection>,
) -> Response {
    let api = &shared.api;
    let caller = match api.door.operator(&headers, peer.0).await {
        Ok(caller) => caller,
        Err(refusal) => return api.refuse(refusal.into()),
    };
    let Ok(Json(correction)) = correction else {
        return api.refuse(not_understood());
    };
    if correction.is_empty() {
        return api.refuse(not_understood());
    }
    let Ok(Path(upstream)) = upstream else {
        return api.refuse(no_budget());
    };
    let corrected = match api.lookups.correct_budget(&upstream, correction).await {
        Ok(Some(corrected)) => corrected,
        Ok(None) => return api.refuse(no_budget()),
        Err(error) => return Problem::from(&error).into_response(),
    };
    tracing::info!(who = caller.name, %corrected, "a budget was corrected");
    let record = corrected.record(&caller.name);
    if let Err(error) = api.lookups.store().audit.append(record).await {
        tracing::error!(error = %Causes(&error), "a correction could not be written down");
        return Problem::from(&error).into_response();
    }
    Json(CorrectedBudget {
        success: true,
        budget: corrected.after,
    })
    .into_response()
}

fn not_understood() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "bad-response",
        "Only a JSON object with used, clearWindow or both, and store, is understood",
    )
}

fn no_budget() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "bad-response",
        "No upstream of this name has such a budget",
    )
}
