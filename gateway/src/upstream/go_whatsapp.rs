//! go-whatsapp-web-multidevice, self-hosted. It has words of its own for a picture that is hidden
//! and one that isn't set, sent as errors.
//!
//! What it charges for: nothing, as it is run by whoever asks. A budget counts what is asked of the
//! account behind it: every request that may have reached it, failures included.

use async_trait::async_trait;
use phone_profile_core::json::Json;
use phone_profile_core::profile::PictureState;
use serde::Deserialize;

use super::{
    Answered, Failure, UpstreamError,
    account::without_for,
    endpoint::Connection,
    http::Http,
    live_only::LiveOnly,
    question::{PictureReply, optional, picture_of, unchecked},
    reading::Said,
    reply::Reply,
    settings::Problem,
};
use crate::{Digits, secret::Secret};

/// The configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// The user of its basic authentication, where that is on.
    pub user: Option<String>,
    /// The password to it.
    pub password: Option<Secret>,
    /// The device that asks, where there are several.
    pub device: Option<String>,
}

/// The upstream.
#[derive(Debug)]
pub struct GoWhatsApp {
    http: Http,
}

impl Settings {
    pub(super) fn upstream(&self, connection: &Connection<'_>) -> Result<GoWhatsApp, Problem> {
        let mut http = connection.http()?;
        match (&self.user, &self.password) {
            (Some(user), Some(password)) => http = http.with_basic(user, password)?,
            (None, None) => {}
            (Some(_), None) => return Err(Problem::new("password", "is missing beside user")),
            (None, Some(_)) => return Err(Problem::new("user", "is missing beside password")),
        }
        if let Some(device) = &self.device {
            http = http.with_header("x-device-id", device, "device")?;
        }
        Ok(GoWhatsApp { http })
    }
}

impl GoWhatsApp {
    async fn live(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        let phone = format!("{number}@s.whatsapp.net");
        let phone = ("phone", phone.as_str());
        let check = http
            .get(http.url_with(&["user", "check"], &[phone]))
            .await?;
        if is_absent(&check) {
            let said = Said::not_registered().looked_up_now();
            return said.answer(&check, number);
        }
        if !check.is_success() {
            return Err(logged_out(&check).unwrap_or_else(|| unchecked(&check, number)));
        }
        match of_results(&check, "is_on_whatsapp").and_then(Json::bool) {
            Some(true) => {}
            Some(false) => {
                let said = Said::not_registered().looked_up_now();
                return said.answer(&check, number);
            }
            None => return Err(check.refused(number)),
        }
        let avatar_url = http.url_with(&["user", "avatar"], &[phone, ("is_preview", "false")]);
        let info_url = http.url_with(&["user", "info"], &[phone]);
        let (avatar, info) = tokio::try_join!(http.get(avatar_url), http.get(info_url))?;
        if let Some(error) = [&avatar, &info].into_iter().find_map(logged_out) {
            return Err(error);
        }
        let (picture, without) = match missing_picture(&avatar) {
            Some(without) => (None, without),
            None => match picture_of(avatar, number)? {
                PictureReply::Answered(reply) => (Some(reply), PictureState::Unknown),
                PictureReply::Without(without) => (None, without),
            },
        };
        let picture = picture.as_ref().and_then(|reply| of_results(reply, "url"));
        let info = optional(info, number)?;
        let of_person = |field| info.as_ref().and_then(|reply| of_person(reply, field));
        let name = of_person("verified_name").filter(|name| is_name(name));
        // Only business apps have a name of this kind; "verified" it is by its owner alone.
        let is_business = name.map(|_| Json::Bool(true));
        Said::registered()
            .looked_up_now()
            .with("profilePic", picture)
            // It doesn't say which account it found.
            .without_picture(without_for(without, None, number))
            .with("name", name)
            .with("about", of_person("status"))
            .with("isBusiness", is_business.as_ref())
            .answer(&check, number)
    }
}

fn of_results<'a>(reply: &'a Reply, field: &str) -> Option<&'a Json> {
    reply.get("results")?.get(field)
}

/// A field of the first person in `results.data`, or of `results` itself, as the documentation
/// has it.
fn of_person<'a>(reply: &'a Reply, field: &str) -> Option<&'a Json> {
    let results = reply.get("results")?;
    match results.get("data") {
        Some(Json::List(people)) => people.first()?.get(field),
        _ => results.get(field),
    }
}

/// The service prints the whole of Go's structure here.
fn is_name(name: &Json) -> bool {
    name.text()
        .is_some_and(|text| !text.trim().is_empty() && !text.starts_with('{'))
}

fn is_absent(reply: &Reply) -> bool {
    let message = reply.text("message").unwrap_or_default();
    reply.text("code") == Some("INVALID_JID")
        && (message.contains("not on whatsapp") || message.contains("not registered"))
}

/// A device that has lost its login or its connection: the service's own trouble, though it sends
/// the status of a wrong password.
fn logged_out(reply: &Reply) -> Option<UpstreamError> {
    (reply.text("code") == Some("AUTHENTICATION_ERROR")).then(|| reply.error(Failure::Server))
}

/// Why there is no picture, where the service says it by a code of its own. Without a code, the
/// words of the library tell that it is made with.
fn missing_picture(reply: &Reply) -> Option<PictureState> {
    match reply.text("code") {
        _ if reply.is_success() => None,
        Some("AVATAR_HIDDEN") => Some(PictureState::Private),
        Some("AVATAR_NOT_SET") => Some(PictureState::None),
        // It checks the number once more, and calls a check that failed a "no" as well.
        Some("INVALID_JID") => Some(PictureState::Unknown),
        _ => None,
    }
}

#[async_trait]
impl LiveOnly for GoWhatsApp {
    fn http(&self) -> &Http {
        &self.http
    }

    /// Whether the number exists; the picture; the rest.
    fn requests(&self) -> u64 {
        3
    }

    async fn ask(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        http.within(self.live(http, number)).await
    }
}
