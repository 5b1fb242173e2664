//! `GET /quota`: every upstream's budget and what is left of it.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{peer::Peer, problem::Problem};
use crate::{gateway::Shared, service::BudgetState};

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
