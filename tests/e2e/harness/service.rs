//! A gateway in front of a lookup service, which is a stub that counts: what a page meets outside of
//! the demo.

use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    Json, Router,
    extract::{Path, Request, State},
    response::Response,
    routing::get,
};
use phone_profile_gateway::{Config, Gateway, ServiceConfig, access::hash_token};
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tower::ServiceExt;

use super::servers::{listener, origin};

/// A gateway with dist, tokens, and one upstream. It ends when it's dropped.
pub struct Service {
    pub origin: String,
    asked: Arc<AtomicU64>,
    stub: String,
    current: Arc<Mutex<Router>>,
    serving: [JoinHandle<()>; 2],
}

/// Whose tokens a gateway takes.
pub const CALLER: (&str, &str) = ("crm", "token-of-the-crm");
/// May read the audit.
pub const OPERATOR: (&str, &str) = ("root", "token-of-the-operator");

impl Service {
    /// `upstream` is added to the upstream's entry, `access` is the table `[access]` without tokens.
    pub async fn start(upstream: Value, access: Value) -> Self {
        Self::start_with(super::dist(), upstream, access).await
    }

    /// The same with other files than dist.
    pub async fn start_with(assets: PathBuf, upstream: Value, access: Value) -> Self {
        let asked = Arc::<AtomicU64>::default();
        let stub = listener().await;
        let stub_origin = origin(&stub);
        let router = Router::new()
            .route("/number/{digits}", get(answer))
            .with_state(Arc::clone(&asked));
        let stub_serving =
            tokio::spawn(async move { axum::serve(stub, router).await.expect("a stub") });
        let current = Arc::new(Mutex::new(
            gateway(assets, &stub_origin, upstream, access, &[CALLER, OPERATOR]).await,
        ));
        let listener = listener().await;
        let origin = origin(&listener);
        let router = Router::new()
            .fallback(pass_on)
            .with_state(Arc::clone(&current));
        let serving =
            tokio::spawn(async move { axum::serve(listener, router).await.expect("serving") });
        Self {
            origin,
            asked,
            stub: stub_origin,
            current,
            serving: [stub_serving, serving],
        }
    }

    /// From now on only the operator's token is taken, as after a restart.
    pub async fn revoke(&self) {
        let gateway = gateway(super::dist(), &self.stub, json!({}), json!({}), &[OPERATOR]).await;
        *self.current.lock().unwrap_or_else(PoisonError::into_inner) = gateway;
    }

    /// How often the service was asked.
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        for serving in &self.serving {
            serving.abort();
        }
    }
}

async fn gateway(
    assets: PathBuf,
    stub: &str,
    upstream: Value,
    access: Value,
    tokens: &[(&str, &str)],
) -> Router {
    let mut entry = json!({
        "kind": "generic",
        "name": "stub",
        "url": format!("{stub}/number/{{digits}}"),
        "budget": { "requests": 50 },
    });
    add(&mut entry, upstream);
    let mut settings = access;
    if settings.get("trusted-header").is_none() {
        let tokens: Vec<Value> = tokens
            .iter()
            .map(|(name, token)| {
                json!({ "name": name, "hash": hash_token(token), "operator": *name == OPERATOR.0 })
            })
            .collect();
        add(&mut settings, json!({ "tokens": tokens }));
    }
    let mut service = ServiceConfig {
        upstreams: vec![serde_json::from_value(entry).expect("an upstream")],
        access: serde_json::from_value(settings).expect("settings"),
        ..ServiceConfig::default()
    };
    service.state.volatile = true;
    let config = Config {
        assets: Some(assets),
        service,
        ..Config::default()
    };
    Gateway::new(config).await.expect("a gateway").router()
}

fn add(to: &mut Value, more: Value) {
    let (Value::Object(to), Value::Object(more)) = (to, more) else {
        panic!("two objects");
    };
    to.extend(more);
}

/// In the documented shape.
async fn answer(State(asked): State<Arc<AtomicU64>>, Path(digits): Path<String>) -> Json<Value> {
    asked.fetch_add(1, Ordering::SeqCst);
    Json(json!({
        "success": true,
        "isWhatsApp": true,
        "number": digits,
        "profilePic": null,
        "name": "Somebody Else",
        "isBusiness": false,
        "lastChecked": "2026-04-24T12:34:56Z",
    }))
}

async fn pass_on(State(current): State<Arc<Mutex<Router>>>, request: Request) -> Response {
    let router = current
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .clone();
    router.oneshot(request).await.expect("an answer")
}
