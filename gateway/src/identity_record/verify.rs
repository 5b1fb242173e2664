//! Checks a record that somebody shows: first whether it is what was hashed, then who signed it.

use base64::{Engine, prelude::BASE64_STANDARD};
use ed25519_dalek::Signature;
use serde::Deserialize;

use super::{
    contents::{IdentityRecord, VERSION},
    key::PublicKey,
    sealed::{ED25519, RecordSignature, SealedRecord, canonical, hash},
};

/// A record that stood the checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// What it says.
    pub record: IdentityRecord,
    /// What is proven of it.
    pub proof: Proof,
}

/// What is proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// The record fits its hash. Whoever changes a record can make its hash anew: that says nothing about who made it.
    Hash,
    /// It was signed with the key of this id.
    Signature {
        /// Of one of the keys that it was checked against.
        key_id: String,
    },
}

/// Why a record is not to be relied on. Repeats nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotVerified {
    /// No such JSON, or more or less in it than a record has.
    #[error("this is no identity record: line {line}, column {column}")]
    Unreadable {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// Of a form that isn't known here.
    #[error("the record is of version {0}, and this program knows version {known} only", known = VERSION)]
    Version(u64),
    /// The hash is another one's.
    #[error("the record was changed: its hash doesn't fit")]
    Changed,
    /// There are keys, and it has no signature.
    #[error("the record isn't signed: it says nothing about who made it")]
    Unsigned,
    /// It is signed, and there is no key to check that with.
    #[error(
        "the record fits its hash, but its signature can't be checked without the public key {0}"
    )]
    NoKey(String),
    /// It is signed with none of the keys.
    #[error("the record is signed with another key than those that were given")]
    OtherKey,
    /// Signed in a way that isn't known here.
    #[error("the record is signed in another way than by {known}", known = ED25519)]
    Algorithm,
    /// The signature is another one's.
    #[error("the signature doesn't fit: the record was changed, or somebody else made it")]
    WrongSignature,
}

/// What is looked at before a form is known.
#[derive(Deserialize)]
struct Outline {
    record: OutlineRecord,
}

#[derive(Deserialize)]
struct OutlineRecord {
    version: u64,
}

/// Checks a record against its hash, and against keys where there are any: then it has to be signed with one of them.
///
/// # Errors
/// [`NotVerified`] for anything but a record whose hash fits, and, where there is a key or a signature, whose signature
/// fits one of the keys.
pub fn verify(json: &[u8], keys: &[PublicKey]) -> Result<Verified, NotVerified> {
    let outline: Outline = serde_json::from_slice(json).map_err(unreadable)?;
    if outline.record.version != u64::from(VERSION) {
        return Err(NotVerified::Version(outline.record.version));
    }
    let SealedRecord {
        record,
        sha256,
        signature,
    } = serde_json::from_slice(json).map_err(unreadable)?;
    let bytes = canonical(&record).map_err(|_| NotVerified::Changed)?;
    if hash(&bytes) != sha256 {
        return Err(NotVerified::Changed);
    }
    let proof = match signature {
        None if keys.is_empty() => Proof::Hash,
        None => return Err(NotVerified::Unsigned),
        Some(signature) if keys.is_empty() => {
            return Err(NotVerified::NoKey(plain(&signature.key_id)));
        }
        Some(signature) => check(&signature, &bytes, keys)?,
    };
    Ok(Verified { record, proof })
}

fn check(
    signature: &RecordSignature,
    bytes: &[u8],
    keys: &[PublicKey],
) -> Result<Proof, NotVerified> {
    if signature.algorithm != ED25519 {
        return Err(NotVerified::Algorithm);
    }
    let key = keys.iter().find(|key| key.id() == signature.key_id);
    let key = key.ok_or(NotVerified::OtherKey)?;
    let value = BASE64_STANDARD.decode(&signature.value).ok();
    let value = value.and_then(|value| Signature::from_slice(&value).ok());
    match value {
        Some(value) if key.fits(bytes, &value) => Ok(Proof::Signature {
            key_id: key.id().to_owned(),
        }),
        _ => Err(NotVerified::WrongSignature),
    }
}

/// Its own words repeat what they are about.
fn unreadable(error: serde_json::Error) -> NotVerified {
    NotVerified::Unreadable {
        line: error.line(),
        column: error.column(),
    }
}

/// A key's id, and nothing else that a file may have in its place.
fn plain(id: &str) -> String {
    let is_plain = id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_plain { id } else { "that it names" }.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::identity_record::{NameComparison, RecordKey};

    fn record(name: Option<String>, expected_name: Option<String>) -> IdentityRecord {
        IdentityRecord {
            version: VERSION,
            requested: "+13105550123".to_owned(),
            number: "+13105550123".to_owned(),
            registered: true,
            name,
            business: Some(false),
            verified: None,
            picture_state: "public".to_owned(),
            last_checked: Some("2026-04-24T12:34:56Z".to_owned()),
            source: "demo".to_owned(),
            name_match: expected_name.is_some().then(|| NameComparison {
                result: "same".to_owned(),
                reason: "same-words".to_owned(),
            }),
            expected_name,
            purpose: Some("onboarding".to_owned()),
            caller: "crm".to_owned(),
            gateway: None,
            request_id: Some("0b7c1a4e-8a51-4d2f-9a3e-5a1f4be7c0de".to_owned()),
            issued_at: "2026-04-24T12:35:00Z".to_owned(),
        }
    }

    fn example() -> IdentityRecord {
        record(Some("Maya Demo".to_owned()), Some("Maya".to_owned()))
    }

    fn written(key: Option<&RecordKey>) -> Value {
        serde_json::to_value(SealedRecord::seal(example(), key).unwrap()).unwrap()
    }

    fn checked(document: &Value, keys: &[&RecordKey]) -> Result<Proof, NotVerified> {
        let keys: Vec<_> = keys.iter().map(|key| key.public().clone()).collect();
        verify(document.to_string().as_bytes(), &keys).map(|verified| verified.proof)
    }

    #[test]
    fn given_records_when_checked_then_what_is_proven_is_what_the_keys_allow() {
        let [ours, theirs] = [(); 2].map(|()| RecordKey::random().unwrap());
        let (signed, unsigned) = (written(Some(&ours)), written(None));
        let by_us = Proof::Signature {
            key_id: ours.public().id().to_owned(),
        };
        assert_eq!(checked(&unsigned, &[]), Ok(Proof::Hash));
        assert_eq!(checked(&signed, &[&ours]), Ok(by_us.clone()));
        // After the key was changed.
        assert_eq!(checked(&signed, &[&theirs, &ours]), Ok(by_us));
        assert_eq!(checked(&signed, &[&theirs]), Err(NotVerified::OtherKey));
        // Whoever takes the signature away makes no valid record of it.
        assert_eq!(checked(&unsigned, &[&ours]), Err(NotVerified::Unsigned));
        let no_key = NotVerified::NoKey(ours.public().id().to_owned());
        assert_eq!(checked(&signed, &[]), Err(no_key));
    }

    #[test]
    fn given_another_keys_signature_under_our_keys_name_when_checked_then_it_is_wrong() {
        let [ours, theirs] = [(); 2].map(|()| RecordKey::random().unwrap());
        let mut forged = written(Some(&theirs));
        forged["signature"]["keyId"] = json!(ours.public().id());
        assert_eq!(checked(&forged, &[&ours]), Err(NotVerified::WrongSignature));
        let mut other = written(Some(&ours));
        other["signature"]["algorithm"] = json!("none");
        assert_eq!(checked(&other, &[&ours]), Err(NotVerified::Algorithm));
    }

    #[test]
    fn given_any_field_that_is_changed_or_taken_out_when_checked_then_the_record_fails() {
        let key = RecordKey::random().unwrap();
        let document = written(Some(&key));
        let fields = document["record"].as_object().unwrap();
        for field in fields.keys() {
            let mut without = document.clone();
            without["record"].as_object_mut().unwrap().remove(field);
            assert!(checked(&without, &[&key]).is_err(), "without {field}");
            for value in [json!(null), json!("else"), json!(true), json!(2), json!({})] {
                if fields[field] == value {
                    continue;
                }
                let mut other = document.clone();
                other["record"][field] = value;
                assert!(checked(&other, &[&key]).is_err(), "{field}");
            }
        }
    }

    #[test]
    fn given_more_than_a_record_has_when_checked_then_it_is_none() {
        let key = RecordKey::random().unwrap();
        let document = written(Some(&key));
        for (place, field) in [("", "verified"), ("/record", "about"), ("/signature", "by")] {
            let mut more = document.clone();
            more.pointer_mut(place).unwrap()[field] = json!("more");
            let error = checked(&more, &[&key]).unwrap_err();
            assert!(matches!(error, NotVerified::Unreadable { .. }), "{place}");
        }
        // Said twice: readers differ in which one they show.
        let twice = document
            .to_string()
            .replacen('{', r#"{"record":{"version":1},"#, 1);
        assert!(verify(twice.as_bytes(), &[]).is_err());
        let twice = document.to_string().replace(
            r#""registered":true"#,
            r#""registered":false,"registered":true"#,
        );
        assert!(verify(twice.as_bytes(), &[key.public().clone()]).is_err());
    }

    #[test]
    fn given_a_later_version_or_no_record_when_checked_then_the_error_says_which_and_no_more() {
        let mut later = written(None);
        later["record"]["version"] = json!(2);
        later["record"]["more"] = json!(true);
        assert_eq!(checked(&later, &[]), Err(NotVerified::Version(2)));
        for text in [
            "",
            "null",
            "{\"record\":\"Maya\"}",
            "{\"record\":{\"version\":1,\"name\":\"Maya\"}}",
        ] {
            let error = verify(text.as_bytes(), &[]).unwrap_err();
            assert!(matches!(error, NotVerified::Unreadable { .. }), "{text}");
            assert!(!error.to_string().contains("Maya"), "{error}");
        }
    }

    #[test]
    fn given_a_record_laid_out_otherwise_when_checked_then_it_is_the_same() {
        let key = RecordKey::random().unwrap();
        let pretty = serde_json::to_string_pretty(&written(Some(&key))).unwrap();
        assert!(verify(pretty.as_bytes(), &[key.public().clone()]).is_ok());
    }

    proptest! {
        #[test]
        fn given_any_record_when_any_byte_of_it_is_changed_then_it_fails(
            name in proptest::option::of("\\PC{0,20}|[\\x00-\\x7f]{0,20}"),
            expected in proptest::option::of("\\PC{0,20}"),
            at: prop::sample::Index,
            byte: u8,
        ) {
            let key = RecordKey::random().unwrap();
            let keys = [key.public().clone()];
            let sealed = SealedRecord::seal(record(name, expected), Some(&key)).unwrap();
            let mut bytes = serde_json::to_vec(&sealed).unwrap();
            prop_assert_eq!(&verify(&bytes, &keys).unwrap().record, &sealed.record);
            let at = at.index(bytes.len());
            prop_assume!(bytes[at] != byte);
            bytes[at] = byte;
            // An escape in capitals is the same text.
            let said = serde_json::from_slice::<SealedRecord>(&bytes);
            let is_same = said.is_ok_and(|said| said == sealed);
            prop_assert!(is_same || verify(&bytes, &keys).is_err());
        }

        #[test]
        fn given_any_text_when_checked_then_nothing_panics(text: Vec<u8>) {
            prop_assert!(verify(&text, &[]).is_err());
        }
    }
}
