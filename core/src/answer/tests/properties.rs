//! What holds for every answer.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::super::{Body, Received, given, read};
use super::{NOW, asked, parsed};
use crate::instant;
use crate::profile::Profile;

const FIELDS: [&str; 33] = [
    "about",
    "success",
    "isWhatsApp",
    "exists",
    "hasWhatsapp",
    "isUser",
    "isWAContact",
    "number",
    "phone",
    "name",
    "pushname",
    "notifyName",
    "verifiedName",
    "profilePic",
    "profilePicThumb",
    "urlImage",
    "image_status",
    "isBusiness",
    "isVerified",
    "businessProfile",
    "lastChecked",
    "date",
    "lastQueried",
    "cached",
    "source",
    "quota",
    "error",
    "message",
    "code",
    "website",
    "url",
    "$date",
    "pictureExpiresAt",
];

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "(https?:|javascript:|//|/|data:)[ -~]{0,20}".prop_map(Value::from),
        "https://[a-z@.:]{1,9}/[ -~]{0,9}\\?oe=[0-9a-fA-F]{0,9}".prop_map(Value::from),
        prop::sample::select(vec![
            "NOT_IN_DATABASE",
            "NUMBER_NOT_FOUND",
            "Whatsapp number doesn't exist",
            "item-not-found"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(&FIELDS[..]), inner), 0..8)
                .prop_map(object),
        ]
    })
}

/// Objects with the fields that the reader knows.
fn bodies() -> impl Strategy<Value = Value> {
    prop::collection::vec((prop::sample::select(&FIELDS[..]), values()), 0..16).prop_map(object)
}

fn object(members: Vec<(&str, Value)>) -> Value {
    Value::Object(
        members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect::<Map<_, _>>(),
    )
}

/// What nobody may be shown, whatever was sent.
fn check(profile: &Profile) -> Result<(), TestCaseError> {
    let urls = profile.profile_pic.iter().chain(&profile.profile_pic_thumb);
    let websites = profile
        .business
        .iter()
        .flat_map(|business| &business.websites);
    for url in urls.chain(websites) {
        prop_assert!(
            url.starts_with("https://") || url.starts_with("http://"),
            "{url}"
        );
        let authority = url.split('/').nth(2).unwrap_or("@");
        prop_assert!(
            !authority
                .split(['?', '#'])
                .next()
                .unwrap_or("@")
                .contains('@'),
            "{url}"
        );
        prop_assert!(url.len() <= 4096 && !url.chars().any(char::is_control));
    }
    for (text, longest) in [(&profile.name, 256), (&profile.about, 1024)] {
        let Some(text) = text else { continue };
        prop_assert!(!text.is_empty() && text.chars().count() <= longest);
        let overrides = '\u{202a}'..='\u{202e}';
        let disturbing = text
            .chars()
            .any(|c| c.is_control() || overrides.contains(&c));
        prop_assert!(!disturbing);
    }
    prop_assert!(profile.success);
    prop_assert_eq!(
        profile.last_checked.is_some(),
        profile.last_checked_ms().is_some()
    );
    prop_assert_eq!(
        profile.picture_expires_at.is_some(),
        profile.picture_expires_ms().is_some()
    );
    prop_assert!(
        crate::number::normalize(&profile.number, None).is_ok()
            || crate::number::E164::from_digits(profile.number.trim_start_matches('+')).is_some()
    );
    Ok(())
}

proptest! {
    #[test]
    fn given_any_answer_when_read_then_it_is_a_safe_profile_or_an_error(
        body in prop_oneof![bodies(), values()],
        status in prop_oneof![4 => Just(200_u16), 1 => any::<u16>()],
        base in prop_oneof![Just("https://dash.example/lookup/number/1".to_owned()), any::<String>()],
        headers in any::<[Option<String>; 4]>(),
    ) {
        let [retry_after, limit, remaining, reset] = &headers;
        let received = Received {
            status,
            body: Body::Json(parsed(&body)),
            retry_after: retry_after.as_deref(),
            quota_headers: [limit.as_deref(), remaining.as_deref(), reset.as_deref()],
            url: &base,
        };
        match read(received, &asked(), NOW) {
            Ok(profile) => {
                check(&profile)?;
                prop_assert_eq!(&profile.requested, "+13105550123");
            }
            Err(error) => {
                prop_assert_eq!(error.status, Some(status));
                prop_assert!(error.message.starts_with("The ") && error.message.ends_with('.'));
            }
        }
    }

    #[test]
    fn given_any_value_when_given_as_a_profile_then_giving_it_again_changes_nothing(body in bodies()) {
        if let Ok(profile) = given(parsed(&body), NOW) {
            check(&profile)?;
            let again = given(parsed(&serde_json::to_value(&profile).unwrap()), NOW).unwrap();
            prop_assert_eq!(serde_json::to_value(&again).unwrap(), serde_json::to_value(&profile).unwrap());
        }
    }

    #[test]
    fn given_any_clock_when_an_answer_has_a_time_then_it_is_that_one_or_unknown(
        now in any::<f64>(),
        ms in 0_i64..5_000_000_000_000,
    ) {
        let body = Body::Json(parsed(&json!({"isWhatsApp": true, "lastChecked": instant::to_iso(ms as f64)})));
        let profile = read(super::received(200, body), &asked(), now).unwrap();
        let told = profile.last_checked_ms();
        prop_assert!(told.is_none_or(|told| told == ms as f64 && told <= now + 86_400_000.0));
    }

    #[test]
    fn given_any_no_when_read_then_nothing_beside_it_makes_a_yes(
        body in bodies(),
        field in prop::sample::select(vec!["exists", "isWhatsApp", "hasWhatsapp", "isWAContact"]),
        no in prop::sample::select(vec![json!(false), json!(0), json!("false"), json!("No"), json!("0")]),
    ) {
        let mut body = body;
        body[field] = no;
        let received = super::received(200, Body::Json(parsed(&body)));
        if let Ok(profile) = read(received, &asked(), NOW) {
            prop_assert!(!profile.is_whats_app);
            prop_assert!(profile.name.is_none() && profile.profile_pic.is_none());
        }
    }
}
