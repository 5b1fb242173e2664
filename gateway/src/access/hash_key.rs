//! Keyed hashes of numbers, so that neither the audit nor shared counters hold numbers: without
//! the key, all numbers could simply be hashed and compared.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::SettingsError;
use crate::secret::Secret;

/// Shorter keys could be guessed.
const KEY_AT_LEAST: usize = 16;
/// Bytes of a hash that are kept: enough to never meet by chance.
const KEPT: usize = 16;

/// `access.audit.hash-key`.
#[derive(Clone)]
pub(super) struct HashKey(Hmac<Sha256>);

impl HashKey {
    pub(super) fn new(key: &Secret) -> Result<Self, SettingsError> {
        let key = key.reveal().as_bytes();
        if key.len() < KEY_AT_LEAST {
            return Err(SettingsError::HashKey);
        }
        Hmac::new_from_slice(key)
            .map(Self)
            .map_err(|_| SettingsError::HashKey)
    }

    /// 32 hexadecimal digits. The parts are kept apart by bytes that occur in none of them.
    pub(super) fn hash(&self, parts: &[&str]) -> String {
        let mut mac = self.0.clone();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                mac.update(&[0]);
            }
            mac.update(part.as_bytes());
        }
        let bytes: [u8; 32] = mac.finalize().into_bytes().into();
        const_hex::encode(bytes.get(..KEPT).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_key_and_a_text_when_hashed_then_it_is_the_start_of_hmac_sha256() {
        let key = HashKey::new(&Secret::new("0123456789abcdef")).unwrap();
        // printf 13105550123 | openssl dgst -sha256 -hmac 0123456789abcdef
        assert_eq!(
            key.hash(&["13105550123"]),
            "9818f3349fe83fc4cea9cab1d8280731"
        );
    }

    #[test]
    fn given_parts_when_they_are_cut_otherwise_then_the_hash_differs() {
        let key = HashKey::new(&Secret::new("0123456789abcdef")).unwrap();
        assert_ne!(key.hash(&["ab", "c"]), key.hash(&["a", "bc"]));
    }

    #[test]
    fn given_a_short_key_when_taken_then_it_is_refused() {
        assert!(HashKey::new(&Secret::new("0123456789abcde")).is_err());
    }
}
