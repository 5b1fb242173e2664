//! Signed, expiring links, as the real service's CDN hands them out: `oe` is the expiry in
//! hexadecimal Unix seconds, `oh` the signature.
//!
//! The signature is AES-SIV (RFC 5297) over what the link opens and its expiry. Whom the link was
//! told to is encrypted in it: nobody reads or changes that, and the same link always looks the
//! same, without a nonce.

use std::fmt;

use aes_siv::{KeyInit, siv::Aes128Siv};
use sha2::{Digest, Sha256};

/// Bytes of AES-SIV's tag, which a signature begins with.
const TAG_BYTES: usize = 16;
/// The longest signature that is looked at.
const MOST_BYTES: usize = 1_024;

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
pub(crate) struct SigningKey([u8; 32]);

/// What a signature says, where it is right and in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    /// The seconds that the link stays open.
    pub(crate) seconds_left: u64,
    /// Whom it was told to.
    pub(crate) holder: Vec<u8>,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

impl SigningKey {
    /// A key that ends with the process, and all its links with it.
    pub(crate) fn random(purpose: &str) -> Result<Self, getrandom::Error> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)?;
        Ok(Self::from_secret(&secret, purpose))
    }

    /// A key that others have too.
    pub(crate) fn from_secret(secret: &[u8], purpose: &str) -> Self {
        // A purpose has no NUL, so that none is the beginning of another.
        let hash = Sha256::new_with_prefix(purpose).chain_update([0]);
        Self(hash.chain_update(secret).finalize().into())
    }

    /// `oe=…&oh=…` for a link that opens `what` until `expires`, told to a holder.
    pub(crate) fn sign(&self, what: &str, expires: u64, holder: &[u8]) -> String {
        let headers = [what.as_bytes(), &expires.to_be_bytes()];
        // Only more than 126 headers fail.
        let signature = self.siv().encrypt(headers, holder).unwrap_or_default();
        format!("oe={expires:X}&oh={}", const_hex::encode(&signature))
    }

    /// What a link says, or why it opens nothing.
    pub(crate) fn check(
        &self,
        what: &str,
        oe: &str,
        oh: &str,
        now: u64,
    ) -> Result<Signed, LinkRefused> {
        let expires = u64::from_str_radix(oe, 16).map_err(|_| LinkRefused::WrongSignature)?;
        let signature = from_hex(oh).ok_or(LinkRefused::WrongSignature)?;
        let headers = [what.as_bytes(), &expires.to_be_bytes()];
        let holder = self.siv().decrypt(headers, &signature);
        let holder = holder.map_err(|_| LinkRefused::WrongSignature)?;
        match expires.checked_sub(now) {
            Some(seconds_left) if seconds_left > 0 => Ok(Signed {
                seconds_left,
                holder,
            }),
            _ => Err(LinkRefused::Expired),
        }
    }

    fn siv(&self) -> Aes128Siv {
        Aes128Siv::new(&self.0.into())
    }
}

/// A signature's bytes, of any length that one may have.
fn from_hex(text: &str) -> Option<Vec<u8>> {
    let fits = (TAG_BYTES * 2..=MOST_BYTES * 2).contains(&text.len());
    // The library takes a prefix too.
    let is_plain = fits && !text.starts_with("0x");
    is_plain.then(|| const_hex::decode(text).ok()).flatten()
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

    fn seconds_left(key: &SigningKey, oe: &str, oh: &str, now: u64) -> Result<u64, LinkRefused> {
        key.check("a", oe, oh, now)
            .map(|signed| signed.seconds_left)
    }

    #[test]
    fn given_a_key_that_two_gateways_have_when_one_signs_then_the_other_opens_and_knows_the_holder()
    {
        let secret = b"0123456789abcdef0123456789abcdef";
        let link = SigningKey::from_secret(secret, "picture").sign("a", NOW + 60, b"ada");
        let (oe, oh) = parts(&link);
        let other = SigningKey::from_secret(secret, "picture");
        let signed = Signed {
            seconds_left: 60,
            holder: b"ada".to_vec(),
        };
        assert_eq!(other.check("a", oe, oh, NOW), Ok(signed));
    }

    #[test]
    fn given_a_link_when_signed_twice_then_it_is_the_same_and_shows_nothing_of_its_holder() {
        let key = SigningKey::random("picture").unwrap();
        let link = |what, holder: &[u8]| key.sign(what, NOW, holder);
        assert_eq!(link("a", b"ada"), link("a", b"ada"));
        let (first, second) = (link("a", b"ada"), link("b", b"ada"));
        let holder = |link: &str| link[link.len() - 6..].to_owned();
        assert_ne!(holder(&first), holder(&second));
        assert!(!first.contains(&const_hex::encode(b"ada")));
    }

    #[test]
    fn given_a_link_when_its_holder_is_changed_or_cut_off_then_the_signature_is_wrong() {
        let key = SigningKey::from_secret(b"key", "picture");
        let link = key.sign("a", NOW + 60, b"ada");
        let (oe, oh) = parts(&link);
        let last = if oh.ends_with('0') { "1" } else { "0" };
        for changed in [
            format!("{}{last}", &oh[..oh.len() - 1]),
            oh[..oh.len() - 2].to_owned(),
            oh[..2 * TAG_BYTES].to_owned(),
            format!("{oh}00"),
        ] {
            let checked = key.check("a", oe, &changed, NOW);
            assert_eq!(checked, Err(LinkRefused::WrongSignature));
        }
    }

    #[test]
    fn given_another_key_purpose_or_thing_when_checked_then_the_signature_is_wrong() {
        let secret = b"0123456789abcdef0123456789abcdef";
        let signed = SigningKey::from_secret(secret, "picture").sign("a", NOW + 60, b"");
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
        let signed = SigningKey::from_secret(&one, "picture").sign("a", NOW + 60, b"");
        let (oe, oh) = parts(&signed);
        let check =
            |secret: &[u8]| seconds_left(&SigningKey::from_secret(secret, "picture"), oe, oh, NOW);
        assert_eq!(check(&one), Ok(60));
        assert_eq!(check(&two), Err(LinkRefused::WrongSignature));
    }

    #[test]
    fn given_a_link_at_its_last_second_when_checked_then_it_opens_and_a_second_later_it_does_not() {
        let key = SigningKey::from_secret(b"key", "picture");
        let signed = key.sign("a", NOW, b"");
        let (oe, oh) = parts(&signed);
        assert_eq!(seconds_left(&key, oe, oh, NOW - 1), Ok(1));
        assert_eq!(seconds_left(&key, oe, oh, NOW), Err(LinkRefused::Expired));
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
