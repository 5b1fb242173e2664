//! What comes of the questions of a lookup: whether the number is registered, the picture, and what
//! else there is. A word on this one person is never a breakdown of the service.

use phone_profile_core::json::Json;
use phone_profile_core::profile::PictureState;

use super::{Failure, UpstreamError, reply::Reply, words::Word};
use crate::Digits;

/// The error for a refusal of the first question, whether the number is registered. What is said
/// of the number alone is no breakdown, and no "not registered" either.
pub(super) fn unchecked(reply: &Reply, number: &Digits) -> UpstreamError {
    match Word::of(reply) {
        Some(Word::TooFast) => reply.error(Failure::RateLimited),
        Some(Word::NotSet | Word::Untold) => reply.error(Failure::Unsaid),
        // Nobody has asked for a picture: it is the service that isn't authorized.
        Some(Word::Hidden) | None => reply.refused(number),
    }
}

/// What came of the question for the picture: an answer with it, or a word on why there is none.
pub(super) enum PictureReply {
    Answered(Reply),
    Without(PictureState),
}

/// Reads a reply to the question for the picture. A breakdown stays one.
pub(super) fn picture_of(reply: Reply, number: &Digits) -> Result<PictureReply, UpstreamError> {
    let without = match Word::of(&reply) {
        None => return reply.successful(number).map(PictureReply::Answered),
        Some(Word::TooFast) => return Err(reply.error(Failure::RateLimited)),
        Some(Word::Hidden) => PictureState::Private,
        Some(Word::NotSet) => PictureState::None,
        Some(Word::Untold) => PictureState::Unknown,
    };
    Ok(PictureReply::Without(without))
}

impl PictureReply {
    /// A member of the answer.
    pub(super) fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Self::Answered(reply) => reply.get(name),
            Self::Without(_) => None,
        }
    }

    /// Why there is no picture, unless the answer has one.
    pub(super) const fn without(&self) -> PictureState {
        match self {
            Self::Answered(_) => PictureState::Unknown,
            Self::Without(state) => *state,
        }
    }
}

/// A reply whose failure costs only what it would have added: a service that doesn't know the
/// path, has nothing there, or has a word on this person. Refused keys, limits and breakdowns stay
/// failures.
pub(super) fn optional(reply: Reply, number: &Digits) -> Result<Option<Reply>, UpstreamError> {
    if matches!(reply.status, 400 | 404 | 405 | 422 | 501) {
        return Ok(None);
    }
    match Word::of(&reply) {
        Some(Word::TooFast) => return Err(reply.error(Failure::RateLimited)),
        Some(_) => return Ok(None),
        None => {}
    }
    match reply.successful(number) {
        Ok(reply) => Ok(Some(reply)),
        Err(error) if error.failure == Failure::BadResponse => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use reqwest::header::HeaderMap;

    use super::*;

    fn reply(status: u16, body: &[u8]) -> Reply {
        Reply::new("stub", status, &HeaderMap::new(), body, String::new())
    }

    fn digits() -> Digits {
        Digits::parse("13105550123").unwrap()
    }

    #[test]
    fn given_a_word_on_the_person_when_asked_for_each_part_then_only_the_first_question_fails() {
        let body = br#"{"message": "item-not-found"}"#;
        let error = unchecked(&reply(500, body), &digits());
        assert_eq!(error.failure, Failure::Unsaid);
        let picture = picture_of(reply(500, body), &digits()).unwrap();
        assert_eq!(picture.without(), PictureState::None);
        assert!(optional(reply(500, body), &digits()).unwrap().is_none());
    }

    #[test]
    fn given_a_breakdown_when_asked_for_each_part_then_it_stays_one() {
        let body = br#"{"message": "Connection Closed"}"#;
        let failures = [
            unchecked(&reply(500, body), &digits()),
            picture_of(reply(500, body), &digits())
                .map(drop)
                .unwrap_err(),
            optional(reply(500, body), &digits()).map(drop).unwrap_err(),
        ];
        for error in failures {
            assert_eq!(error.failure, Failure::Server);
        }
    }

    proptest! {
        #[test]
        fn given_any_bytes_when_read_then_nothing_panics(
            status in 100u16..600,
            body in proptest::collection::vec(any::<u8>(), 0..256),
        ) {
            let _ = unchecked(&reply(status, &body), &digits());
            let _ = picture_of(reply(status, &body), &digits());
            let _ = optional(reply(status, &body), &digits());
        }
    }
}
