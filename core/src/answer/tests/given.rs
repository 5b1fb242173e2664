//! Profiles that the page has already.

use serde_json::json;

use super::super::given;
use super::{LookupErrorCode, NOW, documented, parsed, profile, with};
use crate::profile::Source;

#[test]
fn given_a_profile_that_was_handed_out_when_given_back_then_only_its_source_changes() {
    let mut before = profile(&with(
        documented(),
        json!({
            "isVerified": true, "about": "Out on the lake", "quota": {"limit": 5, "remaining": 2, "resetSeconds": 9},
            "businessProfile": {"website": "https://shop.example", "category": "Florist"},
        }),
    ));
    let after = given(parsed(&serde_json::to_value(&before).unwrap()), NOW).unwrap();

    before.source = Source::Given;
    assert_eq!(after, before);
}

#[test]
fn given_another_answered_number_when_given_back_then_the_requested_one_is_remembered() {
    let before = profile(&with(documented(), json!({"number": "5511987654321"})));
    let after = given(parsed(&serde_json::to_value(&before).unwrap()), NOW).unwrap();
    assert!(after.answers_another_number());
    assert_eq!(after.requested, "+13105550123");
}

#[test]
fn given_the_second_shape_when_given_then_it_is_read_too() {
    let after = given(
        parsed(&json!({"phone": "+1 310 555 0123", "exists": true, "cached": true})),
        NOW,
    )
    .unwrap();
    assert_eq!(after.number, "+13105550123");
    assert_eq!(after.requested, "+13105550123");
    assert_eq!(after.source, Source::Given);
}

#[test]
fn given_the_messengers_address_of_a_person_when_given_then_it_is_the_number() {
    for number in ["13105550123@c.us", "13105550123@s.whatsapp.net"] {
        let after = given(
            parsed(&json!({"exists": true, "number": number, "name": "Demo"})),
            NOW,
        )
        .unwrap();
        assert_eq!(after.number, "+13105550123");
        assert_eq!(after.requested, "+13105550123");
    }
    for other in [
        json!({"exists": true, "number": "246913579024680@lid"}),
        json!({"exists": true, "number": "120363041234567890@g.us"}),
        json!({"exists": true, "number": "5511987654321", "id": "5511987654321@lid"}),
    ] {
        assert!(given(parsed(&other), NOW).is_err(), "{other}");
    }
}

#[test]
fn given_a_profile_without_a_time_when_given_then_it_is_still_unknown() {
    let after = given(
        parsed(&json!({"isWhatsApp": true, "number": "+13105550123", "lastChecked": null})),
        NOW,
    );
    assert_eq!(after.unwrap().last_checked, None);
}

#[test]
fn given_nothing_usable_when_given_then_the_error_says_what_is_missing() {
    for wrong in [
        json!({}),
        json!([]),
        json!(null),
        json!({"isWhatsApp": true}),
        json!({"number": "13105550123"}),
    ] {
        let error = given(parsed(&wrong), NOW).expect_err("an error");
        assert_eq!(error.code, LookupErrorCode::BadResponse, "{wrong}");
        assert!(error.message.starts_with("The given profile"), "{error}");
    }
}
