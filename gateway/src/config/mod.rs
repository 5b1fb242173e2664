//! What a gateway is started with.

mod cautions;
mod environment;
mod file;
mod shutdown;
mod upstreams;

use std::{path::PathBuf, time::Duration};

use axum::http::{HeaderName, HeaderValue, Uri};

pub(crate) use self::cautions::cautions;
pub(crate) use self::upstreams::{LimitedBudget, budget_name};
pub use self::{
    file::{ConfigError, File, LogFormat},
    shutdown::ShutdownSettings,
    upstreams::{Budget, UpstreamEntry},
};
use crate::{
    GatewayError, access, identity_record, picture,
    secret::Secret,
    service::{Lifetimes, Period},
    state,
};

/// How a [`Gateway`](crate::Gateway) behaves. The default serves the API only, to its own origin,
/// as fast as it can.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The directory of built files (`dist`), read into memory once; `None` serves the API only.
    pub assets: Option<PathBuf>,
    /// Who may read answers from other origins.
    pub allowed_origins: AllowedOrigins,
    /// Headers that pages of these origins may send, besides those that the gateway allows anyway.
    pub allowed_headers: Vec<String>,
    /// Sites that may show the page's card in a frame, besides the gateway's own pages: origins as
    /// in [`AllowedOrigins::List`], `http` or `https`, no patterns.
    pub frame_origins: Vec<String>,
    /// Where callers reach the gateway, like `https://dash.example/lookup`: links to pictures begin
    /// with it. Without it they fit the request.
    pub public_url: Option<String>,
    /// Added to every lookup of demo data, to see how a page feels on a slow network.
    pub latency: Duration,
    /// How it ends.
    pub shutdown: ShutdownSettings,
    /// What its identity records say of it, and what they are signed with.
    pub record: identity_record::Settings,
    /// Who is asked for numbers, by whom, and what is kept.
    pub service: ServiceConfig,
}

impl Config {
    pub(crate) fn header_names(&self) -> Result<Vec<HeaderName>, GatewayError> {
        let names = self.allowed_headers.iter();
        names
            .map(|name| {
                HeaderName::try_from(name).map_err(|_| GatewayError::AllowedHeader(name.clone()))
            })
            .collect()
    }
}

/// Who is asked for numbers, by whom, and what is kept. The default is demo data, for callers on
/// this machine, and nothing on disk.
#[derive(Debug, Clone)]
pub struct ServiceConfig {
    /// Asked in this order; demo data where there is none.
    pub upstreams: Vec<UpstreamEntry>,
    /// The HTTP proxy by which they are asked, in place of the environment's.
    pub proxy: Option<Secret>,
    /// How long answers are kept.
    pub lifetimes: Lifetimes,
    /// How long a lookup may wait for its turn at an upstream.
    pub queue: Duration,
    /// Who may ask, and how much.
    pub access: access::Settings,
    /// Where answers, counters and the audit are kept.
    pub state: state::Settings,
    /// How pictures are passed on.
    pub picture: picture::Settings,
}

impl Default for ServiceConfig {
    fn default() -> Self {
        Self {
            upstreams: Vec::new(),
            proxy: None,
            lifetimes: Lifetimes::default(),
            queue: DEFAULT_QUEUE,
            access: access::Settings::default(),
            state: state::Settings::default(),
            picture: picture::Settings::default(),
        }
    }
}

/// As long as a person waits for a card.
pub(crate) const DEFAULT_QUEUE: Duration = Duration::from_secs(10);

impl ServiceConfig {
    /// Whether there is a budget, which has to outlast the process.
    #[must_use]
    pub fn has_budget(&self) -> bool {
        self.upstreams
            .iter()
            .any(|entry| entry.limits().next().is_some())
    }

    /// What may be spent at the first upstream that has a budget, and in which time; months are taken
    /// as 30 days.
    pub(crate) fn first_budget(&self) -> Option<(u64, Duration)> {
        let budget = self
            .upstreams
            .iter()
            .find_map(|entry| match &entry.budget {
                Some(Budget::Limited(budget)) => Some(budget),
                Some(Budget::Unlimited) | None => None,
            })?;
        let days = match budget.period {
            Period::Day => 1,
            Period::Month => 30,
        };
        Some((budget.requests, Duration::from_secs(days * 24 * 60 * 60)))
    }

    /// Whether all of its answers are made up.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.upstreams.iter().all(UpstreamEntry::is_demo)
    }
}

/// The origins whose pages may read `/number/*` and `/demo/*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AllowedOrigins {
    /// Every origin. Fit for demo data; a gateway with a paid upstream must not use it.
    Any,
    /// These origins, compared byte by byte: `https://dash.example`, with the port if it is not
    /// the scheme's own, without a path. An empty list leaves the gateway to its own origin.
    List(Vec<String>),
}

impl Default for AllowedOrigins {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl AllowedOrigins {
    /// Reads `--allow-origin` values; `*` anywhere among them means any.
    #[must_use]
    pub fn from_values(values: Vec<String>) -> Self {
        if values.iter().any(|value| value == "*") {
            Self::Any
        } else {
            Self::List(values)
        }
    }

    /// The list as header values; `None` for any origin. A value that no browser would ever send
    /// is refused here, since it could only ever fail silently.
    pub(crate) fn header_values(&self) -> Result<Option<Vec<HeaderValue>>, GatewayError> {
        let Self::List(origins) = self else {
            return Ok(None);
        };
        origins
            .iter()
            .map(|origin| origin_header(origin))
            .collect::<Result<_, _>>()
            .map(Some)
    }
}

/// Browsers serialise an origin as scheme, host and a non-default port, in lower case
/// (HTML standard, "ASCII serialisation of an origin").
pub(crate) fn origin_header(origin: &str) -> Result<HeaderValue, GatewayError> {
    let invalid = || GatewayError::Origin(origin.to_owned());
    let uri: Uri = origin.parse().map_err(|_| invalid())?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(invalid());
    };
    let serialised = format!("{scheme}://{authority}");
    // Nobody's origin has a star in it: a pattern would never fit.
    let is_plain = !origin.contains(['@', '*']) && origin == origin.to_ascii_lowercase();
    if serialised != origin || !is_plain {
        return Err(invalid());
    }
    HeaderValue::from_str(origin).map_err(|_| invalid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_star_among_values_when_read_then_any_origin_is_allowed() {
        let values = vec!["https://a.example".to_owned(), "*".to_owned()];
        assert_eq!(AllowedOrigins::from_values(values), AllowedOrigins::Any);
    }

    #[test]
    fn given_values_that_are_no_origin_when_checked_then_they_are_refused() {
        for wrong in [
            "https://a.example/",
            "https://a.example/path",
            "a.example",
            "https://A.example",
            "https://user@a.example",
            "https://*.a.example",
            "",
            "https://a.example\n",
        ] {
            let origins = AllowedOrigins::List(vec![wrong.to_owned()]);
            assert!(origins.header_values().is_err(), "{wrong:?} was accepted");
        }
    }

    #[test]
    fn given_origins_when_checked_then_they_stay_as_written() {
        let origins = AllowedOrigins::List(vec![
            "https://dash.example".to_owned(),
            "http://localhost:5173".to_owned(),
            "http://[::1]:8080".to_owned(),
        ]);
        let headers = origins.header_values().unwrap().unwrap();
        assert_eq!(headers[1], "http://localhost:5173");
        assert_eq!(headers.len(), 3);
    }
}
