//! JWTs (RFC 7519, and RFC 8725 for what goes wrong with them): one algorithm, chosen by the
//! configuration and never by the token.

use std::{fs, sync::Arc, time::Instant};

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};

use super::{
    jwks::{NoKey, RemoteKeys},
    key_set::KeySet,
};
use crate::access::{
    Caller, SettingsError, Via,
    caller::is_name,
    settings::{JwtAlgorithm, JwtSettings},
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
    group: Option<String>,
    via: Via,
    operator: Option<OperatorClaim>,
}

enum Keys {
    One(DecodingKey),
    Set(KeySet),
    Remote(Arc<RemoteKeys>),
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
    /// Those whose tokens it accepts are known by these means.
    pub(super) fn new(settings: &JwtSettings, via: Via) -> Result<Self, SettingsError> {
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
            group: settings.group_claim.clone(),
            via,
            operator: settings
                .operator_claim
                .clone()
                .map(|name| OperatorClaim { name, value }),
        })
    }

    /// Goes on with the keys of an earlier one, where they are the same provider's: that need not be
    /// reached at this moment.
    pub(super) fn go_on_from(&mut self, earlier: &Self) {
        if let (Keys::Remote(keys), Keys::Remote(earlier)) = (&mut self.keys, &earlier.keys)
            && keys.is_same_provider(earlier)
        {
            *keys = Arc::clone(earlier);
        }
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
        let group = self.group.as_ref().and_then(|claim| claims.get(claim));
        Ok(Caller::new(name, operator, self.via).in_group(group.and_then(Value::as_str)))
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
    let algorithm = *algorithm;
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
        (_, None, Some(url), None) => Ok((
            algorithm.into(),
            Keys::Remote(Arc::new(RemoteKeys::new(url, algorithm.into())?)),
        )),
        (_, None, None, Some(path)) => {
            let json = fs::read(path).map_err(|source| SettingsError::JwksFile {
                path: path.clone(),
                source,
            })?;
            let set = KeySet::read(&json, algorithm.into())
                .filter(|set| !set.is_empty())
                .ok_or_else(|| SettingsError::JwksEmpty(path.clone()))?;
            Ok((algorithm.into(), Keys::Set(set)))
        }
        _ => Err(SettingsError::Jwt(
            "RS256 and ES256 want either jwks-url or jwks-file, and no secret",
        )),
    }
}

impl From<JwtAlgorithm> for Algorithm {
    fn from(algorithm: JwtAlgorithm) -> Self {
        match algorithm {
            JwtAlgorithm::HS256 => Self::HS256,
            JwtAlgorithm::RS256 => Self::RS256,
            JwtAlgorithm::ES256 => Self::ES256,
        }
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
mod tests;
