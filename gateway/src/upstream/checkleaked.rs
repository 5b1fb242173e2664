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

use std::time::Duration;

use async_trait::async_trait;
use reqwest::header::HeaderName;
use serde::Deserialize;
use url::Url;

use super::{
    Answered, Ask, Failure, Upstream, UpstreamError,
    address::Address,
    endpoint::{Connection, Endpoint},
    http::Http,
    reading::documented,
    reply::Reply,
    settings::{Problem, required},
};
use crate::{Digits, secret::Secret};

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
    /// The service's store, within its `store-budget`, and a live lookup where that has nothing, or
    /// only a picture that has expired.
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
    pace: Duration,
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
            pace: endpoint.pace.unwrap_or(PACE),
        })
    }

    /// Where live lookups are asked for, as it is configured.
    pub(super) fn live_url<'a>(&self, endpoint: &'a Endpoint) -> &'a str {
        let (live, _) = self.transport.hosts();
        endpoint.url.as_ref().map_or(live, Address::text)
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
        let http = self.live.counting();
        let told = http.get(http.url(&["number", number.as_str()])).await;
        let told = told.and_then(|reply| documented(&reply.looked_up_now(), number, false));
        http.charged(told)
    }

    async fn stored(&self, number: &Digits) -> Result<Answered, UpstreamError> {
        let http = self.store.counting();
        let url = http.url(&["number_cache", number.as_str()]);
        let told = http
            .get(url)
            .await
            .and_then(|reply| match documented(&reply, number, true) {
                // The store says `exists: false` of numbers that it never saw, too.
                Ok(answered) if reply.status == 404 && !says_absent(&reply) => Err(UpstreamError {
                    quota: answered.quota,
                    ..reply.error(Failure::NotInStore)
                }),
                told => told,
            });
        http.charged(told)
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

    fn pace(&self) -> Duration {
        self.pace
    }

    fn has_store(&self) -> bool {
        true
    }

    fn asks_store_first(&self) -> bool {
        self.mode == Mode::CacheFirst
    }

    fn longest(&self) -> Duration {
        self.live.timeout()
    }

    fn proxy(&self) -> Option<&str> {
        self.live.proxy()
    }

    async fn lookup(&self, number: &Digits, ask: Ask) -> Result<Answered, UpstreamError> {
        match ask {
            Ask::StoreOnly => self.stored(number).await,
            Ask::Live => self.live(number).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_setting_that_would_add_to_the_request_when_read_then_it_is_unknown() {
        for line in ["leaks = true", "query = \"telegram=true\"", "path = \"/x\""] {
            let text = format!("key = \"k\"\n{line}");
            let error = toml::from_str::<Settings>(&text).unwrap_err();
            assert!(error.message().contains("unknown field"), "{error}");
        }
    }
}
