//! What a card shows and what it tells the page, as read by `prelude.js`.

use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    pub state: String,
    pub state_attribute: Option<String>,
    pub picture_state: Option<String>,
    pub profile: Option<Value>,
    pub error: Option<CardError>,
    pub name: Option<String>,
    pub heading: Option<String>,
    pub number: Option<String>,
    pub badges: Vec<String>,
    pub signals: Vec<String>,
    pub status: Option<String>,
    pub matched: Option<String>,
    pub time: Option<Time>,
    pub initials: Option<String>,
    pub pictures: Vec<Picture>,
    pub title: Option<String>,
    #[serde(rename = "error_text")]
    pub error_text: Option<String>,
    pub retry: Option<Retry>,
    pub skeleton: bool,
    pub busy: bool,
    pub live: Option<String>,
    pub images: u32,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CardError {
    pub code: String,
    pub message: String,
    pub status: Option<u16>,
    pub retryable: bool,
    pub retry_after_ms: Option<u32>,
}

#[derive(Debug, Deserialize)]
pub struct Time {
    pub datetime: String,
    pub text: String,
    pub line: String,
}

#[derive(Debug, Deserialize)]
pub struct Picture {
    pub size: String,
    pub shown: bool,
    pub width: u32,
    pub alt: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Retry {
    pub text: String,
    pub disabled: bool,
}

impl Card {
    /// A field of the profile; null where there is none.
    pub fn field(&self, name: &str) -> Value {
        self.profile
            .as_ref()
            .and_then(|profile| profile.get(name))
            .cloned()
            .unwrap_or_default()
    }

    pub fn code(&self) -> Option<&str> {
        self.error.as_ref().map(|error| error.code.as_str())
    }

    pub fn picture_state(&self) -> &str {
        self.picture_state.as_deref().unwrap_or_default()
    }
}
