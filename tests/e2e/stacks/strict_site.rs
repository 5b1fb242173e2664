//! A production build's files under the strictest policy that a card works under, as its user may
//! serve them.

use std::path::{Path, PathBuf};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header::CONTENT_SECURITY_POLICY},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::harness::servers;

pub struct StrictSite {
    pub origin: String,
}

impl StrictSite {
    /// `trusted_types` are the names of the policies that a framework makes for itself.
    pub async fn start(built: PathBuf, gateway: &str, trusted_types: &str) -> Self {
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
             connect-src 'self' {gateway}; img-src data: {gateway}; \
             require-trusted-types-for 'script'; trusted-types {trusted_types}"
        );
        let policy: HeaderValue = policy.parse().expect("a header value");
        let with_policy = middleware::map_response(move |mut response: Response| {
            let headers = response.headers_mut();
            headers.insert(CONTENT_SECURITY_POLICY, policy.clone());
            async { response }
        });
        let router = Router::new()
            .fallback(get(file))
            .with_state(built)
            .layer(with_policy);
        let listener = servers::listener().await;
        let origin = servers::origin(&listener);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { origin }
    }
}

async fn file(State(built): State<PathBuf>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    if Path::new(path)
        .components()
        .any(|part| part.as_os_str() == "..")
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    servers::served(&built.join(path))
}
