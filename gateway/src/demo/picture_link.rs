//! Links to drawn portraits, signed and expiring as the real service's CDN hands them out.
//!
//! The key is random per process: a restart invalidates every link.

use crate::{Digits, GatewayError, signed_link::SigningKey};
pub(crate) use crate::{picture::PictureSize, signed_link::LinkRefused};

/// Links live for a day, rounded up to the hour so that a browser may reuse a picture it has.
const LIVES_HOURS: u64 = 24;
const HOUR: u64 = 3_600;
const PURPOSE: &str = "phone-profile demo picture 1";

/// The process's signing key.
#[derive(Debug, Clone)]
pub(crate) struct LinkKey(SigningKey);

impl LinkKey {
    pub(crate) fn random() -> Result<Self, GatewayError> {
        let key = SigningKey::random(PURPOSE).map_err(GatewayError::Randomness)?;
        Ok(Self(key))
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
        let what = what(number, size);
        format!("/demo/pictures/{what}?{}", self.0.sign(&what, expires, b""))
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
        let signed = self.0.check(&what(number, size), oe, oh, now)?;
        Ok(signed.seconds_left)
    }
}

fn what(number: &Digits, size: PictureSize) -> String {
    format!("{number}/{}", size.file())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_777_034_096;

    fn key() -> LinkKey {
        LinkKey(SigningKey::from_secret(&[7; 64], PURPOSE))
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
}
