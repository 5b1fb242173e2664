//! Whapi.Cloud, hosted. A missing picture doesn't say why it is missing.
//!
//! What it charges for: the number's check and the profile, a request each. Refused numbers and
//! tokens, used-up trials (402), limits (429), breakdowns and time-outs are unverified: counted as
//! spent.

use async_trait::async_trait;
use phone_profile_core::json::Json;
use serde::Deserialize;
use serde_json::json;

use super::{
    Answered, Failure, UpstreamError,
    account::account_of,
    endpoint::Connection,
    http::Http,
    live_only::LiveOnly,
    question::{optional, unchecked},
    reading::Said,
    reply::Reply,
    settings::{Problem, required},
    words::texts,
};
use crate::{Digits, secret::Secret};

/// Its usual address.
const URL: &str = "https://gate.whapi.cloud";

/// The configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// The channel's token.
    #[serde(deserialize_with = "required")]
    pub token: Secret,
}

/// The upstream.
#[derive(Debug)]
pub struct Whapi {
    http: Http,
}

impl Settings {
    pub(super) fn upstream(&self, connection: &Connection<'_>) -> Result<Whapi, Problem> {
        let http = connection.http_or(URL)?.with_bearer(&self.token)?;
        Ok(Whapi { http })
    }
}

impl Whapi {
    async fn live(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        let body = json!({ "blocking": "wait", "contacts": [number.as_str()] });
        let check = http.post(http.url(&["contacts"]), &body).await?;
        if !check.is_success() {
            return Err(refused(&check, number));
        }
        let check = check.successful(number)?;
        let contact = match check.get("contacts") {
            Some(Json::List(contacts)) => contacts.first(),
            _ => None,
        };
        let of_contact = |field| contact.and_then(|contact| contact.get(field));
        match of_contact("status").and_then(Json::text) {
            Some("valid") => {}
            Some("invalid") => {
                let said = Said::not_registered().looked_up_now();
                return said.answer(&check, number);
            }
            // Neither yes nor no.
            Some("processing") => return Err(check.error(Failure::Unsaid)),
            _ => return Err(check.error(Failure::BadResponse)),
        }
        // The service knows the number's other spellings.
        let account = account_of(of_contact("wa_id")).unwrap_or_else(|| number.clone());
        let url = http.url(&["contacts", account.as_str(), "profile"]);
        let profile = http.get(url).await?;
        if is_channel_unknown(&profile) {
            return Err(refused(&profile, number));
        }
        let profile = optional(profile, number)?;
        let of_profile = |field| profile.as_ref().and_then(|reply| reply.get(field));
        Said::registered()
            .looked_up_now()
            .of_account(&account)
            .with("name", of_profile("name"))
            .with("about", of_profile("about"))
            .with("profilePic", of_profile("icon_full"))
            .with("profilePicThumb", of_profile("icon"))
            .answer(profile.as_ref().unwrap_or(&check), number)
    }
}

fn refused(reply: &Reply, number: &Digits) -> UpstreamError {
    if is_channel_unknown(reply) {
        reply.error(Failure::Unauthorized)
    } else {
        unchecked(reply, number)
    }
}

/// What the service says of a wrong token: it knows no channel that has it.
fn is_channel_unknown(reply: &Reply) -> bool {
    let says_so = |text: &String| text.contains("channel not found");
    reply.status == 404 && texts(reply).iter().any(says_so)
}

#[async_trait]
impl LiveOnly for Whapi {
    fn http(&self) -> &Http {
        &self.http
    }

    /// Whether the number exists; the profile.
    fn requests(&self) -> u64 {
        2
    }

    async fn ask(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        http.within(self.live(http, number)).await
    }
}
