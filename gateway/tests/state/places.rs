//! Where a store can be, and opening it there once more.

use std::sync::atomic::{AtomicU32, Ordering};

use phone_profile_gateway::{
    secret::Secret,
    state::{Settings, Store},
};
use tempfile::TempDir;

use crate::servers::{Cluster, Postgres, Redis};

/// Settings of an empty store.
pub struct Place {
    pub settings: Settings,
    _directory: Option<TempDir>,
}

impl Place {
    pub async fn in_memory() -> Option<Self> {
        Some(Self {
            settings: Settings::default(),
            _directory: None,
        })
    }

    pub async fn on_a_file() -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        Some(Self {
            settings: Settings {
                sqlite: Some(directory.path().join("state.db")),
                ..Settings::default()
            },
            _directory: Some(directory),
        })
    }

    pub async fn on_servers() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let redis = Redis::shared()?;
        let postgres = Postgres::shared()?;
        Some(Self {
            settings: Settings {
                redis: Some(Secret::new(redis.url())),
                redis_prefix: format!("test-{}:", NEXT.fetch_add(1, Ordering::Relaxed)),
                cache_key: Some(Secret::new("a key")),
                postgres: Some(Secret::new(postgres.database().await)),
                ..Settings::default()
            },
            _directory: None,
        })
    }

    pub async fn on_a_cluster() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let cluster = Cluster::shared()?;
        Some(Self {
            settings: Settings {
                redis: Some(Secret::new(cluster.url())),
                redis_prefix: format!("test-{}:", NEXT.fetch_add(1, Ordering::Relaxed)),
                ..Settings::default()
            },
            _directory: None,
        })
    }

    pub fn outlasts_the_process(&self) -> bool {
        self.settings.sqlite.is_some() || self.settings.redis.is_some()
    }

    pub async fn store(&self) -> Store {
        self.settings.open().await.unwrap()
    }
}

/// Everything that a store's error says.
pub fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

pub async fn given_an_open_store_when_asked_then_it_is_ready(place: Place) {
    let store = place.store().await;
    store.ledger.ready().await.unwrap();
    store.audit.ready().await.unwrap();
}
