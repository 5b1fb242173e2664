//! The cases of `names.json`, for the tests that run them: natively and in a browser.
#![allow(dead_code, reason = "each of them uses a part")]

use serde::Deserialize;

/// A pair of names, and what is said of them.
#[derive(Debug, Deserialize)]
pub struct Case {
    /// Which cases it stands with.
    pub kind: String,
    pub given: Names,
    #[serde(flatten)]
    pub said: Said,
    /// What is said where every script can be written in Latin letters, if that is more.
    pub transliterated: Option<Said>,
}

#[derive(Debug, Deserialize)]
pub struct Names {
    pub public: Option<String>,
    pub expected: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
pub struct Said {
    pub result: String,
    pub reason: String,
}

pub fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("names.json")).unwrap()
}
