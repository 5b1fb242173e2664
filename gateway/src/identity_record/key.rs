//! Keys of identity records: Ed25519 in the PEM forms that OpenSSL reads and writes (PKCS#8 and
//! SubjectPublicKeyInfo, RFC 8410).

use std::fmt;

use ed25519_dalek::{
    Signature, Signer, SigningKey, VerifyingKey,
    pkcs8::{
        DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, KeypairBytes,
        spki::der::pem::LineEnding,
    },
};
use sha2::{Digest, Sha256};

use crate::secret::Secret;

const PRIVATE: &str = "PRIVATE KEY";
const PUBLIC: &str = "PUBLIC KEY";
/// Bytes of a hash that tell one key from another.
const ID_BYTES: usize = 8;

/// A text that is no key. Never repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidKey {
    /// No private key of this kind.
    #[error("[record] key: expected an Ed25519 key in PEM that begins with BEGIN PRIVATE KEY")]
    Private,
    /// No public key of this kind.
    #[error("expected Ed25519 public keys in PEM, each beginning with BEGIN PUBLIC KEY")]
    Public,
}

/// Signs records. `Debug` shows its id only.
#[derive(Clone)]
pub struct RecordKey {
    key: SigningKey,
    public: PublicKey,
}

impl RecordKey {
    /// A new random one.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self::from(SigningKey::from_bytes(&bytes)))
    }

    /// Reads what the configuration has.
    ///
    /// # Errors
    /// [`InvalidKey::Private`] where there is no such key.
    pub fn from_secret(secret: &Secret) -> Result<Self, InvalidKey> {
        let pem = blocks(secret.reveal(), PRIVATE).into_iter().next();
        let key = pem.and_then(|pem| SigningKey::from_pkcs8_pem(pem).ok());
        key.map(Self::from).ok_or(InvalidKey::Private)
    }

    /// As the configuration takes it. Without the public half, which OpenSSL 3.0 doesn't read in such a file.
    #[must_use]
    pub fn to_secret(&self) -> Option<Secret> {
        let bytes = KeypairBytes {
            secret_key: self.key.to_bytes(),
            public_key: None,
        };
        let pem = bytes.to_pkcs8_pem(LineEnding::LF).ok()?;
        Some(Secret::new(pem.as_str()))
    }

    /// What others verify with.
    #[must_use]
    pub const fn public(&self) -> &PublicKey {
        &self.public
    }

    pub(super) fn sign(&self, bytes: &[u8]) -> Signature {
        self.key.sign(bytes)
    }
}

impl From<SigningKey> for RecordKey {
    fn from(key: SigningKey) -> Self {
        let public = PublicKey::from(key.verifying_key());
        Self { key, public }
    }
}

impl fmt::Debug for RecordKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RecordKey({}…)", self.public.id)
    }
}

/// Verifies what a [`RecordKey`] has signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    key: VerifyingKey,
    id: String,
}

impl PublicKey {
    /// Reads all keys of a file: there are several where the key was changed.
    ///
    /// # Errors
    /// [`InvalidKey::Public`] where there is none, or one that can't be read.
    pub fn all_of(pem: &str) -> Result<Vec<Self>, InvalidKey> {
        let keys = blocks(pem, PUBLIC)
            .into_iter()
            .map(VerifyingKey::from_public_key_pem);
        let keys: Result<Vec<_>, _> = keys.map(|key| key.map(Self::from)).collect();
        keys.ok()
            .filter(|keys| !keys.is_empty())
            .ok_or(InvalidKey::Public)
    }

    /// The key in PEM.
    #[must_use]
    pub fn to_pem(&self) -> Option<String> {
        self.key.to_public_key_pem(LineEnding::LF).ok()
    }

    /// Names it: the first 16 hexadecimal digits of the SHA-256 of its 32 bytes.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Strictly: a key or signature that would fit several texts fits none.
    pub(super) fn fits(&self, bytes: &[u8], signature: &Signature) -> bool {
        self.key.verify_strict(bytes, signature).is_ok()
    }
}

impl From<VerifyingKey> for PublicKey {
    fn from(key: VerifyingKey) -> Self {
        let hash: [u8; 32] = Sha256::digest(key.as_bytes()).into();
        let id: [u8; ID_BYTES] = std::array::from_fn(|at| hash[at]);
        Self {
            key,
            id: const_hex::encode(id),
        }
    }
}

/// The blocks of one kind, without what is written around them. One that has no end goes to the end of the text.
fn blocks<'a>(text: &'a str, kind: &str) -> Vec<&'a str> {
    let (begin, end) = (
        format!("-----BEGIN {kind}-----"),
        format!("-----END {kind}-----"),
    );
    let beginnings = text.match_indices(&begin).map(|(at, _)| at);
    let block = |at: usize| {
        let rest = text.get(at..)?;
        let length = rest.find(&end).map_or(rest.len(), |at| at + end.len());
        rest.get(..length)
    };
    beginnings.filter_map(block).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From RFC 8410, section 10.
    const EXAMPLE: &str = "-----BEGIN PRIVATE KEY-----\n\
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n\
        -----END PRIVATE KEY-----";
    const ITS_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\n\
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n\
        -----END PUBLIC KEY-----\n";

    fn example() -> RecordKey {
        RecordKey::from_secret(&Secret::new(EXAMPLE)).unwrap()
    }

    #[test]
    fn given_the_key_of_the_standard_when_read_and_written_then_both_halves_are_the_standards() {
        let key = example();
        assert_eq!(key.public().to_pem().as_deref(), Some(ITS_PUBLIC));
        let secret = key.to_secret().unwrap();
        assert_eq!(secret.reveal().trim(), EXAMPLE);
    }

    #[test]
    fn given_a_key_when_named_then_it_is_the_beginning_of_its_hash_and_nothing_secret_shows() {
        let key = example();
        // openssl pkey -pubin -outform DER | tail -c 32 | sha256sum | head -c 16
        assert_eq!(key.public().id(), "e744c0791320c328");
        assert_eq!(
            format!("{key:?}"),
            format!("RecordKey({}…)", key.public().id())
        );
    }

    #[test]
    fn given_a_file_with_several_keys_when_read_then_all_are_there() {
        let other = RecordKey::random().unwrap().public().to_pem().unwrap();
        let keys = PublicKey::all_of(&format!("# ours\n{ITS_PUBLIC}\n{other}")).unwrap();
        assert_eq!(keys.len(), 2);
        assert_eq!(&keys[0], example().public());
    }

    #[test]
    fn given_a_key_with_text_around_it_when_read_then_the_text_is_passed_over() {
        let text = format!("ours, of 2026:\n{EXAMPLE}\nits public half:\n{ITS_PUBLIC}");
        let key = RecordKey::from_secret(&Secret::new(text.as_str())).unwrap();
        assert_eq!(key.public(), example().public());
        assert_eq!(PublicKey::all_of(&text).unwrap(), [key.public().clone()]);
    }

    #[test]
    fn given_what_is_no_key_when_read_then_the_error_repeats_nothing_of_it() {
        for text in ["", "abcdef", ITS_PUBLIC, &EXAMPLE.replace("MC4C", "MC4D")] {
            let error = RecordKey::from_secret(&Secret::new(text)).unwrap_err();
            assert_eq!(error, InvalidKey::Private);
            assert!(text.is_empty() || !error.to_string().contains(text));
        }
        let cut_off = ITS_PUBLIC.replace("END", "AND");
        for text in ["", "abcdef", EXAMPLE, &cut_off] {
            assert_eq!(PublicKey::all_of(text), Err(InvalidKey::Public));
        }
    }
}
