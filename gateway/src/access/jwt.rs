//! JWTs (RFC 7519, and RFC 8725 for what goes wrong with them): one algorithm, chosen by the
//! configuration and never by the token.

use std::{fs, time::Instant};

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};

use super::{
    Caller, Via, is_name,
    jwks::{KeySet, NoKey, RemoteKeys},
    settings::{JwtAlgorithm, JwtSettings, SettingsError},
};

/// A shorter secret could be guessed from one token (RFC 7518, section 3.2).
const SECRET_AT_LEAST: usize = 32;
const LEEWAY_AT_MOST: u64 = 10 * 60;

/// Checks JWTs.
pub(super) struct JwtCheck {
    keys: Keys,
    validation: Validation,
    algorithm: Algorithm,
    subject: String,
    operator: Option<OperatorClaim>,
}

enum Keys {
    One(DecodingKey),
    Set(KeySet),
    Remote(RemoteKeys),
}

struct OperatorClaim {
    name: String,
    value: Option<String>,
}

/// Why a JWT isn't accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JwtError {
    /// It is wrong. The word is for logs, never for the caller.
    Bad(&'static str),
    /// It can't be checked.
    Unavailable,
}

impl JwtCheck {
    pub(super) fn new(settings: &JwtSettings) -> Result<Self, SettingsError> {
        let (algorithm, keys) = keys(settings)?;
        let mut validation = Validation::new(algorithm);
        validation.leeway = settings.leeway.as_secs();
        if validation.leeway > LEEWAY_AT_MOST {
            return Err(SettingsError::Jwt("leeway: 10 minutes at most"));
        }
        validation.validate_nbf = true;
        let mut required = vec!["exp"];
        if let Some(issuer) = &settings.issuer {
            validation.set_issuer(&[issuer]);
            required.push("iss");
        }
        if let Some(audience) = &settings.audience {
            validation.set_audience(&[audience]);
            required.push("aud");
        }
        validation.set_required_spec_claims(&required);
        if settings.operator_value.is_some() && settings.operator_claim.is_none() {
            return Err(SettingsError::Jwt("operator-value wants an operator-claim"));
        }
        let value = settings.operator_value.clone();
        Ok(Self {
            keys,
            validation,
            algorithm,
            subject: settings.subject_claim.clone(),
            operator: settings
                .operator_claim
                .clone()
                .map(|name| OperatorClaim { name, value }),
        })
    }

    /// Whose JWT it is.
    pub(super) async fn check(&self, token: &str) -> Result<Caller, JwtError> {
        let header = decode_header(token).map_err(|_| JwtError::Bad("no JWT"))?;
        if header.alg != self.algorithm {
            return Err(JwtError::Bad("another algorithm"));
        }
        // Extensions that must be understood; none is (RFC 7515, section 4.1.11).
        if header.crit.is_some() {
            return Err(JwtError::Bad("critical extensions"));
        }
        let id = header.kid.as_deref();
        let unknown = JwtError::Bad("an unknown key");
        let fetched;
        let key = match &self.keys {
            Keys::One(key) => key,
            Keys::Set(set) => set.find(id).ok_or(unknown)?,
            Keys::Remote(remote) => {
                let found = remote.find(id, Instant::now()).await;
                fetched = found.map_err(|error| match error {
                    NoKey::Unknown => unknown,
                    NoKey::Unavailable => JwtError::Unavailable,
                })?;
                &fetched
            }
        };
        let claims = decode::<Map<String, Value>>(token, key, &self.validation)
            .map_err(|error| JwtError::Bad(word(error.kind())))?
            .claims;
        self.caller(&claims)
    }

    fn caller(&self, claims: &Map<String, Value>) -> Result<Caller, JwtError> {
        let name = claims
            .get(&self.subject)
            .and_then(Value::as_str)
            .filter(|name| is_name(name))
            .ok_or(JwtError::Bad("no subject"))?;
        let operator = self.operator.as_ref().is_some_and(|operator| {
            claims
                .get(&operator.name)
                .is_some_and(|claim| operator.holds(claim))
        });
        Ok(Caller {
            name: name.to_owned(),
            operator,
            via: Via::Jwt,
        })
    }
}

impl OperatorClaim {
    fn holds(&self, claim: &Value) -> bool {
        match (&self.value, claim) {
            (None, claim) => *claim == Value::Bool(true),
            // Like `scope`: words (RFC 8693, section 4.2).
            (Some(wanted), Value::String(text)) => {
                text == wanted || text.split(' ').any(|word| word == wanted)
            }
            (Some(wanted), Value::Array(items)) => {
                items.iter().any(|item| item.as_str() == Some(wanted))
            }
            _ => false,
        }
    }
}

fn keys(settings: &JwtSettings) -> Result<(Algorithm, Keys), SettingsError> {
    let JwtSettings {
        algorithm,
        secret,
        jwks_url,
        jwks_file,
        ..
    } = settings;
    match (algorithm, secret, jwks_url, jwks_file) {
        (JwtAlgorithm::HS256, Some(secret), None, None) => {
            let secret = secret.reveal().as_bytes();
            if secret.len() < SECRET_AT_LEAST {
                return Err(SettingsError::Jwt("secret: 32 bytes at least"));
            }
            let key = DecodingKey::from_secret(secret);
            Ok((Algorithm::HS256, Keys::One(key)))
        }
        (JwtAlgorithm::HS256, ..) => Err(SettingsError::Jwt("HS256 wants a secret, and no jwks")),
        (JwtAlgorithm::RS256, None, Some(url), None) => {
            Ok((Algorithm::RS256, Keys::Remote(RemoteKeys::new(url)?)))
        }
        (JwtAlgorithm::RS256, None, None, Some(path)) => {
            let json = fs::read(path).map_err(|source| SettingsError::JwksFile {
                path: path.clone(),
                source,
            })?;
            let set = KeySet::read(&json)
                .filter(|set| !set.is_empty())
                .ok_or_else(|| SettingsError::JwksEmpty(path.clone()))?;
            Ok((Algorithm::RS256, Keys::Set(set)))
        }
        (JwtAlgorithm::RS256, ..) => Err(SettingsError::Jwt(
            "RS256 wants either jwks-url or jwks-file, and no secret",
        )),
    }
}

/// The library's own texts may repeat parts of the token.
fn word(kind: &jsonwebtoken::errors::ErrorKind) -> &'static str {
    use jsonwebtoken::errors::ErrorKind;

    match kind {
        ErrorKind::InvalidSignature => "a wrong signature",
        ErrorKind::ExpiredSignature => "expired",
        ErrorKind::ImmatureSignature => "not yet valid",
        ErrorKind::InvalidIssuer => "another issuer",
        ErrorKind::InvalidAudience => "another audience",
        ErrorKind::MissingRequiredClaim(_) => "a missing claim",
        ErrorKind::InvalidAlgorithm => "another algorithm",
        _ => "no readable JWT",
    }
}

#[cfg(test)]
mod tests {
    use std::time::{SystemTime, UNIX_EPOCH};

    use jsonwebtoken::{EncodingKey, Header, encode};
    use serde_json::json;

    use super::*;

    const SECRET: &str = "a-secret-of-thirty-two-bytes-or-more";

    fn check_with(more: &str) -> JwtCheck {
        let text =
            format!("algorithm = \"HS256\"\nsecret = \"{SECRET}\"\nleeway = \"10s\"\n{more}");
        JwtCheck::new(&toml::from_str(&text).unwrap()).unwrap()
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
            "algorithm = \"RS256\"\nsecret = \"a-secret-of-thirty-two-bytes-or-more\"",
            "algorithm = \"RS256\"\njwks-url = \"http://id.example\"",
            "algorithm = \"RS256\"\njwks-file = \"/no/such/file\"",
            "algorithm = \"RS256\"\njwks-url = \"https://id.example\"\njwks-file = \"/x\"",
            "algorithm = \"HS256\"\nsecret = \"a-secret-of-thirty-two-bytes-or-more\"\nleeway = \"1h\"",
            "algorithm = \"HS256\"\nsecret = \"a-secret-of-thirty-two-bytes-or-more\"\noperator-value = \"a\"",
        ] {
            assert!(
                JwtCheck::new(&toml::from_str(wrong).unwrap()).is_err(),
                "{wrong}"
            );
        }
    }
}
