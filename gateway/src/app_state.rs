//! What the routes share, and how it is made of a configuration.

use std::{mem, sync::Arc, time::Duration};

use axum::http::{HeaderName, HeaderValue};

use crate::{
    Config, GatewayError, ServiceConfig, Stats,
    access::{Door, Pages},
    assets::Assets,
    config::{Budget, UpstreamEntry},
    demo::{picture_link::LinkKey, pictures::DrawnPictures},
    http::{cors::Origins, framing::Framing, public_base::PublicBase},
    identity_record::Issuer,
    metrics::Metrics,
    picture::{PictureHashes, Pictures},
    service::Lookups,
    state::{AuditLog, Store},
    upstream::{self, Plan, Proxied, Upstream},
};

/// What the routes share.
#[derive(Debug)]
pub(crate) struct AppState {
    pub(crate) lookups: Lookups,
    pub(crate) door: Door,
    /// Where pictures go through the gateway.
    pub(crate) pictures: Option<Arc<Pictures>>,
    /// Where pictures may be compared.
    pub(crate) picture_hashes: Option<PictureHashes>,
    /// Makes identity records.
    pub(crate) records: Issuer,
    pub(crate) metrics: Metrics,
    pub(crate) public_base: PublicBase,
    pub(crate) origins: Origins,
    pub(crate) framing: Framing,
    pub(crate) assets: Arc<Assets>,
    pub(crate) demo: DemoState,
}

/// What the demo's routes share.
#[derive(Debug)]
pub(crate) struct DemoState {
    /// Demo data and nothing else: told as it is, broken answers included.
    pub(crate) is_all: bool,
    /// Added to every lookup.
    pub(crate) latency: Duration,
    pub(crate) key: LinkKey,
    pub(crate) stats: Stats,
    pub(crate) pictures: Arc<DrawnPictures>,
}

impl AppState {
    /// Reads and compresses the assets.
    pub(crate) fn new(parts: Parts, config: &Config, store: Store) -> Result<Self, GatewayError> {
        let assets = match &config.assets {
            Some(directory) => Assets::read(directory)?,
            None => Assets::default(),
        };
        let store = Store {
            audit: Arc::new(AuditLog::over(store.audit)),
            ..store
        };
        let metrics = Metrics::default();
        let mut parts = parts;
        let upstreams = mem::take(&mut parts.upstreams);
        let lookups = Lookups::new(&parts.service, upstreams, store, metrics.clone())?;
        let lasting = Lasting {
            metrics,
            assets: Arc::new(assets),
            drawn: Arc::default(),
        };
        Ok(Self::of(parts, config, lookups, lasting))
    }

    /// The same as another configuration has it, with all that is remembered.
    pub(crate) fn after(
        earlier: &Self,
        mut parts: Parts,
        config: &Config,
    ) -> Result<Self, GatewayError> {
        let upstreams = mem::take(&mut parts.upstreams);
        let lookups = Lookups::after(&earlier.lookups, &parts.service, upstreams)?;
        let lasting = Lasting {
            metrics: earlier.metrics.clone(),
            assets: Arc::clone(&earlier.assets),
            drawn: Arc::clone(&earlier.demo.pictures),
        };
        Ok(Self::of(parts, config, lookups, lasting))
    }

    fn of(parts: Parts, config: &Config, lookups: Lookups, lasting: Lasting) -> Self {
        Self {
            lookups,
            door: parts.door,
            pictures: parts.pictures,
            picture_hashes: parts.picture_hashes,
            records: parts.records,
            metrics: lasting.metrics,
            public_base: parts.public_base,
            origins: Origins::new(parts.origins, parts.allowed_headers),
            framing: parts.framing,
            assets: lasting.assets,
            demo: DemoState {
                is_all: parts.service.is_demo(),
                latency: config.latency,
                key: parts.key,
                stats: parts.stats,
                pictures: lasting.drawn,
            },
        }
    }
}

/// What stays when a configuration is read again, besides what is in [`Lookups`] and [`Parts`].
struct Lasting {
    metrics: Metrics,
    assets: Arc<Assets>,
    drawn: Arc<DrawnPictures>,
}

/// What a configuration says, checked.
pub(crate) struct Parts {
    pub(crate) service: ServiceConfig,
    upstreams: Vec<Arc<dyn Upstream>>,
    door: Door,
    pictures: Option<Arc<Pictures>>,
    picture_hashes: Option<PictureHashes>,
    pub(crate) records: Issuer,
    public_base: PublicBase,
    origins: Option<Vec<HeaderValue>>,
    allowed_headers: Vec<HeaderName>,
    framing: Framing,
    key: LinkKey,
    stats: Stats,
}

impl Parts {
    /// Touches neither the network nor a store.
    pub(crate) fn new(config: &Config) -> Result<Self, GatewayError> {
        Self::after(None, config)
    }

    /// The same in place of what there was: with the memory of callers and pictures, and the keys that
    /// end with the process.
    pub(crate) fn after(earlier: Option<&AppState>, config: &Config) -> Result<Self, GatewayError> {
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
        let (key, stats) = match earlier {
            Some(AppState { demo, .. }) => (demo.key.clone(), demo.stats.clone()),
            None => (LinkKey::random()?, Stats::new()),
        };
        let demo = (key.clone(), stats.clone());
        let upstreams = service
            .upstreams
            .iter()
            .map(|entry| entry.settings.build_with(Some(demo.clone()), &proxy))
            .collect::<Result<_, _>>()?;
        let pictures = (service.picture.proxy && !service.is_demo())
            .then(
                || match earlier.and_then(|earlier| earlier.pictures.as_ref()) {
                    Some(earlier) => Pictures::after(earlier, &service.picture),
                    None => Pictures::new(&service.picture).map(Arc::new),
                },
            )
            .transpose()?;
        let public_base = PublicBase::new(config.public_url.as_deref())?;
        let records = Issuer::new(&config.record, public_base.configured())?;
        let origins = config.allowed_origins.header_values()?;
        let mut door = Door::new(
            &service.access,
            // Any origin is nobody's: a wildcard lets no page ask in its visitor's name.
            Pages::of(origins.clone().unwrap_or_default()),
            service.is_demo(),
            service.first_budget(),
        )?;
        if let Some(earlier) = earlier {
            door.go_on_from(&earlier.door);
        }
        Ok(Self {
            upstreams,
            door,
            pictures,
            picture_hashes: PictureHashes::new(&config.service.picture)?,
            records,
            public_base,
            origins,
            allowed_headers: config.header_names()?,
            framing: Framing::new(&config.frame_origins)?,
            key,
            stats,
            service,
        })
    }

    /// The upstreams that are asked through a proxy.
    pub(crate) fn proxied(&self) -> Vec<Proxied> {
        let through = |upstream: &Arc<dyn Upstream>| {
            upstream.proxy().map(|proxy| Proxied {
                upstream: upstream.name().to_owned(),
                proxy: proxy.to_owned(),
            })
        };
        self.upstreams.iter().filter_map(through).collect()
    }

    /// The upstreams at which whatever they answer may be spent.
    pub(crate) fn unlimited(&self) -> Vec<String> {
        let entries = self.service.upstreams.iter();
        entries
            .filter(|entry| entry.budget == Some(Budget::Unlimited))
            .map(name_of)
            .collect()
    }

    /// The upstreams that spend one plan's requests, and so one budget.
    pub(crate) fn shared(&self) -> Vec<Vec<String>> {
        let shared = shared_plans(&self.service.upstreams).into_iter();
        shared
            .map(|entries| entries.into_iter().map(name_of).collect())
            .collect()
    }

    /// The upstreams whose stores are to be asked first, and are not, without a budget.
    pub(crate) fn unasked_stores(&self) -> Vec<String> {
        let entries = self.service.upstreams.iter().zip(&self.upstreams);
        entries
            .filter(|(entry, upstream)| upstream.asks_store_first() && !entry.opens_store())
            .map(|(entry, _)| name_of(entry))
            .collect()
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
