//! CheckLeaked: the service that documents the answer's shape. By its own host or by RapidAPI,
//! live or from its store first.
//!
//! No setting and no caller can add anything to path or query: what the service offers beyond
//! number, picture and name stays off.
//!
//! What it charges for: an answer is one request of the plan, "not registered" too. A refusal of the
//! key (401, 403) has no plan to be charged to; a refusal for the pace or the plan (429) is made
//! before the lookup, and says in its headers what is left, which is believed. A refused number (400),
//! breakdowns (5xx), answers that can't be read and time-outs are unverified: counted as spent.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use reqwest::header::HeaderName;
use serde::Deserialize;
use tokio::time::{Instant, sleep_until};
use url::Url;

use super::{
    Answered, Ask, Failure, Upstream, UpstreamError,
    address::Address,
    endpoint::Connection,
    http::Http,
    reading::documented,
    reply::Reply,
    settings::{Problem, required},
};
use crate::{Digits, clock::unix_now, secret::Secret};

const KEY: HeaderName = HeaderName::from_static("x-rapidapi-key");

/// The refusals that cost nothing.
const FREE: &[Failure] = &[
    Failure::Unauthorized,
    Failure::Forbidden,
    Failure::RateLimited,
    Failure::QuotaExhausted,
];

/// Whose key it is, and so which hosts know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// The service's own host.
    #[default]
    Native,
    /// RapidAPI's hosts.
    RapidApi,
}

impl Transport {
    /// The hosts for live lookups and for the store.
    const fn hosts(self) -> (&'static str, &'static str) {
        match self {
            Self::Native => (
                "https://whatsapp-proxy.checkleaked.cc",
                "https://whatsapp-proxy.checkleaked.cc",
            ),
            Self::RapidApi => (
                "https://wp-data.p.rapidapi.com",
                "https://wp-data-db-only.p.rapidapi.com",
            ),
        }
    }
}

/// What is asked first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// A live lookup at once.
    #[default]
    Live,
    /// The service's store, and a live lookup where that has nothing, or only a picture that has
    /// expired.
    CacheFirst,
}

/// The configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// The key of the plan.
    #[serde(deserialize_with = "required")]
    pub key: Secret,
    /// `native` or `rapidapi`.
    #[serde(default)]
    pub transport: Transport,
    /// `live` or `cache-first`.
    #[serde(default)]
    pub mode: Mode,
    /// Another host for the store; `url` where only that is given.
    pub store_url: Option<Address>,
}

/// The least time between two requests: the service refuses anything under half a second.
const PACE: Duration = Duration::from_millis(500);

/// The upstream.
#[derive(Debug)]
pub struct CheckLeaked {
    live: Http,
    store: Http,
    mode: Mode,
    pacer: Pacer,
}

impl Settings {
    pub(super) fn upstream(&self, connection: &Connection<'_>) -> Result<CheckLeaked, Problem> {
        let endpoint = connection.endpoint;
        let (live, store) = self.transport.hosts();
        let live = Address::new(live);
        let store = Address::new(store);
        let live_url = endpoint.url.as_ref().unwrap_or(&live);
        let store_url = (self.store_url.as_ref())
            .or(endpoint.url.as_ref())
            .unwrap_or(&store);
        let live_base = live_url.base("url", endpoint.allow_plain_http)?;
        let store_base = store_url.base("store-url", endpoint.allow_plain_http)?;
        let live = Http::new(live_base, connection)?.without_charge_for(FREE);
        let store = live.elsewhere(store_base);
        Ok(CheckLeaked {
            live: self.with_key(live)?,
            store: self.with_key(store)?,
            mode: self.mode,
            pacer: Pacer::new(endpoint.pace.unwrap_or(PACE)),
        })
    }

    fn with_key(&self, http: Http) -> Result<Http, Problem> {
        let host = host(http.base());
        let http = http.with_secret(KEY, &self.key, "key")?;
        match self.transport {
            Transport::Native => Ok(http),
            Transport::RapidApi => http.with_header("x-rapidapi-host", &host, "url"),
        }
    }
}

fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

impl CheckLeaked {
    async fn live(&self, number: &Digits) -> Result<Answered, UpstreamError> {
        self.pacer.turn().await;
        let http = self.live.counting();
        let told = http.get(http.url(&["number", number.as_str()])).await;
        let told = told.and_then(|reply| documented(&reply.looked_up_now(), number, false));
        http.charged(told)
    }

    async fn stored(&self, number: &Digits) -> Result<Answered, UpstreamError> {
        self.pacer.turn().await;
        let http = self.store.counting();
        let reply = http
            .get(http.url(&["number_cache", number.as_str()]))
            .await?;
        match documented(&reply, number, true) {
            // The store says `exists: false` of numbers that it never saw, too.
            Ok(answered) if reply.status == 404 && !says_absent(&reply) => Err(UpstreamError {
                quota: answered.quota,
                ..reply.error(Failure::NotInStore)
            }),
            told => told,
        }
    }
}

/// The one word for "looked up, and not registered".
fn says_absent(reply: &Reply) -> bool {
    reply.text("code") == Some("NUMBER_NOT_FOUND")
}

#[async_trait]
impl Upstream for CheckLeaked {
    fn name(&self) -> &str {
        self.live.name()
    }

    /// Looking into the store first makes two requests of one lookup.
    fn pace(&self) -> Duration {
        match self.mode {
            Mode::Live => self.pacer.distance,
            Mode::CacheFirst => self.pacer.distance * 2,
        }
    }

    /// Each request waits for its turn within this process, which the queue of [`Upstream::pace`]
    /// has nearly kept free.
    fn longest(&self) -> Duration {
        let one = self.live.timeout() + self.pacer.distance;
        match self.mode {
            Mode::Live => one,
            Mode::CacheFirst => one * 2,
        }
    }

    fn has_store(&self) -> bool {
        true
    }

    fn proxy(&self) -> Option<&str> {
        self.live.proxy()
    }

    async fn lookup(&self, number: &Digits, ask: Ask) -> Result<Answered, UpstreamError> {
        match (ask, self.mode) {
            (Ask::StoreOnly, _) => self.stored(number).await,
            (Ask::Live, Mode::Live) => self.live(number).await,
            (Ask::Live, Mode::CacheFirst) => match self.stored(number).await {
                Ok(answered) if !has_expired(&answered) => Ok(answered),
                Err(error) if error.failure == Failure::InvalidNumber => Err(error),
                _ => self.live(number).await,
            },
        }
    }
}

fn has_expired(answered: &Answered) -> bool {
    let expires = answered.record.picture.expires_at;
    expires.is_some_and(|expires| expires <= unix_now())
}

/// Keeps the starts of requests apart within this process, whoever makes them. Between processes
/// the queue of [`Upstream::pace`] does.
#[derive(Debug)]
struct Pacer {
    distance: Duration,
    next: Mutex<Option<Instant>>,
}

impl Pacer {
    const fn new(distance: Duration) -> Self {
        Self {
            distance,
            next: Mutex::new(None),
        }
    }

    async fn turn(&self) {
        let now = Instant::now();
        let at = self.take(now);
        if at > now {
            sleep_until(at).await;
        }
    }

    /// The first free moment from `now` on, which is taken then.
    fn take(&self, now: Instant) -> Instant {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let at = next.map_or(now, |next| next.max(now));
        *next = Some(at + self.distance);
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_many_at_once_when_they_take_turns_then_they_are_half_a_second_apart() {
        let pacer = Pacer::new(PACE);
        let now = Instant::now();
        let turns: Vec<_> = (0..4).map(|_| pacer.take(now) - now).collect();
        assert_eq!(turns, [0, 500, 1000, 1500].map(Duration::from_millis));
        let later = now + Duration::from_secs(60);
        assert_eq!(pacer.take(later), later, "nothing is owed for idle time");
    }

    #[test]
    fn given_a_setting_that_would_add_to_the_request_when_read_then_it_is_unknown() {
        for line in ["leaks = true", "query = \"telegram=true\"", "path = \"/x\""] {
            let text = format!("key = \"k\"\n{line}");
            let error = toml::from_str::<Settings>(&text).unwrap_err();
            assert!(error.message().contains("unknown field"), "{error}");
        }
    }
}
