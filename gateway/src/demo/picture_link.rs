//! Signed, expiring picture links, as the real service's CDN hands them out.
//!
//! `oe` is the expiry in hexadecimal Unix seconds, `oh` an HMAC-SHA256 over path and expiry. The
//! key is random per process: a restart invalidates every link.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{Digits, GatewayError};

/// Links live for a day, rounded up to the hour so that a browser may reuse a picture it has.
const LIVES_HOURS: u64 = 24;
const HOUR: u64 = 3_600;
/// Bytes of the signature that the link carries.
const SIGNATURE_BYTES: usize = 16;
/// SHA-256's block, which is the longest key that HMAC takes as it is.
const KEY_BYTES: usize = 64;

/// Which rendering of a portrait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PictureSize {
    /// 96×96.
    Thumb,
    /// 640×640.
    Full,
}

impl PictureSize {
    pub(crate) const fn pixels(self) -> u16 {
        match self {
            Self::Thumb => 96,
            Self::Full => 640,
        }
    }

    pub(crate) const fn file(self) -> &'static str {
        match self {
            Self::Thumb => "thumb.jpg",
            Self::Full => "full.jpg",
        }
    }

    pub(crate) fn from_file(file: &str) -> Option<Self> {
        [Self::Thumb, Self::Full]
            .into_iter()
            .find(|size| size.file() == file)
    }
}

/// Why a link opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkRefused {
    WrongSignature,
    Expired,
}

impl LinkRefused {
    /// The plain text of the 403.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::WrongSignature => "Bad URL hash",
            Self::Expired => "URL signature expired",
        }
    }
}

/// The process's signing key.
#[derive(Clone)]
pub(crate) struct LinkKey(Hmac<Sha256>);

impl fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkKey(…)")
    }
}

impl LinkKey {
    pub(crate) fn random() -> Result<Self, GatewayError> {
        let mut bytes = [0; KEY_BYTES];
        getrandom::fill(&mut bytes).map_err(GatewayError::Randomness)?;
        Ok(Self::from_bytes(bytes))
    }

    fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(Hmac::new(&bytes.into()))
    }

    /// A path with query that opens for about a day.
    pub(crate) fn fresh(&self, number: &Digits, size: PictureSize, now: u64) -> String {
        self.link(number, size, (now / HOUR + LIVES_HOURS + 1) * HOUR)
    }

    /// A path with query that stopped opening an hour ago.
    pub(crate) fn expired(&self, number: &Digits, size: PictureSize, now: u64) -> String {
        self.link(number, size, now.saturating_sub(HOUR))
    }

    fn link(&self, number: &Digits, size: PictureSize, expires: u64) -> String {
        let signature: String = self
            .mac(number, size, expires)
            .finalize()
            .into_bytes()
            .iter()
            .take(SIGNATURE_BYTES)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let file = size.file();
        format!("/demo/pictures/{number}/{file}?oe={expires:X}&oh={signature}")
    }

    /// The seconds that the link stays open, or why it opens nothing.
    pub(crate) fn check(
        &self,
        number: &Digits,
        size: PictureSize,
        oe: &str,
        oh: &str,
        now: u64,
    ) -> Result<u64, LinkRefused> {
        let expires = u64::from_str_radix(oe, 16).map_err(|_| LinkRefused::WrongSignature)?;
        let signature = from_hex(oh).ok_or(LinkRefused::WrongSignature)?;
        self.mac(number, size, expires)
            .verify_truncated_left(&signature)
            .map_err(|_| LinkRefused::WrongSignature)?;
        match expires.checked_sub(now) {
            Some(left) if left > 0 => Ok(left),
            _ => Err(LinkRefused::Expired),
        }
    }

    fn mac(&self, number: &Digits, size: PictureSize, expires: u64) -> Hmac<Sha256> {
        self.0
            .clone()
            .chain_update(format!("{number}/{}/{expires}", size.file()))
    }
}

/// Exactly [`SIGNATURE_BYTES`] in hexadecimal: a shorter prefix would be easier to guess.
fn from_hex(text: &str) -> Option<Vec<u8>> {
    if text.len() != SIGNATURE_BYTES * 2 || !text.is_ascii() {
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

    fn key() -> LinkKey {
        LinkKey::from_bytes([7; KEY_BYTES])
    }

    fn number() -> Digits {
        Digits::parse("13105550123").unwrap()
    }

    fn parts(link: &str) -> (&str, &str) {
        let (_, query) = link.split_once("?oe=").unwrap();
        query.split_once("&oh=").unwrap()
    }

    #[test]
    fn given_a_fresh_link_when_checked_then_it_opens_for_about_a_day() {
        let link = key().fresh(&number(), PictureSize::Full, NOW);
        let (oe, oh) = parts(&link);
        let left = key()
            .check(&number(), PictureSize::Full, oe, oh, NOW)
            .unwrap();
        assert!((24 * HOUR..=25 * HOUR).contains(&left), "{left}");
    }

    #[test]
    fn given_a_fresh_link_when_its_time_is_over_then_it_is_expired() {
        let link = key().fresh(&number(), PictureSize::Full, NOW);
        let (oe, oh) = parts(&link);
        let checked = key().check(&number(), PictureSize::Full, oe, oh, NOW + 26 * HOUR);
        assert_eq!(checked, Err(LinkRefused::Expired));
    }

    #[test]
    fn given_two_lookups_in_one_hour_when_linked_then_the_links_are_the_same() {
        let first = key().fresh(&number(), PictureSize::Full, 10 * HOUR);
        let second = key().fresh(&number(), PictureSize::Full, 10 * HOUR + 3_599);
        assert_eq!(first, second);
    }

    #[test]
    fn given_a_link_for_one_picture_when_used_for_another_then_it_is_refused() {
        let link = key().fresh(&number(), PictureSize::Thumb, NOW);
        let (oe, oh) = parts(&link);
        let other = Digits::parse("13105550100").unwrap();
        for (number, size) in [(&number(), PictureSize::Full), (&other, PictureSize::Thumb)] {
            assert_eq!(
                key().check(number, size, oe, oh, NOW),
                Err(LinkRefused::WrongSignature)
            );
        }
    }

    proptest! {
        #[test]
        fn given_any_made_up_signature_when_checked_then_it_is_refused(
            oe in "[0-9A-Fa-f]{0,17}", oh in "\\PC{0,40}"
        ) {
            let checked = key().check(&number(), PictureSize::Full, &oe, &oh, NOW);
            prop_assert_eq!(checked, Err(LinkRefused::WrongSignature));
        }
    }
}
