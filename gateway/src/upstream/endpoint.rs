//! Where a service is, and how it is asked: what the configuration says alike of all of them.

use std::{fs, path::PathBuf, time::Duration};

use reqwest::Certificate;
use serde::Deserialize;

use super::{address::Address, http::Http, proxy::Proxy, settings::Problem};
use crate::duration_text;

/// The fields of it, to be told apart from those of the kind.
pub(super) const FIELDS: [&str; 6] = [
    "name",
    "url",
    "timeout",
    "pace",
    "allow-plain-http",
    "ca-file",
];

/// Where a service is, and how it is asked.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Endpoint {
    /// Its name in logs and metrics; the kind where none is given.
    pub name: Option<String>,
    /// Where it is; not needed where a kind has an address of its own.
    pub url: Option<Address>,
    /// The time for a whole lookup.
    #[serde(deserialize_with = "duration_text::read")]
    pub timeout: Duration,
    /// The least time between two lookups; none where a kind doesn't say otherwise.
    #[serde(deserialize_with = "duration_text::read_some")]
    pub pace: Option<Duration>,
    /// Send key, token or password over plain HTTP to another machine.
    pub allow_plain_http: bool,
    /// Certificates of authorities (PEM) that count besides this machine's: of a server of one's own, or
    /// of a proxy that looks into TLS.
    pub ca_file: Option<PathBuf>,
}

impl Default for Endpoint {
    fn default() -> Self {
        Self {
            name: None,
            url: None,
            timeout: Duration::from_secs(10),
            pace: None,
            allow_plain_http: false,
            ca_file: None,
        }
    }
}

/// An endpoint with what is known besides: the name, and the proxy to it.
#[derive(Clone, Copy)]
pub(super) struct Connection<'a> {
    pub(super) name: &'a str,
    pub(super) endpoint: &'a Endpoint,
    pub(super) proxy: &'a Proxy,
}

impl Connection<'_> {
    /// A client for the address that the configuration has to name.
    pub(super) fn http(&self) -> Result<Http, Problem> {
        Http::new(
            self.url()?.base("url", self.endpoint.allow_plain_http)?,
            self,
        )
    }

    /// A client for the address that the configuration names, or else for the kind's own.
    pub(super) fn http_or(&self, usual: &'static str) -> Result<Http, Problem> {
        let usual = Address::new(usual);
        let url = self.endpoint.url.as_ref().unwrap_or(&usual);
        Http::new(url.base("url", self.endpoint.allow_plain_http)?, self)
    }

    /// The authorities of `ca-file`.
    pub(super) fn authorities(&self) -> Result<Vec<Certificate>, Problem> {
        let Some(path) = &self.endpoint.ca_file else {
            return Ok(Vec::new());
        };
        let wrong =
            |reason: String| Problem::new("ca-file", format!("{}: {reason}", path.display()));
        let pem = fs::read(path).map_err(|error| wrong(error.to_string()))?;
        match Certificate::from_pem_bundle(&pem) {
            Ok(found) if !found.is_empty() => Ok(found),
            _ => Err(wrong("holds no certificates in PEM".to_owned())),
        }
    }

    /// The configuration's address.
    pub(super) fn url(&self) -> Result<&Address, Problem> {
        let url = self.endpoint.url.as_ref();
        url.ok_or_else(|| Problem::new("url", "is missing"))
    }
}
