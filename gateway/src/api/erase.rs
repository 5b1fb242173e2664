//! `DELETE /number/{digits}`: erasure of everything that is kept of a number.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    extract::{LookupQuery, NUMBER_IN_PATH, Operator},
    problem::Problem,
};
use crate::{
    Digits,
    access::{Action, Done},
    app_state::AppState,
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
    path = "/{digits}",
    params(("digits" = String, Path, description = NUMBER_IN_PATH)),
    responses(
        (status = 200, description = "Erased; whether something was kept", body = Erased),
        (status = 403, description = "Not an operator"),
    )
)]
pub(crate) async fn erase(
    State(state): State<Arc<AppState>>,
    Operator(caller): Operator,
    number: Digits,
    query: LookupQuery,
) -> Result<Json<Erased>, Problem> {
    // The answer first: who asks for a picture from then on finds no answer, and fetches nothing into
    // the memory that is emptied next.
    let erased = state.lookups.erase(&number).await;
    if let Some(pictures) = &state.pictures {
        pictures.remove(&number).await;
    }
    let erased = erased.map_err(|error| Problem::from(&error))?;
    state
        .write_down(&Done {
            caller: Some(&caller),
            action: Action::Erase,
            number: &number,
            purpose: query.purpose.as_deref(),
            result: if erased { "erased" } else { "nothing-kept" },
            source: None,
        })
        .await?;
    Ok(Json(Erased {
        success: true,
        erased,
    }))
}
