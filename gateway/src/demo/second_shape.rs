//! The other response shape that real clients parse, next to the documented one.

use serde_json::{Value, json};

use super::{answer::Lookup, person, picture_link::PictureSize};
use crate::clock::iso8601;

/// A verified business with everything that the shape can say about one.
pub(crate) fn business(lookup: &Lookup<'_>) -> Value {
    let name = person::name(lookup.number, true);
    json!({
        "number": lookup.number.as_str(),
        "phone": format!("+{}", lookup.number),
        "exists": true,
        "isUser": true,
        "isWAContact": true,
        "isBusiness": true,
        "isEnterprise": false,
        "isVerified": true,
        "verifiedLevel": "high",
        "verifiedName": name,
        "pushname": name,
        "countryCode": "US",
        "about": person::about(lookup.number, true),
        "urlImage": lookup.picture(PictureSize::Full),
        "profilePicThumb": lookup.picture(PictureSize::Thumb),
        "businessProfile": {
            "description": "An invented shop, for demonstration.",
            "categories": [{ "id": "0", "localized_display_name": "Local business" }],
            "email": "hello@shop.example",
            "website": [{ "url": "https://shop.example/" }],
            "address": "1 Example Street, Los Angeles",
            "latitude": 34.05,
            "longitude": -118.24,
            "memberSinceText": "Joined in March 2021",
            "businessHours": {
                "config": {
                    "mon": { "mode": "specific_hours", "hours": [[540, 1080]] },
                    "sat": { "mode": "specific_hours", "hours": [[600, 840]] },
                    "sun": { "mode": "closed", "hours": [] }
                },
                "timezone": "America/Los_Angeles"
            }
        },
        "date": { "$date": iso8601(lookup.now) },
        "cached": false,
        "source": "demo",
        "quota": null
    })
}

/// Somebody who told a name only, and hides the picture.
pub(crate) fn picture_hidden(lookup: &Lookup<'_>) -> Value {
    json!({
        "number": lookup.number.as_str(),
        "isUser": true,
        "isWAContact": true,
        "pushname": person::name(lookup.number, false),
        "urlImage": null,
        "image_status": "not-authorized",
        "date": iso8601(lookup.now),
        "source": "demo",
        "quota": null
    })
}
