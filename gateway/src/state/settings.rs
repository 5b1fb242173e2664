//! `[state]` of the configuration, and the stores that it asks for.

use std::{path::PathBuf, sync::Arc};

use serde::Deserialize;

use super::{
    AUDIT, Audit, Authorities, Cache, Database, LEDGER, Ledger, MemoryAudit, MemoryCache,
    PostgresAudit, RedisCache, RedisConnection, RedisLedger, SqliteAudit, SqliteLedger, Store,
    StoreError, redis::durability,
};
use crate::secret::Secret;

/// Where a gateway keeps what it remembers. The default is this process's memory: nothing is on
/// disk unless configured.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Settings {
    /// How much memory answers take at most.
    pub cache_bytes: u64,
    /// The file of budget, counters and audit; without it they end with the process.
    pub sqlite: Option<PathBuf>,
    /// `redis://…`, or `rediss://…` by TLS: answers, budget and counters for many gateways, in
    /// place of memory and file.
    pub redis: Option<Secret>,
    /// What every key in Redis begins with.
    pub redis_prefix: String,
    /// With it, Redis has keyed hashes in place of numbers.
    pub cache_key: Option<Secret>,
    /// `postgres://…`, by TLS with `?sslmode=require`: the audit of many gateways, in place of the
    /// file.
    pub postgres: Option<Secret>,
    /// Certificates of the authorities (PEM) that the two are to have theirs from, in place of this
    /// machine's.
    pub ca_file: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cache_bytes: 128 * 1024 * 1024,
            sqlite: None,
            redis: None,
            redis_prefix: "phone-profile:".to_owned(),
            cache_key: None,
            postgres: None,
            ca_file: None,
        }
    }
}

impl Settings {
    /// Opens or connects to all of it.
    ///
    /// # Errors
    /// [`StoreError`] for the first that can't be used.
    pub async fn open(&self) -> Result<Store, StoreError> {
        let authorities = match &self.ca_file {
            None => Authorities::default(),
            Some(path) => {
                let part = self.redis.as_ref().map_or(AUDIT, |_| LEDGER);
                Authorities::read(path).map_err(StoreError::of(part))?
            }
        };
        let (cache, ledger): (Arc<dyn Cache>, Option<Arc<dyn Ledger>>) = match &self.redis {
            None => (Arc::new(MemoryCache::new(self.cache_bytes)), None),
            Some(url) => {
                let connection =
                    RedisConnection::open(url, &self.redis_prefix, &authorities).await?;
                durability::check(&connection).await;
                let cache = RedisCache::new(connection.clone(), self.cache_key.clone());
                (
                    Arc::new(cache),
                    Some(Arc::new(RedisLedger::new(connection))),
                )
            }
        };
        let audit: Option<Arc<dyn Audit>> = match (&self.postgres, &self.sqlite) {
            (Some(url), _) => Some(Arc::new(PostgresAudit::open(url, &authorities).await?)),
            (None, None) => Some(Arc::new(MemoryAudit::default())),
            (None, Some(_)) => None,
        };
        let (ledger, audit) = match (ledger, audit) {
            (Some(ledger), Some(audit)) => (ledger, audit),
            (ledger, audit) => {
                let database = Database::open(self.sqlite.clone()).await?;
                let ledger =
                    ledger.unwrap_or_else(|| Arc::new(SqliteLedger::new(Arc::clone(&database))));
                let audit = audit.unwrap_or_else(|| Arc::new(SqliteAudit::new(database)));
                (ledger, audit)
            }
        };
        Ok(Store {
            cache,
            ledger,
            audit,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_no_settings_when_read_then_nothing_is_on_disk_or_elsewhere() {
        let settings: Settings = toml::from_str("").unwrap();
        assert_eq!(settings.cache_bytes, 128 * 1024 * 1024);
        assert_eq!(settings.redis_prefix, "phone-profile:");
        assert!(settings.sqlite.is_none() && settings.redis.is_none());
        assert!(settings.postgres.is_none() && settings.cache_key.is_none());
        assert!(settings.ca_file.is_none());
    }

    #[test]
    fn given_all_settings_when_read_and_debugged_then_they_are_there_and_no_secret_shows() {
        let settings: Settings = toml::from_str(
            "cache-bytes = 7
             sqlite = \"/var/lib/gateway/state.db\"
             redis = \"redis://:hunter2@redis.example\"
             redis-prefix = \"a:\"
             cache-key = \"hunter2\"
             postgres = \"postgres://gateway:hunter2@db.example/gateway\"
             ca-file = \"/etc/gateway/ca.pem\"",
        )
        .unwrap();
        assert_eq!(settings.cache_bytes, 7);
        assert!(settings.redis.is_some() && settings.postgres.is_some());
        assert!(settings.ca_file.is_some());
        assert!(!format!("{settings:?}").contains("hunter2"));
    }

    #[test]
    fn given_a_word_that_is_no_setting_when_read_then_it_is_refused() {
        let error = toml::from_str::<Settings>("cache_bytes = 7").unwrap_err();
        assert!(error.message().contains("cache_bytes"), "{error}");
    }

    #[tokio::test]
    async fn given_addresses_that_are_none_when_opened_then_the_error_quotes_nothing_of_them() {
        for text in [
            "redis = \"hunter2\"",
            "redis = \"redis://:hunter2@[\"",
            "postgres = \"hunter2\"",
            "postgres = \"postgres://u:hunter2@h:port/d\"",
            "postgres = \"password hunter2\"",
            "redis = \"rediss://:hunter2@[\"",
            "redis = \"rediss://:hunter2@redis.example/#insecure\"",
            "postgres = \"postgres://u:hunter2@h/d?sslmode=sure\"",
        ] {
            let settings: Settings = toml::from_str(text).unwrap();
            let error = settings.open().await.unwrap_err();
            let told = format!("{error} {:?} {}", error, error.source);
            assert!(told.contains("is not of the form"), "{told}");
            assert!(!told.contains("hunter2"), "{told}");
        }
    }
}
