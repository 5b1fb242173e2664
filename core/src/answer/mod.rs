//! Status and body of an answer, in either response shape, made into a profile or an error.
//!
//! Services send two shapes. The documented one has `isWhatsApp`, `profilePic`, `lastChecked`; the
//! other one has `exists`, `pushname`, `urlImage`, `date` and more, each of them optional. Nothing
//! tells them apart but their names, so each field is looked for under all of its names.

mod failure;

#[cfg(test)]
mod tests;

use crate::error::{LookupError, LookupErrorCode};
use crate::json::Json;
use crate::number::{self, E164};
use crate::picture_link::{expires_ms, picture_url};
use crate::profile::{BusinessProfile, PictureState, Profile, Quota, Source};
use crate::text::{self, clean};
use crate::{instant, retry};
use failure::Words;

/// The body of an answer.
#[derive(Clone, PartialEq, Debug)]
pub enum Body {
    /// Parsed JSON, of whatever kind.
    Json(Json),
    /// Something else: a web page, truncated JSON, a picture.
    NotJson,
    /// Nothing.
    Empty,
}

/// What came over the wire.
pub struct Received<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Body,
    /// The header `Retry-After`.
    pub retry_after: Option<&'a str>,
    /// The headers `x-ratelimit-requests-limit`, `-remaining` and `-reset`.
    pub quota_headers: [Option<&'a str>; 3],
    /// The answer's URL, after redirects; relative picture URLs are resolved against it.
    pub url: &'a str,
}

/// Reads an answer to a request for `requested`, at `now_ms` (Unix milliseconds).
pub fn read(received: Received<'_>, requested: &E164, now_ms: f64) -> Result<Profile, LookupError> {
    let status = received.status;
    let successful = (200..300).contains(&status);
    let quota = quota(&received.body, received.quota_headers);
    let json = match received.body {
        Body::Json(json @ Json::Object(_)) => Ok(json),
        Body::Json(_) => Err("with JSON that is no object"),
        Body::NotJson => Err("with something else than JSON, such as a web page"),
        Body::Empty => Err("without a body"),
    };
    let remaining = quota.as_ref().and_then(|quota| quota.remaining);
    let found = match &json {
        Ok(json) => registration(json, status, remaining),
        Err(what) if successful => Err(failure::unusable(what, status)),
        Err(_) => Err(failure::error(status, &Words::none(), remaining)),
    };
    match (json, found) {
        (Ok(json), Ok(registered)) => {
            let source = source(&json);
            let mut profile = profile(&json, registered, requested, received.url, source, now_ms);
            profile.quota = quota;
            Ok(profile)
        }
        (_, Err(error)) => {
            let asked = received
                .retry_after
                .and_then(|header| retry::retry_after_ms(header, now_ms));
            Err(error.with_retry_after(asked))
        }
        // `found` is an error wherever there is no object.
        (Err(what), Ok(_)) => Err(failure::unusable(what, status)),
    }
}

/// Reads an answer that the page has already: in any shape that [`read`] knows, or a [`Profile`]
/// as it was handed out. Its picture URLs must be absolute.
pub fn given(json: Json, now_ms: f64) -> Result<Profile, LookupError> {
    let number = number(&json, "number").or_else(|| number(&json, "phone"));
    let asked = number_or(&json, "requested", number.as_ref());
    let (Some(number), Some(asked)) = (number, asked) else {
        return Err(LookupError::new(
            LookupErrorCode::BadResponse,
            "The given profile has no phone number.",
        ));
    };
    let registered = registration(&json, 200, None).map_err(|error| {
        LookupError::new(
            error.code,
            "The given profile doesn\u{2019}t say whether the number is registered.",
        )
    })?;
    let mut profile = profile(&json, registered, &asked, "", Source::Given, now_ms);
    profile.number = number.with_plus();
    profile.quota = quota(&Body::Json(json), [None; 3]);
    Ok(profile)
}

/// Whether the number is registered, or why the answer doesn't say.
fn registration(json: &Json, status: u16, remaining: Option<u32>) -> Result<bool, LookupError> {
    let successful = (200..300).contains(&status);
    let words = Words::of(json);
    let flag = flag(json);
    let error = || failure::error(status, &words, remaining);
    // A store that has nothing on a number often sends `exists: false` along.
    if words.say_unknown() {
        return Err(error());
    }
    if !successful {
        let absent = match status {
            404 => flag == Some(false) || words.say_absent(),
            400 | 422 => words.say_absent(),
            _ => false,
        };
        return if absent { Ok(false) } else { Err(error()) };
    }
    let failed = json.get("success").and_then(Json::bool) == Some(false);
    let complains = json.get("error").is_some_and(|error| match error {
        Json::Null | Json::Bool(false) => false,
        Json::Text(text) => !text.trim().is_empty(),
        _ => true,
    });
    if failed || complains {
        if words.say_absent() {
            return Ok(false);
        }
        // Without a word of complaint a flag is still a statement. An error beside a registered
        // number is one about a part of it, such as the picture.
        return match flag {
            Some(flag) if words.is_empty() && !complains => Ok(flag),
            Some(true) if !failed => Ok(true),
            None if words.is_empty() && !complains => Err(silent(status)),
            _ => Err(error()),
        };
    }
    match flag {
        Some(flag) => Ok(flag),
        // Nobody has a picture or a name there without being registered.
        None if hints(json) => Ok(true),
        None if words.say_absent() => Ok(false),
        None if !words.is_empty() => Err(error()),
        None => Err(silent(status)),
    }
}

fn silent(status: u16) -> LookupError {
    failure::unusable(
        "with JSON that doesn\u{2019}t say whether the number is registered",
        status,
    )
}

fn flag(json: &Json) -> Option<bool> {
    let one = |name: &str| json.get(name).and_then(Json::bool);
    let either = || match (one("isUser"), one("isWAContact")) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (None, None) => None,
        _ => Some(false),
    };
    one("exists")
        .or_else(|| one("isWhatsApp"))
        .or_else(|| one("hasWhatsapp"))
        .or_else(either)
}

fn hints(json: &Json) -> bool {
    // A relative URL is as good a hint as any; where it leads doesn't matter here.
    let base = "https://x/";
    let picture = PICTURES
        .iter()
        .chain(&THUMBS)
        .any(|field| url(json, field, base).is_some());
    picture || name(json).is_some()
}

const PICTURES: [&str; 2] = ["profilePic", "urlImage"];
const THUMBS: [&str; 1] = ["profilePicThumb"];
const NAMES: [&str; 5] = [
    "name",
    "pushname",
    "notifyName",
    "verifiedName",
    "shortName",
];

fn profile(
    json: &Json,
    registered: bool,
    requested: &E164,
    base: &str,
    source: Source,
    now_ms: f64,
) -> Profile {
    let first = |fields: &[&str]| fields.iter().find_map(|field| url(json, field, base));
    let picture = first(&PICTURES);
    let thumb = first(&THUMBS);
    let said = json.get("pictureExpiresAt").and_then(Json::text);
    let expiry = [
        picture.as_deref().and_then(expires_ms),
        thumb.as_deref().and_then(expires_ms),
        said.and_then(instant::parse_iso),
    ]
    .into_iter()
    .flatten()
    .reduce(f64::min);
    let has_picture = picture.is_some() || thumb.is_some();
    Profile {
        success: true,
        is_whats_app: registered,
        number: number(json, "number")
            .or_else(|| number(json, "phone"))
            .as_ref()
            .unwrap_or(requested)
            .with_plus(),
        name: name(json),
        is_business: json.get("isBusiness").and_then(Json::bool),
        last_checked: instant::to_iso(checked_ms(json, now_ms)),
        picture_state: picture_state(json, has_picture),
        picture_expires_at: expiry.filter(|_| has_picture).map(instant::to_iso),
        profile_pic: picture,
        profile_pic_thumb: thumb,
        is_verified: json.get("isVerified").and_then(Json::bool),
        business: ["businessProfile", "business"]
            .iter()
            .find_map(|field| BusinessProfile::read(json.get(field)?)),
        source,
        quota: None,
        requested: requested.with_plus(),
    }
}

fn url(json: &Json, field: &str, base: &str) -> Option<String> {
    picture_url(json.get(field)?.text()?, base)
}

fn name(json: &Json) -> Option<String> {
    NAMES.iter().find_map(|field| {
        let name = clean(json.get(field)?.text()?, text::NAME)?;
        (!is_number(&name)).then_some(name)
    })
}

/// Whether a name is nothing but a phone number, which services fill in where they have no name.
fn is_number(name: &str) -> bool {
    number::is_number_like(name)
}

fn picture_state(json: &Json, has_picture: bool) -> PictureState {
    if has_picture {
        return PictureState::Public;
    }
    let hint = ["image_status", "imageStatus", "pictureState"]
        .iter()
        .find_map(|field| json.get(field)?.text());
    match hint.map(str::trim) {
        Some("item-not-found" | "none") => PictureState::None,
        Some("not-authorized" | "private") => PictureState::Private,
        _ => PictureState::Unknown,
    }
}

fn source(json: &Json) -> Source {
    match json.get("source").and_then(Json::text) {
        Some("live") => Source::Live,
        Some("cache") => Source::Cache,
        Some("demo") => Source::Demo,
        _ if json.get("cached").and_then(Json::bool) == Some(true) => Source::Cache,
        _ => Source::Live,
    }
}

/// A number as services return it: bare digits, with a plus sign, or formatted.
fn number(json: &Json, field: &str) -> Option<E164> {
    let value = json.get(field)?;
    if let Some(number) = value.number() {
        // Up to 15 digits are exact.
        let digits = if (1e6..1e15).contains(&number) {
            number as u64
        } else {
            0
        };
        return E164::from_digits(&digits.to_string());
    }
    let text = value.text()?.trim();
    E164::from_digits(text).or_else(|| number::normalize(text, None).ok())
}

fn number_or(json: &Json, field: &str, other: Option<&E164>) -> Option<E164> {
    number(json, field).or_else(|| other.cloned())
}

/// When the number was looked up; now, where nothing sensible says when.
fn checked_ms(json: &Json, now_ms: f64) -> f64 {
    // 2009, the year of the service's start; tomorrow, for clocks that disagree.
    let sensible = 1.23e12..=now_ms + 86_400_000.0;
    ["lastChecked", "date", "lastQueried"]
        .iter()
        .filter_map(|field| time(json.get(field)?))
        .find(|ms| sensible.contains(ms))
        .unwrap_or(now_ms)
}

/// A time as ISO text, Unix seconds or milliseconds, or wrapped by a database as `{"$date": …}`
/// and `{"$numberLong": "…"}`.
fn time(value: &Json) -> Option<f64> {
    match value {
        Json::Text(text) => match whole_number(text.trim()) {
            Some(number) => Some(unix_ms(number as f64)),
            None => instant::parse_iso(text),
        },
        Json::Number(number) => Some(unix_ms(*number)),
        Json::Object(_) => {
            let inner = value.get("$date").or_else(|| value.get("$numberLong"))?;
            time(inner)
        }
        _ => None,
    }
}

/// Reads decimal digits and nothing else: `str::parse` also takes a plus sign.
fn whole_number(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// Whoever counts seconds reaches this in the year 5138.
fn unix_ms(number: f64) -> f64 {
    if number < 1e11 {
        number * 1000.0
    } else {
        number
    }
}

/// What the plan still allows: from the body, or from the service's headers.
fn quota(body: &Body, headers: [Option<&str>; 3]) -> Option<Quota> {
    let said = match body {
        Body::Json(json) => json.get("quota"),
        _ => None,
    };
    let field = |name: &str| count(said?.get(name)?);
    let header = |value: Option<&str>| u32::try_from(whole_number(value?.trim())?).ok();
    let [limit, remaining, reset] = headers;
    let quota = Quota {
        limit: field("limit").or_else(|| header(limit)),
        remaining: field("remaining").or_else(|| header(remaining)),
        reset_seconds: field("resetSeconds").or_else(|| header(reset)),
    };
    let known = quota.limit.or(quota.remaining).or(quota.reset_seconds);
    known.map(|_| quota)
}

fn count(value: &Json) -> Option<u32> {
    let number = value.number()?;
    (0.0..=f64::from(u32::MAX))
        .contains(&number)
        .then_some(number as u32)
}
