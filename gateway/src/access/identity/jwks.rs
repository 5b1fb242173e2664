//! The identity provider's public keys: fetched when they are wanted, by one for all, and kept
//! for a while.
//!
//! As long as the keys that are held count, nobody waits for new ones: these are fetched beside.
//! Requests wait where there is no key to check them with.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use jsonwebtoken::{Algorithm, DecodingKey};
use reqwest::{Client, StatusCode, header::ACCEPT, redirect};
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    task::JoinHandle,
    time::timeout,
};
use url::{Host, Url};

use super::key_set::KeySet;
use crate::access::SettingsError;

/// Keys are asked for again after this long.
const FRESH: Duration = Duration::from_secs(10 * 60);
/// Keys count for this long where the provider doesn't answer: a revoked key must end some time.
const USABLE: Duration = Duration::from_secs(60 * 60);
/// Between two requests that unknown key ids cause: anybody can send those.
const UNKNOWN_APART: Duration = Duration::from_secs(60);
/// Between two requests where the last one failed.
pub(super) const FAILED_APART: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(5);
/// How long a token of an unknown key waits for new keys, which are fetched all the same.
const UNKNOWN_WAITS: Duration = Duration::from_secs(2);
const LARGEST: usize = 256 * 1024;

/// Keys at an address.
pub(super) struct RemoteKeys {
    provider: Arc<Provider>,
    /// Held while keys are asked for, so that there is one question at a time.
    asking: Arc<Mutex<()>>,
}

struct Provider {
    client: Client,
    url: Url,
    algorithm: Algorithm,
    held: RwLock<Held>,
}

#[derive(Clone, Default)]
struct Held {
    keys: Arc<KeySet>,
    /// When these keys came.
    came: Option<Instant>,
    /// When keys were last asked for.
    asked: Option<Instant>,
    /// Whether that went wrong.
    failed: bool,
}

impl Held {
    /// Whether to ask now.
    fn is_due(&self, id: Option<&str>, now: Instant) -> bool {
        let since = |moment: Instant| now.saturating_duration_since(moment);
        let (Some(came), Some(asked)) = (self.came, self.asked) else {
            return self.asked.is_none_or(|asked| since(asked) >= FAILED_APART);
        };
        let stale = since(came) >= FRESH;
        let unknown = self.keys.find(id).is_none();
        (stale && (!self.failed || since(asked) >= FAILED_APART))
            || (unknown && since(asked) >= UNKNOWN_APART)
    }

    fn is_usable(&self, now: Instant) -> bool {
        self.came
            .is_some_and(|came| now.saturating_duration_since(came) < USABLE)
    }
}

/// Why there is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoKey {
    /// The keys are there, and this one isn't among them.
    Unknown,
    /// The keys can't be had.
    Unavailable,
}

#[derive(Debug, thiserror::Error)]
enum FetchError {
    #[error("no answer")]
    Request(#[source] reqwest::Error),
    #[error("status {0}")]
    Status(StatusCode),
    #[error("more than {LARGEST} bytes")]
    TooLarge,
    #[error("no usable key in the answer")]
    NoKeys,
}

impl RemoteKeys {
    /// Those of one algorithm.
    pub(super) fn new(address: &str, algorithm: Algorithm) -> Result<Self, SettingsError> {
        let url = Url::parse(address)
            .ok()
            .filter(is_safe)
            .ok_or_else(|| SettingsError::JwksUrl(address.to_owned()))?;
        // Fails where it is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .timeout(TIMEOUT)
            .redirect(redirect::Policy::none())
            .build()
            .map_err(SettingsError::JwksClient)?;
        Ok(Self {
            provider: Arc::new(Provider {
                client,
                url,
                algorithm,
                held: RwLock::default(),
            }),
            asking: Arc::default(),
        })
    }

    /// Whether another one asks for the same keys.
    pub(super) fn is_same_provider(&self, other: &Self) -> bool {
        let (one, other) = (&self.provider, &other.provider);
        one.url == other.url && one.algorithm == other.algorithm
    }

    /// The key of an id. New keys are asked for where it is time to, and waited for only where
    /// those that are held don't help.
    pub(super) async fn find(&self, id: Option<&str>, now: Instant) -> Result<DecodingKey, NoKey> {
        let held = self.provider.held();
        let is_due = held.is_due(id, now);
        if !held.is_usable(now) {
            if is_due {
                self.wait(id, now).await;
            }
        } else if let Some(key) = held.keys.find(id) {
            if is_due && let Ok(alone) = Arc::clone(&self.asking).try_lock_owned() {
                drop(self.ask(alone, now));
            }
            return Ok(key.clone());
        } else if is_due {
            // What comes later serves the next one.
            let _ = timeout(UNKNOWN_WAITS, self.wait(id, now)).await;
        }
        let held = self.provider.held();
        if !held.is_usable(now) {
            return Err(NoKey::Unavailable);
        }
        held.keys.find(id).cloned().ok_or(NoKey::Unknown)
    }

    /// Until keys have been asked for, by whomever.
    async fn wait(&self, id: Option<&str>, now: Instant) {
        let alone = Arc::clone(&self.asking).lock_owned().await;
        if self.provider.held().is_due(id, now) {
            let _ = self.ask(alone, now).await;
        }
    }

    /// In a task of its own, which goes on if the request that began it is left.
    fn ask(&self, alone: OwnedMutexGuard<()>, now: Instant) -> JoinHandle<()> {
        let provider = Arc::clone(&self.provider);
        tokio::spawn(async move {
            provider.ask(now).await;
            drop(alone);
        })
    }
}

impl Provider {
    fn held(&self) -> Held {
        self.held
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    async fn ask(&self, now: Instant) {
        let fetched = self.fetch().await;
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.asked = Some(now);
        held.failed = fetched.is_err();
        match fetched {
            Ok(keys) => {
                held.keys = Arc::new(keys);
                held.came = Some(now);
            }
            Err(error) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                tracing::warn!(%error, cause, "the keys of JWTs can't be fetched");
            }
        }
    }

    async fn fetch(&self) -> Result<KeySet, FetchError> {
        let request = self.client.get(self.url.clone());
        let mut response = request
            .header(ACCEPT, "application/json")
            .send()
            .await
            .map_err(FetchError::Request)?;
        if response.status() != StatusCode::OK {
            return Err(FetchError::Status(response.status()));
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(FetchError::Request)? {
            if body.len() + chunk.len() > LARGEST {
                return Err(FetchError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        KeySet::read(&body, self.algorithm)
            .filter(|keys| !keys.is_empty())
            .ok_or(FetchError::NoKeys)
    }
}

/// Whoever could change the answer on its way could let anybody in.
fn is_safe(url: &Url) -> bool {
    let local = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && local)
}

#[cfg(test)]
mod tests;
