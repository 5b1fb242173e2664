//! The demo's made-up people as an upstream: never paid, read as any other service's answers.

use async_trait::async_trait;
use axum::http::HeaderMap;
use bytes::Bytes;
use serde::Deserialize;
use tokio::time::sleep;

use super::{
    Answered, Ask, Failure, Upstream, UpstreamError, address::origin, endpoint::Connection,
    http::LARGEST_BODY, reading::documented, reply::Reply, settings::Problem,
};
use crate::{
    Digits, Stats,
    clock::unix_now,
    demo::{
        answer::{AnswerBody, Lookup, answer},
        picture_link::LinkKey,
    },
};

/// Where links lead that nobody has said the gateway's address for; answers replace it by the
/// address that they are asked at.
pub(crate) const DEMO_BASE: &str = "http://localhost";

/// The configuration. `url` is where the demo's pictures are served: the gateway's own address.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {}

/// The upstream.
#[derive(Debug)]
pub struct Demo {
    name: String,
    key: LinkKey,
    stats: Stats,
    base: String,
}

impl Settings {
    /// One by itself. Its picture links are signed with a key of its own.
    pub(super) fn upstream(self, connection: &Connection<'_>) -> Result<Demo, Problem> {
        let key = LinkKey::random().map_err(|error| Problem::new("kind", error.to_string()))?;
        self.with_key(connection, key, Stats::new())
    }

    /// One whose picture links open at the gateway that has this key.
    pub(super) fn with_key(
        self,
        connection: &Connection<'_>,
        key: LinkKey,
        stats: Stats,
    ) -> Result<Demo, Problem> {
        let base = match &connection.endpoint.url {
            // Nothing secret travels to it, so plain HTTP is as good.
            Some(url) => origin(&url.base("url", true)?),
            None => DEMO_BASE.to_owned(),
        };
        Ok(Demo::new(connection.name, key, stats, base))
    }
}

impl Demo {
    /// `base` is `http://host`, where the gateway that has this key serves the pictures. The
    /// counters make "every second request fails" possible.
    pub(crate) fn new(name: &str, key: LinkKey, stats: Stats, base: String) -> Self {
        Self {
            name: name.to_owned(),
            key,
            stats,
            base,
        }
    }

    fn error(&self, failure: Failure, status: Option<u16>) -> UpstreamError {
        UpstreamError {
            upstream: self.name.clone(),
            failure,
            status,
            retry_after: None,
            quota: None,
            spent: u64::from(status.is_some()),
        }
    }
}

#[async_trait]
impl Upstream for Demo {
    fn name(&self) -> &str {
        &self.name
    }

    fn is_demo(&self) -> bool {
        true
    }

    async fn lookup(&self, number: &Digits, ask: Ask) -> Result<Answered, UpstreamError> {
        if ask == Ask::StoreOnly {
            return Err(self.error(Failure::NotInStore, None));
        }
        let answer = answer(&Lookup {
            number,
            nth: self.stats.count_lookup(number.as_str()),
            now: unix_now(),
            key: &self.key,
            base: &self.base,
        });
        sleep(answer.delay).await;
        let status = answer.status.as_u16();
        let body = match answer.body {
            AnswerBody::Whole(bytes) => bytes,
            AnswerBody::CutOff(_) => return Err(self.error(Failure::Unreachable, Some(status))),
        };
        let body = if body.len() <= LARGEST_BODY {
            body
        } else {
            Bytes::new()
        };
        let headers: HeaderMap = answer.headers.into_iter().collect();
        let reply = Reply::new(&self.name, status, &headers, &body, self.base.clone());
        documented(&reply, number, false)
    }
}

#[cfg(test)]
mod tests {
    use phone_profile_core::profile::PictureState;

    use super::*;
    use crate::demo::table::{Behaviour, DEMO_NUMBERS, DemoNumber, Outcome};
    use crate::upstream::{Endpoint, Proxy};

    fn demo() -> Demo {
        let endpoint: Endpoint = toml::from_str("url = \"https://gateway.example/\"").unwrap();
        let connection = Connection {
            name: "demo",
            endpoint: &endpoint,
            proxy: &Proxy::default(),
        };
        Settings::default().upstream(&connection).unwrap()
    }

    async fn ask(demo: &Demo, digits: &str) -> Result<Answered, UpstreamError> {
        demo.lookup(&Digits::parse(digits).unwrap(), Ask::Live)
            .await
    }

    #[tokio::test]
    async fn given_a_made_up_person_when_asked_then_the_picture_is_at_the_base() {
        let record = ask(&demo(), "13105550100").await.unwrap().record;
        assert!(record.registered && record.name.is_some());
        assert_eq!(record.picture.state, PictureState::Public);
        let full = record.picture.full.unwrap();
        assert!(full.starts_with("https://gateway.example/demo/pictures/"));
        assert!(record.picture.expires_at.unwrap() > unix_now());
    }

    #[tokio::test]
    async fn given_every_number_of_the_table_when_asked_then_it_answers_or_fails_as_listed() {
        let demo = demo();
        let slow = |row: &&DemoNumber| matches!(row.behaviour, Behaviour::AfterSeconds(_));
        for row in DEMO_NUMBERS.iter().filter(|row| !slow(row)) {
            // Some fail at odd lookups only, and are listed as what comes after.
            let _ = ask(&demo, &row.digits()).await;
            let told = ask(&demo, &row.digits()).await;
            let seen = match &told {
                Ok(answered) if answered.record.registered => "ready",
                Ok(_) => "not-registered",
                Err(error) => match error.failure {
                    Failure::InvalidNumber => "invalid-number",
                    Failure::NotInStore => "not-in-cache",
                    Failure::Unauthorized => "unauthorized",
                    Failure::Forbidden => "forbidden",
                    Failure::RateLimited => "rate-limited",
                    Failure::QuotaExhausted => "quota-exhausted",
                    Failure::Unreachable => "network",
                    Failure::Timeout => "timeout",
                    Failure::Server => "server",
                    Failure::BadResponse | Failure::Unsaid => "bad-response",
                },
            };
            let listed = match row.outcome {
                Outcome::Ready(_) => "ready",
                Outcome::NotRegistered => "not-registered",
                Outcome::Error(code) => code,
            };
            assert_eq!(seen, listed, "{}", row.label);
        }
    }
}
