//! `GET /quota`: every upstream's budget and what is left of it; `PUT /quota/{upstream}` corrects one.

use std::sync::Arc;

use axum::{
    Json,
    extract::{
        Path, State,
        rejection::{JsonRejection, PathRejection},
    },
    http::StatusCode,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{admitted::Causes, extract::Operator, problem::Problem};
use crate::{
    access::Caller,
    app_state::AppState,
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
    State(state): State<Arc<AppState>>,
    _: Caller,
) -> Result<Json<Budgets>, Problem> {
    let budgets = state.lookups.budgets().await;
    Ok(Json(Budgets {
        success: true,
        budgets: budgets.map_err(|error| Problem::from(&error))?,
    }))
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
    State(state): State<Arc<AppState>>,
    Operator(caller): Operator,
    upstream: Result<Path<String>, PathRejection>,
    correction: Result<Json<Correction>, JsonRejection>,
) -> Result<Json<CorrectedBudget>, Problem> {
    let correction = match correction {
        Ok(Json(correction)) if !correction.is_empty() => correction,
        _ => return Err(state.turned_away(not_understood())),
    };
    let Ok(Path(upstream)) = upstream else {
        return Err(state.turned_away(no_budget()));
    };
    let corrected = state.lookups.correct_budget(&upstream, correction).await;
    let Some(corrected) = corrected.map_err(|error| Problem::from(&error))? else {
        return Err(state.turned_away(no_budget()));
    };
    tracing::info!(who = caller.name, %corrected, "a budget was corrected");
    let mut record = corrected.record(&caller.name);
    record.client = caller.masked_client();
    let written = state.lookups.store().audit.append(record).await;
    written.map_err(|error| {
        tracing::error!(error = %Causes(&error), "a correction could not be written down");
        Problem::from(&error)
    })?;
    Ok(Json(CorrectedBudget {
        success: true,
        budget: corrected.after,
    }))
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
