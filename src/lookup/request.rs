//! A lookup as the page asks for it, read from JavaScript: nothing is normalised or parsed yet.

use phone_profile_core::endpoint::Endpoint;
use phone_profile_core::error::LookupError;
use phone_profile_core::number::{Reading, normalize, read};
use serde::Deserialize;
use wasm_bindgen::JsValue;

use super::client::{DEFAULT_MAX_AGE_MS, DEFAULT_TIMEOUT_MS, Lookup};
use super::fetch::PageFetch;

/// What a lookup may use the cache for; the words are those of `fetch`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CacheMode {
    /// Read and write.
    #[default]
    Default,
    /// Write only.
    Reload,
    /// Neither.
    NoStore,
    /// Read only, and no request.
    OnlyIfCached,
}

/// What decides about a lookup, of a card or by itself. The shell fills it from the page's values and leaves out
/// what it can't use (`LookupRequest` in `shell/src/border.ts`).
///
/// What is undefined counts as left out, also where the member is there.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LookupRequest {
    /// As the person entered it.
    pub number: String,
    /// Base URL or template.
    pub endpoint: String,
    /// ISO country for national numbers.
    pub region: Option<String>,
    /// How old a cached answer may be, in milliseconds.
    pub max_age_ms: Option<f64>,
    /// How long a lookup may take, in milliseconds.
    pub timeout_ms: Option<f64>,
    /// Why the lookup is made.
    pub purpose: Option<String>,
    /// What the cache may be used for.
    pub cache: Option<CacheMode>,
    /// One of many: see [`Lookup::bulk`].
    pub bulk: Option<bool>,
    /// Tells the page's own fetch functions apart; 0 is the browser's.
    pub fetcher_id: u32,
    /// A function of the page in place of the browser's `fetch`, or undefined.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub fetch: JsValue,
    /// The page's headers or a function that gives them, or undefined.
    #[serde(with = "serde_wasm_bindgen::preserve")]
    pub headers: JsValue,
}

impl LookupRequest {
    /// Whether the answer to the other request is also the answer to this one.
    pub fn has_same_answer(&self, other: &Self) -> bool {
        // Without a number there is nothing to ask, whoever would be asked.
        self.number.is_empty() && other.number.is_empty()
            || self.number == other.number
                && self.endpoint == other.endpoint
                && self.region == other.region
                && self.fetcher_id == other.fetcher_id
    }

    /// Whether there is a number to ask about.
    pub fn has_number(&self) -> bool {
        !self.number.trim().is_empty()
    }

    /// What the entered text is read as; `None` where it is no number.
    pub fn reading(&self) -> Option<Reading> {
        read(&self.number, self.region.as_deref()).ok()
    }

    /// The lookup to make; none where no number is set.
    pub fn lookup(&self, cache: CacheMode) -> Result<Option<Lookup>, LookupError> {
        if !self.has_number() {
            return Ok(None);
        }
        let number = normalize(&self.number, self.region.as_deref())?;
        Ok(Some(Lookup {
            endpoint: Endpoint::parse(&self.endpoint)?,
            number,
            max_age_ms: self.max_age_ms.unwrap_or(DEFAULT_MAX_AGE_MS),
            cache,
            // The conversion saturates.
            timeout_ms: self.timeout_ms.map_or(DEFAULT_TIMEOUT_MS, |ms| ms as u32),
            purpose: self.purpose.clone(),
            bulk: self.bulk.unwrap_or_default(),
            via: PageFetch {
                fetcher_id: self.fetcher_id,
                fetch: self.fetch.clone(),
                headers: self.headers.clone(),
            },
        }))
    }
}
