//! A lookup as the page has asked for it: nothing is normalised or parsed yet.

use wasm_bindgen::JsValue;

use super::client::{CacheMode, Lookup};
use phone_profile_core::endpoint::Endpoint;
use phone_profile_core::error::LookupError;
use phone_profile_core::number::normalize;

/// What decides about a lookup, of a card or by itself.
#[derive(Clone, Default)]
pub struct Ask {
    /// As the person entered it.
    pub number: String,
    /// Base URL or template.
    pub endpoint: String,
    /// ISO country for national numbers.
    pub region: Option<String>,
    /// How old a cached answer may be.
    pub max_age_ms: f64,
    /// How long a lookup may take.
    pub timeout_ms: u32,
    /// Why the lookup is made.
    pub purpose: Option<String>,
    /// What tells the page's own `fetch` from others; empty: the browser's.
    pub fetcher: String,
    /// An object with the page's `headers` and `fetch`, or undefined.
    pub via: JsValue,
    /// One of many: see [`Lookup::bulk`].
    pub bulk: bool,
}

impl Ask {
    /// Whether the answer to the other one is also the answer to this one.
    pub fn asks_the_same(&self, other: &Ask) -> bool {
        // Without a number there is nothing to ask, whoever would be asked.
        self.number.is_empty() && other.number.is_empty()
            || self.number == other.number
                && self.endpoint == other.endpoint
                && self.region == other.region
                && self.fetcher == other.fetcher
    }

    /// The lookup to make; none where no number is set.
    pub fn lookup(&self, cache: CacheMode) -> Result<Option<Lookup>, LookupError> {
        if self.number.trim().is_empty() {
            return Ok(None);
        }
        let number = normalize(&self.number, self.region.as_deref())?;
        Ok(Some(Lookup {
            endpoint: Endpoint::parse(&self.endpoint)?,
            number,
            max_age_ms: self.max_age_ms,
            cache,
            timeout_ms: self.timeout_ms,
            purpose: self.purpose.clone(),
            fetcher: self.fetcher.clone(),
            via: self.via.clone(),
            bulk: self.bulk,
        }))
    }
}
