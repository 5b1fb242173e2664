//! HS256 tokens, right and wrong. Those of RS256 and ES256 are in `tests/access.rs`.

use std::time::{SystemTime, UNIX_EPOCH};

use jsonwebtoken::{EncodingKey, Header, encode};
use serde_json::json;

use super::*;

const SECRET: &str = "a-secret-of-thirty-two-bytes-or-more";

fn check_with(more: &str) -> JwtCheck {
    let text = format!("algorithm = \"HS256\"\nsecret = \"{SECRET}\"\nleeway = \"10s\"\n{more}");
    JwtCheck::new(&toml::from_str(&text).unwrap(), Via::Jwt).unwrap()
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

fn sign(header: &Header, claims: &Value) -> String {
    encode(header, claims, &EncodingKey::from_secret(SECRET.as_bytes())).unwrap()
}

/// Claims that are fine, with these changes; null takes one out.
fn token(changes: Value) -> String {
    let mut claims = json!({ "sub": "ada", "exp": now() + 300 });
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        } else {
            claims[name] = value.clone();
        }
    }
    sign(&Header::new(Algorithm::HS256), &claims)
}

async fn checked(more: &str, changes: Value) -> Result<Caller, JwtError> {
    check_with(more).check(&token(changes)).await
}

#[tokio::test]
async fn given_a_token_of_the_secret_when_checked_then_its_subject_is_the_caller() {
    let caller = checked("", json!({})).await.unwrap();
    assert_eq!(
        (caller.name.as_str(), caller.operator, caller.via),
        ("ada", false, Via::Jwt)
    );
    let other = checked(
        "subject-claim = \"email\"",
        json!({ "email": "a@b.example" }),
    )
    .await;
    assert_eq!(other.unwrap().name, "a@b.example");
}

#[tokio::test]
async fn given_times_when_checked_then_only_the_leeway_is_given() {
    for (changes, expected) in [
        (json!({ "exp": now() - 60 }), Err("expired")),
        (json!({ "exp": now() - 5 }), Ok(())),
        (json!({ "exp": null }), Err("a missing claim")),
        (json!({ "exp": "tomorrow" }), Err("a missing claim")),
        (json!({ "exp": -1 }), Err("a missing claim")),
        (json!({ "nbf": now() + 60 }), Err("not yet valid")),
        (json!({ "nbf": now() + 5 }), Ok(())),
        (json!({ "nbf": now() - 60 }), Ok(())),
        (json!({ "nbf": "now" }), Err("no readable JWT")),
    ] {
        let found = checked("", changes.clone()).await;
        let found = found.map(|_| ()).map_err(|error| match error {
            JwtError::Bad(word) => word,
            JwtError::Unavailable => "unavailable",
        });
        assert_eq!(found, expected, "{changes}");
    }
}

#[tokio::test]
async fn given_an_issuer_and_audience_when_configured_then_tokens_must_name_them() {
    let both = "issuer = \"https://id.example\"\naudience = \"lookups\"";
    let iss = "https://id.example";
    for fine in [
        json!({ "iss": iss, "aud": "lookups" }),
        json!({ "iss": iss, "aud": ["other", "lookups"] }),
    ] {
        assert!(checked(both, fine.clone()).await.is_ok(), "{fine}");
    }
    for wrong in [
        json!({}),
        json!({ "iss": iss }),
        json!({ "aud": "lookups" }),
        json!({ "iss": "https://evil.example", "aud": "lookups" }),
        json!({ "iss": iss, "aud": "other" }),
        json!({ "iss": iss, "aud": [] }),
        json!({ "iss": iss, "aud": 7 }),
    ] {
        assert!(checked(both, wrong.clone()).await.is_err(), "{wrong}");
    }
}

#[tokio::test]
async fn given_no_audience_configured_when_a_token_names_one_then_it_is_for_somebody_else() {
    assert!(checked("", json!({ "aud": "other" })).await.is_err());
}

#[tokio::test]
async fn given_a_subject_that_is_no_name_when_checked_then_it_is_refused() {
    for sub in [
        Value::Null,
        json!(""),
        json!(7),
        json!(["ada"]),
        json!("a\nb"),
        json!("a".repeat(129)),
    ] {
        let found = checked("", json!({ "sub": sub })).await;
        let expected = if sub.is_array() {
            "no readable JWT"
        } else {
            "no subject"
        };
        assert_eq!(found, Err(JwtError::Bad(expected)), "{sub}");
    }
}

#[tokio::test]
async fn given_an_operator_claim_when_it_holds_then_only_then_is_the_caller_an_operator() {
    let flag = "operator-claim = \"boss\"";
    let group = "operator-claim = \"boss\"\noperator-value = \"admins\"";
    for (more, claim, expected) in [
        (flag, json!(true), true),
        (flag, json!("true"), false),
        (flag, json!(1), false),
        (flag, Value::Null, false),
        (group, json!("admins"), true),
        (group, json!("users admins"), true),
        (group, json!(["users", "admins"]), true),
        (group, json!("administrators"), false),
        (group, json!(["admins2"]), false),
        (group, json!(true), false),
        ("", json!(true), false),
    ] {
        let caller = checked(more, json!({ "boss": claim })).await.unwrap();
        assert_eq!(caller.operator, expected, "{more} {claim}");
    }
}

#[tokio::test]
async fn given_a_group_claim_when_two_tokens_share_it_then_their_callers_are_of_one_group() {
    let group = async |sub: &str, tenant: Value| {
        let claims = json!({ "sub": sub, "tenant": tenant });
        let caller = checked("group-claim = \"tenant\"", claims).await;
        caller.unwrap().group()
    };
    let acme = json!("acme");
    assert_eq!(group("ada", acme.clone()).await, group("bo", acme).await);
    assert_ne!(
        group("ada", Value::Null).await,
        group("bo", Value::Null).await
    );
}

#[tokio::test]
async fn given_tokens_of_other_algorithms_or_keys_when_checked_then_none_is_accepted() {
    let check = check_with("");
    let claims = json!({ "sub": "ada", "exp": now() + 300 });
    let other = encode(
        &Header::new(Algorithm::HS256),
        &claims,
        &EncodingKey::from_secret(b"another-secret-of-thirty-two-bytes"),
    );
    let longer = sign(&Header::new(Algorithm::HS512), &claims);
    let mut critical = Header::new(Algorithm::HS256);
    critical.crit = Some(vec!["exp".to_owned()]);
    let good = token(json!({}));
    let (signed, signature) = good.rsplit_once('.').unwrap();
    // {"alg":"none"}
    let (_, payload) = signed.split_once('.').unwrap();
    let none = format!("eyJhbGciOiJub25lIn0.{payload}.");
    for wrong in [
        other.unwrap(),
        longer,
        sign(&critical, &claims),
        none.clone(),
        format!("{none}{signature}"),
        format!("{signed}."),
        signed.to_owned(),
        format!("{good}x"),
        format!("{good}.x"),
        "..".to_owned(),
        String::new(),
    ] {
        let found = check.check(&wrong).await;
        assert!(matches!(found, Err(JwtError::Bad(_))), "{wrong} {found:?}");
    }
}

#[test]
fn given_settings_that_do_not_fit_when_taken_then_they_are_refused() {
    for wrong in [
        "algorithm = \"HS256\"",
        "algorithm = \"HS256\"\nsecret = \"short\"",
        "algorithm = \"HS256\"\njwks-url = \"https://id.example\"",
        "algorithm = \"RS256\"",
        "algorithm = \"ES256\"",
        "algorithm = \"ES256\"\nsecret = \"a-secret-of-thirty-two-bytes-or-more\"",
        "algorithm = \"RS256\"\nsecret = \"a-secret-of-thirty-two-bytes-or-more\"",
        "algorithm = \"RS256\"\njwks-url = \"http://id.example\"",
        "algorithm = \"RS256\"\njwks-file = \"/no/such/file\"",
        "algorithm = \"RS256\"\njwks-url = \"https://id.example\"\njwks-file = \"/x\"",
        "algorithm = \"HS256\"\nsecret = \"a-secret-of-thirty-two-bytes-or-more\"\nleeway = \"1h\"",
        "algorithm = \"HS256\"\nsecret = \"a-secret-of-thirty-two-bytes-or-more\"\noperator-value = \"a\"",
    ] {
        assert!(
            JwtCheck::new(&toml::from_str(wrong).unwrap(), Via::Jwt).is_err(),
            "{wrong}"
        );
    }
}
