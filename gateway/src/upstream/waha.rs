//! WAHA, a self-hosted HTTP API. Whether a missing picture is hidden or not set, it says only where
//! its engine fails over it: in the error's words.
//!
//! What it charges for: nothing, as it is run by whoever asks. A budget counts what is asked of the
//! account behind it: every request that may have reached it, failures included.

use async_trait::async_trait;
use phone_profile_core::json::Json;
use reqwest::header::HeaderName;
use serde::Deserialize;

use super::{
    Answered, UpstreamError,
    account::{account_of, without_for},
    endpoint::Connection,
    http::Http,
    live_only::LiveOnly,
    question::{optional, picture_of, unchecked},
    reading::Said,
    settings::Problem,
};
use crate::{Digits, secret::Secret};

/// The configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Its key, where it wants one.
    pub key: Option<Secret>,
    /// The session that asks.
    #[serde(default = "default_session")]
    pub session: String,
}

fn default_session() -> String {
    "default".to_owned()
}

/// The upstream.
#[derive(Debug)]
pub struct Waha {
    http: Http,
    session: String,
}

impl Settings {
    pub(super) fn upstream(&self, connection: &Connection<'_>) -> Result<Waha, Problem> {
        let mut http = connection.http()?;
        if let Some(key) = &self.key {
            http = http.with_secret(HeaderName::from_static("x-api-key"), key, "key")?;
        }
        Ok(Waha {
            http,
            session: self.session.clone(),
        })
    }
}

impl Waha {
    async fn live(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        let session = ("session", self.session.as_str());
        let url = http.url_with(
            &["api", "contacts", "check-exists"],
            &[("phone", number.as_str()), session],
        );
        let exists = http.get(url).await?;
        if !exists.is_success() {
            return Err(unchecked(&exists, number));
        }
        match exists.get("numberExists").and_then(Json::bool) {
            Some(true) => {}
            Some(false) => {
                let said = Said::not_registered().looked_up_now();
                return said.answer(&exists, number);
            }
            None => return Err(exists.refused(number)),
        }
        // The service knows the number's other spellings.
        let found = account_of(exists.get("chatId"));
        let account = found.as_ref().unwrap_or(number);
        let chat = format!("{account}@c.us");
        let query = [("contactId", chat.as_str()), session];
        let picture_url = http.url_with(&["api", "contacts", "profile-picture"], &query);
        let contact_url = http.url_with(&["api", "contacts"], &query);
        let (asked, contact) = tokio::try_join!(http.get(picture_url), http.get(contact_url))?;
        // Some engines say by an error why there is none.
        let picture = picture_of(asked, number)?;
        // Engines without a store of contacts refuse this one.
        let contact = optional(contact, number)?;
        let of_contact = |field| contact.as_ref().and_then(|reply| reply.get(field));
        Said::registered()
            .looked_up_now()
            .of_account(account)
            .with("profilePic", picture.get("profilePictureURL"))
            .without_picture(without_for(picture.without(), found.as_ref(), number))
            // What the person calls themselves, rather than what an address book says.
            .with("name", of_contact("pushname"))
            .with("pushname", of_contact("name"))
            .with("isBusiness", of_contact("isBusiness"))
            .answer(&exists, number)
    }
}

#[async_trait]
impl LiveOnly for Waha {
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
