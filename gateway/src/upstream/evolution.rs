//! Evolution API, self-hosted. It refuses unregistered numbers with a 400, and makes nulls of its
//! own errors, which are told apart by whether it says that the number exists.

use std::time::Duration;

use async_trait::async_trait;
use phone_profile_core::json::Json;
use reqwest::header::HeaderName;
use serde::Deserialize;
use serde_json::json;

use super::{
    Answered, Failure, UpstreamError,
    address::Address,
    http::{Connection, Http, default_timeout},
    live_only::LiveOnly,
    reading::{Said, number_of},
    reply::Reply,
    settings::{Problem, required},
};
use crate::{Digits, duration_text, secret::Secret};

/// The configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Its name in logs and budget; `evolution` where none is given.
    pub name: Option<String>,
    /// Where it runs.
    pub url: Address,
    /// The key of the server or the instance.
    #[serde(deserialize_with = "required")]
    pub key: Secret,
    /// The instance that asks.
    pub instance: String,
    /// The time for a whole lookup.
    #[serde(default = "default_timeout", deserialize_with = "duration_text::read")]
    pub timeout: Duration,
    /// The least time between two lookups.
    #[serde(default, deserialize_with = "duration_text::read")]
    pub pace: Duration,
    /// Send the key over plain HTTP to another machine.
    #[serde(default)]
    pub allow_plain_http: bool,
}

/// The upstream.
#[derive(Debug)]
pub struct Evolution {
    http: Http,
    instance: String,
    pace: Duration,
}

impl Settings {
    pub(super) fn upstream(&self, name: &str) -> Result<Evolution, Problem> {
        if self.instance.is_empty() {
            return Err(Problem::new("instance", "is empty"));
        }
        let http = Http::new(&Connection {
            name,
            url: &self.url,
            allow_plain_http: self.allow_plain_http,
            timeout: self.timeout,
        })?
        .with_secret(HeaderName::from_static("apikey"), &self.key, "key")?;
        Ok(Evolution {
            http,
            instance: self.instance.clone(),
            pace: self.pace,
        })
    }
}

impl Evolution {
    async fn live(&self, number: &Digits) -> Result<Answered, UpstreamError> {
        let url = self.http.url(&["chat", "fetchProfile", &self.instance]);
        let body = json!({ "number": number.as_str() });
        let reply = self.http.post(url, &body).await?;
        if reply.status == 400 && says_absent(&reply) {
            return Said::not_registered().answer(&reply, number);
        }
        let reply = reply.successful(number)?;
        match reply.get("numberExists").and_then(Json::bool) {
            Some(true) => {}
            Some(false) => return Said::not_registered().answer(&reply, number),
            // Its catch-all answer: all nulls, of which none means anything.
            None => return Err(reply.error(Failure::BadResponse)),
        }
        let business = ["email", "description", "website"]
            .iter()
            .filter_map(|field| Some(((*field).to_owned(), reply.get(field)?.clone())))
            .collect();
        let is_business = reply.get("isBusiness").and_then(Json::bool) == Some(true);
        let business = is_business.then_some(Json::Object(business));
        // A null picture is hidden, not set, or an error: the service doesn't say.
        Said::registered()
            .with("number", number_of(reply.get("wuid")).as_ref())
            .with("name", reply.get("name"))
            // The line of text; of another kind, it is something else.
            .with("about", reply.get("status"))
            .with("profilePic", reply.get("picture"))
            .with("isBusiness", reply.get("isBusiness"))
            .with("businessProfile", business.as_ref())
            .answer(&reply, number)
    }
}

/// `{"response": {"message": [{"exists": false, …}]}}`, or the object by itself.
fn says_absent(reply: &Reply) -> bool {
    let message = reply
        .get("response")
        .and_then(|response| response.get("message"))
        .or_else(|| reply.get("message"));
    let one = match message {
        Some(Json::List(items)) => items.first(),
        other => other,
    };
    one.and_then(|one| one.get("exists")).and_then(Json::bool) == Some(false)
}

#[async_trait]
impl LiveOnly for Evolution {
    fn http(&self) -> &Http {
        &self.http
    }

    fn distance(&self) -> Duration {
        self.pace
    }

    async fn ask(&self, number: &Digits) -> Result<Answered, UpstreamError> {
        self.live(number).await
    }
}
