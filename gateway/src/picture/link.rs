//! The gateway's own links to pictures: signed, short-lived, for one number in one size.

use std::time::Duration;

use super::{error::PictureSetupError, size::PictureSize};
use crate::{
    Digits,
    secret::Secret,
    signed_link::{LinkRefused, SigningKey},
};

const PURPOSE: &str = "phone-profile picture 1";
/// Characters of a key from the configuration, at least.
const SHORTEST_KEY: usize = 32;

/// Paths with query, for the caller's own host, and when the first of them ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// At most 640×640.
    pub full: String,
    /// 96×96.
    pub thumb: String,
    /// Unix seconds.
    pub expires_at: u64,
}

/// Signs links and checks them.
#[derive(Debug, Clone)]
pub(crate) struct LinkSigner {
    key: SigningKey,
    /// Links are the same for this long, so that a browser may use a picture that it has.
    step: u64,
}

impl LinkSigner {
    pub(crate) fn new(key: Option<&Secret>, lifetime: Duration) -> Result<Self, PictureSetupError> {
        let key = match key.map(Secret::reveal) {
            Some(key) if key.chars().count() < SHORTEST_KEY => {
                return Err(PictureSetupError::ShortKey(SHORTEST_KEY));
            }
            Some(key) => SigningKey::from_secret(key.as_bytes(), PURPOSE),
            None => SigningKey::random(PURPOSE).map_err(PictureSetupError::Randomness)?,
        };
        let step = lifetime.as_secs().div_ceil(3).max(1);
        Ok(Self { key, step })
    }

    /// Links that open for the lifetime at least, and for a third more at most.
    pub(crate) fn links(&self, number: &Digits, now: u64) -> Links {
        let expires_at = (now / self.step)
            .saturating_add(4)
            .saturating_mul(self.step);
        let link = |size: PictureSize| {
            let signature = self.key.sign(&what(number, size), expires_at);
            format!("/picture/{number}?size={}&{signature}", size.as_str())
        };
        Links {
            full: link(PictureSize::Full),
            thumb: link(PictureSize::Thumb),
            expires_at,
        }
    }

    /// The seconds that a link stays open, or why it opens nothing.
    pub(crate) fn check(
        &self,
        number: &Digits,
        size: PictureSize,
        oe: &str,
        oh: &str,
        now: u64,
    ) -> Result<u64, LinkRefused> {
        self.key.check(&what(number, size), oe, oh, now)
    }
}

fn what(number: &Digits, size: PictureSize) -> String {
    format!("{number}/{}", size.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_777_034_096;
    const QUARTER: Duration = Duration::from_secs(900);

    fn signer() -> LinkSigner {
        LinkSigner::new(Some(&Secret::new("k".repeat(32))), QUARTER).unwrap()
    }

    fn number() -> Digits {
        Digits::parse("13105550123").unwrap()
    }

    fn parts(link: &str) -> (&str, &str) {
        let (_, query) = link.split_once("&oe=").unwrap();
        query.split_once("&oh=").unwrap()
    }

    #[test]
    fn given_links_when_checked_then_they_open_for_a_quarter_of_an_hour_and_five_minutes_at_most() {
        for now in NOW..NOW + 300 {
            let links = signer().links(&number(), now);
            for (link, size) in [
                (&links.full, PictureSize::Full),
                (&links.thumb, PictureSize::Thumb),
            ] {
                let (oe, oh) = parts(link);
                let left = signer().check(&number(), size, oe, oh, now).unwrap();
                assert!((900..=1_200).contains(&left), "{left}");
                assert_eq!(links.expires_at, now + left);
                let late = signer().check(&number(), size, oe, oh, links.expires_at);
                assert_eq!(late, Err(LinkRefused::Expired));
            }
        }
    }

    #[test]
    fn given_links_when_written_then_they_have_number_size_expiry_and_signature() {
        let links = signer().links(&number(), NOW);
        assert!(
            links
                .full
                .starts_with("/picture/13105550123?size=full&oe=69EB")
        );
        assert!(
            links
                .thumb
                .starts_with("/picture/13105550123?size=thumb&oe=69EB")
        );
    }

    #[test]
    fn given_two_lookups_within_five_minutes_when_linked_then_the_links_are_the_same() {
        let start = NOW / 300 * 300;
        let first = signer().links(&number(), start);
        assert_eq!(first, signer().links(&number(), start + 299));
        assert_ne!(first, signer().links(&number(), start + 300));
    }

    #[test]
    fn given_a_link_when_used_for_another_number_size_or_time_then_it_is_refused() {
        let links = signer().links(&number(), NOW);
        let (oe, oh) = parts(&links.thumb);
        let other = Digits::parse("13105550100").unwrap();
        let later = format!("{:X}", links.expires_at + 1);
        for (number, size, oe) in [
            (&number(), PictureSize::Full, oe),
            (&other, PictureSize::Thumb, oe),
            (&number(), PictureSize::Thumb, &later),
        ] {
            let checked = signer().check(number, size, oe, oh, NOW);
            assert_eq!(checked, Err(LinkRefused::WrongSignature));
        }
    }

    #[test]
    fn given_a_short_key_when_set_up_then_it_is_refused() {
        let refused = LinkSigner::new(Some(&Secret::new("k".repeat(31))), QUARTER);
        assert!(matches!(refused, Err(PictureSetupError::ShortKey(32))));
    }

    #[test]
    fn given_a_lifetime_of_nothing_when_linked_then_links_open_all_the_same() {
        let signer = LinkSigner::new(None, Duration::ZERO).unwrap();
        assert!(signer.links(&number(), NOW).expires_at > NOW);
    }
}
