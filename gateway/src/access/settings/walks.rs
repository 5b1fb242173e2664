//! What counts as a walk through a range of numbers.

use std::time::Duration;

use serde::Deserialize;

use crate::duration_text;

/// When asking for neighbouring numbers looks like walking through a range.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct NeighbourSettings {
    /// Numbers that differ by at most this are neighbours.
    pub within: u64,
    /// After this many neighbours, answers come slower and slower.
    pub slow_after: u64,
    /// After this many neighbours, there are no answers.
    pub refuse_after: u64,
    /// For how long a number is remembered.
    #[serde(deserialize_with = "duration_text::read")]
    pub window: Duration,
}

impl Default for NeighbourSettings {
    fn default() -> Self {
        Self {
            within: 50,
            slow_after: 5,
            refuse_after: 20,
            window: Duration::from_secs(10 * 60),
        }
    }
}

impl NeighbourSettings {
    pub(in crate::access) const fn limits(&self) -> WalkLimits {
        WalkLimits {
            slow_after: self.slow_after,
            refuse_after: self.refuse_after,
        }
    }
}

/// When asking for many numbers of one block looks like walking through it. A block is the numbers
/// that differ in their last digits alone.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct BlockSettings {
    /// In a block of 1,000 numbers.
    #[serde(rename = "of-1000")]
    pub of_1000: WalkLimits,
    /// In a block of 10,000 numbers.
    #[serde(rename = "of-10000")]
    pub of_10000: WalkLimits,
    /// In a block of 100,000 numbers.
    #[serde(rename = "of-100000")]
    pub of_100000: WalkLimits,
    /// For how long a number is remembered.
    #[serde(deserialize_with = "duration_text::read")]
    pub window: Duration,
}

impl Default for BlockSettings {
    fn default() -> Self {
        let limits = |slow_after, refuse_after| WalkLimits {
            slow_after,
            refuse_after,
        };
        Self {
            of_1000: limits(40, 80),
            of_10000: limits(100, 150),
            of_100000: limits(200, 300),
            window: Duration::from_secs(24 * 60 * 60),
        }
    }
}

/// How many numbers of one place may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WalkLimits {
    /// After this many, answers come slower and slower.
    pub slow_after: u64,
    /// After this many, there are no answers.
    pub refuse_after: u64,
}
