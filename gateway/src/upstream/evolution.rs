//! Evolution API, self-hosted. It refuses unregistered numbers with a 400, and makes nulls of its
//! own errors, which are told apart by whether it says that the number exists. Where it doesn't, it
//! is asked for the number alone.
//!
//! What it charges for: nothing, as it is run by whoever asks. A budget counts what is asked of the
//! account behind it: every request that may have reached it, failures included.

use async_trait::async_trait;
use phone_profile_core::{answer::Body, json::Json};
use reqwest::header::HeaderName;
use serde::Deserialize;
use serde_json::json;

use super::{
    Answered, Failure, UpstreamError,
    account::{account_of, has_spellings},
    endpoint::Connection,
    http::Http,
    live_only::LiveOnly,
    question::unchecked,
    reading::Said,
    reply::Reply,
    settings::{Problem, required},
    words::Word,
};
use crate::{Digits, secret::Secret};

/// The configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// The key of the server or the instance.
    #[serde(deserialize_with = "required")]
    pub key: Secret,
    /// The instance that asks.
    pub instance: String,
}

/// The upstream.
#[derive(Debug)]
pub struct Evolution {
    http: Http,
    instance: String,
}

impl Settings {
    pub(super) fn upstream(&self, connection: &Connection<'_>) -> Result<Evolution, Problem> {
        if self.instance.is_empty() {
            return Err(Problem::new("instance", "is empty"));
        }
        let http =
            connection
                .http()?
                .with_secret(HeaderName::from_static("apikey"), &self.key, "key")?;
        Ok(Evolution {
            http,
            instance: self.instance.clone(),
        })
    }
}

/// What the service's profile says of the number.
enum Profiled {
    Registered(Reply),
    NotRegistered(Reply),
    /// Neither, which is no breakdown of the service.
    Unsaid,
}

impl Evolution {
    async fn live(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        let missed = match self.profile(http, number.as_str(), number).await? {
            Profiled::Registered(profile) => return said(&profile, number),
            Profiled::NotRegistered(reply) if !may_be_missed(number, &reply) => {
                let said = Said::not_registered().looked_up_now();
                return said.answer(&reply, number);
            }
            Profiled::NotRegistered(_) => true,
            Profiled::Unsaid => false,
        };
        let (check, found) = self.check(http, number).await?;
        if found.get("exists").and_then(Json::bool) != Some(true) {
            let said = Said::not_registered().looked_up_now();
            return said.answer(&check, number);
        }
        let account = account_of(found.get("jid"));
        if let Some(account) = &account
            && (missed || account != number)
        {
            // Spelled in full: of bare digits the service makes its own.
            let jid = format!("{account}@s.whatsapp.net");
            if let Profiled::Registered(profile) = self.profile(http, &jid, number).await? {
                return said(&profile, account);
            }
        }
        Said::registered()
            .looked_up_now()
            .of_account(account.as_ref().unwrap_or(number))
            .with("name", found.get("name"))
            .answer(&check, number)
    }

    async fn profile(
        &self,
        http: &Http,
        whom: &str,
        number: &Digits,
    ) -> Result<Profiled, UpstreamError> {
        let url = http.url(&["chat", "fetchProfile", &self.instance]);
        let reply = http.post(url, &json!({ "number": whom })).await?;
        if reply.status == 400 && refused_jid(&reply).is_some() {
            return Ok(Profiled::NotRegistered(reply));
        }
        match Word::of(&reply) {
            None => {}
            Some(Word::TooFast) => return Err(reply.error(Failure::RateLimited)),
            // About some part of the profile, nobody knows which.
            Some(_) => return Ok(Profiled::Unsaid),
        }
        let reply = reply.successful(number)?;
        match reply.get("numberExists").and_then(Json::bool) {
            Some(true) => Ok(Profiled::Registered(reply)),
            Some(false) => Ok(Profiled::NotRegistered(reply)),
            // Its catch-all answer: all nulls, made where any part of the profile failed, and in
            // older versions before it looked for the number.
            None if reply.text("wuid").is_some() => Ok(Profiled::Unsaid),
            None => Err(reply.error(Failure::BadResponse)),
        }
    }

    /// The number alone, which the service looks for in all its spellings.
    async fn check(&self, http: &Http, number: &Digits) -> Result<(Reply, Json), UpstreamError> {
        let url = http.url(&["chat", "whatsappNumbers", &self.instance]);
        let body = json!({ "numbers": [number.as_str()] });
        let reply = http.post(url, &body).await?;
        if !reply.is_success() {
            return Err(unchecked(&reply, number));
        }
        let found = match &reply.body {
            Body::Json(Json::List(found)) => found.first().cloned(),
            _ => None,
        };
        match found {
            Some(found) if found.get("exists").and_then(Json::bool).is_some() => Ok((reply, found)),
            _ => Err(reply.error(Failure::BadResponse)),
        }
    }
}

/// The answer that a profile makes.
fn said(profile: &Reply, asked: &Digits) -> Result<Answered, UpstreamError> {
    let business = ["email", "description", "website"]
        .iter()
        .filter_map(|field| Some(((*field).to_owned(), profile.get(field)?.clone())))
        .collect();
    let is_business = profile.get("isBusiness").and_then(Json::bool) == Some(true);
    let business = is_business.then_some(Json::Object(business));
    let account = account_of(profile.get("wuid"));
    // A null picture is hidden, not set, or an error: the service doesn't say.
    Said::registered()
        .looked_up_now()
        .of_account(account.as_ref().unwrap_or(asked))
        .with("name", profile.get("name"))
        // The line of text; of another kind, it is something else.
        .with("about", profile.get("status"))
        .with("profilePic", profile.get("picture"))
        .with("isBusiness", profile.get("isBusiness"))
        .with("businessProfile", business.as_ref())
        .answer(profile, asked)
}

/// `{"response": {"message": [{"exists": false, "jid": …}]}}`, or the object by itself.
fn refused_jid(reply: &Reply) -> Option<&Json> {
    let message = reply
        .get("response")
        .and_then(|response| response.get("message"))
        .or_else(|| reply.get("message"));
    let one = match message {
        Some(Json::List(items)) => items.first(),
        other => other,
    }?;
    (one.get("exists").and_then(Json::bool) == Some(false)).then_some(one)
}

/// Whether a "no" may be about one spelling of several. The service rewrites numbers of some
/// countries, and its profile then misses an account that is spelled in the other way.
fn may_be_missed(number: &Digits, refusal: &Reply) -> bool {
    let asked = refused_jid(refusal).and_then(|one| account_of(one.get("jid")));
    has_spellings(number) || asked.is_some_and(|asked| asked != *number)
}

#[async_trait]
impl LiveOnly for Evolution {
    fn http(&self) -> &Http {
        &self.http
    }

    /// The profile, mostly. Where it leaves open whether the number is registered: the number
    /// alone, and the profile of the account that was found.
    fn requests(&self) -> u64 {
        3
    }

    async fn ask(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        http.within(self.live(http, number)).await
    }
}
