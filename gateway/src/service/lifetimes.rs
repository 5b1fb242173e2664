//! How long answers, refusals and failures are kept, each kind for its own time.

use std::{sync::Arc, time::Duration};

use phone_profile_core::profile::PictureState;
use serde::Deserialize;

use crate::{
    duration_text,
    record::Record,
    state::{Entry, Failed, Kept, Refusal},
    upstream::UpstreamError,
};

/// A picture's link must live on for this long, or the answer counts as old.
const BEFORE_A_LINK_EXPIRES: u64 = 60_000;

/// How long an answer is as good as new. Zero: never kept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Lifetimes {
    /// Registered, with a public picture, or without one that anybody could see.
    #[serde(deserialize_with = "duration_text::read")]
    pub found: Duration,
    /// Registered, with a picture that the person's settings hide.
    #[serde(deserialize_with = "duration_text::read")]
    pub private: Duration,
    /// Registered, and it could not be told whether there is a picture: the next try may tell.
    #[serde(deserialize_with = "duration_text::read")]
    pub picture_unknown: Duration,
    /// Not registered: people register any day.
    #[serde(deserialize_with = "duration_text::read")]
    pub not_registered: Duration,
    /// An upstream says that this is no phone number, which seldom changes.
    #[serde(deserialize_with = "duration_text::read")]
    pub refused: Duration,
    /// A lookup that failed after it may have been paid: for so long, whoever asks for the number
    /// is told of the failure, and nobody pays for another try. Longer than the widget's `timeout`,
    /// so that its own tries again stop. Zero: everybody who asks again pays again.
    #[serde(deserialize_with = "duration_text::read")]
    pub failed: Duration,
    /// How much longer an old answer is told, while a new one is fetched.
    #[serde(deserialize_with = "duration_text::read")]
    pub stale: Duration,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self {
            found: Duration::from_secs(24 * 3_600),
            private: Duration::from_secs(6 * 3_600),
            picture_unknown: Duration::from_secs(3_600),
            not_registered: Duration::from_secs(3_600),
            refused: Duration::from_secs(24 * 3_600),
            failed: Duration::from_secs(30),
            stale: Duration::ZERO,
        }
    }
}

impl Lifetimes {
    /// An answer as it is to be kept; None where it isn't.
    pub(super) fn entry(
        &self,
        record: Arc<Record>,
        upstream: &Arc<str>,
        now_ms: u64,
    ) -> Option<Entry> {
        let lifetime = match (&record.picture.state, record.registered) {
            (_, false) => self.not_registered,
            (PictureState::Private, true) => self.private,
            (PictureState::Unknown, true) => self.picture_unknown,
            (PictureState::Public | PictureState::None, true) => self.found,
        };
        if lifetime.is_zero() {
            return None;
        }
        let mut fresh_until_ms = now_ms.saturating_add(ms(lifetime));
        // A dead link is worse than a lookup.
        if let Some(expires) = record.picture.expires_at {
            let until = expires
                .saturating_mul(1_000)
                .saturating_sub(BEFORE_A_LINK_EXPIRES);
            fresh_until_ms = fresh_until_ms.min(until).max(now_ms);
        }
        Some(Entry {
            record,
            upstream: Arc::clone(upstream),
            stored_at_ms: now_ms,
            fresh_until_ms,
            keep_until_ms: fresh_until_ms.saturating_add(ms(self.stale).max(1)),
            renewed: false,
        })
    }

    /// A refusal as it is to be kept; None where it isn't.
    pub(super) fn refusal(&self, upstream: &str, now_ms: u64) -> Option<Refusal> {
        (!self.refused.is_zero()).then(|| Refusal {
            upstream: upstream.into(),
            stored_at_ms: now_ms,
            keep_until_ms: now_ms.saturating_add(ms(self.refused)),
        })
    }

    /// A failure as it is to be remembered; None where it isn't. An upstream that asks for a longer
    /// wait gets it as far as callers heed it.
    pub(super) fn failed(&self, error: &UpstreamError, now_ms: u64) -> Option<Failed> {
        let wait = self.failed.max(error.retry_after.unwrap_or_default());
        (!self.failed.is_zero()).then(|| Failed {
            failure: error.failure,
            upstream: error.upstream.as_str().into(),
            retry_at_ms: now_ms.saturating_add(ms(wait)),
            keep_until_ms: now_ms.saturating_add(ms(self.failed)),
        })
    }

    /// Whether an answer that is no longer fresh may be told at once.
    pub(super) fn tells_stale(&self, kept: &Kept, now_ms: u64) -> bool {
        !self.stale.is_zero() && now_ms < kept.keep_until_ms()
    }
}

fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Digits, record::Picture};

    const NOW: u64 = 1_777_034_096_000;

    fn record(registered: bool, state: PictureState, expires_at: Option<u64>) -> Record {
        Record {
            registered,
            picture: Picture {
                expires_at,
                ..Picture::without(state)
            },
            ..Record::not_registered(&Digits::parse("13105550123").unwrap(), None)
        }
    }

    fn kept(lifetimes: &Lifetimes, record: Record) -> Option<Entry> {
        lifetimes.entry(record.into(), &"x".into(), NOW)
    }

    fn fresh_ms(record: Record) -> u64 {
        let entry = kept(&Lifetimes::default(), record).unwrap();
        entry.fresh_until_ms - NOW
    }

    #[test]
    fn given_answers_of_each_kind_when_kept_then_each_has_its_own_lifetime() {
        let hour = 3_600_000;
        assert_eq!(fresh_ms(record(false, PictureState::Unknown, None)), hour);
        assert_eq!(
            fresh_ms(record(true, PictureState::Private, None)),
            6 * hour
        );
        assert_eq!(fresh_ms(record(true, PictureState::Unknown, None)), hour);
        assert_eq!(
            fresh_ms(record(true, PictureState::Public, None)),
            24 * hour
        );
        assert_eq!(fresh_ms(record(true, PictureState::None, None)), 24 * hour);
    }

    #[test]
    fn given_a_link_that_expires_when_kept_then_the_answer_is_old_before_that() {
        let in_ten_minutes = NOW / 1_000 + 600;
        let record = record(true, PictureState::Public, Some(in_ten_minutes));
        assert_eq!(fresh_ms(record), 540_000);
    }

    #[test]
    fn given_a_link_that_has_expired_when_kept_then_the_answer_is_old_at_once() {
        let record = record(true, PictureState::Public, Some(1));
        assert_eq!(fresh_ms(record), 0);
    }

    #[test]
    fn given_a_lifetime_of_zero_when_answered_then_nothing_is_kept() {
        let none = Lifetimes {
            not_registered: Duration::ZERO,
            ..Lifetimes::default()
        };
        let absent = record(false, PictureState::Unknown, None);
        assert_eq!(kept(&none, absent), None);
    }

    #[test]
    fn given_an_old_answer_when_stale_is_allowed_then_it_is_told_until_that_ends() {
        let lifetimes = Lifetimes {
            stale: Duration::from_secs(60),
            ..Lifetimes::default()
        };
        let absent = record(false, PictureState::Unknown, None);
        let entry = Kept::Answer(kept(&lifetimes, absent).unwrap());
        let end = NOW + 3_600_000 + 60_000;
        assert!(lifetimes.tells_stale(&entry, end - 1));
        assert!(!lifetimes.tells_stale(&entry, end));
        assert!(!Lifetimes::default().tells_stale(&entry, NOW));
    }
}
