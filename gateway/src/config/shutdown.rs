//! `[shutdown]` of the configuration: how a gateway ends.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

use crate::duration_text;

/// A batch that is under way is worth this wait.
const AT_LEAST: Duration = Duration::from_secs(120);
/// What an answer takes on its way out.
const AROUND_A_LOOKUP: Duration = Duration::from_secs(5);
/// Made-up answers have cost nothing.
const OF_A_DEMO: Duration = Duration::from_secs(3);

/// What happens from the signal to stop on. A second signal ends the process at once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct ShutdownSettings {
    /// How long `/readyz` says 503 while connections are still taken: as long as a load balancer
    /// needs to notice.
    #[serde(deserialize_with = "duration_text::read")]
    pub unready: Duration,
    /// How long open lookups and batches may go on after that, at most; the process ends as soon
    /// as they are done. Without it two minutes, or as long as a lookup may take where that is
    /// longer.
    #[serde(deserialize_with = "some")]
    pub grace: Option<Duration>,
}

impl ShutdownSettings {
    /// How long is waited at most for what is open, where a lookup takes so long at most.
    pub(crate) fn grace(&self, longest_lookup: Duration, is_demo: bool) -> Duration {
        let by_lookup = longest_lookup.saturating_add(AROUND_A_LOOKUP);
        match self.grace {
            Some(grace) => grace,
            None if is_demo => OF_A_DEMO,
            None => AT_LEAST.max(by_lookup),
        }
    }
}

fn some<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    duration_text::read(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_upstreams_when_stopped_then_the_grace_is_as_long_as_they_may_take() {
        let seconds = Duration::from_secs;
        let settings: ShutdownSettings = toml::from_str("").unwrap();
        assert_eq!(settings.unready, Duration::ZERO);
        assert_eq!(settings.grace(seconds(30), false), seconds(120));
        assert_eq!(settings.grace(seconds(300), false), seconds(305));
        assert_eq!(settings.grace(seconds(30), true), seconds(3));
        let settings: ShutdownSettings =
            toml::from_str("unready = \"5s\"\ngrace = \"1m\"").unwrap();
        assert_eq!(settings.unready, seconds(5));
        assert_eq!(settings.grace(seconds(300), false), seconds(60));
    }
}
