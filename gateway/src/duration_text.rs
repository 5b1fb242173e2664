//! Durations as people write them in the configuration: `"15m"`, `"1h 30m"`, `"500ms"`.

use std::time::Duration;

use serde::{Deserialize, Deserializer, de};

/// For `#[serde(deserialize_with = "duration_text::read_some")]` of a field that may be left out.
pub(crate) fn read_some<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Duration>, D::Error> {
    read(deserializer).map(Some)
}

/// For `#[serde(deserialize_with = "duration_text::read")]`.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(deserializer)?;
    humantime::parse_duration(&text).map_err(|error| {
        de::Error::custom(format!("{text:?} is no duration like \"15m\": {error}"))
    })
}
