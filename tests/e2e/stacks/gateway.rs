//! The gateway that an example asks, which tells lookups of browsers from those of servers.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use axum::{
    Router,
    extract::{Request, State},
    http::{Method, header::ORIGIN},
    middleware::{self, Next},
    response::Response,
};
use phone_profile_gateway::{AllowedOrigins, Config, Gateway};
use tokio::net::TcpListener;

use crate::harness::dist;

const NUMBER: &str = "/number/13105550123";

pub struct CountingGateway {
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    by_browsers: AtomicU64,
    by_servers: AtomicU64,
}

impl CountingGateway {
    /// Answers to pages of these origins, as `--allow-origin` has it, and lets them frame its card, as
    /// `--frame-origin` does.
    pub async fn start(listener: TcpListener, allowed: Vec<String>) -> Self {
        let gateway = Gateway::new(Config {
            // Not there where the tarball is somebody else's.
            assets: Some(dist()).filter(|dir| dir.is_dir()),
            frame_origins: allowed.clone(),
            allowed_origins: AllowedOrigins::List(allowed),
            ..Config::default()
        })
        .await
        .expect("a gateway");
        let counts = Arc::<Counts>::default();
        let router = Router::new()
            .fallback_service(gateway.router())
            .layer(middleware::from_fn_with_state(Arc::clone(&counts), count));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { counts }
    }

    pub fn lookups_by_browsers(&self) -> u64 {
        self.counts.by_browsers.load(Ordering::SeqCst)
    }

    pub fn lookups_by_servers(&self) -> u64 {
        self.counts.by_servers.load(Ordering::SeqCst)
    }
}

/// Browsers name the page's origin where it isn't the gateway's; servers have none to name.
async fn count(State(counts): State<Arc<Counts>>, request: Request, next: Next) -> Response {
    if request.method() == Method::GET && request.uri().path().ends_with(NUMBER) {
        let counter = if request.headers().contains_key(ORIGIN) {
            &counts.by_browsers
        } else {
            &counts.by_servers
        };
        counter.fetch_add(1, Ordering::SeqCst);
    }
    next.run(request).await
}
