//! A record with its hash and signature, as it is handed out.
//!
//! Both are over the record's canonical form (RFC 8785), so that it may be laid out in any way: a program of anybody's
//! can check them with SHA-256, Ed25519 (RFC 8032) and a canonicalizer.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::{contents::IdentityRecord, key::RecordKey};

/// The one algorithm that signs.
pub(super) const ED25519: &str = "Ed25519";

/// A record with what shows changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SealedRecord {
    /// What was found.
    pub record: IdentityRecord,
    /// SHA-256 of the record's canonical form (RFC 8785), in hexadecimal.
    pub sha256: String,
    /// Where the gateway has a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<RecordSignature>,
}

/// A signature over the record's canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RecordSignature {
    /// `Ed25519` (RFC 8032).
    pub algorithm: String,
    /// The first 16 hexadecimal digits of the SHA-256 of the public key's 32 bytes.
    pub key_id: String,
    /// The signature's 64 bytes in base64.
    pub value: String,
}

/// A record that has no canonical form.
#[derive(Debug, thiserror::Error)]
#[error("the record has no canonical form")]
pub struct SealError(#[from] serde_json::Error);

impl SealedRecord {
    /// With hash, and signed where there is a key.
    ///
    /// # Errors
    /// [`SealError`], which texts, flags and a small number never are.
    pub fn seal(record: IdentityRecord, key: Option<&RecordKey>) -> Result<Self, SealError> {
        let bytes = canonical(&record)?;
        let signature = key.map(|key| RecordSignature {
            algorithm: ED25519.to_owned(),
            key_id: key.public().id().to_owned(),
            value: BASE64_STANDARD.encode(key.sign(&bytes).to_bytes()),
        });
        Ok(Self {
            sha256: hash(&bytes),
            record,
            signature,
        })
    }
}

/// The one way to write a record down.
pub(super) fn canonical(record: &IdentityRecord) -> Result<Vec<u8>, SealError> {
    Ok(serde_json_canonicalizer::to_vec(record)?)
}

pub(super) fn hash(bytes: &[u8]) -> String {
    const_hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    /// RFC 8785, sections 3.2.2 to 3.2.4.
    #[test]
    fn given_the_standards_own_example_when_written_canonically_then_it_has_the_standards_bytes() {
        let value: Value = serde_json::from_str(
            r#"{
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }"#,
        )
        .unwrap();
        let bytes = serde_json_canonicalizer::to_vec(&value).unwrap();
        let expected = "7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 5d 2c \
            22 6e 75 6d 62 65 72 73 22 3a 5b 33 33 33 33 33 33 33 33 33 2e 33 33 33 33 33 33 33 2c 31 65 2b 33 30 \
            2c 34 2e 35 2c 30 2e 30 30 32 2c 31 65 2d 32 37 5d 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 \
            30 30 30 66 5c 6e 41 27 42 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d";
        let expected = const_hex::decode(expected.replace(' ', "")).unwrap();
        assert_eq!(bytes, expected);
    }

    /// RFC 8785, section 3.2.3: by UTF-16 units, which is another order than that of UTF-8.
    #[test]
    fn given_the_standards_names_when_written_canonically_then_they_have_the_standards_order() {
        let value: Value = serde_json::from_str(
            r#"{
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }"#,
        )
        .unwrap();
        let text = serde_json_canonicalizer::to_string(&value).unwrap();
        let places = [
            "Carriage Return",
            "One",
            "Control",
            "Latin Small Letter O With Diaeresis",
            "Euro Sign",
            "Emoji: Grinning Face",
            "Hebrew Letter Dalet With Dagesh",
        ]
        .map(|name| text.find(name).unwrap());
        assert!(places.is_sorted(), "{places:?}");
    }
}
