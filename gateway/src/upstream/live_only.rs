//! Upstreams without a store of their own: all that they can do is a live lookup.

use std::{fmt, time::Duration};

use async_trait::async_trait;

use super::{Answered, Ask, Upstream, UpstreamError, http::Http};
use crate::Digits;

/// What such an upstream has to say about itself.
#[async_trait]
pub(super) trait LiveOnly: Send + Sync + fmt::Debug {
    /// Its client, which knows its name.
    fn http(&self) -> &Http;

    /// The least time between two lookups.
    fn distance(&self) -> Duration;

    /// How many requests one lookup takes at most.
    fn requests(&self) -> u64 {
        1
    }

    /// Asks for one number, by this client.
    async fn ask(&self, http: &Http, number: &Digits) -> Result<Answered, UpstreamError>;
}

#[async_trait]
impl<T: LiveOnly> Upstream for T {
    fn name(&self) -> &str {
        self.http().name()
    }

    fn pace(&self) -> Duration {
        self.distance()
    }

    fn requests(&self) -> u64 {
        LiveOnly::requests(self)
    }

    fn timeout(&self) -> Duration {
        self.http().timeout()
    }

    fn proxy(&self) -> Option<&str> {
        self.http().proxy()
    }

    async fn lookup(&self, number: &Digits, ask: Ask) -> Result<Answered, UpstreamError> {
        match ask {
            Ask::Live => {
                let http = self.http().counting();
                let told = self.ask(&http, number).await;
                http.charged(told)
            }
            Ask::StoreOnly => Err(self.http().no_store()),
        }
    }
}
