//! What becomes of answers, one file per idea.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cases;
mod failures;
mod given;
mod properties;
mod shapes;
mod texts;

use serde_json::{Value, json};

use super::{Body, Received, read};
use crate::error::{LookupError, LookupErrorCode};
use crate::json::Json;
use crate::number::E164;
use crate::profile::Profile;

/// 2026-05-01T00:00:00Z
const NOW: f64 = 1_777_593_600_000.0;

fn asked() -> E164 {
    E164::from_digits("13105550123").unwrap()
}

fn parsed(value: &Value) -> Json {
    serde_json::from_str(&value.to_string()).unwrap()
}

/// What came with a status and nothing in its headers.
fn received(status: u16, body: Body) -> Received<'static> {
    Received {
        status,
        body,
        retry_after: None,
        quota_headers: [None; 3],
        url: "https://dash.example/lookup/number/13105550123",
    }
}

fn answer(status: u16, body: &Value) -> Result<Profile, LookupError> {
    read(received(status, Body::Json(parsed(body))), &asked(), NOW)
}

fn profile(body: &Value) -> Profile {
    answer(200, body).expect("a profile")
}

fn code(status: u16, body: &Value) -> LookupErrorCode {
    answer(status, body).expect_err("an error").code
}

/// The documented shape, all of it.
fn documented() -> Value {
    json!({
        "success": true,
        "isWhatsApp": true,
        "number": "13105550123",
        "profilePic": "https://pps.whatsapp.net/v/t61/full.jpg?oh=01_a&oe=69FA1B80",
        "profilePicThumb": "https://pps.whatsapp.net/v/t61/thumb.jpg?stp=dst-jpg_s96x96&oe=69F8CA00",
        "name": "Jane Doe",
        "isBusiness": false,
        "lastChecked": "2026-04-24T12:34:56Z"
    })
}

/// A copy with some members replaced or added.
fn with(mut base: Value, members: Value) -> Value {
    let into = base.as_object_mut().unwrap();
    into.extend(members.as_object().unwrap().clone());
    base
}
