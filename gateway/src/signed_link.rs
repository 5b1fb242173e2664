//! Signed, expiring links, as the real service's CDN hands them out: `oe` is the expiry in
//! hexadecimal Unix seconds, `oh` an HMAC-SHA256 over what the link opens and its expiry.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Bytes of the signature that a link carries.
const SIGNATURE_BYTES: usize = 16;
/// SHA-256's block, which is the longest key that HMAC takes as it is.
const KEY_BYTES: usize = 64;

/// Why a link opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefused {
    /// Not signed with this key, or changed since.
    #[error("Bad URL hash")]
    WrongSignature,
    /// Its time is over.
    #[error("URL signature expired")]
    Expired,
}

impl LinkRefused {
    /// The plain text of the 403, as the real CDN words it.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::WrongSignature => "Bad URL hash",
            Self::Expired => "URL signature expired",
        }
    }
}

/// A key for one purpose: what is signed for another one with the same secret doesn't fit.
#[derive(Clone)]
pub(crate) struct SigningKey(Hmac<Sha256>);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

impl SigningKey {
    /// A key that ends with the process, and all its links with it.
    pub(crate) fn random(purpose: &str) -> Result<Self, getrandom::Error> {
        let mut bytes = [0; KEY_BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self::new(bytes, purpose))
    }

    /// A key that others have too.
    pub(crate) fn from_secret(secret: &[u8], purpose: &str) -> Self {
        // HMAC's own rule for keys of any length, which leaves no case to fail.
        let hashed: [u8; 32] = Sha256::digest(secret).into();
        let key = if secret.len() > KEY_BYTES {
            &hashed
        } else {
            secret
        };
        let mut bytes = [0; KEY_BYTES];
        for (to, from) in bytes.iter_mut().zip(key) {
            *to = *from;
        }
        Self::new(bytes, purpose)
    }

    fn new(bytes: [u8; KEY_BYTES], purpose: &str) -> Self {
        let mac = Hmac::new(&bytes.into());
        // A purpose has no NUL, so that none is the beginning of another.
        Self(mac.chain_update(purpose).chain_update([0]))
    }

    /// `oe=…&oh=…` for a link that opens `what` until `expires`.
    pub(crate) fn sign(&self, what: &str, expires: u64) -> String {
        let mac = self.mac(what, expires).finalize().into_bytes();
        let signature = const_hex::encode(mac.get(..SIGNATURE_BYTES).unwrap_or_default());
        format!("oe={expires:X}&oh={signature}")
    }

    /// The seconds that the link stays open, or why it opens nothing.
    pub(crate) fn check(
        &self,
        what: &str,
        oe: &str,
        oh: &str,
        now: u64,
    ) -> Result<u64, LinkRefused> {
        let expires = u64::from_str_radix(oe, 16).map_err(|_| LinkRefused::WrongSignature)?;
        let signature = from_hex(oh).ok_or(LinkRefused::WrongSignature)?;
        self.mac(what, expires)
            .verify_truncated_left(&signature)
            .map_err(|_| LinkRefused::WrongSignature)?;
        match expires.checked_sub(now) {
            Some(left) if left > 0 => Ok(left),
            _ => Err(LinkRefused::Expired),
        }
    }

    fn mac(&self, what: &str, expires: u64) -> Hmac<Sha256> {
        self.0.clone().chain_update(format!("{what}/{expires}"))
    }
}

/// Exactly [`SIGNATURE_BYTES`] in hexadecimal: a shorter prefix would be easier to guess.
fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text.len() != SIGNATURE_BYTES * 2 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    (0..SIGNATURE_BYTES)
        .map(|index| {
            let pair = text.get(index * 2..index * 2 + 2)?;
            u8::from_str_radix(pair, 16).ok()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: u64 = 1_777_034_096;

    fn parts(query: &str) -> (&str, &str) {
        query
            .strip_prefix("oe=")
            .unwrap()
            .split_once("&oh=")
            .unwrap()
    }

    #[test]
    fn given_a_key_that_two_gateways_have_when_one_signs_then_the_other_opens() {
        let secret = b"0123456789abcdef0123456789abcdef";
        let signed = SigningKey::from_secret(secret, "picture").sign("a", NOW + 60);
        let (oe, oh) = parts(&signed);
        let other = SigningKey::from_secret(secret, "picture");
        assert_eq!(other.check("a", oe, oh, NOW), Ok(60));
    }

    #[test]
    fn given_another_key_purpose_or_thing_when_checked_then_the_signature_is_wrong() {
        let secret = b"0123456789abcdef0123456789abcdef";
        let signed = SigningKey::from_secret(secret, "picture").sign("a", NOW + 60);
        let (oe, oh) = parts(&signed);
        for (key, what) in [
            (SigningKey::from_secret(secret, "demo"), "a"),
            (SigningKey::from_secret(secret, "picture"), "b"),
            (SigningKey::from_secret(b"another", "picture"), "a"),
            (SigningKey::random("picture").unwrap(), "a"),
        ] {
            assert_eq!(
                key.check(what, oe, oh, NOW),
                Err(LinkRefused::WrongSignature)
            );
        }
    }

    #[test]
    fn given_long_secrets_that_begin_alike_when_checked_then_all_of_them_counts() {
        let (one, two) = ([b'a'; 65], [b'a'; 66]);
        let signed = SigningKey::from_secret(&one, "picture").sign("a", NOW + 60);
        let (oe, oh) = parts(&signed);
        let check =
            |secret: &[u8]| SigningKey::from_secret(secret, "picture").check("a", oe, oh, NOW);
        assert_eq!(check(&one), Ok(60));
        assert_eq!(check(&two), Err(LinkRefused::WrongSignature));
    }

    #[test]
    fn given_a_link_at_its_last_second_when_checked_then_it_opens_and_a_second_later_it_does_not() {
        let key = SigningKey::from_secret(b"key", "picture");
        let signed = key.sign("a", NOW);
        let (oe, oh) = parts(&signed);
        assert_eq!(key.check("a", oe, oh, NOW - 1), Ok(1));
        assert_eq!(key.check("a", oe, oh, NOW), Err(LinkRefused::Expired));
        assert_eq!(
            LinkRefused::Expired.text(),
            LinkRefused::Expired.to_string()
        );
    }

    proptest! {
        #[test]
        fn given_any_made_up_signature_when_checked_then_it_is_refused(
            oe in "[0-9A-Fa-f]{0,17}", oh in "\\PC{0,40}"
        ) {
            let key = SigningKey::from_secret(b"key", "picture");
            prop_assert_eq!(key.check("a", &oe, &oh, NOW), Err(LinkRefused::WrongSignature));
        }
    }
}
