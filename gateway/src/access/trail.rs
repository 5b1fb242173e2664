//! What the audit keeps of a lookup, and for how long: who, when, which number in a form that
//! nobody can call, why, and what came of it. Never a name or a picture.

use std::{fmt, sync::Arc, time::Duration};

use super::{
    Caller, SettingsError,
    hash_key::HashKey,
    settings::{NumberForm, Settings},
};
use crate::{
    Digits,
    clock::unix_now_ms,
    mask,
    state::{Audit, AuditRecord},
};

/// Between two times that old records are dropped.
const PURGE_APART: Duration = Duration::from_secs(60 * 60);

/// Shapes the audit's records.
#[derive(Clone)]
pub struct Trail {
    /// None: numbers are masked.
    key: Option<HashKey>,
}

impl fmt::Debug for Trail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trail")
            .field("hashed", &self.key.is_some())
            .finish()
    }
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// A number was looked up.
    Lookup,
    /// A picture was fetched.
    Picture,
    /// A number was erased.
    Erase,
    /// Nothing, as it was refused.
    Refused,
}

impl Action {
    /// As records have it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lookup => "lookup",
            Self::Picture => "picture",
            Self::Erase => "erase",
            Self::Refused => "refused",
        }
    }
}

/// What is to be written down.
#[derive(Clone, Copy)]
pub struct Done<'a> {
    /// Who asked; nobody where the credential was refused.
    pub caller: Option<&'a Caller>,
    /// What was done.
    pub action: Action,
    /// For which number.
    pub number: &'a Digits,
    /// Why, as [`Purposes::check`](super::Purposes::check) returned it.
    pub purpose: Option<&'a str>,
    /// `registered`, `not-registered`, an error code, or a
    /// [refusal's reason](super::Refusal::reason).
    pub result: &'static str,
    /// `live`, `cache` or `demo`, where there was an answer.
    pub source: Option<&'static str>,
}

impl Done<'_> {
    /// Where the caller asked from, masked.
    #[must_use]
    pub fn client(&self) -> Option<String> {
        self.caller?.masked_client()
    }
}

impl fmt::Debug for Done<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Done")
            .field("number", &mask(self.number))
            .field("action", &self.action)
            .field("result", &self.result)
            .finish_non_exhaustive()
    }
}

impl Trail {
    /// Takes the settings.
    ///
    /// # Errors
    /// Hashes without a key, or with one that could be guessed.
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let key = settings.audit.hash_key.as_ref().map(HashKey::new);
        let key = key.transpose()?;
        match (settings.audit.number, key) {
            (NumberForm::Masked, _) => Ok(Self { key: None }),
            (NumberForm::Hash, Some(key)) => Ok(Self { key: Some(key) }),
            (NumberForm::Hash, None) => Err(SettingsError::NoHashKey),
        }
    }

    /// A number as the audit has it, to write or to search.
    #[must_use]
    pub fn number(&self, number: &Digits) -> String {
        match &self.key {
            Some(key) => key.hash(&[number.as_str()]),
            None => mask(number),
        }
    }

    /// The record of what was done just now.
    #[must_use]
    pub fn record(&self, done: &Done<'_>) -> AuditRecord {
        let shown = self.number(done.number);
        // Purposes are free text, and people paste numbers into it.
        let purpose = done
            .purpose
            .map(|purpose| purpose.replace(done.number.as_str(), "(number)"));
        AuditRecord {
            at_ms: unix_now_ms(),
            who: done
                .caller
                .map_or_else(|| "unknown".to_owned(), |caller| caller.name.clone()),
            client: done.client(),
            action: done.action.as_str().into(),
            number: shown,
            purpose,
            result: done.result.into(),
            source: done.source.map(Into::into),
            count: 1,
        }
    }
}

/// Drops records that are older than `keep`: at once, and every hour for as long as it is polled.
pub async fn keep_retention(audit: Arc<dyn Audit>, keep: Duration) {
    loop {
        match audit.purge(keep).await {
            Ok(0) => {}
            Ok(dropped) => tracing::info!(dropped, "old audit records were dropped"),
            Err(error) => {
                let cause = std::error::Error::source(&error).map(ToString::to_string);
                tracing::error!(%error, cause, "old audit records can't be dropped");
            }
        }
        tokio::time::sleep(PURGE_APART).await;
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use async_trait::async_trait;
    use tokio::sync::mpsc;

    use super::*;
    use crate::{access::Via, state::StoreError};

    const NUMBER: &str = "13105550123";

    fn trail(text: &str) -> Trail {
        Trail::new(&toml::from_str(text).unwrap()).unwrap()
    }

    fn record(trail: &Trail, caller: Option<&Caller>) -> AuditRecord {
        trail.record(&Done {
            caller,
            action: Action::Lookup,
            number: &Digits::parse(NUMBER).unwrap(),
            purpose: Some("call of +13105550123"),
            result: "registered",
            source: Some("live"),
        })
    }

    #[test]
    fn given_a_lookup_when_written_down_then_the_number_is_masked_everywhere() {
        let ada = Caller::new("ada", false, Via::Jwt);
        let before = unix_now_ms();
        let record = record(&trail(""), Some(&ada));
        assert!((before..=unix_now_ms()).contains(&record.at_ms));
        assert_eq!((record.who.as_str(), &*record.action), ("ada", "lookup"));
        assert_eq!(record.number, "+1310•••••23");
        assert_eq!(record.purpose.as_deref(), Some("call of +(number)"));
        assert_eq!(record.source.as_deref(), Some("live"));
        assert!(!format!("{record:?}").contains(NUMBER));
    }

    #[test]
    fn given_hashes_when_written_down_then_only_the_same_key_gives_the_same() {
        let with = |key: &str| {
            let text = format!("audit = {{ number = \"hash\", hash-key = \"{key}\" }}");
            record(&trail(&text), None).number
        };
        let hashed = with("0123456789abcdef");
        assert_eq!(hashed.len(), 32);
        assert_eq!(hashed, with("0123456789abcdef"));
        assert_ne!(hashed, with("0123456789abcdeg"));
    }

    #[test]
    fn given_callers_from_everywhere_when_written_down_then_addresses_are_masked() {
        let number = Digits::parse(NUMBER).unwrap();
        for (address, masked) in [
            ("192.0.2.77", Some("192.0.2.x")),
            ("2001:db8:1:2:3:4:5:6", Some("2001:db8:1::x")),
            ("::1", Some("::x")),
            // A router that is mounted in another server knows none.
            ("0.0.0.0", None),
        ] {
            let ada = Caller::new("ada", false, Via::Jwt).at(address.parse().unwrap());
            let done = Done {
                caller: Some(&ada),
                action: Action::Lookup,
                number: &number,
                purpose: None,
                result: "registered",
                source: None,
            };
            assert_eq!(done.client().as_deref(), masked, "{address}");
        }
    }

    #[test]
    fn given_nobody_when_written_down_then_the_caller_is_unknown() {
        assert_eq!(record(&trail(""), None).who, "unknown");
    }

    #[test]
    fn given_hashes_without_a_key_when_taken_then_they_are_refused() {
        let settings = toml::from_str("audit = { number = \"hash\" }").unwrap();
        assert!(matches!(
            Trail::new(&settings),
            Err(SettingsError::NoHashKey)
        ));
    }

    #[test]
    fn given_what_was_done_when_debugged_then_the_number_is_masked() {
        let number = Digits::parse(NUMBER).unwrap();
        let done = Done {
            caller: None,
            action: Action::Refused,
            number: &number,
            purpose: Some(NUMBER),
            result: "credential",
            source: None,
        };
        assert!(!format!("{done:?}").contains(NUMBER));
    }

    /// Reports every purge, and fails all of them.
    #[derive(Debug)]
    struct Reporting(mpsc::UnboundedSender<Duration>);

    fn failure() -> StoreError {
        StoreError {
            part: "audit",
            source: Box::new(io::Error::other("broken on purpose")),
        }
    }

    #[async_trait]
    impl Audit for Reporting {
        async fn append(&self, _: AuditRecord) -> Result<(), StoreError> {
            Err(failure())
        }

        async fn list(&self, _: u64, _: u32) -> Result<Vec<AuditRecord>, StoreError> {
            Err(failure())
        }

        async fn purge(&self, keep: Duration) -> Result<u64, StoreError> {
            self.0.send(keep).unwrap();
            Err(failure())
        }

        async fn ready(&self) -> Result<(), StoreError> {
            Err(failure())
        }
    }

    #[tokio::test(start_paused = true)]
    async fn given_an_audit_that_fails_when_kept_then_it_is_purged_every_hour_all_the_same() {
        let (reports, mut purges) = mpsc::unbounded_channel();
        let keep = Duration::from_secs(86_400);
        let started = tokio::time::Instant::now();
        let task = tokio::spawn(keep_retention(Arc::new(Reporting(reports)), keep));
        for hour in 0..3 {
            assert_eq!(purges.recv().await.unwrap(), keep);
            assert_eq!(started.elapsed().as_secs() / 3_600, hour);
        }
        task.abort();
    }
}
