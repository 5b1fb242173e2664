//! The cases of `answers.json`, for the tests that run them: in core, in the gateway and in a browser.
#![allow(dead_code, reason = "each of them uses a part")]

use serde::Deserialize;
use serde_json::{Map, Value};

/// An answer to a lookup of +1 310 555 0123, and what becomes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Which cases it stands with.
    pub kind: String,
    /// JSON; its text; or, as `hex`, its bytes.
    pub given: Value,
    /// The fields of the profile that the case is about.
    pub read: Option<Map<String, Value>>,
    /// The error's code.
    pub refused: Option<String>,
    pub why: String,
}

impl Case {
    /// The answer as it is sent.
    pub fn bytes(&self) -> Vec<u8> {
        match (&self.given, self.given.get("hex")) {
            (_, Some(Value::String(hex))) => hex
                .as_bytes()
                .chunks(2)
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
                .collect(),
            (Value::String(text), _) => text.clone().into_bytes(),
            (json, _) => json.to_string().into_bytes(),
        }
    }
}

pub fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("answers.json")).unwrap()
}
