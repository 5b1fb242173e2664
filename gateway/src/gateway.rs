//! Puts the routes together and serves them.

use std::{future::Future, sync::Arc, time::Duration};

use axum::{
    Extension, Router,
    extract::{Request, State},
    http::{
        HeaderName, HeaderValue, Method, StatusCode,
        header::{ALLOW, CACHE_CONTROL},
    },
    middleware::{self, Next},
    response::Response,
    routing::{get, post, put},
};
use tokio::net::TcpListener;

use crate::{
    Config, GatewayError, ServiceConfig, Stats,
    access::{Door, Pages},
    api::{self, Api},
    assets::{self, Assets},
    config::{Budget, UpstreamEntry},
    cors::{self, Origins},
    demo::{picture_link::LinkKey, table::demo_table_json},
    dispatch::Dispatch,
    framing::{self, Framing},
    lookup,
    metrics::Metrics,
    mount::Mount,
    picture::Pictures,
    pictures,
    public_base::PublicBase,
    reply, security_headers,
    serve::serve,
    service::Lookups,
    state::{Keeps, Store},
    upstream::{self, Plan, Proxied},
};

const ALLOWED_METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, OPTIONS");

/// A gateway, ready to serve.
#[derive(Debug, Clone)]
pub struct Gateway {
    shared: Arc<Shared>,
}

/// What is to be known about a sound configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The upstreams that are asked through a proxy.
    pub proxied: Vec<Proxied>,
    /// Where budget and counters are.
    pub keeps: Keeps,
    /// The upstreams at which whatever they answer may be spent.
    pub unlimited: Vec<String>,
    /// The upstreams that spend one plan's requests, and so one budget.
    pub shared: Vec<Vec<String>>,
    /// The upstreams whose stores are to be asked first, and are not, without a budget.
    pub unasked_stores: Vec<String>,
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
    pub(crate) api: Api,
    /// Demo data alone: told as it is, broken answers included.
    pub(crate) demo: bool,
    pub(crate) origins: Origins,
}

impl Gateway {
    /// Reads and compresses the assets, and opens the store; no upstream is asked yet.
    ///
    /// # Errors
    /// [`GatewayError`] when assets can't be read, the store can't be opened, or something in the
    /// configuration can't be meant.
    pub async fn new(config: Config) -> Result<Self, GatewayError> {
        let parts = Parts::new(&config)?;
        for Proxied { upstream, proxy } in parts.proxied() {
            tracing::info!(
                upstream,
                proxy,
                "asked through a proxy; pictures are fetched directly"
            );
        }
        if let Keeps::File(file) = parts.service.state.keeps() {
            tracing::info!(file = %file.display(), "budget, counters and audit are kept");
        }
        let store = parts.service.state.open().await?;
        Self::of(parts, config, store)
    }

    /// Finds what is wrong with a configuration, without touching the network or a store.
    ///
    /// # Errors
    /// [`GatewayError`] for the first thing that can't be meant.
    pub fn check(config: &Config) -> Result<Checked, GatewayError> {
        let parts = Parts::new(config)?;
        let entries = parts.service.upstreams.iter();
        Ok(Checked {
            proxied: parts.proxied(),
            keeps: parts.service.state.keeps(),
            unlimited: entries
                .filter(|entry| entry.budget == Some(Budget::Unlimited))
                .map(|entry| entry.settings.name().to_owned())
                .collect(),
            shared: shared_plans(&parts.service.upstreams)
                .into_iter()
                .map(|entries| entries.iter().map(|entry| name_of(entry)).collect())
                .collect(),
            unasked_stores: parts
                .service
                .upstreams
                .iter()
                .zip(&parts.upstreams)
                .filter(|(entry, upstream)| upstream.asks_store_first() && !entry.opens_store())
                .map(|(entry, _)| name_of(entry))
                .collect(),
        })
    }

    fn of(parts: Parts, config: Config, store: Store) -> Result<Self, GatewayError> {
        let assets = match &config.assets {
            Some(directory) => Assets::read(directory)?,
            None => Assets::default(),
        };
        let metrics = Metrics::default();
        let lookups = Lookups::new(&parts.service, parts.upstreams, store, metrics.clone())?;
        Ok(Self {
            shared: Arc::new(Shared {
                latency: config.latency,
                key: parts.key,
                stats: parts.stats,
                pictures: pictures::Cache::default(),
                assets,
                framing: parts.framing,
                api: Api {
                    lookups,
                    door: Arc::new(parts.door),
                    pictures: parts.pictures.map(Arc::new),
                    metrics,
                    public_base: Arc::new(parts.public_base),
                },
                demo: parts.service.is_demo(),
                origins: Origins::new(parts.origins, parts.allowed_headers),
            }),
        })
    }

    /// What is at the root and below `/lookup`.
    fn api(&self) -> Router<Arc<Shared>> {
        let number = if self.shared.demo {
            get(lookup::handle)
        } else {
            get(api::number::lookup)
        };
        let number = number.delete(api::erase::erase);
        Router::new()
            // Nesting leaves this one path out.
            .route("/number/", get(not_found))
            .nest(
                "/number",
                Router::new().route("/{digits}", number).fallback(not_found),
            )
            .route("/number_cache/{digits}", get(api::number::kept))
            .route("/numbers", post(api::batch::lookup_many))
            .route("/picture/{digits}", get(api::picture::picture))
            .route("/quota", get(api::quota::quota))
            .nest(
                "/demo",
                Router::new()
                    .route("/numbers.json", get(numbers))
                    .route("/pictures/{digits}/{file}", get(pictures::handle))
                    .fallback(not_found),
            )
            .layer(cors::layer(&self.shared.origins))
            .layer(middleware::map_response(cors::stay_silent_unless_allowed))
            .route("/audit", get(api::audit::audit))
            .route("/quota/{upstream}", put(api::quota::correct))
    }

    /// The routes, to mount in another server.
    pub fn router(&self) -> Router {
        let below_lookup = self.api().fallback(not_found);
        let prefix = Mount::Lookup.prefix();
        Router::new()
            .route("/healthz", get(healthz))
            .route("/readyz", get(api::operate::readyz))
            .route("/metrics", get(api::operate::metrics))
            .route("/openapi.json", get(api::document::json))
            .route("/api", get(api::document::page))
            .route(framing::LIST, get(framing::list))
            .merge(self.api())
            .route(&format!("{prefix}/"), get(not_found))
            .nest(prefix, below_lookup.layer(Extension(Mount::Lookup)))
            .fallback(assets::handle)
            .layer(middleware::from_fn(only_reading))
            .layer(middleware::from_fn_with_state(
                Arc::clone(&self.shared),
                framing::add_policy,
            ))
            .layer(middleware::map_response(security_headers::add))
            .with_state(Arc::clone(&self.shared))
    }

    fn dispatch(&self) -> Dispatch {
        Dispatch::new(Arc::clone(&self.shared), self.router())
    }

    /// The counters; they outlive the gateway and see it while it serves.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.shared.stats.clone()
    }

    /// Serves until `shutdown` resolves, then lets open requests finish for 3 seconds at most.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) {
        let audit = Arc::clone(&self.shared.api.lookups.store().audit);
        let door = Arc::clone(&self.shared.api.door);
        tokio::select! {
            () = serve(listener, self.dispatch(), shutdown) => {}
            () = door.keep_order(audit) => {}
        }
    }
}

/// What a configuration says, checked.
struct Parts {
    origins: Option<Vec<HeaderValue>>,
    allowed_headers: Vec<HeaderName>,
    framing: Framing,
    key: LinkKey,
    stats: Stats,
    service: ServiceConfig,
    upstreams: Vec<Arc<dyn upstream::Upstream>>,
    door: Door,
    pictures: Option<Pictures>,
    public_base: PublicBase,
}

impl Parts {
    fn new(config: &Config) -> Result<Self, GatewayError> {
        let mut service = config.service.clone();
        if service.upstreams.is_empty() {
            service.upstreams.push(UpstreamEntry::demo());
        }
        if let Some(entry) = service.upstreams.iter().find(|entry| entry.lacks_budget()) {
            return Err(GatewayError::NoBudget(entry.settings.name().to_owned()));
        }
        for entries in shared_plans(&service.upstreams) {
            let unlimited = entries.iter().find(|entry| !entry.is_limited());
            let limited = entries.iter().find(|entry| entry.is_limited());
            if let (Some(unlimited), Some(limited)) = (unlimited, limited) {
                return Err(GatewayError::OnePlan(name_of(unlimited), name_of(limited)));
            }
        }
        let has_budget = service.has_budget();
        service.state = service.state.lasting(has_budget)?;
        let proxy = upstream::Proxy::new(service.proxy.as_ref())?;
        let (key, stats) = (LinkKey::random()?, Stats::new());
        let demo = (key.clone(), stats.clone());
        let upstreams = service
            .upstreams
            .iter()
            .map(|entry| entry.settings.build_with(Some(demo.clone()), &proxy))
            .collect::<Result<_, _>>()?;
        let pictures = (service.picture.proxy && !service.is_demo())
            .then(|| Pictures::new(&service.picture))
            .transpose()?;
        let origins = config.allowed_origins.header_values()?;
        Ok(Self {
            allowed_headers: config.header_names()?,
            framing: Framing::new(&config.frame_origins)?,
            key,
            stats,
            upstreams,
            // Any origin is nobody's: a wildcard lets no page ask in its visitor's name.
            door: Door::new(
                &service.access,
                Pages::of(origins.clone().unwrap_or_default()),
                service.is_demo(),
            )?,
            pictures,
            origins,
            public_base: PublicBase::new(config.public_url.as_deref())?,
            service,
        })
    }

    fn proxied(&self) -> Vec<Proxied> {
        let through = |upstream: &Arc<dyn upstream::Upstream>| {
            upstream.proxy().map(|proxy| Proxied {
                upstream: upstream.name().to_owned(),
                proxy: proxy.to_owned(),
            })
        };
        self.upstreams.iter().filter_map(through).collect()
    }
}

/// The entries that spend one plan's requests.
fn shared_plans(entries: &[UpstreamEntry]) -> Vec<Vec<&UpstreamEntry>> {
    let mut by_plan: Vec<(Plan, Vec<&UpstreamEntry>)> = Vec::new();
    for entry in entries {
        let plan = entry.settings.plan();
        match by_plan.iter_mut().find(|(known, _)| *known == plan) {
            Some((_, entries)) => entries.push(entry),
            None => by_plan.push((plan, vec![entry])),
        }
    }
    let shared = by_plan.into_iter().map(|(_, entries)| entries);
    shared.filter(|entries| entries.len() > 1).collect()
}

fn name_of(entry: &UpstreamEntry) -> String {
    entry.settings.name().to_owned()
}

/// Reading is nearly all there is: anything else is 405, but for erasing a number, asking for many
/// and correcting a budget.
async fn only_reading(request: Request, next: Next) -> Response {
    let (_, path) = Mount::of(request.uri().path());
    let allowed = match *request.method() {
        Method::GET | Method::HEAD | Method::OPTIONS => true,
        Method::DELETE => path.starts_with("/number/"),
        Method::POST => path == "/numbers",
        Method::PUT => path.starts_with("/quota/"),
        _ => false,
    };
    if allowed {
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

/// None where a lookup of them would ask a real service, and cost money.
async fn numbers(State(shared): State<Arc<Shared>>) -> Response {
    let table = if shared.demo {
        demo_table_json()
    } else {
        r#"{"numbers":[]}"#.to_owned()
    };
    let mut response = reply::with_type(StatusCode::OK, "application/json", table);
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
