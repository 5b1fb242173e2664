//! Status and body of an answer, in either response shape, made into a profile or an error.
//!
//! Services send two shapes. The documented one has `isWhatsApp`, `profilePic`, `lastChecked`; the
//! other one has `exists`, `pushname`, `urlImage`, `date` and more, each of them optional. Nothing
//! tells them apart but their names, so each field is looked for under all of its names.

mod failure;
mod fields;

#[cfg(test)]
mod tests;

use crate::error::{LookupError, LookupErrorCode};
use crate::json::Json;
use crate::number::E164;
use crate::profile::{Profile, Source};
use crate::retry;
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
    let quota = fields::quota(&received.body, received.quota_headers);
    let remaining = quota.as_ref().and_then(|quota| quota.remaining);
    let profile = object(&received, remaining).and_then(|json| {
        let registered = registration(json, received.status, remaining)?;
        let source = fields::source(json);
        Ok(fields::profile(
            json,
            registered,
            requested,
            received.url,
            source,
            now_ms,
        ))
    });
    match profile {
        Ok(profile) => Ok(Profile { quota, ..profile }),
        Err(error) => Err(error.with_retry_after(
            received
                .retry_after
                .and_then(|header| retry::retry_after_ms(header, now_ms)),
        )),
    }
}

/// Reads an answer that the page has already: in any shape that [`read`] knows, or a [`Profile`]
/// as it was handed out. Its picture URLs must be absolute.
pub fn given(json: Json, now_ms: f64) -> Result<Profile, LookupError> {
    let number = fields::number(&json, "number").or_else(|| fields::number(&json, "phone"));
    let Some(number) = number else {
        return Err(LookupError::new(
            LookupErrorCode::BadResponse,
            "The given profile has no phone number.",
        ));
    };
    let requested = fields::number(&json, "requested").unwrap_or_else(|| number.clone());
    let registered = registration(&json, 200, None).map_err(|error| {
        LookupError::new(
            error.code,
            "The given profile doesn\u{2019}t say whether the number is registered.",
        )
    })?;
    let profile = fields::profile(&json, registered, &requested, "", Source::Given, now_ms);
    Ok(Profile {
        number: number.with_plus(),
        quota: fields::quota(&Body::Json(json), [None; 3]),
        ..profile
    })
}

/// The object that an answer has to be.
fn object<'a>(received: &'a Received<'_>, remaining: Option<u32>) -> Result<&'a Json, LookupError> {
    let status = received.status;
    let what = match &received.body {
        Body::Json(json @ Json::Object(_)) => return Ok(json),
        Body::Json(_) => "with JSON that is no object",
        Body::NotJson => "with something else than JSON, such as a web page",
        Body::Empty => "without a body",
    };
    Err(if (200..300).contains(&status) {
        failure::unusable(what, status)
    } else {
        failure::error(status, &Words::none(), remaining)
    })
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
        None if fields::hint_at_a_person(json) => Ok(true),
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
