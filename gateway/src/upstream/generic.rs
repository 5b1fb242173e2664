//! Any other service with a GET request for one number: a URL template, headers, and where in the
//! answer's JSON the fields are. Without fields, either documented shape is understood.
//!
//! What it charges for is not known: every request that may have reached it counts as spent, failures
//! included.

use std::collections::BTreeMap;

use async_trait::async_trait;
use phone_profile_core::json::Json;
use reqwest::header::HeaderName;
use serde::Deserialize;
use url::Url;

use super::{
    Answered, Failure, UpstreamError,
    address::{Address, checked},
    endpoint::Connection,
    fields::{Fields, Registration},
    http::Http,
    live_only::LiveOnly,
    reading::{Said, documented},
    reply::Reply,
    settings::Problem,
};
use crate::{Digits, secret::Secret};

/// Hosts that have a kind of their own, which sends nothing beyond the number.
const NOT_HERE: [&str; 4] = [
    "checkleaked.cc",
    "wp-data.p.rapidapi.com",
    "wp-data-db-only.p.rapidapi.com",
    "whatsapp-data1.p.rapidapi.com",
];
/// What stands for digits while the template is checked.
const SAMPLES: [&str; 2] = ["13105550100", "13105550101"];

/// The configuration. `url` is the request's, with `{digits}` for the number, or `{number}` for it with a
/// plus sign.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Headers to send, each of them treated as a secret.
    #[serde(default)]
    pub headers: BTreeMap<String, Secret>,
    /// Where the fields are; the documented shapes are expected where this is left out.
    pub fields: Option<Fields>,
    /// Statuses that say "not registered".
    #[serde(default)]
    pub not_registered_status: Vec<u16>,
}

/// The upstream.
#[derive(Debug)]
pub struct Generic {
    http: Http,
    template: Address,
    fields: Option<Fields>,
    not_registered_status: Vec<u16>,
}

impl Settings {
    pub(super) fn upstream(&self, connection: &Connection<'_>) -> Result<Generic, Problem> {
        let template = connection.url()?;
        let base = checked_template(template, connection.endpoint.allow_plain_http)?;
        if let Some(fields) = &self.fields {
            fields.check()?;
        }
        let status_is_odd = |status: &u16| !(400..500).contains(status);
        if self.not_registered_status.iter().any(status_is_odd) {
            let problem = "may hold statuses from 400 to 499";
            return Err(Problem::new("not-registered-status", problem));
        }
        let mut http = Http::new(base, connection)?;
        for (header, value) in &self.headers {
            let header = HeaderName::from_bytes(header.as_bytes())
                .map_err(|_| Problem::new("headers", format!("{header:?} is no header's name")))?;
            http = http.with_secret(header, value, "headers")?;
        }
        Ok(Generic {
            http,
            template: template.clone(),
            fields: self.fields.clone(),
            not_registered_status: self.not_registered_status.clone(),
        })
    }
}

/// The template with a number in it, where that changes path or query and nothing else.
fn checked_template(template: &Address, allow_plain_http: bool) -> Result<Url, Problem> {
    let [one, another] = SAMPLES.map(|digits| {
        let text = filled(template.text(), digits);
        checked(&text, "url", allow_plain_http)
    });
    let (one, another) = (one?, another?);
    let varies = one[url::Position::BeforePath..url::Position::AfterQuery]
        != another[url::Position::BeforePath..url::Position::AfterQuery];
    if one.origin() != another.origin() || !varies || one.fragment().is_some() {
        let problem = "needs {digits} or {number} in its path or query";
        return Err(Problem::new("url", problem));
    }
    let host = one.host_str().unwrap_or_default();
    let is_at = |known: &&str| {
        host.strip_suffix(*known)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    if NOT_HERE.iter().any(is_at) {
        let problem = "is CheckLeaked's: use kind = \"checkleaked\"";
        return Err(Problem::new("url", problem));
    }
    Ok(one)
}

/// The plus sign is escaped: in a query it would be a space.
fn filled(template: &str, digits: &str) -> String {
    template
        .replace("{digits}", digits)
        .replace("{number}", &format!("%2B{digits}"))
}

impl Generic {
    async fn live(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        let text = filled(self.template.text(), number.as_str());
        // Checked with other numbers before, so this parses; if not, nothing is sent.
        let url = Url::parse(&text).map_err(|_| http.no_store())?;
        let reply = http.get(url).await?;
        if self.not_registered_status.contains(&reply.status) {
            return Said::not_registered().answer(&reply, number);
        }
        match &self.fields {
            Some(fields) => mapped(fields, &reply, number),
            None => documented(&reply, number, false),
        }
    }
}

/// Reads an answer by the configured pointers.
fn mapped(fields: &Fields, reply: &Reply, number: &Digits) -> Result<Answered, UpstreamError> {
    if let Some(text) = fields.error_text(reply) {
        return Err(reply.error(worded(reply, text, number)));
    }
    if !reply.is_success() {
        return Err(reply.refused(number));
    }
    let said = match fields.registration(reply) {
        Registration::Yes => Said::registered(),
        Registration::No => return Said::not_registered().answer(reply, number),
        // The service works, and its word for this number can't be read.
        Registration::Unclear => return Err(reply.error(Failure::Unsaid)),
        Registration::Misplaced => return Err(reply.error(Failure::BadResponse)),
        // A name or a picture is as good as a yes; without either there is no answer.
        Registration::Unsaid => Said::open(),
    };
    let mut said = said.without_picture(fields.picture_state(reply));
    for (field, value) in fields.found(reply) {
        said = said.with(field, Some(value));
    }
    said.answer(reply, number)
}

/// What an error text means, under the name where the reader looks for it.
fn worded(reply: &Reply, text: &str, number: &Digits) -> Failure {
    let said = Json::Object(vec![("error".to_owned(), Json::of_text(text))]);
    match reply.with_json(said).read(number) {
        Err(failure) => failure,
        Ok(_) => Failure::Server,
    }
}

#[async_trait]
impl LiveOnly for Generic {
    fn http(&self) -> &Http {
        &self.http
    }

    async fn ask(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError> {
        self.live(http, number).await
    }
}
