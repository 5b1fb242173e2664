//! Green-API, hosted. It says of a missing picture whether it is hidden or not set. Its token
//! stands in the path, so no URL of it is ever logged.

use std::time::Duration;

use async_trait::async_trait;
use phone_profile_core::json::Json;
use phone_profile_core::profile::PictureState;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Answered, Failure, UpstreamError,
    address::Address,
    http::{Connection, Http, default_timeout},
    live_only::LiveOnly,
    reading::{Said, already_sent, number_of, optional},
    reply::Reply,
    settings::{Problem, required},
};
use crate::{Digits, duration_text, secret::Secret};

/// The service's own status for a plan that is used up.
const PLAN_EXHAUSTED: u16 = 466;

/// The configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Its name in logs and budget; `green-api` where none is given.
    pub name: Option<String>,
    /// The API's host, as the account's page shows it.
    #[serde(default = "default_url")]
    pub url: Address,
    /// The instance's id: digits.
    pub instance: String,
    /// The instance's token.
    #[serde(deserialize_with = "required")]
    pub token: Secret,
    /// The time for a whole lookup.
    #[serde(default = "default_timeout", deserialize_with = "duration_text::read")]
    pub timeout: Duration,
    /// The least time between two lookups.
    #[serde(default, deserialize_with = "duration_text::read")]
    pub pace: Duration,
    /// Send the token over plain HTTP to another machine.
    #[serde(default)]
    pub allow_plain_http: bool,
}

fn default_url() -> Address {
    Address::new("https://api.green-api.com")
}

/// The upstream.
#[derive(Debug)]
pub struct GreenApi {
    http: Http,
    instance: String,
    token: Secret,
    pace: Duration,
}

impl Settings {
    pub(super) fn upstream(&self, name: &str) -> Result<GreenApi, Problem> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if self.instance.is_empty() || !digits(&self.instance) {
            return Err(Problem::new("instance", "is no instance id: digits only"));
        }
        let http = Http::new(&Connection {
            name,
            url: &self.url,
            allow_plain_http: self.allow_plain_http,
            timeout: self.timeout,
        })?;
        Ok(GreenApi {
            http,
            instance: format!("waInstance{}", self.instance),
            token: self.token.clone(),
            pace: self.pace,
        })
    }
}

impl GreenApi {
    async fn call(&self, method: &str, body: &Value) -> Result<Reply, UpstreamError> {
        let url = self
            .http
            .url(&[&self.instance, method, self.token.reveal()]);
        let reply = self.http.post(url, body).await?;
        match reply.status {
            PLAN_EXHAUSTED => Err(reply.error(Failure::QuotaExhausted)),
            _ => Ok(reply),
        }
    }

    async fn live(&self, number: &Digits) -> Result<Answered, UpstreamError> {
        let exists = self
            .call("checkWhatsapp", &json!({ "phoneNumber": number.value() }))
            .await?
            .successful(number)?;
        match exists.get("existsWhatsapp").and_then(Json::bool) {
            Some(true) => {}
            Some(false) => return Said::not_registered().answer(&exists, number),
            None => return Err(exists.refused(number)),
        }
        let chat = json!({ "chatId": format!("{number}@c.us") });
        let (avatar, contact) = tokio::try_join!(
            self.call("getAvatar", &chat),
            self.call("getContactInfo", &chat)
        )
        .map_err(already_sent)?;
        let avatar = avatar.successful(number)?;
        let contact = optional(contact, number)?;
        let of_contact = |field| contact.as_ref().and_then(|reply| reply.get(field));
        let without = match avatar.get("available").and_then(Json::bool) {
            Some(true) => PictureState::None,
            Some(false) => PictureState::Private,
            None => PictureState::Unknown,
        };
        let is_business = of_contact("isBusiness").and_then(Json::bool) == Some(true);
        let business = ["email", "category", "description"]
            .iter()
            .filter_map(|field| Some(((*field).to_owned(), of_contact(field)?.clone())))
            .collect();
        let business = is_business.then_some(Json::Object(business));
        Said::registered()
            .with("number", number_of(of_contact("chatId")).as_ref())
            .with("profilePic", avatar.get("urlAvatar"))
            // What the person calls themselves; `contactName` is the address book's.
            .with("name", of_contact("name"))
            .with("pushname", of_contact("contactName"))
            .with("isBusiness", of_contact("isBusiness"))
            .with("businessProfile", business.as_ref())
            .without_picture(without)
            .answer(&avatar, number)
    }
}

#[async_trait]
impl LiveOnly for GreenApi {
    fn http(&self) -> &Http {
        &self.http
    }

    fn distance(&self) -> Duration {
        self.pace
    }

    /// Whether the number exists; the picture; the contact.
    fn requests(&self) -> u64 {
        3
    }

    async fn ask(&self, number: &Digits) -> Result<Answered, UpstreamError> {
        self.http.within(self.live(number)).await
    }
}
