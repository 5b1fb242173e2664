//! What a lookup answers: the table's behaviours as statuses, headers and bodies. Pure.

use std::time::Duration;

use axum::http::{
    HeaderName, HeaderValue, StatusCode,
    header::{RETRY_AFTER, WWW_AUTHENTICATE},
};
use bytes::Bytes;
use phone_profile_core::profile::ProfileWarning;
use serde::Serialize;

use super::{
    hostile, person,
    picture_link::{LinkKey, PictureSize},
    ranges::is_reserved_for_fiction,
    second_shape,
    table::{self, Behaviour},
};
use crate::{Digits, clock::iso8601, http::reply::error_body, warnings::warnings};

const JSON: &str = "application/json";
const THREE_WEEKS: u64 = 21 * 24 * 3_600;

/// One lookup as it arrived.
pub(crate) struct Lookup<'a> {
    pub(crate) number: &'a Digits,
    /// The how-manieth lookup of this number, from 1.
    pub(crate) nth: u64,
    /// Unix seconds.
    pub(crate) now: u64,
    pub(crate) key: &'a LinkKey,
    /// What links have before their path: `https://host/prefix`, or `..`.
    pub(crate) base: &'a str,
}

/// What to send, and how long to wait before.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) delay: Duration,
    pub(crate) status: StatusCode,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) content_type: &'static str,
    pub(crate) body: AnswerBody,
}

#[derive(Debug)]
pub(crate) enum AnswerBody {
    Whole(Bytes),
    /// These bytes, then the connection breaks.
    CutOff(Bytes),
}

/// The documented response, with the gateway's additions.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Profile {
    success: bool,
    #[serde(rename = "isWhatsApp")]
    is_registered: bool,
    number: String,
    profile_pic: Option<String>,
    profile_pic_thumb: Option<String>,
    #[serde(rename = "image_status", skip_serializing_if = "Option::is_none")]
    image_status: Option<&'static str>,
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'static str>,
    is_business: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_verified: Option<bool>,
    last_checked: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cached: Option<bool>,
    source: &'static str,
    /// Demo lookups cost nothing, so there is no quota to tell.
    quota: Option<()>,
    warnings: &'static [ProfileWarning],
}

impl Lookup<'_> {
    pub(crate) fn picture(&self, size: PictureSize) -> String {
        format!(
            "{}{}",
            self.base,
            self.key.fresh(self.number, size, self.now)
        )
    }

    fn expired_picture(&self, size: PictureSize) -> String {
        format!(
            "{}{}",
            self.base,
            self.key.expired(self.number, size, self.now)
        )
    }

    /// A registered person with a public picture: what most behaviours vary.
    fn person(&self) -> Profile {
        Profile {
            success: true,
            is_registered: true,
            number: self.number.to_string(),
            profile_pic: Some(self.picture(PictureSize::Full)),
            profile_pic_thumb: Some(self.picture(PictureSize::Thumb)),
            image_status: None,
            name: Some(person::name(self.number, false)),
            about: person::about(self.number, false),
            is_business: false,
            is_verified: None,
            last_checked: iso8601(self.now),
            cached: None,
            source: "demo",
            quota: None,
            warnings: warnings(self.number),
        }
    }

    fn business(&self, is_verified: bool) -> Profile {
        Profile {
            name: Some(person::name(self.number, true)),
            about: person::about(self.number, true),
            is_business: true,
            is_verified: Some(is_verified),
            ..self.person()
        }
    }

    fn without_picture(&self, image_status: Option<&'static str>) -> Profile {
        Profile {
            profile_pic: None,
            profile_pic_thumb: None,
            image_status,
            ..self.person()
        }
    }

    fn not_registered(&self) -> Profile {
        Profile {
            is_registered: false,
            name: None,
            about: None,
            ..self.without_picture(None)
        }
    }

    fn named(&self, name: impl Into<String>) -> Profile {
        Profile {
            name: Some(name.into()),
            ..self.person()
        }
    }

    fn with_expired_picture(&self) -> Profile {
        Profile {
            profile_pic: Some(self.expired_picture(PictureSize::Full)),
            profile_pic_thumb: Some(self.expired_picture(PictureSize::Thumb)),
            ..self.person()
        }
    }

    fn is_odd(&self) -> bool {
        self.nth % 2 == 1
    }
}

/// The answer to a lookup, from the table, the reserved ranges, or "not registered".
pub(crate) fn answer(lookup: &Lookup<'_>) -> Answer {
    let behaviour = match table::find(lookup.number) {
        Some(row) => row.behaviour,
        None if is_reserved_for_fiction(lookup.number) => person::behaviour(lookup.number),
        None => Behaviour::NotRegistered,
    };
    behave(behaviour, lookup)
}

fn behave(behaviour: Behaviour, lookup: &Lookup<'_>) -> Answer {
    match behaviour {
        Behaviour::Personal | Behaviour::PictureBroken | Behaviour::SlowFullPicture => {
            ok(&lookup.person())
        }
        Behaviour::Business => ok(&lookup.business(false)),
        Behaviour::VerifiedBusiness => ok(&lookup.business(true)),
        Behaviour::PictureHidden => ok(&lookup.without_picture(Some("not-authorized"))),
        Behaviour::PictureNotSet => ok(&lookup.without_picture(Some("item-not-found"))),
        Behaviour::PictureUnknown => ok(&lookup.without_picture(None)),
        Behaviour::NotRegistered => ok(&lookup.not_registered()),
        Behaviour::PictureExpired => ok(&lookup.with_expired_picture()),
        Behaviour::PictureExpiredAtOdd if lookup.is_odd() => ok(&lookup.with_expired_picture()),
        Behaviour::NameMissing => ok(&Profile {
            name: None,
            ..lookup.person()
        }),
        Behaviour::AfterSeconds(seconds) => Answer {
            delay: Duration::from_secs(seconds),
            ..ok(&lookup.person())
        },
        Behaviour::RateLimited => rate_limited(5),
        Behaviour::RateLimitedAtOdd if lookup.is_odd() => rate_limited(1),
        Behaviour::ServerError => error(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The upstream failed",
            "server",
        ),
        Behaviour::UnavailableAtOdd if lookup.is_odd() => error(
            StatusCode::SERVICE_UNAVAILABLE,
            "The upstream is restarting",
            "server",
        ),
        Behaviour::PictureExpiredAtOdd
        | Behaviour::RateLimitedAtOdd
        | Behaviour::UnavailableAtOdd => ok(&lookup.person()),
        Behaviour::HtmlPage => Answer {
            content_type: "text/html; charset=utf-8",
            ..whole(StatusCode::OK, LOGIN_PAGE)
        },
        Behaviour::TruncatedJson => whole(StatusCode::OK, first_half(json(&lookup.person()))),
        Behaviour::SecondShapeBusiness => ok(&second_shape::business(lookup)),
        Behaviour::SecondShapePictureHidden => ok(&second_shape::picture_hidden(lookup)),
        Behaviour::SecondShapeNotRegistered => whole(
            StatusCode::OK,
            r#"{"error":"Whatsapp number doesn't exist"}"#,
        ),
        Behaviour::NotFoundNotRegistered => whole(
            StatusCode::NOT_FOUND,
            r#"{"exists":false,"code":"NUMBER_NOT_FOUND"}"#,
        ),
        Behaviour::NotInCache => whole(StatusCode::NOT_FOUND, r#"{"code":"NOT_IN_DATABASE"}"#),
        Behaviour::Unauthorized => error(
            StatusCode::UNAUTHORIZED,
            "Missing or wrong credentials",
            "unauthorized",
        )
        .with(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
        Behaviour::Forbidden => error(
            StatusCode::FORBIDDEN,
            "Not allowed to look up numbers",
            "forbidden",
        ),
        Behaviour::QuotaExhausted => quota_exhausted(),
        Behaviour::WrongTypes => whole(StatusCode::OK, hostile::WRONG_TYPES),
        Behaviour::Hostile => ok(&hostile::texts(lookup)),
        Behaviour::HugeBody => whole(StatusCode::OK, hostile::huge(lookup)),
        Behaviour::EmptyBody => whole(StatusCode::OK, ""),
        Behaviour::AnotherNumber => ok(&Profile {
            number: "13105550199".to_owned(),
            ..lookup.person()
        }),
        Behaviour::LongName => ok(&lookup.named(hostile::long_name())),
        Behaviour::RightToLeftName => ok(&lookup.named("مريم الورداني")),
        Behaviour::EmojiName => ok(&lookup.named("🌻🚲☕")),
        Behaviour::RejectedAsInvalid => whole(
            StatusCode::BAD_REQUEST,
            r#"{"error":"Invalid phone number, check the country code","success":null}"#,
        ),
        Behaviour::CheckedWeeksAgo => ok(&Profile {
            last_checked: iso8601(lookup.now.saturating_sub(THREE_WEEKS)),
            cached: Some(true),
            ..lookup.person()
        }),
        Behaviour::CutOff => {
            let half = first_half(json(&lookup.person()));
            Answer {
                body: AnswerBody::CutOff(half),
                ..whole(StatusCode::OK, "")
            }
        }
    }
}

impl Answer {
    fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}

fn ok(body: &impl Serialize) -> Answer {
    whole(StatusCode::OK, json(body))
}

fn whole(status: StatusCode, body: impl Into<Bytes>) -> Answer {
    Answer {
        delay: Duration::ZERO,
        status,
        headers: Vec::new(),
        content_type: JSON,
        body: AnswerBody::Whole(body.into()),
    }
}

fn json(body: &impl Serialize) -> String {
    // Strings, numbers and booleans under string keys: nothing that can fail to serialise.
    serde_json::to_string(body).unwrap_or_default()
}

fn first_half(text: String) -> Bytes {
    let mut bytes = Bytes::from(text);
    bytes.truncate(bytes.len() / 2);
    bytes
}

fn error(status: StatusCode, message: &str, code: &str) -> Answer {
    whole(status, error_body(message, code))
}

fn rate_limited(retry_after_seconds: u16) -> Answer {
    error(
        StatusCode::TOO_MANY_REQUESTS,
        "Requests must be at least 0.5 seconds apart",
        "rate-limited",
    )
    .with(RETRY_AFTER, HeaderValue::from(retry_after_seconds))
}

/// The one answer with quota headers: a free plan's 50 requests are gone, for another week.
fn quota_exhausted() -> Answer {
    let header = |name, value| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    Answer {
        headers: vec![
            header("x-ratelimit-requests-limit", "50"),
            header("x-ratelimit-requests-remaining", "0"),
            header("x-ratelimit-requests-reset", "604800"),
        ],
        ..whole(
            StatusCode::TOO_MANY_REQUESTS,
            r#"{"message":"You have exceeded the MONTHLY quota for Requests on your current plan, BASIC"}"#,
        )
    }
}

const LOGIN_PAGE: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
    <title>Sign in</title></head><body><h1>Sign in</h1>\
    <p>Your session has ended. Sign in to go on.</p></body></html>\n";
