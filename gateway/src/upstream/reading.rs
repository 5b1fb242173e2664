//! Answers made into records by the widget's own reader, which knows what names, links and times
//! are safe to show.

use phone_profile_core::answer::Body;
use phone_profile_core::json::Json;
use phone_profile_core::profile::{PictureState, Profile};
use reqwest::header::HeaderMap;

use super::{
    Answered, UpstreamError,
    reply::{Reply, now_ms},
};
use crate::{
    Digits,
    record::{Picture, Quota, Record},
};

/// Reads an answer in either documented shape.
pub(super) fn documented(
    reply: &Reply,
    number: &Digits,
    from_store: bool,
) -> Result<Answered, UpstreamError> {
    let profile = reply.read(number).map_err(|failure| reply.error(failure))?;
    let said = profile.quota.as_ref().map(|quota| Quota {
        limit: quota.limit.map(u64::from),
        remaining: quota.remaining.map(u64::from),
        reset_seconds: quota.reset_seconds.map(u64::from),
    });
    Ok(Answered {
        record: record(&profile, number),
        from_store,
        quota: said.or_else(|| reply.quota()),
        spent: 1,
    })
}

/// The widget's profile as a record.
fn record(profile: &Profile, asked: &Digits) -> Record {
    let seconds = |ms: Option<f64>| ms.filter(|ms| *ms >= 0.0).map(|ms| (ms / 1000.0) as u64);
    let number = Digits::parse(&profile.number).unwrap_or_else(|_| asked.clone());
    let checked_at = seconds(profile.last_checked_ms());
    if !profile.is_whats_app {
        return Record {
            number,
            ..Record::not_registered(asked, checked_at)
        };
    }
    Record {
        registered: true,
        number,
        name: profile.name.clone(),
        about: profile.about.clone(),
        is_business: profile.is_business,
        is_verified: profile.is_verified,
        business: profile
            .business
            .as_ref()
            .and_then(|business| serde_json::to_value(business).ok()),
        picture: Picture {
            state: profile.picture_state,
            full: profile.profile_pic.clone(),
            thumb: profile.profile_pic_thumb.clone(),
            expires_at: seconds(profile.picture_expires_ms()),
        },
        checked_at,
    }
}

/// What a service said, under the names that the widget's reader knows.
pub(super) struct Said(Vec<(String, Json)>);

impl Said {
    /// The number is registered; more is to follow.
    pub(super) fn registered() -> Self {
        Self(vec![("isWhatsApp".to_owned(), Json::Bool(true))])
    }

    /// It isn't, and there is nothing more to say.
    pub(super) fn not_registered() -> Self {
        Self(vec![("isWhatsApp".to_owned(), Json::Bool(false))])
    }

    /// Whether it is registered is in the fields to come, or follows from them.
    pub(super) const fn open() -> Self {
        Self(Vec::new())
    }

    /// Adds a field, where there is one. Of the wrong type it will be read over.
    pub(super) fn with(mut self, field: &str, value: Option<&Json>) -> Self {
        if let Some(value) = value {
            self.0.push((field.to_owned(), value.clone()));
        }
        self
    }

    /// Adds the account that the service found, which may be spelled in another way than asked.
    pub(super) fn of_account(self, account: &Digits) -> Self {
        self.with("number", Some(&Json::of_text(account.as_str())))
    }

    /// Adds that the service has asked the messenger at this moment.
    pub(super) fn looked_up_now(self) -> Self {
        self.with("lastChecked", Some(&Json::Number(now_ms())))
    }

    /// Adds why there is no picture. Counts only where none was given.
    pub(super) fn without_picture(self, state: PictureState) -> Self {
        self.with("pictureState", Some(&Json::of_text(state.as_str())))
    }

    /// The answer that it makes.
    pub(super) fn answer(self, reply: &Reply, number: &Digits) -> Result<Answered, UpstreamError> {
        // Without a URL: these services give absolute links, and some carry a key in their own.
        let mut said = Reply::new(&reply.upstream, 200, &HeaderMap::new(), b"", String::new());
        said.body = Body::Json(Json::Object(self.0));
        let mut answered =
            documented(&said, number, false).map_err(|error| reply.error(error.failure))?;
        answered.quota = reply.quota();
        Ok(answered)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn reply(status: u16, body: &[u8]) -> Reply {
        let url = "https://a.example/number/13105550123".to_owned();
        Reply::new("stub", status, &HeaderMap::new(), body, url)
    }

    fn digits() -> Digits {
        Digits::parse("13105550123").unwrap()
    }

    #[test]
    fn given_times_and_links_when_read_then_they_are_unix_seconds() {
        let body =
            br#"{"isWhatsApp":true,"profilePic":"https://pps.whatsapp.net/v/a?oe=69F00000&oh=1",
            "lastChecked":"2026-04-24T12:34:56Z","name":"Maya"}"#;
        let record = documented(&reply(200, body), &digits(), false)
            .unwrap()
            .record;
        assert_eq!(record.checked_at, Some(1_777_034_096));
        assert_eq!(record.picture.expires_at, Some(0x69F0_0000));
        assert_eq!(record.picture.state, PictureState::Public);
        assert_eq!(record.name.as_deref(), Some("Maya"));
    }

    proptest! {
        #[test]
        fn given_any_bytes_when_read_then_nothing_panics(
            status in 100u16..600,
            body in proptest::collection::vec(any::<u8>(), 0..512),
        ) {
            let reply = reply(status, &body);
            let _ = documented(&reply, &digits(), false);
            let _ = reply.failure(&digits());
        }

        #[test]
        fn given_a_404_when_read_then_no_one_is_made_up(
            body in "[ -~]{0,80}",
        ) {
            if let Ok(answered) = documented(&reply(404, body.as_bytes()), &digits(), false) {
                prop_assert!(!answered.record.registered);
            }
        }
    }
}
