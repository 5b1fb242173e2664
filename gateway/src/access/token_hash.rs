//! What the configuration holds of a token, so that whoever reads it can't ask.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use sha2::{Digest, Sha256};

/// SHA-256 of a token. A fast hash is enough: tokens are random, not passwords.
#[derive(Clone, Copy)]
pub struct TokenHash(pub(super) [u8; 32]);

impl TokenHash {
    pub(super) fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }
}

/// Says nothing of the hash: it would tell whether a guessed token is right.
impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

impl<'de> Deserialize<'de> for TokenHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // The text isn't repeated: a token could have been written where its hash belongs.
        const_hex::decode_to_array(&text).map(Self).map_err(|_| {
            de::Error::custom(
                "a token's hash is 64 hexadecimal digits, as `gateway token hash` prints",
            )
        })
    }
}

/// What to write into the configuration for a token.
#[must_use]
pub fn hash_token(token: &str) -> String {
    const_hex::encode(TokenHash::of(token).0)
}

/// A new random token, and its hash.
///
/// # Errors
/// When the system has no randomness.
pub fn new_token() -> Result<(String, String), getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    let token = format!("ppg_{}", const_hex::encode(bytes));
    let hash = hash_token(&token);
    Ok((token, hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_known_token_when_hashed_then_it_is_sha256_in_hex() {
        // printf abc | sha256sum
        assert_eq!(
            hash_token("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn given_a_hash_when_debugged_then_nothing_of_it_shows() {
        assert_eq!(format!("{:?}", TokenHash::of("abc")), "TokenHash(…)");
    }
}
