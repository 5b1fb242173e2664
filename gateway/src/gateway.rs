//! A gateway: made of a configuration, then served, and told of another configuration while it is.

use std::{
    convert::Infallible,
    future::Future,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::{Router, extract::Request};
use tokio::{net::TcpListener, sync::watch, time::sleep};
use tower::{ServiceExt, service_fn};

use crate::{
    Config, GatewayError, ShutdownSettings, Stats,
    app_state::{AppState, Parts},
    config::cautions,
    http::serve::serve,
    router::router,
    state::{self, Audit, Keeps},
    upstream::Proxied,
};

/// A gateway, ready to serve. Clones share everything.
#[derive(Debug, Clone)]
pub struct Gateway {
    /// What requests that come now are answered with. Those under way keep what they began with.
    current: Arc<watch::Sender<Arc<Current>>>,
    fixed: Arc<Fixed>,
}

#[derive(Debug)]
struct Current {
    state: Arc<AppState>,
    routes: Router,
    /// How long a lookup takes at most, those that began with an earlier configuration included.
    longest: Duration,
}

/// What stays as it was at the start.
#[derive(Debug)]
struct Fixed {
    assets: Option<PathBuf>,
    /// As it was written.
    state: state::Settings,
    keeps: Keeps,
    shutdown: ShutdownSettings,
    /// Held by the one who changes what is current.
    changing: Mutex<()>,
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
    /// What can be meant, and is dangerous.
    pub warnings: Vec<String>,
    /// The upstreams that spend one plan's requests, and so one budget.
    pub shared: Vec<Vec<String>>,
    /// The upstreams whose stores are to be asked first, and are not, without a budget.
    pub unasked_stores: Vec<String>,
    /// The id of the key that signs identity records, where there is one.
    pub record_key: Option<String>,
}

/// What came of another configuration for a running gateway.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reloaded {
    /// What is said differently and stays as it was until the next start, as it is called in the
    /// configuration: `assets`, `[state]`, `[shutdown]`.
    pub needs_restart: Vec<&'static str>,
}

impl Gateway {
    /// Reads and compresses the assets, and opens the store; no upstream is asked yet.
    ///
    /// # Errors
    /// [`GatewayError`] when assets can't be read, the store can't be opened, or something in the
    /// configuration can't be meant.
    pub async fn new(config: Config) -> Result<Self, GatewayError> {
        let parts = Parts::new(&config)?;
        log_what_is_to_be_known(&parts, &config);
        if let Keeps::File(file) = parts.service.state.keeps() {
            tracing::info!(file = %file.display(), "budget, counters and audit are kept");
        }
        let fixed = Fixed {
            assets: config.assets.clone(),
            state: config.service.state.clone(),
            keeps: parts.service.state.keeps(),
            shutdown: config.shutdown.clone(),
            changing: Mutex::default(),
        };
        let store = parts.service.state.open().await?;
        let current = Current::of(AppState::new(parts, &config, store)?, Duration::ZERO);
        fixed.warn_of_a_short_grace(&current);
        Ok(Self {
            current: Arc::new(watch::Sender::new(Arc::new(current))),
            fixed: Arc::new(fixed),
        })
    }

    /// Finds what is wrong with a configuration, without touching the network or a store.
    ///
    /// # Errors
    /// [`GatewayError`] for the first thing that can't be meant.
    pub fn check(config: &Config) -> Result<Checked, GatewayError> {
        let parts = Parts::new(config)?;
        Ok(Checked {
            proxied: parts.proxied(),
            keeps: parts.service.state.keeps(),
            unlimited: parts.unlimited(),
            warnings: cautions(config),
            shared: parts.shared(),
            unasked_stores: parts.unasked_stores(),
            record_key: parts.records.key().map(|key| key.public().id().to_owned()),
        })
    }

    /// Takes another configuration, for requests that come from now on; those under way end as they
    /// began. What is remembered stays: answers, what is spent, lookups under way, walks through
    /// ranges, wrong credentials, fetched pictures. What it says of assets, `[state]` and `[shutdown]`
    /// isn't taken. Files are read meanwhile: for a thread that may wait.
    ///
    /// # Errors
    /// [`GatewayError`] as by [`check`](Self::check), and for a first budget that would have no place
    /// to be kept in. Then all is as it was.
    pub fn reload(&self, config: Config) -> Result<Reloaded, GatewayError> {
        let changing = self.fixed.changing.lock();
        let _changing = changing.unwrap_or_else(PoisonError::into_inner);
        let earlier = self.current();
        let parts = Parts::after(Some(&earlier.state), &config)?;
        let needs_restart = self.fixed.unlike(&config, &parts)?;
        log_what_is_to_be_known(&parts, &config);
        let state = AppState::after(&earlier.state, parts, &config)?;
        let current = Current::of(state, earlier.longest);
        self.fixed.warn_of_a_short_grace(&current);
        self.current.send_replace(Arc::new(current));
        Ok(Reloaded { needs_restart })
    }

    /// The routes, to mount in another server. They follow the configuration.
    pub fn router(&self) -> Router {
        let gateway = self.clone();
        Router::new().fallback_service(service_fn(move |request: Request| {
            let routes = gateway.current().routes.clone();
            async move { Ok::<_, Infallible>(routes.oneshot(request).await.unwrap_or_else(never)) }
        }))
    }

    /// The counters of demo data; they outlive the gateway and see it while it serves.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.current().state.demo.stats.clone()
    }

    /// Serves until `shutdown` resolves. From then on `/readyz` says 503; then no connection is taken
    /// any more, and what is open or paid for is finished, as [`ShutdownSettings`] say.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) {
        // Of any configuration: they share what goes on.
        let lookups = self.current().state.lookups.clone();
        let audit = Arc::clone(&lookups.store().audit);
        let shutdown = async {
            shutdown.await;
            lookups.stop_soon();
            let settings = &self.fixed.shutdown;
            sleep(settings.unready).await;
            let current = self.current();
            settings.grace(current.longest, current.state.demo.is_all)
        };
        let routes = {
            let gateway = self.clone();
            move || gateway.current().routes.clone()
        };
        tokio::select! {
            () = serve(listener, routes, shutdown, lookups.finish()) => {}
            () = self.keep_order(&audit) => {}
        }
        audit.finish().await;
    }

    /// What has to be done now and then, as the configuration of the moment says. Never ends.
    async fn keep_order(&self, audit: &Arc<dyn Audit>) {
        let mut changes = self.current.subscribe();
        loop {
            let state = Arc::clone(&changes.borrow_and_update().state);
            tokio::select! {
                () = state.door.keep_order(Arc::clone(audit)) => {}
                // Not while this gateway lives.
                changed = changes.changed() => if changed.is_err() { return },
            }
        }
    }

    fn current(&self) -> Arc<Current> {
        Arc::clone(&self.current.borrow())
    }
}

impl Current {
    /// `longest`: as long as what is under way may still take.
    fn of(state: AppState, longest: Duration) -> Self {
        let state = Arc::new(state);
        Self {
            routes: router(&state),
            longest: state.lookups.longest().max(longest),
            state,
        }
    }
}

impl Fixed {
    /// What another configuration says differently.
    fn unlike(&self, config: &Config, parts: &Parts) -> Result<Vec<&'static str>, GatewayError> {
        let (now, wanted) = (&self.state, &config.service.state);
        // Without a budget, memory was enough.
        let began_in_memory = !now.volatile && self.keeps == Keeps::Memory;
        if began_in_memory && parts.service.has_budget() && !wanted.volatile {
            return Err(GatewayError::BudgetInMemory);
        }
        let all = [
            ("assets", self.assets != config.assets),
            ("[state]", now != wanted),
            ("[shutdown]", self.shutdown != config.shutdown),
        ];
        let unlike = all.into_iter().filter(|(_, unlike)| *unlike);
        Ok(unlike.map(|(name, _)| name).collect())
    }

    fn warn_of_a_short_grace(&self, current: &Current) {
        let lookup = current.longest;
        if let Some(grace) = self.shutdown.grace.filter(|grace| *grace < lookup) {
            tracing::warn!(
                ?grace,
                ?lookup,
                "a lookup may take longer than a shutdown waits"
            );
        }
    }
}

fn log_what_is_to_be_known(parts: &Parts, config: &Config) {
    for Proxied { upstream, proxy } in parts.proxied() {
        tracing::info!(
            upstream,
            proxy,
            "asked through a proxy; pictures are fetched directly"
        );
    }
    for warning in cautions(config) {
        tracing::warn!("{warning}");
    }
}

fn never<T>(never: Infallible) -> T {
    match never {}
}
