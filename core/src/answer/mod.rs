//! Reads an answer, in either response shape, as a profile or an error.
//!
//! Services send two shapes. The documented one has `isWhatsApp`, `profilePic`, `lastChecked`; the
//! other one has `exists`, `pushname`, `urlImage`, `date` and more, each of them optional. Nothing
//! tells them apart but their names, so each field is looked for under all of its names.
//!
//! People decide about other people by what is read here. What can't be read, or contradicts itself,
//! is unknown, and never taken for something else.

mod body;
mod failure;
mod fields;
mod registration;

#[cfg(test)]
mod tests;

use crate::error::{LookupError, LookupErrorCode};
use crate::json::Json;
use crate::number::E164;
use crate::profile::{Profile, Source};
use crate::retry;
use failure::Words;
use registration::registration;

pub use body::Body;
pub use fields::has_time;

/// An answer as it was received.
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
    let json = match &received.body {
        Body::Json(json) => Some(json),
        _ => None,
    };
    let quota = fields::quota(json, received.quota_headers);
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

/// Reads an answer about several numbers that was none: why all of them failed.
pub fn failure(received: Received<'_>, now_ms: f64) -> LookupError {
    let words = match &received.body {
        Body::Json(json) => Words::of(json),
        Body::NotJson | Body::Empty => Words::none(),
    };
    let wait = received.retry_after;
    failure::error(received.status, &words, None)
        .with_retry_after(wait.and_then(|header| retry::retry_after_ms(header, now_ms)))
}

/// Reads an answer that the page has already: in any shape that [`read`] knows, or a [`Profile`]
/// as it was handed out. Its picture URLs must be absolute.
pub fn given(json: Json, now_ms: f64) -> Result<Profile, LookupError> {
    let Some(number) = fields::number(&json) else {
        return Err(LookupError::new(
            LookupErrorCode::BadResponse,
            "The given profile has no phone number.",
        ));
    };
    let requested = fields::requested(&json).unwrap_or_else(|| number.clone());
    let registered = registration(&json, 200, None).map_err(|error| {
        LookupError::new(
            error.code,
            "The given profile doesn\u{2019}t say whether the number is registered.",
        )
    })?;
    let profile = fields::profile(&json, registered, &requested, "", Source::Given, now_ms);
    Ok(Profile {
        number: number.with_plus(),
        quota: fields::quota(Some(&json), [None; 3]),
        ..profile
    })
}

/// The body, if it is a JSON object.
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
