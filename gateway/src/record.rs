//! What is known of a number: what upstreams answer, the cache keeps and callers are told.

use std::fmt;

use phone_profile_core::profile::PictureState;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Digits, mask};

/// One upstream's answer, in the gateway's own shape. A number that isn't registered is an answer
/// too.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Whether the number is registered.
    pub registered: bool,
    /// The number as the upstream returned it, the requested one where it returned none.
    pub number: Digits,
    /// The person's or business's name.
    pub name: Option<String>,
    /// The person's or shop's own line of text.
    pub about: Option<String>,
    /// Whether a business app or API is in use. Says nothing about verification.
    pub is_business: Option<bool>,
    /// Only where the upstream says exactly that.
    pub is_verified: Option<bool>,
    /// What a business says about itself, in the widget's shape.
    pub business: Option<serde_json::Value>,
    /// The public picture, or why there is none.
    pub picture: Picture,
    /// When the upstream looked it up: Unix seconds. `None` where it doesn't say so.
    pub checked_at: Option<u64>,
}

/// The picture of a [`Record`]: links to the upstream's CDN.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// `public`, `private`, `none` or `unknown`.
    pub state: PictureState,
    /// At most 640×640.
    pub full: Option<String>,
    /// 96×96.
    pub thumb: Option<String>,
    /// When the first of the links expires: Unix seconds.
    pub expires_at: Option<u64>,
}

impl Picture {
    /// No picture, for this reason.
    #[must_use]
    pub const fn without(state: PictureState) -> Self {
        Self {
            state,
            full: None,
            thumb: None,
            expires_at: None,
        }
    }
}

impl Record {
    /// The answer "not registered".
    #[must_use]
    pub fn not_registered(number: &Digits, checked_at: Option<u64>) -> Self {
        Self {
            registered: false,
            number: number.clone(),
            name: None,
            about: None,
            is_business: None,
            is_verified: None,
            business: None,
            picture: Picture::without(PictureState::Unknown),
            checked_at,
        }
    }
}

/// Says nothing about the person.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("number", &mask(&self.number))
            .field("registered", &self.registered)
            .field("picture", &self.picture.state)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picture")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// What a plan still allows, as the upstream says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Quota {
    /// Requests per period.
    pub limit: Option<u64>,
    /// Requests left.
    pub remaining: Option<u64>,
    /// Seconds until the period ends.
    pub reset_seconds: Option<u64>,
}
