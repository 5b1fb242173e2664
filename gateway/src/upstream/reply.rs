//! An upstream's answer over HTTP: its JSON, its quota headers, and what a refusal means.

use std::time::Duration;

use phone_profile_core::answer::{self, Body, Received};
use phone_profile_core::error::{LookupError, LookupErrorCode};
use phone_profile_core::json::{self, Json};
use phone_profile_core::number::E164;
use phone_profile_core::profile::Profile;
use phone_profile_core::retry;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use super::{Failure, UpstreamError};
use crate::{Digits, clock::unix_now, record::Quota};

const QUOTA_HEADERS: [&str; 3] = [
    "x-ratelimit-requests-limit",
    "x-ratelimit-requests-remaining",
    "x-ratelimit-requests-reset",
];

/// What came back. No `Debug`: URL and body hold personal data, and sometimes a key.
#[derive(Clone)]
pub(super) struct Reply {
    pub(super) upstream: String,
    pub(super) status: u16,
    pub(super) body: Body,
    pub(super) url: String,
    retry_after: Option<String>,
    quota_headers: [Option<String>; 3],
}

impl Reply {
    pub(super) fn new(
        upstream: &str,
        status: u16,
        headers: &HeaderMap,
        body: &[u8],
        url: String,
    ) -> Self {
        let header = |name: &str| Some(headers.get(name)?.to_str().ok()?.to_owned());
        Self {
            upstream: upstream.to_owned(),
            status,
            body: Body::read(body, json::parse),
            url,
            retry_after: header(RETRY_AFTER.as_str()),
            quota_headers: QUOTA_HEADERS.map(header),
        }
    }

    /// The same answer with another body.
    pub(super) fn with_json(&self, json: Json) -> Self {
        Self {
            body: Body::Json(json),
            ..self.clone()
        }
    }

    /// The same answer with the time of this moment, where it has none and doesn't say that it was
    /// kept: for a service that has asked the messenger just now.
    pub(super) fn looked_up_now(mut self) -> Self {
        let was_kept = self.get("cached").and_then(Json::bool) == Some(true)
            || self.text("source") == Some("cache");
        if !was_kept
            && let Body::Json(json) = &mut self.body
            && !answer::has_time(json)
            && let Json::Object(members) = json
        {
            members.push(("lastChecked".to_owned(), Json::Number(now_ms())));
        }
        self
    }

    pub(super) const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }

    /// A member of the answer's object.
    pub(super) fn get(&self, name: &str) -> Option<&Json> {
        match &self.body {
            Body::Json(json) => json.get(name),
            _ => None,
        }
    }

    /// A text member, as services name their error codes.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    /// The answer as the widget's own reader understands it.
    pub(super) fn read(&self, number: &Digits) -> Result<Profile, Failure> {
        let asked = E164::from_digits(number.as_str()).ok_or(Failure::InvalidNumber)?;
        let [limit, remaining, reset] = &self.quota_headers;
        let received = Received {
            status: self.status,
            body: self.body.clone(),
            retry_after: self.retry_after.as_deref(),
            quota_headers: [limit.as_deref(), remaining.as_deref(), reset.as_deref()],
            url: &self.url,
        };
        answer::read(received, &asked, now_ms()).map_err(|error| failure(&error))
    }

    /// What a refusal means, by its status and its words. For a successful answer: that it says
    /// nothing of use.
    pub(super) fn failure(&self, number: &Digits) -> Failure {
        if self.is_success() {
            return Failure::BadResponse;
        }
        match self.read(number) {
            Err(failure) => failure,
            // It reads as "no such number", which not every service means by it.
            Ok(_) => Failure::Server,
        }
    }

    /// The error with everything that the answer says beside it.
    pub(super) fn error(&self, failure: Failure) -> UpstreamError {
        UpstreamError {
            upstream: self.upstream.clone(),
            failure,
            status: Some(self.status),
            retry_after: self.retry_after(),
            quota: self.quota(),
            spent: 1,
        }
    }

    /// The error for an answer that can't be used, or is a refusal.
    pub(super) fn refused(&self, number: &Digits) -> UpstreamError {
        self.error(self.failure(number))
    }

    /// Itself where it is successful JSON, or else the error.
    pub(super) fn successful(self, number: &Digits) -> Result<Self, UpstreamError> {
        let usable = self.is_success() && matches!(self.body, Body::Json(Json::Object(_)));
        if usable {
            Ok(self)
        } else {
            Err(self.refused(number))
        }
    }

    /// What the plan still allows, by the headers.
    pub(super) fn quota(&self) -> Option<Quota> {
        let [limit, remaining, reset_seconds] = &self.quota_headers;
        let number = |header: &Option<String>| header.as_deref()?.trim().parse().ok();
        let quota = Quota {
            limit: number(limit),
            remaining: number(remaining),
            reset_seconds: number(reset_seconds),
        };
        (quota != Quota::default()).then_some(quota)
    }

    fn retry_after(&self) -> Option<Duration> {
        let header = self.retry_after.as_deref()?;
        let ms = retry::retry_after_ms(header, now_ms())?;
        Some(Duration::from_millis(ms.into()))
    }
}

pub(super) fn now_ms() -> f64 {
    // Exact until long after everybody's time.
    unix_now() as f64 * 1000.0
}

fn failure(error: &LookupError) -> Failure {
    match error.code {
        LookupErrorCode::InvalidNumber => Failure::InvalidNumber,
        LookupErrorCode::Network => Failure::Unreachable,
        LookupErrorCode::Timeout => Failure::Timeout,
        LookupErrorCode::Unauthorized => Failure::Unauthorized,
        LookupErrorCode::Forbidden => Failure::Forbidden,
        LookupErrorCode::NotInCache => Failure::NotInStore,
        LookupErrorCode::RateLimited => Failure::RateLimited,
        LookupErrorCode::QuotaExhausted => Failure::QuotaExhausted,
        LookupErrorCode::Server => Failure::Server,
        // The others come from a browser, never from reading an answer.
        _ => Failure::BadResponse,
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    fn reply(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Reply {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
            .collect();
        Reply::new("stub", status, &headers, body.as_bytes(), String::new())
    }

    fn digits() -> Digits {
        Digits::parse("13105550123").unwrap()
    }

    #[test]
    fn given_a_retry_after_when_read_then_seconds_and_dates_are_understood() {
        let wait = |value| {
            reply(429, &[("retry-after", value)], "{}")
                .refused(&digits())
                .retry_after
        };
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        assert_eq!(
            wait("Wed, 21 Oct 2015 07:28:00 GMT"),
            Some(Duration::ZERO),
            "a past date means at once"
        );
        let far = wait("Thu, 01 Jan 2099 00:00:00 GMT").unwrap();
        assert!(far > Duration::from_secs(3_600));
        assert_eq!(wait("soon"), None);
    }

    #[test]
    fn given_quota_headers_when_read_then_they_are_told_with_errors_too() {
        let headers = [
            ("x-ratelimit-requests-limit", "50"),
            ("x-ratelimit-requests-remaining", "0"),
            ("x-ratelimit-requests-reset", "604800"),
        ];
        let error = reply(429, &headers, "{}").refused(&digits());
        assert_eq!(error.failure, Failure::QuotaExhausted);
        assert_eq!(
            error.quota,
            Some(Quota {
                limit: Some(50),
                remaining: Some(0),
                reset_seconds: Some(604_800)
            })
        );
        assert_eq!(error.spent, 1);
        assert_eq!(reply(200, &[], "{}").quota(), None);
        let odd = [("x-ratelimit-requests-remaining", "-1")];
        assert_eq!(reply(200, &odd, "{}").quota(), None);
    }

    #[test]
    fn given_a_refusal_when_read_then_status_and_words_say_what_it_means() {
        for (status, body, expected) in [
            (401, "{}", Failure::Unauthorized),
            (403, "<html>", Failure::Forbidden),
            (429, r#"{"error":"slow down"}"#, Failure::RateLimited),
            (402, "", Failure::QuotaExhausted),
            (503, "<html>", Failure::Server),
            (302, "", Failure::Server),
            (200, "<html>", Failure::BadResponse),
            (
                400,
                r#"{"error":"Invalid phone number, check it"}"#,
                Failure::InvalidNumber,
            ),
            (404, r#"{"code":"NOT_IN_DATABASE"}"#, Failure::NotInStore),
        ] {
            assert_eq!(
                reply(status, &[], body).failure(&digits()),
                expected,
                "{status} {body}"
            );
        }
    }
}
