//! `GET /quota`: every upstream's budget and what is left of it.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Problem;
use crate::{access::Caller, app_state::AppState, service::BudgetState};

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
