//! Answers that an honest service would not give, for a card to survive.

use serde_json::{Value, json};

use super::answer::Lookup;
use crate::clock::iso8601;

/// No field has the type that the contract gives it.
pub(crate) const WRONG_TYPES: &str = r#"{"success":"yes","isWhatsApp":"maybe","number":{"digits":1},"profilePic":42,"profilePicThumb":["thumb.jpg"],"image_status":7,"name":["Maya"],"about":9,"isBusiness":"no","isVerified":{},"lastChecked":false,"source":1,"quota":"plenty"}"#;

/// Larger than any profile: 5 MB.
const HUGE_BYTES: usize = 5_000_000;

/// Markup, script and text direction in every text, links that would run code.
pub(crate) fn texts(lookup: &Lookup<'_>) -> Value {
    const SCRIPT: &str = "<img src=x onerror=alert(1)><script>alert(2)</script>";
    const LINK: &str = "javascript:alert(document.domain)";
    json!({
        "success": true,
        "isWhatsApp": true,
        "number": lookup.number.as_str(),
        "profilePic": LINK,
        "profilePicThumb": LINK,
        "image_status": SCRIPT,
        "name": format!("\u{202e}{SCRIPT}\u{2066}\u{0000}\u{0007}admin"),
        "about": SCRIPT,
        "isBusiness": true,
        "lastChecked": iso8601(lookup.now),
        "businessProfile": {
            "description": SCRIPT,
            "email": format!("{SCRIPT}@example.com"),
            "website": LINK,
            "address": format!("\u{202e}{SCRIPT}"),
            "category": SCRIPT,
            "memberSinceText": SCRIPT
        },
        "source": "demo",
        "quota": null
    })
}

/// Valid JSON, were it not for its size.
pub(crate) fn huge(lookup: &Lookup<'_>) -> String {
    let start = format!(
        r#"{{"success":true,"isWhatsApp":true,"number":"{}","name":"Huge","lastChecked":"{}","padding":""#,
        lookup.number,
        iso8601(lookup.now)
    );
    let padding = HUGE_BYTES.saturating_sub(start.len() + 2);
    format!("{start}{}\"}}", "x".repeat(padding))
}

/// 300 characters without a place to break the line.
pub(crate) fn long_name() -> String {
    "Maximiliane".chars().cycle().take(300).collect()
}
