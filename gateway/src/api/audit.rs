//! `GET /audit`: who asked for what, for operators.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{extract::Operator, problem::Problem};
use crate::{app_state::AppState, state::AuditRecord};

const MOST_RECORDS: u32 = 1_000;
const RECORDS: u32 = 100;

/// Which part of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Part {
    /// Unix milliseconds: only what is older. The last record's `atMs` asks for the next part.
    before: Option<u64>,
    /// Records, 1,000 at most. There are more where several are of the last one's millisecond.
    limit: Option<u32>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Records {
    success: bool,
    records: Vec<AuditRecord>,
}

/// Who asked for what and why, the newest first. For operators.
#[utoipa::path(
    get,
    path = "/audit",
    params(
        ("before" = Option<u64>, Query, description = "Unix milliseconds: only what is older"),
        ("limit" = Option<u32>, Query, description = "Records, 1,000 at most; and what else is of the last one's millisecond"),
    ),
    responses(
        (status = 200, description = "Records, numbers masked or hashed", body = Records),
        (status = 403, description = "Not an operator"),
    )
)]
pub(crate) async fn audit(
    State(state): State<Arc<AppState>>,
    _: Operator,
    part: Result<Query<Part>, QueryRejection>,
) -> Result<Json<Records>, Problem> {
    let Query(Part { before, limit }) = part.map_err(|_| {
        state.turned_away(Problem::new(
            StatusCode::BAD_REQUEST,
            "bad-response",
            "Only before=<Unix milliseconds> and limit=<records> are understood",
        ))
    })?;
    let most = limit.unwrap_or(RECORDS).min(MOST_RECORDS);
    let before = before.unwrap_or(i64::MAX.unsigned_abs());
    let records = state.lookups.store().audit.list(before, most).await;
    Ok(Json(Records {
        success: true,
        records: records.map_err(|error| Problem::from(&error))?,
    }))
}
