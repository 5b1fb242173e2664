//! `/readyz` and `/metrics`, for what runs the gateway.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};

use super::{number::Causes, peer::Peer};
use crate::{gateway::Shared, reply};

const PLAIN: &str = "text/plain; charset=utf-8";
/// As Prometheus' own client libraries say it.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Whether lookups can be answered: the store is there.
pub(crate) async fn readyz(State(shared): State<Arc<Shared>>) -> Response {
    let store = shared.api.lookups.store();
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
pub(crate) async fn metrics(
    State(shared): State<Arc<Shared>>,
    peer: Peer,
    headers: HeaderMap,
) -> Response {
    let api = &shared.api;
    if let Err(refusal) = api.door.operator(&headers, peer.0).await {
        return api.refuse(refusal.into());
    }
    // Counters are told without budgets rather than not at all.
    let budgets = api.lookups.budgets().await.unwrap_or_default();
    let audit = api.lookups.store().audit.counts();
    let text = api.metrics.text(&budgets, api.lookups.in_flight(), audit);
    reply::with_type(StatusCode::OK, OPEN_METRICS, text)
}
