//! What an identity record says. Every field is always there, and null where nothing is known: a record from which
//! one was taken out is another record.

use std::fmt;

use phone_profile_core::name::{UnicodeFolding, compare};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Digits,
    access::Caller,
    clock::iso8601,
    service::{Source, Told},
};

/// The form that [`IdentityRecord`] has now.
pub(super) const VERSION: u32 = 1;

/// What one lookup said. It is about a number's account, and no word on who holds the telephone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IdentityRecord {
    /// Of this form: 1.
    pub version: u32,
    /// The number that was asked for: E.164.
    pub requested: String,
    /// The number that the service answered for, which may be another writing of it, or another one: E.164.
    pub number: String,
    /// Whether the number is registered.
    pub registered: bool,
    /// The public name.
    #[serde(deserialize_with = "Option::deserialize")]
    pub name: Option<String>,
    /// Whether a business app or API is in use; says nothing about verification.
    #[serde(deserialize_with = "Option::deserialize")]
    pub business: Option<bool>,
    /// Only where the service says exactly that.
    #[serde(deserialize_with = "Option::deserialize")]
    pub verified: Option<bool>,
    /// `public`, `private`, `none` or `unknown`.
    pub picture_state: String,
    /// When the service looked it up: ISO 8601, UTC; null where it doesn't say.
    #[serde(deserialize_with = "Option::deserialize")]
    pub last_checked: Option<String>,
    /// `live`, `cache` or `demo`: demo is made up.
    pub source: String,
    /// The name that the caller expected.
    #[serde(deserialize_with = "Option::deserialize")]
    pub expected_name: Option<String>,
    /// How both names compare, where one was expected.
    #[serde(deserialize_with = "Option::deserialize")]
    pub name_match: Option<NameComparison>,
    /// Why it was looked up, as the audit has it.
    #[serde(deserialize_with = "Option::deserialize")]
    pub purpose: Option<String>,
    /// Who asked, as the audit has it.
    pub caller: String,
    /// Which gateway was asked, as it is configured to say.
    #[serde(deserialize_with = "Option::deserialize")]
    pub gateway: Option<String>,
    /// The request, as the log has it.
    #[serde(deserialize_with = "Option::deserialize")]
    pub request_id: Option<String>,
    /// When the record was made: ISO 8601, UTC.
    pub issued_at: String,
}

/// How two names compare, in the words of the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NameComparison {
    /// `same`, `partial`, `different` or `unknown`.
    pub result: String,
    /// Why, as one word.
    pub reason: String,
}

/// Says nothing about the person.
impl fmt::Debug for IdentityRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentityRecord")
            .field("version", &self.version)
            .field("source", &self.source)
            .field("issued_at", &self.issued_at)
            .finish_non_exhaustive()
    }
}

/// What a record has from its request.
pub(crate) struct Asked<'a> {
    pub(crate) number: &'a Digits,
    pub(crate) expected_name: Option<String>,
    /// As the audit has it.
    pub(crate) purpose: Option<String>,
    pub(crate) caller: &'a Caller,
    pub(crate) request_id: Option<&'a str>,
}

impl IdentityRecord {
    /// The record of an answer, made now (Unix seconds).
    pub(super) fn new(asked: Asked<'_>, told: &Told, gateway: Option<&str>, now: u64) -> Self {
        let record = told.record.as_ref();
        let expected = asked.expected_name.as_deref();
        let name_match =
            expected.map(|expected| NameComparison::of(record.name.as_deref(), expected));
        Self {
            version: VERSION,
            requested: e164(asked.number),
            number: e164(&record.number),
            registered: record.registered,
            name: record.name.clone(),
            business: record.is_business,
            verified: record.is_verified,
            picture_state: record.picture.state.as_str().to_owned(),
            last_checked: record.checked_at.map(iso8601),
            source: told.source.as_str().to_owned(),
            name_match,
            expected_name: asked.expected_name,
            purpose: asked.purpose,
            caller: asked.caller.name.clone(),
            gateway: gateway.map(str::to_owned),
            request_id: asked.request_id.map(str::to_owned),
            issued_at: iso8601(now),
        }
    }

    /// Whether it is about somebody who was made up.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.source == Source::Demo.as_str()
    }
}

impl NameComparison {
    fn of(public: Option<&str>, expected: &str) -> Self {
        let reason = compare(&UnicodeFolding, public, expected);
        Self {
            result: reason.result().as_str().to_owned(),
            reason: reason.as_str().to_owned(),
        }
    }
}

fn e164(number: &Digits) -> String {
    format!("+{number}")
}
