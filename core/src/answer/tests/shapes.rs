//! Both response shapes and everything in between.

use serde_json::{Value, json};

use super::{Body, NOW, answer, asked, documented, parsed, profile, received, with};
use crate::answer::read;
use crate::profile::{PictureState, Quota, Source};

#[test]
fn given_the_documented_shape_when_read_then_nothing_is_lost() {
    let profile = profile(&documented());

    assert_eq!(
        serde_json::to_value(&profile).unwrap(),
        json!({
            "success": true,
            "isWhatsApp": true,
            "number": "+13105550123",
            "profilePic": "https://pps.whatsapp.net/v/t61/full.jpg?oh=01_a&oe=69FA1B80",
            "profilePicThumb": "https://pps.whatsapp.net/v/t61/thumb.jpg?stp=dst-jpg_s96x96&oe=69F8CA00",
            "name": "Jane Doe",
            "about": null,
            "isBusiness": false,
            "lastChecked": "2026-04-24T12:34:56Z",
            "pictureState": "public",
            // The thumb's link is the first to die.
            "pictureExpiresAt": "2026-05-04T16:32:00Z",
            "isVerified": null,
            "business": null,
            "source": "live",
            "quota": null,
            "requested": "+13105550123",
            "warnings": []
        })
    );
    assert!(!profile.answers_another_number());
    assert_eq!(profile.last_checked_ms(), Some(1_777_034_096_000.0));
    assert_eq!(
        profile.picture_expires_ms(),
        Some(f64::from(0x69F8_CA00_u32) * 1000.0)
    );
}

#[test]
fn given_the_second_shape_when_read_then_it_becomes_the_same_profile() {
    let profile = profile(&json!({
        "number": "13105550123",
        "phone": "+1 310-555-0123",
        "pushname": "Jane",
        "shortName": "J",
        "about": " Open\nMonday to Saturday\u{202e}",
        "exists": true,
        "isUser": true,
        "isBusiness": true,
        "isEnterprise": true,
        "isVerified": true,
        "urlImage": "https://pps.whatsapp.net/v/full.jpg",
        "businessProfile": {
            "description": "Made up.\nFor tests.",
            "email": "shop@example.com",
            "address": "1 Example Street",
            "latitude": 1.5,
            "longitude": 2.5,
            "memberSinceText": "Joined in May 2021",
            "website": [{"url": "https://shop.example/"}, {"url": "javascript:alert(1)"}, "http://b.example"],
            "categories": [{"id": "1", "localized_display_name": "Florist"}, "Gifts", 7],
            "businessHours": {"config": {}}
        },
        "date": {"$date": "2026-04-24T12:34:56.789Z"},
        "cached": true,
        "status": 200
    }));

    assert!(profile.is_whats_app);
    assert_eq!(profile.name.as_deref(), Some("Jane"));
    assert_eq!(profile.about.as_deref(), Some("Open Monday to Saturday"));
    assert_eq!(
        profile.profile_pic.as_deref(),
        Some("https://pps.whatsapp.net/v/full.jpg")
    );
    assert_eq!(profile.profile_pic_thumb, None);
    assert_eq!(profile.picture_state, PictureState::Public);
    assert_eq!(profile.picture_expires_at, None);
    assert_eq!(profile.is_business, Some(true));
    assert_eq!(profile.is_verified, Some(true));
    assert_eq!(profile.last_checked, "2026-04-24T12:34:56.789Z");
    assert_eq!(profile.source, Source::Cache);
    assert_eq!(
        serde_json::to_value(profile.business).unwrap(),
        json!({
            "description": "Made up. For tests.",
            "email": "shop@example.com",
            "address": "1 Example Street",
            "websites": ["https://shop.example/", "http://b.example"],
            "categories": ["Florist", "Gifts"],
            "memberSince": "Joined in May 2021"
        })
    );
}

#[test]
fn given_any_word_for_registered_when_read_then_the_first_one_counts() {
    for (body, registered) in [
        (json!({"exists": true}), true),
        (json!({"exists": false, "isWhatsApp": true}), false),
        (json!({"isWhatsApp": false}), false),
        (json!({"isWhatsApp": true, "hasWhatsapp": false}), true),
        (json!({"hasWhatsapp": true}), true),
        (json!({"isUser": false, "isWAContact": true}), true),
        (json!({"isUser": true}), true),
        (json!({"isWAContact": false}), false),
        // The wrong type is no statement.
        (json!({"exists": "yes", "isWhatsApp": true}), true),
        (json!({"exists": null, "hasWhatsapp": false}), false),
        // Without any statement, a picture or a name is one.
        (json!({"success": true, "name": "Jane"}), true),
        (json!({"urlImage": "https://pps.whatsapp.net/a.jpg"}), true),
        (json!({"profilePicThumb": "/pictures/a.jpg"}), true),
        // An error about a part of the answer, beside the answer.
        (
            json!({"exists": true, "error": "picture unavailable"}),
            true,
        ),
        (json!({"success": false, "isWhatsApp": false}), false),
    ] {
        assert_eq!(profile(&body).is_whats_app, registered, "{body}");
    }
}

#[test]
fn given_a_number_that_is_not_registered_when_read_then_it_is_an_answer() {
    for (status, body) in [
        (
            200,
            json!({"success": true, "isWhatsApp": false, "number": "13105550123"}),
        ),
        (200, json!({"error": "Whatsapp number doesn't exist"})),
        (
            200,
            json!({"success": false, "message": "WhatsApp number does not exist"}),
        ),
        (
            200,
            json!({"error": "Whatsapp number doesn\u{2019}t exist", "exists": false}),
        ),
        (404, json!({"exists": false, "code": "NUMBER_NOT_FOUND"})),
        (404, json!({"exists": false})),
        (404, json!({"code": "number_not_found"})),
        (404, json!({"error": "Number not found"})),
    ] {
        let profile = answer(status, &body).expect("an answer");
        assert!(!profile.is_whats_app, "{status} {body}");
        assert_eq!(profile.picture_state, PictureState::Unknown);
        assert_eq!(profile.number, "+13105550123");
    }
}

#[test]
fn given_no_picture_when_read_then_only_a_stated_reason_is_believed() {
    let bare = json!({"isWhatsApp": true, "profilePic": null, "profilePicThumb": null});
    for (hint, state) in [
        (json!({}), PictureState::Unknown),
        (
            json!({"image_status": "item-not-found"}),
            PictureState::None,
        ),
        (
            json!({"image_status": "not-authorized"}),
            PictureState::Private,
        ),
        (
            json!({"imageStatus": "not-authorized"}),
            PictureState::Private,
        ),
        (json!({"pictureState": "none"}), PictureState::None),
        (json!({"pictureState": "public"}), PictureState::Unknown),
        (json!({"image_status": 404}), PictureState::Unknown),
        (
            json!({"image_status": "not-authorized", "profilePicThumb": "https://a.example/t.jpg"}),
            PictureState::Public,
        ),
    ] {
        assert_eq!(
            profile(&with(bare.clone(), hint.clone())).picture_state,
            state,
            "{hint}"
        );
    }
}

#[test]
fn given_wrong_types_in_every_field_when_read_then_they_are_null_and_the_rest_stays() {
    for wrong in [
        json!(7),
        json!([1, 2]),
        json!({"a": 1}),
        json!(true),
        json!(""),
    ] {
        let body = json!({
            "isWhatsApp": true,
            "number": wrong, "phone": wrong, "name": [wrong], "pushname": wrong, "about": [wrong],
            "profilePic": wrong, "profilePicThumb": wrong, "urlImage": wrong,
            "isBusiness": [wrong], "isVerified": "yes", "lastChecked": wrong, "date": wrong,
            "businessProfile": wrong, "business": [wrong], "image_status": wrong,
            "quota": wrong, "source": wrong, "cached": [wrong], "pictureExpiresAt": wrong,
        });
        let profile = profile(&body);
        assert_eq!(profile.number, "+13105550123");
        assert_eq!(profile.name, None);
        assert_eq!(profile.about, None);
        assert_eq!(profile.profile_pic, None);
        assert_eq!(profile.is_business, None);
        assert_eq!(profile.is_verified, None);
        assert_eq!(profile.last_checked, "2026-05-01T00:00:00Z");
        assert_eq!(profile.picture_state, PictureState::Unknown);
        assert_eq!(profile.picture_expires_at, None);
        assert_eq!(profile.business, None);
        assert_eq!(profile.quota, None);
        assert_eq!(profile.source, Source::Live);
    }
}

#[test]
fn given_another_number_than_asked_when_read_then_both_are_kept() {
    for number in [
        json!("5511987654321"),
        json!("+5511987654321"),
        json!(5_511_987_654_321_i64),
    ] {
        let profile = profile(&with(documented(), json!({"number": number})));
        assert_eq!(profile.number, "+5511987654321");
        assert_eq!(profile.requested, "+13105550123");
        assert!(profile.answers_another_number());
    }
    for number in [
        json!("0"),
        json!(""),
        json!("abc"),
        json!("<b>"),
        json!(1.5),
        json!(-1),
        json!(1e300),
    ] {
        assert_eq!(
            profile(&with(documented(), json!({"number": number}))).number,
            "+13105550123"
        );
    }
}

#[test]
fn given_any_form_of_time_when_read_then_it_is_iso_in_utc() {
    let then = "2026-04-24T12:34:56Z";
    let now = "2026-05-01T00:00:00Z";
    for (members, checked) in [
        (json!({"lastChecked": "2026-04-24T14:34:56+02:00"}), then),
        (json!({"lastChecked": 1_777_034_096}), then),
        (json!({"lastChecked": 1_777_034_096_000_i64}), then),
        (json!({"lastChecked": "1777034096"}), then),
        (json!({"date": then}), then),
        (json!({"date": {"$date": then}}), then),
        (json!({"date": {"$date": 1_777_034_096_000_i64}}), then),
        (
            json!({"date": {"$date": {"$numberLong": "1777034096000"}}}),
            then,
        ),
        (json!({"lastQueried": then}), then),
        (json!({"lastChecked": "never", "date": then}), then),
        (json!({}), now),
        (json!({"lastChecked": "1970-01-01T00:00:00Z"}), now),
        (json!({"lastChecked": "2999-01-01T00:00:00Z"}), now),
        (json!({"lastChecked": -1}), now),
        (json!({"lastChecked": 1e300}), now),
        (json!({"date": {"$date": {"$date": {"$date": null}}}}), now),
    ] {
        let body = with(json!({"isWhatsApp": true}), members.clone());
        assert_eq!(profile(&body).last_checked, checked, "{members}");
    }
}

#[test]
fn given_a_source_or_quota_when_read_then_they_come_from_body_or_headers() {
    for (members, source) in [
        (json!({"source": "demo"}), Source::Demo),
        (json!({"source": "cache"}), Source::Cache),
        (json!({"source": "live", "cached": true}), Source::Live),
        (
            json!({"source": "elsewhere", "cached": true}),
            Source::Cache,
        ),
        // Only the page itself can give a profile.
        (json!({"source": "given"}), Source::Live),
        (json!({"cached": false}), Source::Live),
    ] {
        assert_eq!(
            profile(&with(documented(), members.clone())).source,
            source,
            "{members}"
        );
    }

    let mut wire = received(
        200,
        Body::Json(parsed(&with(
            documented(),
            json!({"quota": {"limit": 50, "remaining": 0.0, "resetSeconds": -4}}),
        ))),
    );
    wire.quota_headers = [Some("10000"), Some(" 3 "), Some("86400")];
    let quota = read(wire, &asked(), NOW).unwrap().quota;
    assert_eq!(
        quota,
        Some(Quota {
            limit: Some(50),
            remaining: Some(0),
            reset_seconds: Some(86_400)
        })
    );

    let mut wire = received(200, Body::Json(parsed(&documented())));
    wire.quota_headers = [None, Some("many"), Some("-1")];
    assert_eq!(read(wire, &asked(), NOW).unwrap().quota, None);
}

#[test]
fn given_a_profile_when_debugged_then_no_personal_data_shows() {
    let text = format!("{:?}", profile(&documented()));
    for secret in ["Jane", "3105550", "pps.whatsapp.net"] {
        assert!(!text.contains(secret), "{text}");
    }
    let json: Value = documented();
    assert_eq!(format!("{:?}", parsed(&json)), "object");
}
