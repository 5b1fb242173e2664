//! `[[upstreams]]` of the configuration: a service and what may be spent at it.

use serde::{Deserialize, Deserializer, de};

use crate::{
    service::{BudgetSettings, Price},
    upstream,
};

/// One service that is asked.
#[derive(Debug, Clone)]
pub struct UpstreamEntry {
    /// Which, and how.
    pub settings: upstream::Settings,
    /// What may be spent at it. A service that charges for lookups takes none only by that word.
    pub budget: Option<Budget>,
    /// What may be spent at its store of earlier answers, which is a plan of its own. Without one,
    /// `cache=only` doesn't ask it.
    pub store_budget: Option<Budget>,
    /// What one lookup costs by the contract: told to callers, and nothing else.
    pub price: Option<Price>,
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
            store_budget: None,
            price: None,
        }
    }

    /// Its budgets that have an end, under the names that the ledger has for them.
    pub(crate) fn limits(&self) -> impl Iterator<Item = (String, BudgetSettings)> {
        let name = self.settings.name();
        let live = (name.to_owned(), &self.budget);
        let store = (store_budget_name(name), &self.store_budget);
        [live, store]
            .into_iter()
            .filter_map(|(name, budget)| match budget {
                Some(Budget::Limited(settings)) => Some((name, settings.clone())),
                Some(Budget::Unlimited) | None => None,
            })
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
        let mut take = |field: &str| {
            let taken = table.remove(field).map(budget).transpose();
            taken.map_err(|error| de::Error::custom(format!("{field}: {error}")))
        };
        let (budget, store_budget) = (take("budget")?, take("store-budget")?);
        let price = table.remove("price").map(Price::deserialize).transpose();
        let price =
            price.map_err(|error| de::Error::custom(format!("price: {}", error.message())))?;
        let settings = upstream::Settings::deserialize(toml::Value::Table(table))
            .map_err(|error| de::Error::custom(error.message()))?;
        Ok(Self {
            settings,
            budget,
            store_budget,
            price,
        })
    }
}

/// What the ledger calls the budget of an upstream's store.
pub(crate) fn store_budget_name(upstream: &str) -> String {
    format!("{upstream} (store)")
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
