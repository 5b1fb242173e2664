//! A set of public keys that RS256 and ES256 tokens are checked with (RFC 7517).

use jsonwebtoken::{
    Algorithm, DecodingKey,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse},
};
use serde::Deserialize;

const KEYS_AT_MOST: usize = 100;
/// base64url characters of a modulus of 2048 bits (RFC 7518, section 3.3).
const SHORTEST_MODULUS: usize = 342;

/// Keys by their id.
#[derive(Clone, Default)]
pub(super) struct KeySet(Vec<(Option<String>, DecodingKey)>);

impl KeySet {
    /// Those that can check one algorithm; others may be there for other uses. None where it is no
    /// set.
    pub(super) fn read(json: &[u8], algorithm: Algorithm) -> Option<Self> {
        #[derive(Deserialize)]
        struct Set {
            keys: Vec<serde_json::Value>,
        }

        let set: Set = serde_json::from_slice(json).ok()?;
        let keys = set.keys.into_iter().take(KEYS_AT_MOST);
        Some(Self(
            keys.filter_map(|key| usable(key, algorithm)).collect(),
        ))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The key of an id; without an id, the only key.
    pub(super) fn find(&self, id: Option<&str>) -> Option<&DecodingKey> {
        match (id, self.0.as_slice()) {
            (Some(id), keys) => keys
                .iter()
                .find(|(held, _)| held.as_deref() == Some(id))
                .map(|(_, key)| key),
            (None, [(_, key)]) => Some(key),
            (None, _) => None,
        }
    }
}

fn usable(json: serde_json::Value, algorithm: Algorithm) -> Option<(Option<String>, DecodingKey)> {
    let jwk: Jwk = serde_json::from_value(json).ok()?;
    let (key, its_algorithm) = match (algorithm, &jwk.algorithm) {
        (Algorithm::RS256, AlgorithmParameters::RSA(rsa)) if rsa.n.len() >= SHORTEST_MODULUS => (
            DecodingKey::from_rsa_components(&rsa.n, &rsa.e),
            KeyAlgorithm::RS256,
        ),
        (Algorithm::ES256, AlgorithmParameters::EllipticCurve(point))
            if point.curve == EllipticCurve::P256 =>
        {
            (
                DecodingKey::from_ec_components(&point.x, &point.y),
                KeyAlgorithm::ES256,
            )
        }
        _ => return None,
    };
    let signs = matches!(
        jwk.common.public_key_use,
        None | Some(PublicKeyUse::Signature)
    );
    let named = jwk.common.key_algorithm;
    if !signs || named.is_some_and(|named| named != its_algorithm) {
        return None;
    }
    Some((jwk.common.key_id, key.ok()?))
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    /// Of the right length; nothing is checked with it here.
    pub(in crate::access) fn jwk(id: &str) -> serde_json::Value {
        json!({ "kty": "RSA", "kid": id, "n": "Q".repeat(SHORTEST_MODULUS), "e": "AQAB" })
    }

    pub(in crate::access) fn set(ids: &[&str]) -> serde_json::Value {
        json!({ "keys": ids.iter().map(|id| jwk(id)).collect::<Vec<_>>() })
    }

    #[test]
    fn given_keys_of_other_kinds_when_read_then_only_fitting_ones_are_taken() {
        let with = |name: &str, value: &str| {
            let mut key = jwk(name);
            key[name] = value.into();
            key
        };
        let json = json!({ "keys": [
            jwk("a"),
            with("use", "enc"),
            with("alg", "RS512"),
            with("n", "tooshort"),
            with("kty", "new"),
            { "kty": "EC", "kid": "ec", "crv": "P-256", "x": "AQAB", "y": "AQAB" },
            { "kty": "oct", "kid": "oct", "k": "c2VjcmV0" },
            "nonsense",
        ] });
        let set = KeySet::read(json.to_string().as_bytes(), Algorithm::RS256).unwrap();
        assert!(set.find(Some("a")).is_some());
        assert_eq!(set.0.len(), 1);
    }

    #[test]
    fn given_no_id_when_found_then_only_a_single_key_can_be_meant() {
        let read = |ids| KeySet::read(set(ids).to_string().as_bytes(), Algorithm::RS256).unwrap();
        assert!(read(&["a"]).find(None).is_some());
        assert!(read(&["a", "b"]).find(None).is_none());
        assert!(read(&["a", "b"]).find(Some("b")).is_some());
        assert!(read(&["a"]).find(Some("b")).is_none());
    }
}
