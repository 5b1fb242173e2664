//! `[[upstreams]]` of the configuration: a service and what may be spent at it.

use serde::{Deserialize, Deserializer, de};

use crate::{service::BudgetSettings, upstream};

/// One service that is asked.
#[derive(Debug, Clone)]
pub struct UpstreamEntry {
    /// Which, and how.
    pub settings: upstream::Settings,
    /// What may be spent at it. A service that charges for lookups takes none only by that word.
    pub budget: Option<Budget>,
}

/// What may be spent at a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Budget {
    /// As much as it answers: `budget = "unlimited"`.
    Unlimited,
    /// So much.
    Limited(BudgetSettings),
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

    /// What may be spent at it, where that has an end.
    #[must_use]
    pub const fn limit(&self) -> Option<&BudgetSettings> {
        match &self.budget {
            Some(Budget::Limited(settings)) => Some(settings),
            Some(Budget::Unlimited) | None => None,
        }
    }

    /// Whether lookups may cost money, and nothing says how much of it.
    #[must_use]
    pub const fn lacks_budget(&self) -> bool {
        self.settings.is_paid() && self.budget.is_none()
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
            .map(budget)
            .transpose()
            .map_err(|error| de::Error::custom(format!("budget: {error}")))?;
        let settings = upstream::Settings::deserialize(toml::Value::Table(table))
            .map_err(|error| de::Error::custom(error.message()))?;
        Ok(Self { settings, budget })
    }
}

fn budget(value: toml::Value) -> Result<Budget, String> {
    match value {
        toml::Value::String(word) if word == "unlimited" => Ok(Budget::Unlimited),
        toml::Value::String(_) => Err("write { requests = … } or \"unlimited\"".to_owned()),
        table => BudgetSettings::deserialize(table)
            .map(Budget::Limited)
            .map_err(|error| error.message().to_owned()),
    }
}
