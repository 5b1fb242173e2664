//! sent.dm, hosted. It keeps records of numbers, and makes new ones only where that is allowed. A
//! missing picture doesn't say why it is missing.
//!
//! What it charges for: one request for each question. An unknown key (401) has no plan. Missing
//! records (404), refused numbers, limits (429), breakdowns and time-outs are unverified: counted as
//! spent.

use async_trait::async_trait;
use phone_profile_core::json::Json;
use reqwest::header::HeaderName;
use serde::Deserialize;

use super::{
    Answered, Failure, UpstreamError,
    account::account_of,
    endpoint::Connection,
    http::Http,
    live_only::LiveOnly,
    reading::Said,
    settings::{Problem, required},
};
use crate::{Digits, secret::Secret};

/// The configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// The account's key.
    #[serde(deserialize_with = "required")]
    pub key: Secret,
    /// Let the service look up, and keep, numbers that it has no record of.
    #[serde(default)]
    pub create_records: bool,
}

/// The upstream.
#[derive(Debug)]
pub struct Sent {
    http: Http,
    create_records: bool,
}

impl Settings {
    pub(super) fn upstream(&self, connection: &Connection<'_>) -> Result<Sent, Problem> {
        let http = connection
            .http()?
            .with_secret(HeaderName::from_static("x-api-key"), &self.key, "key")?
            .without_charge_for(&[Failure::Unauthorized]);
        Ok(Sent {
            http,
            create_records: self.create_records,
        })
    }
}

impl Sent {
    async fn live(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        let with_plus = format!("+{number}");
        let create = if self.create_records { "true" } else { "false" };
        let url = http.url_with(
            &["whatsapp"],
            &[
                ("phoneNumber", with_plus.as_str()),
                // The service's own spelling.
                ("retrieveIfDoesNotExists", create),
            ],
        );
        let reply = http.get(url).await?;
        if reply.status == 404 {
            return Err(reply.error(Failure::NotInStore));
        }
        let reply = reply.successful(number)?;
        let has_id = (reply.text("whatsappId")).is_some_and(|id| !id.trim().is_empty());
        let said = match reply.get("invalidRecord").and_then(Json::bool) {
            Some(true) => Said::not_registered(),
            _ if has_id => Said::registered(),
            // A record of a number, without a word on whether it is registered.
            _ if account_of(reply.get("phoneNumber")).is_some() => {
                return Err(reply.error(Failure::Unsaid));
            }
            _ => return Err(reply.error(Failure::BadResponse)),
        };
        let account = account_of(reply.get("phoneNumber")).unwrap_or_else(|| number.clone());
        said.of_account(&account)
            .with("profilePic", reply.get("profilePicture"))
            .with("isBusiness", reply.get("isBusiness"))
            .with("lastChecked", reply.get("updatedAt"))
            .answer(&reply, number)
    }
}

#[async_trait]
impl LiveOnly for Sent {
    fn http(&self) -> &Http {
        &self.http
    }

    async fn ask(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        self.live(http, number).await
    }
}
