//! What all upstreams over HTTP share: one client each, capped bodies, and a count of the requests
//! that may have been charged.

use std::{
    error::Error as _,
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use reqwest::{
    Client, Method, RequestBuilder,
    header::{HeaderMap, HeaderName, HeaderValue},
    redirect,
};
use url::Url;

use super::{
    Answered, Failure, UpstreamError, address::origin, endpoint::Connection, reply::Reply,
    settings::Problem,
};
use crate::secret::Secret;

/// Larger answers are none: a profile has a few kilobytes.
pub(super) const LARGEST_BODY: usize = 256 * 1024;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const USER_AGENT: &str = concat!("phone-profile-gateway/", env!("CARGO_PKG_VERSION"));

/// A client for one upstream: knows its address and sends its key.
#[derive(Clone)]
pub(super) struct Http {
    name: String,
    base: Url,
    client: Client,
    headers: HeaderMap,
    timeout: Duration,
    pace: Duration,
    /// Scheme, host and port of the proxy in use.
    proxy: Option<String>,
    /// Refusals that the service certainly doesn't charge for.
    free: &'static [Failure],
    /// Requests that may have reached the service.
    sent: Arc<AtomicU64>,
}

/// Without headers, and of the URL only the host.
impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http")
            .field("name", &self.name)
            .field("host", &origin(&self.base))
            .finish_non_exhaustive()
    }
}

impl Http {
    pub(super) fn new(base: Url, connection: &Connection<'_>) -> Result<Self, Problem> {
        let Connection {
            name,
            endpoint,
            proxy,
        } = *connection;
        let timeout = endpoint.timeout;
        if timeout.is_zero() {
            return Err(Problem::new("timeout", "must be longer than nothing"));
        }
        // Another part of the process may have chosen one already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let found = proxy.of(&base)?;
        let client = Client::builder()
            // A redirect would take the key elsewhere, and a retry would spend twice.
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT.min(timeout))
            .timeout(timeout)
            .tls_certs_merge(connection.authorities()?)
            .user_agent(USER_AGENT);
        let client = proxy
            .apply(client, found.as_deref())?
            .build()
            .map_err(|error| {
                let reason = deepest(&error);
                Problem::new("url", format!("no HTTP client can be made: {reason}"))
            })?;
        Ok(Self {
            name: name.to_owned(),
            base,
            client,
            headers: HeaderMap::new(),
            timeout,
            pace: endpoint.pace.unwrap_or_default(),
            proxy: found,
            free: &[],
            sent: Arc::default(),
        })
    }

    /// The same client for another host of the same service, as yet without headers.
    pub(super) fn elsewhere(&self, base: Url) -> Self {
        Self {
            base,
            headers: HeaderMap::new(),
            ..self.clone()
        }
    }

    /// Counts no request that was refused in one of these ways.
    pub(super) fn without_charge_for(mut self, free: &'static [Failure]) -> Self {
        self.free = free;
        self
    }

    /// Sends this header along, which no log and no `Debug` shows.
    pub(super) fn with_secret(
        mut self,
        name: HeaderName,
        value: &Secret,
        field: &'static str,
    ) -> Result<Self, Problem> {
        self.headers.insert(name, sensitive(value.reveal(), field)?);
        Ok(self)
    }

    /// Sends `Authorization: Bearer` along.
    pub(super) fn with_bearer(mut self, token: &Secret) -> Result<Self, Problem> {
        let value = sensitive(&format!("Bearer {}", token.reveal()), "token")?;
        self.headers.insert(reqwest::header::AUTHORIZATION, value);
        Ok(self)
    }

    /// Sends `Authorization: Basic` along.
    pub(super) fn with_basic(mut self, user: &str, password: &Secret) -> Result<Self, Problem> {
        let request = self
            .client
            .get(self.base.clone())
            .basic_auth(user, Some(password.reveal()))
            .build()
            .map_err(|_| Problem::new("password", "can't be sent in a header"))?;
        for (name, value) in request.headers() {
            self.headers.insert(name, value.clone());
        }
        Ok(self)
    }

    /// Sends a header along that is no secret.
    pub(super) fn with_header(
        mut self,
        name: &'static str,
        value: &str,
        field: &'static str,
    ) -> Result<Self, Problem> {
        let value = HeaderValue::from_str(value)
            .map_err(|_| Problem::new(field, "can't be sent in a header"))?;
        self.headers.insert(HeaderName::from_static(name), value);
        Ok(self)
    }

    /// The same client for one lookup, whose requests it counts.
    pub(super) fn counting(&self) -> Self {
        Self {
            sent: Arc::default(),
            ..self.clone()
        }
    }

    /// What came of a lookup, with what was sent for it.
    pub(super) fn charged(
        &self,
        told: Result<Answered, UpstreamError>,
    ) -> Result<Answered, UpstreamError> {
        let spent = self.sent.load(Ordering::Relaxed);
        match told {
            Ok(answered) => Ok(Answered { spent, ..answered }),
            Err(error) => {
                // The last request was refused; those before it were not.
                let free = u64::from(self.free.contains(&error.failure));
                let spent = spent.saturating_sub(free);
                Err(UpstreamError { spent, ..error })
            }
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The least time between two lookups.
    pub(super) const fn pace(&self) -> Duration {
        self.pace
    }

    /// The time for a whole lookup.
    pub(super) const fn timeout(&self) -> Duration {
        self.timeout
    }

    /// The proxy by which it is asked, without user name and password.
    pub(super) fn proxy(&self) -> Option<&str> {
        self.proxy.as_deref()
    }

    pub(super) fn base(&self) -> &Url {
        &self.base
    }

    /// The base's path with these segments after it, each escaped.
    pub(super) fn url(&self, segments: &[&str]) -> Url {
        let mut url = self.base.clone();
        // Only URLs without a host have no segments, and those were refused.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(segments);
        }
        url
    }

    /// The same, with a query.
    pub(super) fn url_with(&self, segments: &[&str], query: &[(&str, &str)]) -> Url {
        let mut url = self.url(segments);
        url.query_pairs_mut().extend_pairs(query);
        url
    }

    pub(super) async fn get(&self, url: Url) -> Result<Reply, UpstreamError> {
        let text = url.to_string();
        self.send(self.client.request(Method::GET, url), text).await
    }

    pub(super) async fn post(
        &self,
        url: Url,
        body: &serde_json::Value,
    ) -> Result<Reply, UpstreamError> {
        let text = url.to_string();
        let request = self.client.request(Method::POST, url).json(body);
        self.send(request, text).await
    }

    /// Gives several requests together the time of one.
    pub(super) async fn within<T>(
        &self,
        work: impl Future<Output = Result<T, UpstreamError>>,
    ) -> Result<T, UpstreamError> {
        match tokio::time::timeout(self.timeout, work).await {
            Ok(result) => result,
            Err(_) => Err(self.error(Failure::Timeout, None)),
        }
    }

    /// The answer of an upstream without a store to a question for it.
    pub(super) fn no_store(&self) -> UpstreamError {
        self.error(Failure::NotInStore, None)
    }

    async fn send(&self, request: RequestBuilder, url: String) -> Result<Reply, UpstreamError> {
        // Counted before it goes out: who asked may leave while it is under way.
        self.sent.fetch_add(1, Ordering::Relaxed);
        let sent = request.headers(self.headers.clone()).send().await;
        let mut response = sent.map_err(|error| {
            if error.is_connect() {
                self.sent.fetch_sub(1, Ordering::Relaxed);
            }
            self.transport_error(&error, None)
        })?;
        let status = response.status().as_u16();
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() <= LARGEST_BODY => {
                    body.extend_from_slice(&chunk);
                }
                Ok(Some(_)) => return Err(self.error(Failure::BadResponse, Some(status))),
                Ok(None) => break,
                Err(error) => return Err(self.transport_error(&error, Some(status))),
            }
        }
        Ok(Reply::new(
            &self.name,
            status,
            response.headers(),
            &body,
            url,
        ))
    }

    fn transport_error(&self, error: &reqwest::Error, status: Option<u16>) -> UpstreamError {
        let failure = if error.is_timeout() {
            Failure::Timeout
        } else {
            Failure::Unreachable
        };
        // The innermost cause holds no URL, and so no number and no key.
        let reason = deepest(error);
        let upstream = self.name.as_str();
        let spent = self.sent.load(Ordering::Relaxed);
        tracing::warn!(upstream, %failure, reason, spent, "no answer from an upstream");
        self.error(failure, status)
    }

    fn error(&self, failure: Failure, status: Option<u16>) -> UpstreamError {
        UpstreamError {
            upstream: self.name.clone(),
            failure,
            status,
            retry_after: None,
            quota: None,
            spent: self.sent.load(Ordering::Relaxed),
        }
    }
}

fn sensitive(text: &str, field: &'static str) -> Result<HeaderValue, Problem> {
    let mut value = HeaderValue::from_str(text)
        .map_err(|_| Problem::new(field, "holds characters that no header can carry"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// What the innermost cause says: reqwest's own text holds the URL.
pub(super) fn deepest(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut text = String::from("no further reason");
    while let Some(inner) = cause {
        if inner.downcast_ref::<reqwest::Error>().is_none() {
            text = inner.to_string();
        }
        cause = inner.source();
    }
    text
}
