//! The identity provider's public keys: fetched when they are wanted, by one for all, and kept
//! for a while.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use jsonwebtoken::DecodingKey;
use reqwest::{Client, StatusCode, header::ACCEPT, redirect};
use tokio::sync::Mutex;
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
const LARGEST: usize = 256 * 1024;

/// Keys at an address.
pub(super) struct RemoteKeys {
    client: Client,
    url: Url,
    held: RwLock<Held>,
    /// Held by the one who asks, so that the others wait for its answer.
    asking: Mutex<()>,
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
    pub(super) fn new(address: &str) -> Result<Self, SettingsError> {
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
            client,
            url,
            held: RwLock::default(),
            asking: Mutex::new(()),
        })
    }

    /// The key of an id, asked for where it is time to.
    pub(super) async fn find(&self, id: Option<&str>, now: Instant) -> Result<DecodingKey, NoKey> {
        if self.held().is_due(id, now) {
            let _asking = self.asking.lock().await;
            // Somebody else may have asked meanwhile.
            if self.held().is_due(id, now) {
                self.ask(now).await;
            }
        }
        let held = self.held();
        if !held.is_usable(now) {
            return Err(NoKey::Unavailable);
        }
        held.keys.find(id).cloned().ok_or(NoKey::Unknown)
    }

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
        KeySet::read(&body)
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
mod tests {
    use serde_json::json;
    use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

    use super::*;
    use crate::access::identity::key_set::tests::{jwk, set};

    async fn answer(server: &MockServer, response: ResponseTemplate) {
        server.reset().await;
        Mock::given(any())
            .respond_with(response)
            .mount(server)
            .await;
    }

    async fn serving(ids: &[&str]) -> (MockServer, RemoteKeys) {
        let server = MockServer::start().await;
        answer(&server, ResponseTemplate::new(200).set_body_json(set(ids))).await;
        let keys = RemoteKeys::new(&server.uri()).unwrap();
        (server, keys)
    }

    async fn requests(server: &MockServer) -> usize {
        server.received_requests().await.unwrap().len()
    }

    #[tokio::test]
    async fn given_keys_when_asked_for_often_then_they_are_fetched_once_in_ten_minutes() {
        let (server, keys) = serving(&["a"]).await;
        let start = Instant::now();
        for seconds in [0, 1, 300, 599] {
            let now = start + Duration::from_secs(seconds);
            assert!(keys.find(Some("a"), now).await.is_ok());
        }
        assert_eq!(requests(&server).await, 1);
        assert!(keys.find(Some("a"), start + FRESH).await.is_ok());
        assert_eq!(requests(&server).await, 2);
    }

    #[tokio::test]
    async fn given_an_unknown_id_when_asked_for_then_keys_are_fetched_at_most_once_a_minute() {
        let (server, keys) = serving(&["a"]).await;
        let start = Instant::now();
        assert!(keys.find(Some("a"), start).await.is_ok());
        answer(
            &server,
            ResponseTemplate::new(200).set_body_json(set(&["b"])),
        )
        .await;

        let soon = start + UNKNOWN_APART - Duration::from_secs(1);
        assert_eq!(keys.find(Some("b"), soon).await.err(), Some(NoKey::Unknown));
        assert_eq!(requests(&server).await, 0);

        let later = start + UNKNOWN_APART;
        assert!(keys.find(Some("b"), later).await.is_ok());
        assert_eq!(
            keys.find(Some("a"), later).await.err(),
            Some(NoKey::Unknown)
        );
        assert_eq!(requests(&server).await, 1);
    }

    #[tokio::test]
    async fn given_many_at_once_when_there_are_no_keys_then_one_asks_and_all_are_served() {
        let (server, keys) = serving(&["a"]).await;
        let now = Instant::now();
        let found =
            futures_util::future::join_all((0..50).map(|_| keys.find(Some("a"), now))).await;
        assert!(found.iter().all(Result::is_ok));
        assert_eq!(requests(&server).await, 1);
    }

    #[tokio::test]
    async fn given_a_provider_that_fails_when_keys_are_held_then_they_count_for_an_hour() {
        let (server, keys) = serving(&["a"]).await;
        let start = Instant::now();
        assert!(keys.find(Some("a"), start).await.is_ok());
        answer(&server, ResponseTemplate::new(500)).await;

        let late = start + USABLE - Duration::from_secs(1);
        assert!(keys.find(Some("a"), late).await.is_ok());
        assert_eq!(
            keys.find(Some("a"), start + USABLE).await.err(),
            Some(NoKey::Unavailable)
        );
        // The second of them came too soon after the first to ask.
        assert_eq!(requests(&server).await, 1);
        let _ = keys.find(Some("a"), late + FAILED_APART).await;
        assert_eq!(requests(&server).await, 2);
    }

    #[tokio::test]
    async fn given_answers_that_are_no_keys_when_fetched_then_there_are_none() {
        let server = MockServer::start().await;
        let big = format!("{{\"keys\":[],\"x\":\"{}\"}}", "x".repeat(LARGEST));
        for response in [
            ResponseTemplate::new(404),
            ResponseTemplate::new(302).insert_header("location", "/elsewhere"),
            ResponseTemplate::new(200).set_body_string("<html>"),
            ResponseTemplate::new(200).set_body_json(json!({ "keys": [] })),
            ResponseTemplate::new(200).set_body_json(json!([jwk("a")])),
            ResponseTemplate::new(200).set_body_string(big),
        ] {
            answer(&server, response).await;
            let keys = RemoteKeys::new(&server.uri()).unwrap();
            let found = keys.find(Some("a"), Instant::now()).await;
            assert_eq!(found.err(), Some(NoKey::Unavailable));
            assert_eq!(requests(&server).await, 1);
        }
    }

    #[test]
    fn given_addresses_when_taken_then_plain_http_is_for_this_machine_only() {
        for fine in [
            "https://id.example/jwks",
            "http://127.0.0.1:8000/",
            "http://[::1]/",
            "http://localhost/",
        ] {
            assert!(RemoteKeys::new(fine).is_ok(), "{fine}");
        }
        for wrong in [
            "http://id.example/jwks",
            "http://localhost.example/",
            "file:///etc/passwd",
            "id.example",
            "",
        ] {
            assert!(RemoteKeys::new(wrong).is_err(), "{wrong}");
        }
    }
}
