//! `[[upstreams]]` of the configuration: a service and what may be spent at it.

use serde::{Deserialize, Deserializer, de};

use crate::{service::BudgetSettings, upstream};

/// One service that is asked.
#[derive(Debug, Clone)]
pub struct UpstreamEntry {
    /// Which, and how.
    pub settings: upstream::Settings,
    /// What may be spent at it; without one, as much as it answers.
    pub budget: Option<BudgetSettings>,
}

impl UpstreamEntry {
    /// Made-up people, at no cost.
    #[must_use]
    pub fn demo() -> Self {
        Self {
            settings: upstream::Settings::Demo(Default::default()),
            budget: None,
        }
    }

    /// Whether its answers are made up.
    #[must_use]
    pub const fn is_demo(&self) -> bool {
        matches!(self.settings, upstream::Settings::Demo(_))
    }
}

/// By hand: serde can't tell unknown fields where one table is read into two types.
impl<'de> Deserialize<'de> for UpstreamEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut table = toml::Table::deserialize(deserializer)?;
        let budget = table
            .remove("budget")
            .map(BudgetSettings::deserialize)
            .transpose()
            .map_err(|error| de::Error::custom(format!("budget: {}", error.message())))?;
        let settings = upstream::Settings::deserialize(toml::Value::Table(table))
            .map_err(|error| de::Error::custom(error.message()))?;
        Ok(Self { settings, budget })
    }
}
