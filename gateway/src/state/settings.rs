//! `[state]` of the configuration, and the stores that it asks for.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
};

use serde::Deserialize;

use super::{
    AUDIT, Audit, Authorities, Cache, Database, LEDGER, Ledger, MemoryAudit, MemoryCache,
    NoStateDirectory, PostgresAudit, RedisCache, RedisConnection, RedisLedger, SqliteAudit,
    SqliteLedger, Store, StoreError, place, redis::durability,
};
use crate::secret::Secret;

/// Where a gateway keeps what it remembers. The default is this process's memory, except for what
/// was spent of a budget: see [`Settings::lasting`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Settings {
    /// How much memory answers take at most.
    pub cache_bytes: u64,
    /// The file of budget and counters. The audit is in another one beside it: `gateway-audit.db`
    /// beside `gateway.db`. A new version may take both to newer tables, which older ones can't
    /// read: back them up before its first start.
    pub sqlite: Option<PathBuf>,
    /// Budget, counters and audit end with the process: what was spent is forgotten at every start.
    pub volatile: bool,
    /// `redis://host`, `redis-cluster://host,host` or `redis-sentinel://host,host/master`, each with
    /// `rediss` by TLS: answers, budget and counters for many gateways, in place of memory and file.
    pub redis: Option<Secret>,
    /// So many replicas of Redis have what is spent of a budget before it counts, so that a failover
    /// doesn't forget it. With fewer there is an error, and nothing is spent.
    pub redis_wait_replicas: u32,
    /// What every key in Redis begins with.
    pub redis_prefix: String,
    /// With it, Redis has keyed hashes in place of numbers.
    pub cache_key: Option<Secret>,
    /// `postgres://…`, by TLS with `?sslmode=require`: the audit of many gateways, in place of the
    /// file.
    pub postgres: Option<Secret>,
    /// How many connections to PostgreSQL a gateway holds at most.
    pub postgres_connections: usize,
    /// Certificates of the authorities (PEM) that the two are to have theirs from, in place of this
    /// machine's.
    pub ca_file: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cache_bytes: 128 * 1024 * 1024,
            sqlite: None,
            volatile: false,
            redis: None,
            redis_wait_replicas: 0,
            redis_prefix: "phone-profile:".to_owned(),
            cache_key: None,
            postgres: None,
            postgres_connections: 4,
            ca_file: None,
        }
    }
}

/// Settings of `[state]` that can't be meant together, or that lack a place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// `volatile` beside a store.
    #[error("[state] volatile contradicts {0}: one of them has to go")]
    Contradiction(&'static str),
    /// A budget has nowhere to be kept.
    #[error(transparent)]
    NoPlace(#[from] NoStateDirectory),
}

/// Where budget and counters are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeps {
    /// In this process.
    Memory,
    /// In this file.
    File(PathBuf),
    /// In Redis, and on so many of its replicas before it counts.
    Redis {
        /// `redis-wait-replicas`
        replicas: u32,
    },
}

impl fmt::Display for Keeps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("in memory, and are forgotten at every start"),
            Self::File(path) => write!(f, "in {}", path.display()),
            Self::Redis { replicas: 0 } => {
                f.write_str("in Redis; a failover may forget the last of it (redis-wait-replicas)")
            }
            Self::Redis { replicas } => {
                write!(
                    f,
                    "in Redis, and on {replicas} of its replicas before it counts"
                )
            }
        }
    }
}

impl Settings {
    /// These settings with a place that outlasts the process, where there is a budget to be kept:
    /// without Redis, a file of the configuration's or of the state directory. Memory alone takes
    /// the word `volatile`.
    ///
    /// # Errors
    /// [`StateError`] when the settings contradict each other, or there is no such place.
    pub fn lasting(mut self, has_budget: bool) -> Result<Self, StateError> {
        match (self.volatile, &self.redis, &self.sqlite) {
            (true, Some(_), _) => Err(StateError::Contradiction("redis")),
            (true, None, Some(_)) => Err(StateError::Contradiction("sqlite")),
            (false, None, None) if has_budget => {
                self.sqlite = Some(place::default_file()?);
                Ok(self)
            }
            _ => Ok(self),
        }
    }

    /// Where budget and counters are.
    #[must_use]
    pub fn keeps(&self) -> Keeps {
        match (&self.redis, &self.sqlite) {
            (Some(_), _) => Keeps::Redis {
                replicas: self.redis_wait_replicas,
            },
            (None, Some(path)) => Keeps::File(path.clone()),
            (None, None) => Keeps::Memory,
        }
    }

    /// Opens or connects to all of it.
    ///
    /// # Errors
    /// [`StoreError`] for the first that can't be used.
    pub async fn open(&self) -> Result<Store, StoreError> {
        // The clients' futures lie too deep in each other for whoever has this one in its own.
        let opening: Pin<Box<dyn Future<Output = _> + Send + '_>> = Box::pin(self.open_all());
        opening.await
    }

    async fn open_all(&self) -> Result<Store, StoreError> {
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
                let connection = RedisConnection::open(
                    url,
                    &self.redis_prefix,
                    self.redis_wait_replicas,
                    &authorities,
                )
                .await?;
                durability::check(&connection).await;
                let cache = RedisCache::new(connection.clone(), self.cache_key.clone());
                let ledger = RedisLedger::open(connection, self.cache_key.clone()).await?;
                (Arc::new(cache), Some(Arc::new(ledger)))
            }
        };
        if let Some(path) = &self.sqlite
            && place::is_default(path)
        {
            make_directory(path).map_err(StoreError::of(LEDGER))?;
        }
        let ledger = match ledger {
            Some(ledger) => {
                if let Some(path) = self.sqlite.as_ref().filter(|path| path.is_file()) {
                    // Of a time when the audit was in it: it is taken out.
                    drop(Database::open(Some(path.clone())).await?);
                }
                ledger
            }
            None => Arc::new(SqliteLedger::new(
                Database::open(self.sqlite.clone()).await?,
            )),
        };
        let audit: Arc<dyn Audit> = match (&self.postgres, &self.sqlite) {
            (Some(url), _) => {
                Arc::new(PostgresAudit::open(url, self.postgres_connections, &authorities).await?)
            }
            (None, None) => Arc::new(MemoryAudit::default()),
            (None, Some(path)) => {
                let file = place::audit_file(path);
                Arc::new(SqliteAudit::new(Database::open_audit(file).await?))
            }
        };
        Ok(Store {
            cache,
            ledger,
            audit,
        })
    }
}

/// For the file, and for its owner alone. Not for a configured one: a typing error would become a
/// directory.
fn make_directory(file: &Path) -> io::Result<()> {
    let Some(directory) = file.parent().filter(|path| !path.as_os_str().is_empty()) else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(directory)
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
    fn given_a_budget_when_nothing_says_where_it_is_kept_then_it_is_in_a_file() {
        let read = |text: &str| toml::from_str::<Settings>(text).unwrap();
        let keeps = |text: &str, has_budget| Ok(read(text).lasting(has_budget)?.keeps());
        assert_eq!(keeps("", false), Ok::<_, StateError>(Keeps::Memory));
        assert_eq!(keeps("volatile = true", true), Ok(Keeps::Memory));
        assert_eq!(
            keeps("redis = \"redis://r\"", true),
            Ok(Keeps::Redis { replicas: 0 })
        );
        let configured = Keeps::File("/a/b.db".into());
        assert_eq!(keeps("sqlite = \"/a/b.db\"", true), Ok(configured));
        for other in ["redis = \"redis://r\"", "sqlite = \"/a/b.db\""] {
            let error = keeps(&format!("volatile = true\n{other}"), true).unwrap_err();
            assert!(matches!(error, StateError::Contradiction(_)), "{error}");
        }
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
             postgres-connections = 2
             ca-file = \"/etc/gateway/ca.pem\"",
        )
        .unwrap();
        assert_eq!(settings.cache_bytes, 7);
        assert!(settings.redis.is_some() && settings.postgres.is_some());
        assert!(settings.ca_file.is_some());
        assert_eq!(settings.postgres_connections, 2);
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
            "redis = \"redis-cluster://:hunter2@\"",
            "redis = \"redis-sentinel://:hunter2@redis.example\"",
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
