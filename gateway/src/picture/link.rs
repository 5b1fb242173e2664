//! The gateway's own links to pictures: signed, short-lived, for one number in one size, told to
//! one caller.

use super::{error::PictureSetupError, holder, settings::Settings, size::PictureSize};
use crate::{
    Digits,
    access::Caller,
    secret::Secret,
    signed_link::{LinkRefused, SigningKey},
};

const PURPOSE: &str = "phone-profile picture 2";
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

/// A link that opens something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The seconds that it stays open.
    pub seconds_left: u64,
    /// Whom it was told to.
    pub holder: Caller,
}

/// Signs links and checks them.
#[derive(Debug, Clone)]
pub(crate) struct LinkSigner {
    key: SigningKey,
    /// Sign nothing, and open what they have signed.
    previous: Vec<SigningKey>,
    /// Links are the same for this long, so that a browser may use a picture that it has.
    step: u64,
}

impl LinkSigner {
    pub(crate) fn new(settings: &Settings) -> Result<Self, PictureSetupError> {
        let key = match &settings.link_key {
            Some(secret) => key_of(secret)?,
            None => SigningKey::random(PURPOSE).map_err(PictureSetupError::Randomness)?,
        };
        let previous = settings.previous_link_keys.iter().map(key_of);
        Ok(Self {
            key,
            previous: previous.collect::<Result<_, _>>()?,
            step: settings.link_lifetime.as_secs().div_ceil(3).max(1),
        })
    }

    /// With another one's key.
    pub(crate) fn sign_like(&mut self, other: &Self) {
        self.key = other.key.clone();
    }

    /// Links that open for the lifetime at least, and for a third more at most, but never longer
    /// than what they lead to is kept (Unix milliseconds). None where that is over.
    pub(crate) fn links(
        &self,
        number: &Digits,
        holder: &Caller,
        now: u64,
        kept_until_ms: u64,
    ) -> Option<Links> {
        let expires_at = (now / self.step)
            .saturating_add(4)
            .saturating_mul(self.step)
            .min(kept_until_ms / 1_000);
        if expires_at <= now {
            return None;
        }
        let holder = holder::write(holder);
        let link = |size: PictureSize| {
            let signature = self.key.sign(&what(number, size), expires_at, &holder);
            format!("/picture/{number}?size={}&{signature}", size.as_str())
        };
        Some(Links {
            full: link(PictureSize::Full),
            thumb: link(PictureSize::Thumb),
            expires_at,
        })
    }

    /// How long a link stays open, and whom it was told to, or why it opens nothing.
    pub(crate) fn check(
        &self,
        number: &Digits,
        size: PictureSize,
        oe: &str,
        oh: &str,
        now: u64,
    ) -> Result<Opened, LinkRefused> {
        let what = what(number, size);
        let mut checked = self.key.check(&what, oe, oh, now);
        for key in &self.previous {
            if checked != Err(LinkRefused::WrongSignature) {
                break;
            }
            checked = key.check(&what, oe, oh, now);
        }
        let signed = checked?;
        Ok(Opened {
            seconds_left: signed.seconds_left,
            holder: holder::read(&signed.holder).ok_or(LinkRefused::WrongSignature)?,
        })
    }
}

fn key_of(secret: &Secret) -> Result<SigningKey, PictureSetupError> {
    let secret = secret.reveal();
    if secret.chars().count() < SHORTEST_KEY {
        return Err(PictureSetupError::ShortKey(SHORTEST_KEY));
    }
    Ok(SigningKey::from_secret(secret.as_bytes(), PURPOSE))
}

fn what(number: &Digits, size: PictureSize) -> String {
    format!("{number}/{}", size.as_str())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::access::Via;

    const NOW: u64 = 1_777_034_096;
    const ALWAYS: u64 = u64::MAX;

    fn settings(keys: &[&str]) -> Settings {
        let mut keys = keys.iter().map(|key| Secret::new(key.repeat(32)));
        Settings {
            link_key: keys.next(),
            previous_link_keys: keys.collect(),
            ..Settings::default()
        }
    }

    fn signer() -> LinkSigner {
        LinkSigner::new(&settings(&["k"])).unwrap()
    }

    fn number() -> Digits {
        Digits::parse("13105550123").unwrap()
    }

    fn ada() -> Caller {
        Caller::new("ada", false, Via::Jwt)
    }

    fn links(signer: &LinkSigner, now: u64) -> Links {
        signer.links(&number(), &ada(), now, ALWAYS).unwrap()
    }

    fn parts(link: &str) -> (&str, &str) {
        let (_, query) = link.split_once("&oe=").unwrap();
        query.split_once("&oh=").unwrap()
    }

    #[test]
    fn given_links_when_checked_then_they_open_for_a_quarter_of_an_hour_and_five_minutes_at_most() {
        for now in NOW..NOW + 300 {
            let links = links(&signer(), now);
            for (link, size) in [
                (&links.full, PictureSize::Full),
                (&links.thumb, PictureSize::Thumb),
            ] {
                let (oe, oh) = parts(link);
                let opened = signer().check(&number(), size, oe, oh, now).unwrap();
                let left = opened.seconds_left;
                assert!((900..=1_200).contains(&left), "{left}");
                assert_eq!(links.expires_at, now + left);
                assert_eq!(opened.holder, ada());
                let late = signer().check(&number(), size, oe, oh, links.expires_at);
                assert_eq!(late, Err(LinkRefused::Expired));
            }
        }
    }

    #[test]
    fn given_an_answer_that_is_kept_for_less_when_linked_then_the_links_end_with_it() {
        let at = |kept_until_ms| signer().links(&number(), &ada(), NOW, kept_until_ms);
        let minute = at((NOW + 60) * 1_000 + 999).unwrap();
        assert_eq!(minute.expires_at, NOW + 60);
        let (oe, oh) = parts(&minute.full);
        let opened = signer().check(&number(), PictureSize::Full, oe, oh, NOW);
        assert_eq!(opened.unwrap().seconds_left, 60);
        for over in [0, NOW * 1_000 - 1, NOW * 1_000 + 999] {
            assert_eq!(at(over), None, "{over}");
        }
    }

    #[test]
    fn given_links_when_written_then_they_have_number_size_expiry_and_signature_and_no_name() {
        let links = links(&signer(), NOW);
        for (link, size) in [(&links.full, "full"), (&links.thumb, "thumb")] {
            let begin = format!("/picture/13105550123?size={size}&oe=69EB");
            assert!(link.starts_with(&begin), "{link}");
            assert!(!link.contains("ada") && !link.contains(&const_hex::encode(b"ada")));
        }
    }

    #[test]
    fn given_two_lookups_of_a_caller_within_five_minutes_when_linked_then_the_links_are_the_same() {
        let start = NOW / 300 * 300;
        let first = links(&signer(), start);
        assert_eq!(first, links(&signer(), start + 299));
        assert_ne!(first, links(&signer(), start + 300));
        let root = Caller::new("root", true, Via::Token);
        let other = signer().links(&number(), &root, start, ALWAYS);
        assert_ne!(Some(first), other);
    }

    #[test]
    fn given_a_link_when_used_for_another_number_size_or_time_then_it_is_refused() {
        let links = links(&signer(), NOW);
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
    fn given_a_new_key_when_the_old_one_is_listed_then_its_links_open_and_new_ones_are_the_new_keys()
     {
        let check = |signer: &LinkSigner, link: &str, now| {
            let (oe, oh) = parts(link);
            let opened = signer.check(&number(), PictureSize::Full, oe, oh, now);
            opened.map(|opened| opened.holder)
        };
        let old = LinkSigner::new(&settings(&["a"])).unwrap();
        let both = LinkSigner::new(&settings(&["b", "z", "a"])).unwrap();
        let new = LinkSigner::new(&settings(&["b"])).unwrap();
        let (first, second) = (links(&old, NOW), links(&both, NOW));
        assert_eq!(check(&both, &first.full, NOW), Ok(ada()));
        assert_eq!(check(&new, &second.full, NOW), Ok(ada()));
        let wrong = Err(LinkRefused::WrongSignature);
        assert_eq!(check(&new, &first.full, NOW), wrong);
        assert_eq!(check(&old, &second.full, NOW), wrong);
        let late = check(&both, &first.full, first.expires_at);
        assert_eq!(late, Err(LinkRefused::Expired));
    }

    #[test]
    fn given_a_short_key_when_set_up_then_it_is_refused() {
        let mut short = settings(&["k"]);
        short.link_key = Some(Secret::new("k".repeat(31)));
        let mut previous = settings(&["k"]);
        previous.previous_link_keys = vec![Secret::new("k".repeat(31))];
        for settings in [short, previous] {
            let refused = LinkSigner::new(&settings);
            assert!(matches!(refused, Err(PictureSetupError::ShortKey(32))));
        }
    }

    #[test]
    fn given_a_lifetime_of_nothing_when_linked_then_links_open_all_the_same() {
        let settings = Settings {
            link_lifetime: Duration::ZERO,
            ..Settings::default()
        };
        let signer = LinkSigner::new(&settings).unwrap();
        assert!(links(&signer, NOW).expires_at > NOW);
    }
}
