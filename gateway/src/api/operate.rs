//! `/readyz` and `/metrics`, for what runs the gateway.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};

use super::{admitted::Causes, extract::Operator};
use crate::{app_state::AppState, http::reply, metrics::Now};

const PLAIN: &str = "text/plain; charset=utf-8";
/// As Prometheus' own client libraries say it.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Whether lookups can be answered: the store is there, and the process is to go on.
pub(crate) async fn readyz(State(state): State<Arc<AppState>>) -> Response {
    if state.lookups.stops_soon() {
        return reply::with_type(StatusCode::SERVICE_UNAVAILABLE, PLAIN, "stopping");
    }
    let store = state.lookups.store();
    let ready = match store.ledger.ready().await {
        Ok(()) => store.audit.ready().await,
        failed => failed,
    };
    match ready {
        Ok(()) => reply::with_type(StatusCode::OK, PLAIN, "ready"),
        Err(error) => {
            tracing::error!(error = %Causes(&error), "not ready");
            let text = format!("{error}");
            reply::with_type(StatusCode::SERVICE_UNAVAILABLE, PLAIN, text)
        }
    }
}

/// For operators: behind a proxy on the same machine everybody's address is loopback.
pub(crate) async fn metrics(State(state): State<Arc<AppState>>, _: Operator) -> Response {
    let lookups = &state.lookups;
    let store = lookups.store();
    let text = state.metrics.text(&Now {
        // Counters are told without budgets rather than not at all.
        budgets: lookups.budgets().await.unwrap_or_default(),
        breakers: lookups.breakers(),
        stores: [
            ("ledger", store.ledger.ready().await.is_ok()),
            ("audit", store.audit.ready().await.is_ok()),
        ],
        in_flight: lookups.in_flight(),
        audit: store.audit.counts(),
    });
    reply::with_type(StatusCode::OK, OPEN_METRICS, text)
}
