//! go-whatsapp-web-multidevice, self-hosted. It has words of its own for a picture that is hidden
//! and one that isn't set, sent as errors.

use std::time::Duration;

use async_trait::async_trait;
use phone_profile_core::json::Json;
use phone_profile_core::profile::PictureState;
use serde::Deserialize;

use super::{
    Answered, UpstreamError,
    address::Address,
    http::{Connection, Http, default_timeout},
    live_only::LiveOnly,
    reading::{Said, already_sent, optional},
    reply::Reply,
    settings::Problem,
};
use crate::{Digits, duration_text, secret::Secret};

/// The configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Its name in logs and budget; `go-whatsapp` where none is given.
    pub name: Option<String>,
    /// Where it runs.
    pub url: Address,
    /// The user of its basic authentication, where that is on.
    pub user: Option<String>,
    /// The password to it.
    pub password: Option<Secret>,
    /// The device that asks, where there are several.
    pub device: Option<String>,
    /// The time for a whole lookup.
    #[serde(default = "default_timeout", deserialize_with = "duration_text::read")]
    pub timeout: Duration,
    /// The least time between two lookups.
    #[serde(default, deserialize_with = "duration_text::read")]
    pub pace: Duration,
    /// Send the password over plain HTTP to another machine.
    #[serde(default)]
    pub allow_plain_http: bool,
}

/// The upstream.
#[derive(Debug)]
pub struct GoWhatsApp {
    http: Http,
    pace: Duration,
}

impl Settings {
    pub(super) fn upstream(&self, name: &str) -> Result<GoWhatsApp, Problem> {
        let mut http = Http::new(&Connection {
            name,
            url: &self.url,
            allow_plain_http: self.allow_plain_http,
            timeout: self.timeout,
        })?;
        match (&self.user, &self.password) {
            (Some(user), Some(password)) => http = http.with_basic(user, password)?,
            (None, None) => {}
            (Some(_), None) => return Err(Problem::new("password", "is missing beside user")),
            (None, Some(_)) => return Err(Problem::new("user", "is missing beside password")),
        }
        if let Some(device) = &self.device {
            http = http.with_header("x-device-id", device, "device")?;
        }
        Ok(GoWhatsApp {
            http,
            pace: self.pace,
        })
    }
}

impl GoWhatsApp {
    async fn live(&self, number: &Digits) -> Result<Answered, UpstreamError> {
        let phone = format!("{number}@s.whatsapp.net");
        let phone = ("phone", phone.as_str());
        let url = self.http.url_with(&["user", "check"], &[phone]);
        let check = self.http.get(url).await?;
        if is_absent(&check) {
            return Said::not_registered().answer(&check, number);
        }
        let check = check.successful(number)?;
        let exists = check
            .get("results")
            .and_then(|results| results.get("is_on_whatsapp"));
        match exists.and_then(Json::bool) {
            Some(true) => {}
            Some(false) => return Said::not_registered().answer(&check, number),
            None => return Err(check.refused(number)),
        }
        let avatar = self
            .http
            .url_with(&["user", "avatar"], &[phone, ("is_preview", "false")]);
        let info = self.http.url_with(&["user", "info"], &[phone]);
        let (avatar, info) =
            tokio::try_join!(self.http.get(avatar), self.http.get(info)).map_err(already_sent)?;
        let without = missing_picture(&avatar);
        let avatar = match without {
            Some(_) => None,
            None => Some(avatar.successful(number)?),
        };
        let picture = avatar
            .as_ref()
            .and_then(|reply| reply.get("results")?.get("url"));
        let info = optional(info, number)?;
        let name = info
            .as_ref()
            .and_then(|reply| reply.get("results")?.get("verified_name"))
            .filter(|name| is_name(name));
        // Only business apps have a name of this kind; "verified" it is by its owner alone.
        let is_business = name.map(|_| Json::Bool(true));
        Said::registered()
            .with("profilePic", picture)
            .with("name", name)
            .with("isBusiness", is_business.as_ref())
            .without_picture(without.unwrap_or(PictureState::Unknown))
            .answer(&check, number)
    }
}

/// Older versions print the whole of Go's structure here.
fn is_name(name: &Json) -> bool {
    name.text()
        .is_some_and(|text| !text.trim().is_empty() && !text.starts_with('{'))
}

fn is_absent(reply: &Reply) -> bool {
    let message = reply.text("message").unwrap_or_default();
    reply.text("code") == Some("INVALID_JID")
        && (message.contains("not on whatsapp") || message.contains("not registered"))
}

/// Why there is no picture, where the service says it: newer versions by a code, older ones by
/// the words of the library that they are made with.
fn missing_picture(reply: &Reply) -> Option<PictureState> {
    let says = |words| (reply.text("message")).is_some_and(|message| message.contains(words));
    match reply.text("code") {
        _ if reply.is_success() => None,
        Some("AVATAR_HIDDEN") => Some(PictureState::Private),
        Some("AVATAR_NOT_SET") => Some(PictureState::None),
        _ if says("hidden their profile picture") => Some(PictureState::Private),
        _ if says("does not have a profile picture") => Some(PictureState::None),
        _ if says("no avatar found") => Some(PictureState::Unknown),
        _ => None,
    }
}

#[async_trait]
impl LiveOnly for GoWhatsApp {
    fn http(&self) -> &Http {
        &self.http
    }

    fn distance(&self) -> Duration {
        self.pace
    }

    /// Whether the number exists; the picture; the rest.
    fn requests(&self) -> u64 {
        3
    }

    async fn ask(&self, number: &Digits) -> Result<Answered, UpstreamError> {
        self.http.within(self.live(number)).await
    }
}
