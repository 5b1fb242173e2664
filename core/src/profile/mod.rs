//! The one shape that every answer becomes: what pages, the card and the gateway read.

mod business;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use business::BusinessProfile;

use crate::instant;
use crate::number::E164;

/// What is known about the picture of a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PictureState {
    /// There is one, for everybody to see.
    Public,
    /// There may be one, hidden by the person's privacy settings.
    Private,
    /// The person has set none.
    None,
    /// No picture came, and nothing says why.
    Unknown,
}

impl PictureState {
    /// The state as JavaScript sees it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::None => "none",
            Self::Unknown => "unknown",
        }
    }
}

/// Where an answer came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// From the endpoint, which doesn't call it anything else.
    Live,
    /// From a store of earlier lookups, as the endpoint says.
    Cache,
    /// Made up, for demonstration.
    Demo,
    /// Given by the page itself.
    Given,
}

/// The requests that the endpoint's plan still allows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Quota {
    /// Requests per period.
    pub limit: Option<u32>,
    /// Requests left.
    pub remaining: Option<u32>,
    /// Seconds until the period ends.
    pub reset_seconds: Option<u32>,
}

/// The answer to one lookup, as JavaScript sees it (in camel case).
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Always true: a failed lookup is an error instead.
    pub success: bool,
    /// Whether the number is registered.
    pub is_whats_app: bool,
    /// E.164 with a plus sign, as the endpoint returned it; the requested one where it returned none
    /// that somebody can have.
    pub number: String,
    /// URL of the picture in full size.
    pub profile_pic: Option<String>,
    /// URL of the small picture.
    pub profile_pic_thumb: Option<String>,
    /// The person's or business's name.
    pub name: Option<String>,
    /// The person's or shop's own line of text, on whatever they like.
    pub about: Option<String>,
    /// Whether a business app or API is in use, where the endpoint says so. Says nothing about
    /// verification.
    pub is_business: Option<bool>,
    /// When the number was looked up: ISO 8601, UTC. `None` where the endpoint doesn't say so in a
    /// way that can be read.
    pub last_checked: Option<String>,
    /// What is known about the picture.
    pub picture_state: PictureState,
    /// When the first of the picture links expires: ISO 8601, UTC.
    pub picture_expires_at: Option<String>,
    /// Whether the name is verified, only where the endpoint says exactly that.
    pub is_verified: Option<bool>,
    /// What a business says about itself.
    pub business: Option<BusinessProfile>,
    /// Where the answer came from.
    pub source: Source,
    /// What the plan still allows, where the endpoint says so.
    pub quota: Option<Quota>,
    /// The number that was asked for, E.164 with a plus sign.
    pub requested: String,
}

impl Profile {
    /// When the first of the picture links expires, in Unix milliseconds.
    pub fn picture_expires_ms(&self) -> Option<f64> {
        instant::parse(self.picture_expires_at.as_deref()?)
    }

    /// When the number was looked up, in Unix milliseconds.
    pub fn last_checked_ms(&self) -> Option<f64> {
        instant::parse(self.last_checked.as_deref()?)
    }

    /// Whether the endpoint answered with another number than the requested one, as services do
    /// that know Brazil's or Mexico's other spelling of it.
    pub fn answers_another_number(&self) -> bool {
        self.number != self.requested
    }
}

/// Says nothing about the person.
impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = E164::from_digits(self.number.trim_start_matches('+'));
        f.debug_struct("Profile")
            .field("number", &masked)
            .field("is_whats_app", &self.is_whats_app)
            .field("picture_state", &self.picture_state)
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_every_picture_state_when_serialised_then_it_has_the_same_name() {
        for state in [
            PictureState::Public,
            PictureState::Private,
            PictureState::None,
            PictureState::Unknown,
        ] {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
        }
    }
}
