//! A gateway: made of a configuration, then served.

use std::{future::Future, sync::Arc};

use axum::Router;
use tokio::{net::TcpListener, time::sleep};

use crate::{
    Config, GatewayError, ShutdownSettings, Stats,
    app_state::{AppState, Parts},
    config::cautions,
    http::serve::serve,
    router::router,
    state::Keeps,
    upstream::Proxied,
};

/// A gateway, ready to serve. Clones share everything.
#[derive(Debug, Clone)]
pub struct Gateway {
    state: Arc<AppState>,
    shutdown: ShutdownSettings,
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
        for warning in cautions(&config) {
            tracing::warn!("{warning}");
        }
        if let Keeps::File(file) = parts.service.state.keeps() {
            tracing::info!(file = %file.display(), "budget, counters and audit are kept");
        }
        let store = parts.service.state.open().await?;
        let state = AppState::new(parts, &config, store)?;
        let lookup = state.lookups.longest();
        if let Some(grace) = config.shutdown.grace.filter(|grace| *grace < lookup) {
            tracing::warn!(
                ?grace,
                ?lookup,
                "a lookup may take longer than a shutdown waits"
            );
        }
        Ok(Self {
            state: Arc::new(state),
            shutdown: config.shutdown,
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
        })
    }

    /// The routes, to mount in another server.
    pub fn router(&self) -> Router {
        router(&self.state)
    }

    /// The counters of demo data; they outlive the gateway and see it while it serves.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.state.demo.stats.clone()
    }

    /// Serves until `shutdown` resolves. From then on `/readyz` says 503; then no connection is taken
    /// any more, and what is open or paid for is finished, as [`ShutdownSettings`] say.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) {
        let lookups = self.state.lookups.clone();
        let audit = Arc::clone(&lookups.store().audit);
        let grace = self
            .shutdown
            .grace(lookups.longest(), self.state.demo.is_all);
        let shutdown = async {
            shutdown.await;
            lookups.stop_soon();
            sleep(self.shutdown.unready).await;
        };
        tokio::select! {
            () = serve(listener, self.router(), shutdown, lookups.finish(), grace) => {}
            () = self.state.door.keep_order(Arc::clone(&audit)) => {}
        }
        audit.finish().await;
    }
}
