//! The answer as callers get it: the documented fields first, then the gateway's.

use std::fmt;

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    clock::iso8601,
    record::{Quota, Record},
    service::{Source, Told},
};

/// `GET /number/{digits}` and the lines of `POST /numbers`.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Profile {
    /// Always true.
    success: bool,
    /// Whether the number is registered.
    #[serde(rename = "isWhatsApp")]
    is_registered: bool,
    /// Digits of E.164, as the upstream returned them.
    number: String,
    /// URL of the picture, at most 640×640; null where there is none for everybody to see.
    profile_pic: Option<String>,
    /// URL of the small picture, 96×96.
    profile_pic_thumb: Option<String>,
    /// The person's or business's name.
    name: Option<String>,
    /// Whether a business app or API is in use; says nothing about verification.
    is_business: Option<bool>,
    /// When the upstream looked it up: ISO 8601, UTC.
    last_checked: String,
    /// `public`, `private`, `none` or `unknown`.
    picture_state: &'static str,
    /// When the picture's links expire: ISO 8601, UTC.
    picture_expires_at: Option<String>,
    /// Only where the upstream says exactly that.
    is_verified: Option<bool>,
    /// What a business says about itself.
    #[schema(value_type = Option<Object>)]
    business: Option<serde_json::Value>,
    /// `live`, `cache` or `demo`.
    source: &'static str,
    /// What is left of the upstream's budget.
    quota: Option<Quota>,
}

/// Links in place of the upstream's own.
#[derive(Debug, Clone)]
pub(crate) struct Links {
    pub(crate) full: Option<String>,
    pub(crate) thumb: Option<String>,
    /// Unix seconds.
    pub(crate) expires_at: Option<u64>,
}

/// Says nothing about the person.
impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl Profile {
    pub(crate) fn new(told: Told, links: Option<Links>) -> Self {
        let Told {
            record,
            source,
            quota,
        } = told;
        let Record {
            registered,
            number,
            name,
            is_business,
            is_verified,
            business,
            picture,
            checked_at,
        } = record;
        let links = links.unwrap_or(Links {
            full: picture.full,
            thumb: picture.thumb,
            expires_at: picture.expires_at,
        });
        Self {
            success: true,
            is_registered: registered,
            number: number.to_string(),
            profile_pic: links.full,
            profile_pic_thumb: links.thumb,
            name,
            is_business,
            last_checked: iso8601(checked_at),
            picture_state: picture.state.as_str(),
            picture_expires_at: links.expires_at.map(iso8601),
            is_verified,
            business,
            source: Source::as_str(source),
            quota,
        }
    }
}
