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
mod tests {
    use futures_util::future::join_all;
    use serde_json::json;
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
        sync::mpsc,
    };
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
        let keys = RemoteKeys::new(&server.uri(), Algorithm::RS256).unwrap();
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
        settled(&keys).await;
        assert_eq!(requests(&server).await, 2);
    }

    /// Until nobody asks for keys.
    async fn settled(keys: &RemoteKeys) {
        drop(keys.asking.lock().await);
    }

    /// Answers the first request with a key, and every other one with silence. Reports each.
    async fn falls_silent() -> (String, mpsc::UnboundedReceiver<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let (report, asked) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let body = set(&["a"]).to_string();
            let answer = format!(
                "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            let mut head = [0; 1_024];
            assert!(stream.read(&mut head).await.unwrap() > 0);
            stream.write_all(answer.as_bytes()).await.unwrap();
            let mut silent = Vec::new();
            while report.send(()).is_ok() {
                silent.push(listener.accept().await.unwrap());
            }
        });
        (address, asked)
    }

    #[tokio::test]
    async fn given_a_provider_that_hangs_when_old_keys_count_then_nobody_waits_for_it() {
        let (address, mut asked) = falls_silent().await;
        let keys = RemoteKeys::new(&address, Algorithm::RS256).unwrap();
        let start = Instant::now();
        assert!(keys.find(Some("a"), start).await.is_ok());

        let stale = start + FRESH;
        let began = Instant::now();
        let found = join_all((0..100).map(|_| keys.find(Some("a"), stale))).await;
        assert!(found.iter().all(Result::is_ok));
        assert!(began.elapsed() < Duration::from_millis(500));
        for _ in 0..2 {
            asked.recv().await.unwrap();
        }
        assert!(asked.try_recv().is_err());
    }

    #[tokio::test]
    async fn given_a_provider_that_hangs_when_unknown_keys_are_named_then_each_waits_a_little_for_one()
     {
        let (address, mut asked) = falls_silent().await;
        let keys = RemoteKeys::new(&address, Algorithm::RS256).unwrap();
        let start = Instant::now();
        assert!(keys.find(Some("a"), start).await.is_ok());

        let later = start + UNKNOWN_APART;
        let began = Instant::now();
        let found = join_all((0..100).map(|_| keys.find(Some("b"), later))).await;
        assert!(
            found
                .into_iter()
                .all(|key| key.err() == Some(NoKey::Unknown))
        );
        assert!(began.elapsed() < TIMEOUT);
        // Those with a known key don't notice.
        assert!(keys.find(Some("a"), later).await.is_ok());
        for _ in 0..2 {
            asked.recv().await.unwrap();
        }
        assert!(asked.try_recv().is_err());
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
        let found = join_all((0..50).map(|_| keys.find(Some("a"), now))).await;
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
        settled(&keys).await;
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
            let keys = RemoteKeys::new(&server.uri(), Algorithm::RS256).unwrap();
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
            assert!(RemoteKeys::new(fine, Algorithm::RS256).is_ok(), "{fine}");
        }
        for wrong in [
            "http://id.example/jwks",
            "http://localhost.example/",
            "file:///etc/passwd",
            "id.example",
            "",
        ] {
            assert!(RemoteKeys::new(wrong, Algorithm::RS256).is_err(), "{wrong}");
        }
    }
}
