//! Answers and errors on their way out, as JSON that the shell parses.
//!
//! Written by hand: a serializer's generic code is two kilobytes of every download. A test holds the
//! outcome against serde's.

use phone_profile_core::error::LookupError;
use phone_profile_core::profile::{BusinessProfile, Profile, Quota, Source};

/// A profile as pages see it.
pub fn profile_out(profile: &Profile) -> String {
    let mut out = Members::default();
    out.truth("success", Some(profile.success));
    out.truth("isWhatsApp", Some(profile.is_whats_app));
    out.text("number", Some(&profile.number));
    out.text("profilePic", profile.profile_pic.as_deref());
    out.text("profilePicThumb", profile.profile_pic_thumb.as_deref());
    out.text("name", profile.name.as_deref());
    out.text("about", profile.about.as_deref());
    out.truth("isBusiness", profile.is_business);
    out.text("lastChecked", Some(&profile.last_checked));
    out.text("pictureState", Some(profile.picture_state.as_str()));
    out.text("pictureExpiresAt", profile.picture_expires_at.as_deref());
    out.truth("isVerified", profile.is_verified);
    out.value("business", profile.business.as_ref().map(business_out));
    let source = match profile.source {
        Source::Live => "live",
        Source::Cache => "cache",
        Source::Demo => "demo",
        Source::Given => "given",
    };
    out.text("source", Some(source));
    out.value("quota", profile.quota.as_ref().map(quota_out));
    out.text("requested", Some(&profile.requested));
    out.end()
}

fn business_out(business: &BusinessProfile) -> String {
    let list = |texts: &[String]| {
        let mut list = String::from("[");
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                list.push(',');
            }
            quote(&mut list, text);
        }
        list.push(']');
        Some(list)
    };
    let mut out = Members::default();
    out.text("description", business.description.as_deref());
    out.text("email", business.email.as_deref());
    out.text("address", business.address.as_deref());
    out.value("websites", list(&business.websites));
    out.value("categories", list(&business.categories));
    out.text("memberSince", business.member_since.as_deref());
    out.end()
}

fn quota_out(quota: &Quota) -> String {
    let mut out = Members::default();
    out.count("limit", quota.limit);
    out.count("remaining", quota.remaining);
    out.count("resetSeconds", quota.reset_seconds);
    out.end()
}

/// An error as plain fields; the shell makes a `LookupError` of them. What isn't known is no field.
pub fn error_out(error: &LookupError) -> String {
    let mut out = Members::default();
    out.text("code", Some(error.code.as_str()));
    out.text("message", Some(&error.message));
    out.truth("retryable", Some(error.retryable()));
    if error.status.is_some() {
        out.count("status", error.status.map(u32::from));
    }
    if error.retry_after_ms.is_some() {
        out.count("retryAfterMs", error.retry_after_ms);
    }
    out.end()
}

/// The members of an object, one after the other.
#[derive(Default)]
struct Members(String);

impl Members {
    fn value(&mut self, name: &str, value: Option<String>) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        quote(&mut self.0, name);
        self.0.push(':');
        self.0.push_str(value.as_deref().unwrap_or("null"));
    }

    fn text(&mut self, name: &str, value: Option<&str>) {
        let quoted = value.map(|value| {
            let mut quoted = String::new();
            quote(&mut quoted, value);
            quoted
        });
        self.value(name, quoted);
    }

    fn truth(&mut self, name: &str, value: Option<bool>) {
        let word = value.map(|value| if value { "true" } else { "false" }.to_owned());
        self.value(name, word);
    }

    fn count(&mut self, name: &str, value: Option<u32>) {
        self.value(name, value.map(|value| value.to_string()));
    }

    fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// A JSON string (RFC 8259, section 7).
fn quote(out: &mut String, text: &str) {
    out.push('"');
    let special = |c: char| c < ' ' || c == '"' || c == '\\';
    for piece in text.split_inclusive(special) {
        let mut chars = piece.chars();
        match chars.next_back().filter(|c| special(*c)) {
            None => out.push_str(piece),
            Some(c) => {
                out.push_str(chars.as_str());
                out.push_str("\\u00");
                for digit in [c as u32 >> 4, c as u32 & 15] {
                    out.extend(char::from_digit(digit, 16));
                }
            }
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use phone_profile_core::answer::{Body, Received, given, read};
    use phone_profile_core::error::LookupErrorCode;
    use phone_profile_core::json::Json;

    /// Answers that have every field between them.
    const ANSWERS: [&str; 3] = [
        r#"{"number": "13105550123", "isWhatsApp": false}"#,
        r#"{"number": "13105550102", "isWhatsApp": true, "name": "The \"Bakery\" \\ co", "isBusiness": true, "isVerified": false,
            "profilePic": "https://pictures.example/full.jpg?oe=6A000000", "profilePicThumb": "https://pictures.example/thumb.jpg",
            "source": "demo", "quota": {"limit": 50, "remaining": 0}, "requested": "13105550199"}"#,
        r#"{"number": "13105550102", "isWhatsApp": true, "isBusiness": false, "pictureState": "private",
            "business": {"description": "Bread", "email": "a@b.example", "address": "1 Street",
            "websites": ["https://bakery.example/"], "categories": ["Bakery", "Café"], "memberSince": "2020"}}"#,
    ];

    #[test]
    fn given_any_answer_when_handed_out_then_it_is_what_serde_says_it_is() {
        for answer in ANSWERS {
            let json: Json = serde_json::from_str(answer).unwrap();
            let profile = given(json, 1.7e12).unwrap();
            let by_serde = serde_json::to_string(&profile).unwrap();
            // Another way to escape the same.
            let out = profile_out(&profile)
                .replace("\\u0022", "\\\"")
                .replace("\\u005c", "\\\\");
            assert_eq!(out, by_serde);
        }
    }

    #[test]
    fn given_an_error_when_it_is_given_out_then_only_what_is_known_is_there() {
        let error = LookupError::new(LookupErrorCode::Server, "Failed.")
            .with_status(503)
            .with_retry_after(Some(1_000));
        assert_eq!(
            error_out(&error),
            r#"{"code":"server","message":"Failed.","retryable":true,"status":503,"retryAfterMs":1000}"#
        );
        let error = LookupError::new(LookupErrorCode::Aborted, "Stopped.");
        assert_eq!(
            error_out(&error),
            r#"{"code":"aborted","message":"Stopped.","retryable":false}"#
        );
    }

    proptest! {
        #[test]
        fn given_any_text_when_quoted_then_a_parser_reads_it_back(text in ".*") {
            let mut quoted = String::new();
            quote(&mut quoted, &text);
            prop_assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), text);
        }

        #[test]
        fn given_any_name_when_handed_out_then_the_answer_is_json(name in "\\PC*") {
            let body = serde_json::json!({ "isWhatsApp": true, "name": name });
            let received = Received {
                status: 200,
                body: Body::Json(serde_json::from_value(body).unwrap()),
                retry_after: None,
                quota_headers: [None; 3],
                url: "/",
            };
            let asked = phone_profile_core::number::E164::from_digits("13105550123").unwrap();
            let profile = read(received, &asked, 1.7e12).unwrap();
            let out: serde_json::Value = serde_json::from_str(&profile_out(&profile)).unwrap();
            prop_assert_eq!(out.get("name").and_then(|name| name.as_str()), profile.name.as_deref());
        }
    }
}
