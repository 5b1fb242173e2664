//! `GET /session`: what a page has to know before it looks anything up. It spends nothing, and
//! counts in no cap.

use std::sync::Arc;

use axum::{Json, extract::State, http::header::CACHE_CONTROL, response::IntoResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::{Problem, ProblemBody};
use crate::{
    access::{Caller, SignIn},
    app_state::AppState,
    service::{BudgetState, Price},
};

const MINUTE_MS: u64 = 60_000;

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Session {
    success: bool,
    /// Whether all answers are made up, and cost nothing.
    demo: bool,
    signed_in: bool,
    /// How people sign in.
    sign_in: SignIn,
    /// Only for who is signed in.
    #[serde(flatten)]
    known: Option<Known>,
}

/// What strangers aren't told.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Known {
    caller: CallerBody,
    /// The purposes that lookups may have; null where any will do.
    purposes: Option<Vec<String>>,
    /// Whether a lookup needs one.
    purpose_required: bool,
    /// Numbers in one batch, at most.
    batch_most: usize,
    /// As in `/quota`.
    budgets: Vec<BudgetState>,
    /// The `upstream` among the budgets that has one request less after each lookup. null where
    /// several could be asked, a lookup takes several requests, or nothing limits it.
    paid_from: Option<String>,
    /// What one lookup costs. null where that isn't known, or depends on who answers.
    price: Option<Price>,
    /// What one lookup costs where the dearest upstream answers it; one that failed before may have charged, too. null
    /// where a price isn't known, or they are in several currencies.
    highest_price: Option<Price>,
    /// Milliseconds from one lookup to the next, at least, on the average of many: by the caller's cap of a minute and the
    /// pace of the upstream that is asked first. null where nothing holds them up.
    pace_ms: Option<u64>,
    /// Whether `/picture-hashes` answers.
    compares_pictures: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Caller)]
struct CallerBody {
    /// As the audit has it.
    name: String,
    /// Whether it may read the audit and erase.
    operator: bool,
}

/// Who asks, and what a lookup takes. Without a credential: how to get one accepted.
#[utoipa::path(
    get,
    path = "/session",
    responses(
        (status = 200, description = "What a page has to know before a lookup; all but the first fields are for callers only", body = Session),
        (status = 401, description = "A credential that isn't valid", body = ProblemBody<'static>),
        (status = 429, description = "Too many of these from one address", body = ProblemBody<'static>),
        (status = 503, description = "The store can't be used", body = ProblemBody<'static>),
    )
)]
pub(crate) async fn session(
    State(state): State<Arc<AppState>>,
    caller: Option<Caller>,
) -> Result<impl IntoResponse, Problem> {
    let demo = state.demo.is_all;
    let known = match caller {
        Some(caller) => Some(Known::of(&state, caller).await?),
        None => None,
    };
    let session = Session {
        success: true,
        demo,
        signed_in: known.is_some(),
        // Made-up answers are told to everybody.
        sign_in: if demo {
            SignIn::None
        } else {
            state.door.sign_in()
        },
        known,
    };
    // It is about one caller at one moment.
    Ok(([(CACHE_CONTROL, "no-store")], Json(session)))
}

impl Known {
    async fn of(state: &AppState, caller: Caller) -> Result<Self, Problem> {
        let budgets = state.lookups.budgets().await;
        let pace_ms = pace_ms(state, &caller);
        // Nobody is asked why made-up people are looked up.
        let asked = (!state.demo.is_all).then(|| state.door.purposes());
        let listed = asked.and_then(|purposes| purposes.listed());
        Ok(Self {
            caller: CallerBody {
                name: caller.name,
                operator: caller.operator,
            },
            purposes: listed.map(<[String]>::to_vec),
            purpose_required: asked.is_some_and(|purposes| purposes.are_required()),
            batch_most: state.door.batch_most(),
            budgets: budgets.map_err(|error| Problem::from(&error))?,
            paid_from: state.lookups.paid_from().map(str::to_owned),
            price: state.lookups.price().cloned(),
            highest_price: state.lookups.highest_price().cloned(),
            pace_ms,
            compares_pictures: state.picture_hashes.is_some(),
        })
    }
}

fn pace_ms(state: &AppState, caller: &Caller) -> Option<u64> {
    let by_cap = state.door.per_minute(caller);
    let by_cap = by_cap.and_then(|most| MINUTE_MS.checked_div(most));
    let by_upstream = u64::try_from(state.lookups.pace().as_millis()).ok();
    by_cap.max(by_upstream).filter(|ms| *ms > 0)
}
