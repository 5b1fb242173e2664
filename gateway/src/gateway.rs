//! Puts the routes together and serves them.

use std::{future::Future, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::Request,
    http::{
        HeaderValue, Method, StatusCode,
        header::{ALLOW, CACHE_CONTROL},
    },
    middleware::{self, Next},
    response::Response,
    routing::get,
};
use tokio::{net::TcpListener, sync::oneshot};

use crate::{
    Config, GatewayError, Stats,
    assets::{self, Assets},
    cors,
    demo::{picture_link::LinkKey, table::demo_table_json},
    framing::{self, Framing},
    lookup, pictures, reply, security_headers,
};

/// How long open requests may go on after the shutdown signal. Idle connections close at once.
const SHUTDOWN_GRACE: Duration = Duration::from_secs(3);
const ALLOWED_METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// A gateway, ready to serve.
#[derive(Debug, Clone)]
pub struct Gateway {
    shared: Arc<Shared>,
}

/// What the routes share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) latency: Duration,
    pub(crate) key: LinkKey,
    pub(crate) stats: Stats,
    pub(crate) pictures: pictures::Cache,
    pub(crate) assets: Assets,
    pub(crate) framing: Framing,
    origins: Option<Vec<HeaderValue>>,
}

impl Gateway {
    /// Reads and compresses the assets; the network is not touched yet.
    ///
    /// # Errors
    /// [`GatewayError`] when assets can't be read, an allowed or framing origin is none, or the
    /// system has no randomness.
    pub fn new(config: Config) -> Result<Self, GatewayError> {
        let origins = config.allowed_origins.header_values()?;
        let framing = Framing::new(&config.frame_origins)?;
        let assets = match &config.assets {
            Some(directory) => Assets::read(directory)?,
            None => Assets::default(),
        };
        Ok(Self {
            shared: Arc::new(Shared {
                latency: config.latency,
                key: LinkKey::random()?,
                stats: Stats::new(),
                pictures: pictures::Cache::default(),
                assets,
                framing,
                origins,
            }),
        })
    }

    /// The routes, to mount in another server.
    pub fn router(&self) -> Router {
        let api = Router::new()
            // Nesting leaves this one path out.
            .route("/number/", get(not_found))
            .nest(
                "/number",
                Router::new()
                    .route("/{digits}", get(lookup::handle))
                    .fallback(not_found),
            )
            .nest(
                "/demo",
                Router::new()
                    .route("/numbers.json", get(numbers))
                    .route("/pictures/{digits}/{file}", get(pictures::handle))
                    .fallback(not_found),
            )
            .layer(cors::layer(self.shared.origins.clone()))
            .layer(middleware::map_response(cors::stay_silent_unless_allowed));
        Router::new()
            .route("/healthz", get(healthz))
            .route(framing::LIST, get(framing::list))
            .merge(api)
            .fallback(assets::handle)
            .layer(middleware::from_fn(only_reading))
            .layer(middleware::from_fn_with_state(
                Arc::clone(&self.shared),
                framing::add_policy,
            ))
            .layer(middleware::map_response(security_headers::add))
            .with_state(Arc::clone(&self.shared))
    }

    /// The counters; they outlive the gateway and see it while it serves.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.shared.stats.clone()
    }

    /// Serves until `shutdown` resolves, then lets open requests finish for 3 seconds at most.
    ///
    /// # Errors
    /// [`GatewayError::Serve`] when the listener fails for good.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), GatewayError> {
        let (signalled, mut was_signalled) = oneshot::channel();
        let server = axum::serve(listener, self.router()).with_graceful_shutdown(async move {
            shutdown.await;
            // The receiver is only gone when serving has ended anyway.
            let _ = signalled.send(());
        });
        let grace = async {
            if (&mut was_signalled).await.is_ok() {
                tokio::time::sleep(SHUTDOWN_GRACE).await;
            } else {
                std::future::pending().await
            }
        };
        tokio::select! {
            served = std::future::IntoFuture::into_future(server) => served.map_err(GatewayError::Serve),
            () = grace => Ok(()),
        }
    }
}

/// Reading is all there is: anything else is 405, whatever the path.
async fn only_reading(request: Request, next: Next) -> Response {
    if matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    ) {
        return next.run(request).await;
    }
    let mut response = reply::error(
        StatusCode::METHOD_NOT_ALLOWED,
        "Only GET, HEAD and OPTIONS are understood",
        "bad-response",
    );
    response.headers_mut().insert(ALLOW, ALLOWED_METHODS);
    response
}

async fn healthz() -> Response {
    reply::with_type(StatusCode::OK, "text/plain; charset=utf-8", "ok")
}

async fn not_found() -> Response {
    reply::error(StatusCode::NOT_FOUND, "No such path", "bad-response")
}

async fn numbers() -> Response {
    let mut response = reply::with_type(StatusCode::OK, "application/json", demo_table_json());
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
