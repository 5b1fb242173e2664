//! What a business says about itself.

use std::fmt;

use serde::Serialize;

use crate::json::Json;
use crate::picture_link::web_url;
use crate::text::{self, clean};

/// Websites and categories kept, each.
const MOST: usize = 8;

/// A business's own description. Location and opening hours are left out.
#[derive(Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessProfile {
    /// What it does.
    pub description: Option<String>,
    /// Its e-mail address, as given.
    pub email: Option<String>,
    /// Its postal address, as given.
    pub address: Option<String>,
    /// Its websites: absolute, `http:` or `https:`.
    pub websites: Vec<String>,
    /// Its lines of business, in the service's language.
    pub categories: Vec<String>,
    /// Since when it uses the messenger, as the service words it.
    pub member_since: Option<String>,
}

/// Says nothing about the business.
impl fmt::Debug for BusinessProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BusinessProfile")
    }
}

impl BusinessProfile {
    /// Reads the second response shape's `businessProfile`, or one of our own. `None` when nothing in
    /// it could be used.
    pub(crate) fn read(json: &Json) -> Option<BusinessProfile> {
        let one = |names: &[&str], longest| {
            names
                .iter()
                .find_map(|name| clean(json.get(name)?.text()?, longest))
        };
        let profile = BusinessProfile {
            description: one(&["description"], text::PROSE),
            email: one(&["email"], text::NAME),
            address: one(&["address"], text::NAME),
            websites: several(json, &["websites", "website"], &["url"], web_url),
            categories: several(
                json,
                &["categories", "category"],
                &["localized_display_name", "name"],
                |category| clean(category, text::NAME),
            ),
            member_since: one(&["memberSince", "memberSinceText"], text::NAME),
        };
        (profile != BusinessProfile::default()).then_some(profile)
    }
}

/// A text, a list of texts, or a list of objects with the text in one of their members.
fn several(
    json: &Json,
    names: &[&str],
    members: &[&str],
    accept: impl Fn(&str) -> Option<String>,
) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for value in names.iter().filter_map(|name| json.get(name)) {
        let items = match value {
            Json::List(items) => items.as_slice(),
            other => std::slice::from_ref(other),
        };
        for item in items {
            let text = item
                .text()
                .or_else(|| members.iter().find_map(|member| item.get(member)?.text()));
            if let Some(text) = text.and_then(&accept)
                && kept.len() < MOST
                && !kept.contains(&text)
            {
                kept.push(text);
            }
        }
    }
    kept
}
