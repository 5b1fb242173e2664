//! Both response shapes and everything in between.

use serde_json::{Value, json};

use super::{
    Body, LookupErrorCode, NOW, answer, asked, code, documented, parsed, profile, received, with,
};
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
    assert_eq!(
        profile.last_checked.as_deref(),
        Some("2026-04-24T12:34:56.789Z")
    );
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
fn given_any_word_for_registered_when_read_then_it_counts_if_none_contradicts_it() {
    for (body, registered) in [
        (json!({"exists": true}), true),
        (json!({"exists": false, "isWhatsApp": false}), false),
        (json!({"isWhatsApp": false}), false),
        (json!({"isWhatsApp": true, "hasWhatsapp": true}), true),
        (json!({"hasWhatsapp": true}), true),
        (json!({"isUser": false, "isWAContact": true}), true),
        (json!({"isUser": true}), true),
        (json!({"isWAContact": false}), false),
        (json!({"exists": null, "hasWhatsapp": false}), false),
        // What can't be read says nothing, beside one that can.
        (json!({"exists": "perhaps", "isWhatsApp": true}), true),
        (json!({"exists": {}, "isWhatsApp": false}), false),
        // As services of a kind call it, and in any case.
        (json!({"numberExists": true}), true),
        (json!({"existsWhatsapp": false, "name": "Jane"}), false),
        (json!({"is_on_whatsapp": 0, "name": "Jane"}), false),
        (json!({"isWhatsapp": false, "name": "Jane"}), false),
        (json!({"hasWhatsApp": "no", "pushname": "Jane"}), false),
        // `isUser` is about the kind of contact.
        (
            json!({"exists": false, "isUser": true, "isWAContact": false}),
            false,
        ),
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
        // No error at all.
        (json!({"exists": true, "error": 0}), true),
        (json!({"exists": false, "error": "false"}), false),
        (json!({"exists": false, "error": "null"}), false),
        (json!({"name": "Jane", "error": "None"}), true),
    ] {
        assert_eq!(profile(&body).is_whats_app, registered, "{body}");
    }
}

#[test]
fn given_a_truth_value_in_any_form_when_read_then_it_is_understood() {
    for (yes, no) in [
        (json!(true), json!(false)),
        (json!(1), json!(0)),
        (json!(1.0), json!(0.0)),
        (json!("1"), json!("0")),
        (json!("true"), json!("false")),
        (json!(" TRUE\n"), json!(" False ")),
        (json!("yes"), json!("no")),
        (json!("Yes"), json!("NO")),
    ] {
        for field in [
            "exists",
            "isWhatsApp",
            "hasWhatsapp",
            "isUser",
            "isWAContact",
        ] {
            assert!(profile(&json!({field: yes})).is_whats_app, "{field} {yes}");
            let absent = profile(&json!({field: no, "name": "Jane", "profilePic": "/a.jpg"}));
            assert!(!absent.is_whats_app, "{field} {no}");
        }
        let read = profile(&json!({
            "exists": yes, "isBusiness": no, "isVerified": yes, "cached": yes, "success": yes,
        }));
        assert_eq!(read.is_business, Some(false), "{no}");
        assert_eq!(read.is_verified, Some(true), "{yes}");
        assert_eq!(read.source, Source::Cache, "{yes}");
        assert!(answer(200, &json!({"success": no, "exists": yes})).is_err());
    }
}

#[test]
fn given_a_value_that_is_no_truth_when_read_then_it_is_neither_yes_nor_no() {
    for neither in [
        json!(2),
        json!(-1),
        json!(0.5),
        json!(""),
        json!("maybe"),
        json!("2"),
        json!("truee"),
        json!("null"),
        json!([]),
        json!([true]),
        json!({}),
        json!({"value": true}),
    ] {
        // Given the flag beside a name, which would say "registered" if there were no flag
        let body = json!({"isWhatsApp": neither, "name": "Jane", "profilePic": "/a.jpg"});
        assert_eq!(code(200, &body), LookupErrorCode::BadResponse, "{neither}");
        let body = json!({"success": neither, "name": "Jane"});
        assert_eq!(code(200, &body), LookupErrorCode::BadResponse, "{neither}");
        let read = profile(&json!({"exists": true, "isBusiness": neither, "isVerified": neither}));
        assert_eq!((read.is_business, read.is_verified), (None, None));
    }
}

#[test]
fn given_an_answer_that_contradicts_itself_when_read_then_nobody_is_registered_or_absent_by_it() {
    for (status, body) in [
        (200, json!({"exists": true, "isWhatsApp": false})),
        (
            200,
            json!({"exists": 0, "isWhatsApp": "true", "name": "Jane"}),
        ),
        (200, json!({"isWhatsApp": true, "hasWhatsapp": false})),
        (200, json!({"exists": true, "isWAContact": false})),
        (200, json!({"isUser": true, "isWAContact": false})),
        (200, json!({"success": false, "exists": true})),
        (200, json!({"success": 0, "exists": true, "name": "Jane"})),
        (
            200,
            json!({"exists": true, "error": "Whatsapp number doesn't exist"}),
        ),
        (200, json!({"exists": true, "message": "number not found"})),
        (200, json!({"exists": 1, "code": "NUMBER_NOT_FOUND"})),
        (404, json!({"exists": true, "code": "NUMBER_NOT_FOUND"})),
    ] {
        assert_eq!(
            code(status, &body),
            LookupErrorCode::BadResponse,
            "{status} {body}"
        );
    }
}

#[test]
fn given_a_no_when_read_then_what_stands_beside_it_is_nobodys() {
    let mut absent = profile(&with(documented(), json!({"isWhatsApp": 0})));
    let bare = profile(&json!({"isWhatsApp": false, "lastChecked": "2026-04-24T12:34:56Z"}));
    assert_eq!(absent, bare);
    absent.last_checked = None;
    assert_eq!(absent, profile(&json!({"isWhatsApp": false})));
    // A word that says no outweighs a name as well.
    let by_word = json!({"name": "Jane", "message": "The number is not registered"});
    assert!(!profile(&by_word).is_whats_app);
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
        (
            404,
            json!({"error": "The phone number +13105550123 is not registered on WhatsApp."}),
        ),
        (400, json!({"message": "This number does not exist!"})),
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
        (json!({"image_status": "401"}), PictureState::Unknown),
        (json!({"image_status": "timeout"}), PictureState::Unknown),
        (
            json!({"image_status": "error", "pictureState": "private"}),
            PictureState::Private,
        ),
        // Two reasons that can't both be.
        (
            json!({"image_status": "item-not-found", "pictureState": "private"}),
            PictureState::Unknown,
        ),
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
fn given_a_word_in_place_of_a_picture_when_read_then_there_is_no_picture_and_no_sign_of_one() {
    for word in [
        "changed",
        "None",
        "none",
        "undefined",
        "null",
        "NULL",
        "false",
        "true",
        "N/A",
        "n/a",
        "-",
        "",
        " ",
        "0",
        "1",
        "/",
        "//",
        "./",
        "../",
        "unknown",
        "not available",
        "image/jpeg",
        "image/png",
        "/9j/4AAQSkZJRgABAQ",
        "iVBORw0KGgoAAAANSUhEUg/x",
        "https://a.example/undefined",
        "/pictures/null",
        "undefined/13105550123.jpg",
        "1.5",
        "[object Object]",
        "?",
        "#",
    ] {
        for field in ["profilePic", "profilePicThumb", "urlImage"] {
            let read = profile(&json!({"exists": true, field: word}));
            assert_eq!(read.profile_pic, None, "{word:?}");
            assert_eq!(read.profile_pic_thumb, None, "{word:?}");
            assert_eq!(read.picture_state, PictureState::Unknown, "{word:?}");
            assert_eq!(
                code(200, &json!({field: word})),
                LookupErrorCode::BadResponse,
                "{word:?}"
            );
        }
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
            "isBusiness": [wrong], "isVerified": "oui", "lastChecked": wrong, "date": wrong,
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
        assert_eq!(profile.last_checked, None);
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
        json!(5_511_987_654_321.5),
        json!(-1),
        json!(1e300),
        // The same number without its calling code.
        json!("3105550123"),
        json!("13105550123"),
        json!("246913579024680@lid"),
        json!("120363041234567890@g.us"),
        json!("5511987654321@g.us"),
        json!("status@broadcast"),
    ] {
        let profile = profile(&with(documented(), json!({"number": number})));
        assert_eq!(profile.number, "+13105550123", "{number}");
        assert!(!profile.answers_another_number(), "{number}");
    }
}

#[test]
fn given_the_messengers_address_of_a_person_when_read_then_it_is_a_number() {
    for address in [
        "5511987654321@c.us",
        "5511987654321@s.whatsapp.net",
        "5511987654321:7@s.whatsapp.net",
    ] {
        let profile = profile(&with(documented(), json!({"number": address})));
        assert_eq!(profile.number, "+5511987654321", "{address}");
    }
}

#[test]
fn given_a_privacy_id_in_place_of_the_number_when_its_id_says_so_then_it_is_no_number() {
    for id in [
        json!({"id": "5511987654321@lid"}),
        json!({"id": {"server": "lid", "_serialized": "5511987654321@lid"}}),
        json!({"jid": "5511987654321:2@lid"}),
        json!({"lid": "5511987654321@lid"}),
    ] {
        let answered = with(
            json!({"exists": true, "number": "5511987654321"}),
            id.clone(),
        );
        assert_eq!(profile(&answered).number, "+13105550123", "{id}");
        // The other field may have the number itself.
        let answered = with(answered, json!({"phone": "+5511912345678"}));
        assert_eq!(profile(&answered).number, "+5511912345678", "{id}");
    }
    let other = json!({"exists": true, "number": "5511987654321", "id": "246913579024680@lid"});
    assert_eq!(profile(&other).number, "+5511987654321");
}

#[test]
fn given_any_form_of_time_when_read_then_it_is_iso_in_utc() {
    let then = "2026-04-24T12:34:56Z";
    for members in [
        json!({"lastChecked": "2026-04-24T14:34:56+02:00"}),
        json!({"lastChecked": 1_777_034_096}),
        json!({"lastChecked": 1_777_034_096_000_i64}),
        json!({"lastChecked": 1_777_034_096_000_000_i64}),
        json!({"lastChecked": 1_777_034_096_000_000_000_i64}),
        json!({"lastChecked": "1777034096"}),
        json!({"lastChecked": "1777034096.25"}),
        json!({"lastChecked": "Fri, 24 Apr 2026 12:34:56 +0000"}),
        json!({"lastChecked": "/Date(1777034096000)/"}),
        json!({"date": then}),
        json!({"date": {"$date": then}}),
        json!({"date": {"$date": 1_777_034_096_000_i64}}),
        json!({"date": {"$date": {"$numberLong": "1777034096000"}}}),
        json!({"lastQueried": then}),
        json!({"lastChecked": "never", "date": then}),
    ] {
        let body = with(json!({"isWhatsApp": true}), members.clone());
        assert_eq!(
            profile(&body).last_checked.as_deref(),
            Some(then),
            "{members}"
        );
    }
}

#[test]
fn given_no_time_that_can_be_read_when_read_then_it_is_unknown_and_never_now() {
    for members in [
        json!({"lastChecked": "1970-01-01T00:00:00Z"}),
        json!({"lastChecked": "2008-12-31T23:59:59Z"}),
        // More than a day ahead of the clock.
        json!({"lastChecked": "2026-05-02T00:00:01Z"}),
        json!({"lastChecked": "2999-01-01T00:00:00Z"}),
        json!({"lastChecked": -1}),
        json!({"lastChecked": 1e300}),
        json!({"lastChecked": "03/04/2026 10:00:00"}),
        json!({"lastChecked": "2026"}),
        json!({"lastChecked": "20260424"}),
        json!({"lastChecked": "yesterday"}),
        json!({"lastChecked": true}),
        json!({"cached": true, "lastChecked": [2026, 4, 24]}),
        json!({"date": {"$date": {"$date": {"$date": null}}}}),
    ] {
        let body = with(json!({"isWhatsApp": true}), members.clone());
        assert_eq!(profile(&body).last_checked, None, "{members}");
    }
    for members in [json!({}), json!({"lastChecked": null, "date": null})] {
        let body = with(json!({"isWhatsApp": true}), members);
        assert_eq!(profile(&body).last_checked, None);
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
