//! The answer as callers get it: the documented fields first, then the gateway's.

use std::fmt;

use phone_profile_core::profile::{PictureState, ProfileWarning};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Digits,
    clock::iso8601,
    record::{Quota, Record},
    service::{Source, Told},
    warnings::warnings,
};

/// An answer with both links is shorter, unless a business says much.
const USUAL_BYTES: usize = 1_024;

/// `GET /number/{digits}` and the lines of `POST /numbers`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Profile<'a> {
    /// Always true.
    success: bool,
    /// Whether the number is registered.
    #[serde(rename = "isWhatsApp")]
    is_registered: bool,
    /// Digits of E.164, as the upstream returned them.
    number: &'a str,
    /// URL of the picture, at most 640×640; null where there is none for everybody to see. Pages get
    /// it relative to the URL of the answer, unless the gateway knows its public address.
    profile_pic: Option<&'a str>,
    /// URL of the small picture, 96×96.
    profile_pic_thumb: Option<&'a str>,
    /// The person's or business's name.
    name: Option<&'a str>,
    /// The person's or shop's own line of text.
    about: Option<&'a str>,
    /// Whether a business app or API is in use; says nothing about verification.
    is_business: Option<bool>,
    /// When the upstream looked it up: ISO 8601, UTC; null where it doesn't say.
    last_checked: Option<String>,
    /// `public`, `private`, `none` or `unknown`.
    #[schema(value_type = String)]
    picture_state: PictureState,
    /// When the picture's links expire: ISO 8601, UTC.
    picture_expires_at: Option<String>,
    /// Only where the upstream says exactly that.
    is_verified: Option<bool>,
    /// What a business says about itself.
    #[schema(value_type = Option<Object>)]
    business: Option<&'a serde_json::Value>,
    /// `live`, `cache` or `demo`.
    source: &'static str,
    /// What is left of the upstream's budget.
    quota: Option<Quota>,
    /// What to know about the number that was asked for: `unknown-number-range`, where it is possible
    /// but in no range that is known to be in use.
    #[schema(value_type = Vec<String>)]
    warnings: &'static [ProfileWarning],
}

/// Links in place of the upstream's own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    pub(crate) full: Option<String>,
    pub(crate) thumb: Option<String>,
    /// Unix seconds.
    pub(crate) expires_at: Option<u64>,
}

/// Says nothing about the person.
impl fmt::Debug for Profile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl<'a> Profile<'a> {
    pub(crate) fn new(asked: &Digits, told: &'a Told, links: Option<&'a Links>) -> Self {
        let Record {
            registered,
            number,
            name,
            about,
            is_business,
            is_verified,
            business,
            picture,
            checked_at,
        } = told.record.as_ref();
        let (full, thumb, expires_at) = links.map_or(
            (&picture.full, &picture.thumb, picture.expires_at),
            |links| (&links.full, &links.thumb, links.expires_at),
        );
        Self {
            success: true,
            is_registered: *registered,
            number: number.as_str(),
            profile_pic: full.as_deref(),
            profile_pic_thumb: thumb.as_deref(),
            name: name.as_deref(),
            about: about.as_deref(),
            is_business: *is_business,
            last_checked: checked_at.map(iso8601),
            picture_state: picture.state,
            picture_expires_at: expires_at.map(iso8601),
            is_verified: *is_verified,
            business: business.as_ref(),
            source: Source::as_str(told.source),
            quota: told.quota,
            warnings: warnings(asked),
        }
    }

    /// As JSON.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(USUAL_BYTES);
        // Texts, numbers and JSON values: nothing that can fail.
        let _ = serde_json::to_writer(&mut bytes, self);
        bytes
    }
}
