//! The servers of a run: gateways, and pages of foreign origins that embed the kit.

use std::{
    collections::HashMap,
    fs,
    path::PathBuf,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
    routing::get,
};
use phone_profile_gateway::{AllowedOrigins, Config, Gateway, Stats};
use tokio::{net::TcpListener, task::JoinHandle};

use super::{
    altered_kit::{self, AlteredKits},
    held::{self, HeldPages},
};

/// A gateway on a port of its own. It ends when it's dropped.
pub struct TestGateway {
    pub origin: String,
    pub stats: Stats,
    serving: JoinHandle<()>,
}

impl TestGateway {
    /// Serves the dist, if given, and answers to pages of `allowed`.
    pub async fn start(assets: Option<PathBuf>, allowed: AllowedOrigins) -> Self {
        Self::serve(Config {
            assets,
            allowed_origins: allowed,
            ..Config::default()
        })
        .await
    }

    /// Answers after a while, to pages of that origin.
    pub async fn slow(latency: Duration, page_origin: String) -> Self {
        Self::serve(Config {
            latency,
            allowed_origins: AllowedOrigins::List(vec![page_origin]),
            ..Config::default()
        })
        .await
    }

    /// Serves by any configuration.
    pub async fn serve(config: Config) -> Self {
        let gateway = Gateway::new(config).await.expect("a gateway");
        let stats = gateway.stats();
        let listener = listener().await;
        let origin = origin(&listener);
        let serving = tokio::spawn(async move {
            gateway.serve(listener, std::future::pending()).await;
        });
        Self {
            origin,
            stats,
            serving,
        }
    }

    /// Serves the dist, which pages of `origin` may frame.
    pub async fn framed_by(origin: &str) -> Self {
        Self::serve(Config {
            assets: Some(super::dist()),
            frame_origins: vec![origin.to_owned()],
            ..Config::default()
        })
        .await
    }

    /// Serves the dist, and compares pictures, as `cargo xtask start` has it.
    pub async fn comparing() -> Self {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let mut config = Config {
            assets: Some(super::dist()),
            ..Config::default()
        };
        config.service.picture.compare = true;
        config.service.picture.stock_pictures =
            Some(root.join("gateway/src/demo/stock-pictures.txt"));
        Self::serve(config).await
    }

    /// How many lookups of `+1 310 555 {line}` have arrived.
    pub fn lookups(&self, line: &str) -> u64 {
        self.stats.lookups(&format!("1310555{line}"))
    }

    /// How many of its pictures.
    pub fn pictures(&self, line: &str) -> u64 {
        self.stats.pictures(&format!("1310555{line}"))
    }
}

impl Drop for TestGateway {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// A page that embeds the kit, and the policy that it's served with.
#[derive(Clone)]
pub struct Page {
    pub html: String,
    pub policy: Option<String>,
}

/// The foreign origin: pages, their one script, and copies of the kit beside them.
pub struct HostServer {
    pub origin: String,
    /// Copies of the kit that aren't what was built.
    pub kits: Arc<AlteredKits>,
    /// Copies of the page that come late.
    pub held: Arc<HeldPages>,
    pages: Arc<Pages>,
    count: AtomicU32,
}

struct Pages {
    published: Mutex<HashMap<String, Page>>,
    dist: PathBuf,
}

impl HostServer {
    pub async fn start(dist: PathBuf) -> Self {
        let kits = AlteredKits::new(dist.clone());
        let held = HeldPages::new(dist.clone());
        let pages = Arc::new(Pages {
            published: Mutex::default(),
            dist,
        });
        let router = Router::new()
            .route("/pages/{name}", get(page))
            .route("/host.js", get(script))
            .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
            .route("/copies/{version}/{file}", get(copy))
            .route("/libraries/{name}", get(library))
            .route("/unguarded/", get(unguarded_page))
            .route("/unguarded/{*file}", get(unguarded))
            .with_state(Arc::clone(&pages))
            .merge(altered_kit::router(Arc::clone(&kits)))
            .merge(held::router(Arc::clone(&held)));
        let listener = listener().await;
        let origin = origin(&listener);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            origin,
            kits,
            held,
            pages,
            count: AtomicU32::new(0),
        }
    }

    /// Serves a page from now on, and gives its address.
    pub fn publish(&self, page: Page) -> String {
        let name = self.count.fetch_add(1, Ordering::Relaxed).to_string();
        let url = format!("{}/pages/{name}", self.origin);
        self.pages.published.lock().unwrap().insert(name, page);
        url
    }
}

async fn serve(router: Router, stats: Stats) -> TestGateway {
    let listener = listener().await;
    let origin = origin(&listener);
    let serving =
        tokio::spawn(async move { axum::serve(listener, router).await.expect("serving") });
    TestGateway {
        origin,
        stats,
        serving,
    }
}

/// A dashboard that serves the kit itself and forwards `/lookup` to its gateway: one origin for all.
pub async fn own_origin_site(page: Page) -> TestGateway {
    let config = Config {
        assets: Some(super::dist()),
        ..Config::default()
    };
    let gateway = Gateway::new(config).await.expect("a gateway");
    let stats = gateway.stats();
    let router = Router::new()
        .route("/dashboard", get(async move || with_policy(page)))
        .route("/host.js", get(script))
        .nest_service("/lookup", gateway.router())
        .fallback_service(gateway.router());
    serve(router, stats).await
}

/// Files of two directories, and a gateway's lookups, on one origin under one policy: what a built
/// example is served by. `/phone-profile/` is the installed package.
/// Where the page names the gateway that `cargo xtask start` starts, it gets `elsewhere`, once that is
/// known.
pub async fn example_site(
    example: PathBuf,
    package: PathBuf,
    policy: String,
    elsewhere: Arc<OnceLock<String>>,
) -> TestGateway {
    let gateway = Gateway::new(Config::default()).await.expect("a gateway");
    let stats = gateway.stats();
    let router = Router::new()
        .route(
            "/",
            get({
                let example = example.clone();
                async move || {
                    let other = elsewhere.get().map_or("", |origin| origin);
                    let page = Page::of(&example.join("index.html"), policy.clone());
                    with_policy(Page {
                        html: page.html.replace("http://127.0.0.1:8080", other),
                        policy: page
                            .policy
                            .map(|policy| policy.replace("{elsewhere}", other)),
                    })
                }
            }),
        )
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .route(
            "/phone-profile/{file}",
            get(async move |Path(file): Path<String>| served(&package.join(file))),
        )
        .route(
            "/{file}",
            get({
                let example = example.clone();
                async move |Path(file): Path<String>| served(&example.join(file))
            }),
        )
        .fallback_service(gateway.router());
    serve(router, stats).await
}

impl Page {
    fn of(file: &std::path::Path, policy: String) -> Self {
        let html = fs::read_to_string(file)
            .unwrap_or_else(|error| panic!("reading {}: {error}", file.display()));
        Self {
            html,
            policy: Some(policy),
        }
    }
}

pub fn served(file: &std::path::Path) -> Response {
    let Ok(bytes) = fs::read(file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    };
    ([(CONTENT_TYPE, kind)], bytes).into_response()
}

/// An endpoint that takes connections and never answers.
pub async fn silent_origin() -> String {
    let listener = listener().await;
    let origin = origin(&listener);
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((connection, _)) = listener.accept().await {
            held.push(connection);
        }
    });
    origin
}

/// An endpoint that refuses connections.
pub async fn dead_origin() -> String {
    origin(&listener().await)
}

pub async fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.expect("a free port")
}

pub fn origin(listener: &TcpListener) -> String {
    format!("http://{}", listener.local_addr().expect("its own address"))
}

async fn page(State(pages): State<Arc<Pages>>, Path(name): Path<String>) -> Response {
    let page = pages.published.lock().unwrap().get(&name).cloned();
    page.map_or_else(|| StatusCode::NOT_FOUND.into_response(), with_policy)
}

fn with_policy(page: Page) -> Response {
    let mut headers = HeaderMap::new();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    if let Some(policy) = page.policy {
        headers.insert(
            CONTENT_SECURITY_POLICY,
            policy.parse().expect("a header value"),
        );
    }
    (headers, page.html).into_response()
}

async fn script() -> impl IntoResponse {
    (
        [(CONTENT_TYPE, "text/javascript; charset=utf-8")],
        include_str!("../hosts/host.js"),
    )
}

/// A library of npm that dashboards use, as its package has it.
async fn library(Path(name): Path<String>) -> Response {
    let file = match name.as_str() {
        "idiomorph.js" => "idiomorph/dist/idiomorph.esm.js",
        "morphdom.js" => "morphdom/dist/morphdom-esm.js",
        "turbo.js" => "@hotwired/turbo/dist/turbo.es2017-esm.js",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    served(&super::npm_packages().join(file))
}

/// The page, from a server that knows nothing of policies.
async fn unguarded_page(state: State<Arc<Pages>>) -> Response {
    unguarded(state, Path("index.html".to_owned())).await
}

async fn unguarded(State(pages): State<Arc<Pages>>, Path(file): Path<String>) -> Response {
    unguarded_file(&pages.dist, &file)
}

/// A file of the dist, and nothing that says who may frame it.
pub fn unguarded_file(dist: &std::path::Path, file: &str) -> Response {
    let Ok(bytes) = fs::read(dist.join(file)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match file.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "text/javascript; charset=utf-8",
    };
    ([(CONTENT_TYPE, kind)], bytes).into_response()
}

/// A copy of the kit that calls itself another version; `same` leaves it as it is.
async fn copy(
    State(pages): State<Arc<Pages>>,
    Path((version, file)): Path<(String, String)>,
) -> Response {
    let Ok(mut bytes) = fs::read(pages.dist.join("phone-profile").join(&file)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = if file.ends_with(".wasm") {
        "application/wasm"
    } else {
        "text/javascript; charset=utf-8"
    };
    if file.ends_with(".js") && version != "same" {
        let text = String::from_utf8(bytes).expect("scripts are text");
        bytes = text
            .replace(env!("CARGO_PKG_VERSION"), &version)
            .into_bytes();
    }
    ([(CONTENT_TYPE, kind)], bytes).into_response()
}
