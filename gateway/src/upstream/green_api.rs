//! Green-API, hosted. It says of a missing picture whether it is hidden or not set. Its token
//! stands in the path, so no URL of it is ever logged.
//!
//! What it charges for: each method has its own number of requests in a month. A request beyond it
//! (466) is not counted: the documentation's body has the count at the limit. An unknown token (401)
//! has no plan. Refused numbers, 403, 429, other refusals, breakdowns and time-outs are unverified:
//! counted as spent.

use async_trait::async_trait;
use phone_profile_core::json::Json;
use phone_profile_core::profile::PictureState;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Answered, Failure, UpstreamError,
    account::{account_of, without_for},
    endpoint::Connection,
    http::Http,
    live_only::LiveOnly,
    question::{self, PictureReply, optional, unchecked},
    reading::Said,
    reply::Reply,
    settings::{Problem, required},
    words::texts,
};
use crate::{Digits, secret::Secret};

/// The service's own status for a plan that is used up.
const PLAN_EXHAUSTED: u16 = 466;

/// Its usual address.
const URL: &str = "https://api.green-api.com";

/// The configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// The instance's id: digits.
    pub instance: String,
    /// The instance's token.
    #[serde(deserialize_with = "required")]
    pub token: Secret,
}

/// The upstream.
#[derive(Debug)]
pub struct GreenApi {
    http: Http,
    instance: String,
    token: Secret,
}

impl Settings {
    pub(super) fn upstream(&self, connection: &Connection<'_>) -> Result<GreenApi, Problem> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if self.instance.is_empty() || !digits(&self.instance) {
            return Err(Problem::new("instance", "is no instance id: digits only"));
        }
        let http = connection
            .http_or(URL)?
            .without_charge_for(&[Failure::Unauthorized, Failure::QuotaExhausted]);
        Ok(GreenApi {
            http,
            instance: format!("waInstance{}", self.instance),
            token: self.token.clone(),
        })
    }
}

impl GreenApi {
    async fn call(&self, http: &Http, method: &str, body: &Value) -> Result<Reply, UpstreamError> {
        let url = http.url(&[&self.instance, method, self.token.reveal()]);
        http.post(url, body).await
    }

    async fn live(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        let body = json!({ "phoneNumber": number.value() });
        let exists = self.call(http, "checkWhatsapp", &body).await?;
        if !exists.is_success() {
            return Err(refused(&exists, number));
        }
        match exists.get("existsWhatsapp").and_then(Json::bool) {
            Some(true) => {}
            Some(false) => {
                let said = checked_at(Said::not_registered(), &exists);
                return said.answer(&exists, number);
            }
            None => return Err(exists.refused(number)),
        }
        let found =
            account_of(exists.get("chatId")).or_else(|| account_of(exists.get("phoneNumber")));
        let asked = found.as_ref().unwrap_or(number);
        let chat = json!({ "chatId": format!("{asked}@c.us") });
        let (avatar, contact) = tokio::try_join!(
            self.call(http, "getAvatar", &chat),
            self.call(http, "getContactInfo", &chat)
        )?;
        let avatar = picture_of(avatar, number)?;
        if avatar.get("existsWhatsapp").and_then(Json::bool) == Some(false) {
            // It has just said the contrary.
            return Err(exists.error(Failure::Unsaid));
        }
        if contact.status == PLAN_EXHAUSTED {
            return Err(refused(&contact, number));
        }
        let contact = optional(contact, number)?;
        let of_contact = |field| contact.as_ref().and_then(|reply| reply.get(field));
        let business = ["email", "category", "description"]
            .iter()
            .filter_map(|field| Some(((*field).to_owned(), of_contact(field)?.clone())))
            .collect();
        let is_business = of_contact("isBusiness").and_then(Json::bool) == Some(true);
        let business = is_business.then_some(Json::Object(business));
        let without = without_for(without(&avatar), found.as_ref(), number);
        let account = found.or_else(|| account_of(of_contact("chatId")));
        checked_at(Said::registered(), &exists)
            .of_account(account.as_ref().unwrap_or(number))
            .with("profilePic", avatar.get("urlAvatar"))
            // What the person calls themselves; `contactName` is the address book's.
            .with("name", of_contact("name"))
            .with("pushname", of_contact("contactName"))
            .with("isBusiness", of_contact("isBusiness"))
            .with("businessProfile", business.as_ref())
            .without_picture(without)
            .answer(&exists, number)
    }
}

/// A check that comes from the service's cache has no time.
fn checked_at(said: Said, exists: &Reply) -> Said {
    match exists.get("fromCache").and_then(Json::bool) {
        Some(true) => said,
        _ => said.looked_up_now(),
    }
}

/// Why there is no picture. With a `reason`, the service could not look, whatever `available`
/// says.
fn without(avatar: &PictureReply) -> PictureState {
    let reason = avatar.get("reason").and_then(Json::text);
    match avatar.get("available").and_then(Json::bool) {
        _ if reason.is_some_and(|reason| !reason.trim().is_empty()) => PictureState::Unknown,
        Some(true) => PictureState::None,
        Some(false) => PictureState::Private,
        None => avatar.without(),
    }
}

/// A question for the picture that the service refuses is one without a picture.
fn picture_of(reply: Reply, number: &Digits) -> Result<PictureReply, UpstreamError> {
    const UNTOLD: [&str; 3] = ["bad request data", "avatar timeout", "validation failed"];
    if reply.status == 400 && says(&reply, &UNTOLD) {
        return Ok(PictureReply::Without(PictureState::Unknown));
    }
    if reply.is_success() {
        return question::picture_of(reply, number);
    }
    Err(refused(&reply, number))
}

/// What a refusal means. The service has one status for nearly all of them.
fn refused(reply: &Reply, number: &Digits) -> UpstreamError {
    let failure = match reply.status {
        PLAN_EXHAUSTED => Failure::QuotaExhausted,
        400 if says(reply, &["bad phone number", "only digits"]) => Failure::InvalidNumber,
        400 if says(reply, &["timeout limit exceeded"]) => Failure::Timeout,
        // Nothing but a payment, or another instance, will help.
        400 if says(reply, &["is expired", "is deleted"]) => Failure::Forbidden,
        _ => return unchecked(reply, number),
    };
    reply.error(failure)
}

fn says(reply: &Reply, any: &[&str]) -> bool {
    let has = |text: &String| any.iter().any(|words| text.contains(words));
    texts(reply).iter().any(has)
}

#[async_trait]
impl LiveOnly for GreenApi {
    fn http(&self) -> &Http {
        &self.http
    }

    /// Whether the number exists; the picture; the contact.
    fn requests(&self) -> u64 {
        3
    }

    async fn ask(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        http.within(self.live(http, number)).await
    }
}
