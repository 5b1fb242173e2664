//! `[[upstreams]]` of the configuration: a service and what may be spent at it.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de};

use crate::{
    service::{BudgetSettings, Price},
    upstream::{self, Ask, Plan},
};

/// One service that is asked.
#[derive(Debug, Clone)]
pub struct UpstreamEntry {
    /// Which, and how.
    pub settings: upstream::Settings,
    /// What may be spent at it. A service that charges for lookups takes none only by that word.
    pub budget: Option<Budget>,
    /// What may be spent at its store of earlier answers, which is a plan of its own. Without one,
    /// the store isn't asked: not for `cache=only`, and not before a live lookup either.
    pub store_budget: Option<Budget>,
    /// What one lookup costs by the contract: told to callers, and nothing else.
    pub price: Option<Price>,
}

/// A budget that has an end.
#[derive(Debug, Clone)]
pub(crate) struct LimitedBudget {
    /// As people know it: see [`budget_name`].
    pub(crate) name: String,
    /// What is spent of it.
    pub(crate) plan: Plan,
    /// How much.
    pub(crate) settings: BudgetSettings,
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
            settings: upstream::Settings::demo(),
            budget: None,
            store_budget: None,
            price: None,
        }
    }

    /// Its budgets that have an end.
    pub(crate) fn limits(&self) -> impl Iterator<Item = LimitedBudget> {
        let asks = [
            (Ask::Live, &self.budget),
            (Ask::StoreOnly, &self.store_budget),
        ];
        asks.into_iter().filter_map(|(ask, budget)| match budget {
            Some(Budget::Limited(settings)) => Some(LimitedBudget {
                name: budget_name(self.settings.name(), ask).into_owned(),
                plan: self.plan(ask),
                settings: settings.clone(),
            }),
            Some(Budget::Unlimited) | None => None,
        })
    }

    fn plan(&self, ask: Ask) -> Plan {
        let plan = self.settings.plan();
        match ask {
            Ask::Live => plan,
            Ask::StoreOnly => plan.with("store"),
        }
    }

    /// Whether its lookups are counted up to an end.
    pub(crate) const fn is_limited(&self) -> bool {
        matches!(self.budget, Some(Budget::Limited(_)))
    }

    /// Whether its store may be asked at all.
    pub(crate) const fn opens_store(&self) -> bool {
        self.store_budget.is_some() || self.is_demo()
    }

    /// Whether lookups may cost money, and nothing says how much of it.
    #[must_use]
    pub const fn lacks_budget(&self) -> bool {
        self.settings.is_paid() && self.budget.is_none()
    }

    /// Whether its answers are made up.
    #[must_use]
    pub const fn is_demo(&self) -> bool {
        self.settings.is_demo()
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

/// What people know a budget by: the upstream's name, or for its store the same with ` (store)`,
/// which no upstream's name ends in.
pub(crate) fn budget_name(upstream: &str, ask: Ask) -> Cow<'_, str> {
    match ask {
        Ask::Live => Cow::Borrowed(upstream),
        Ask::StoreOnly => Cow::Owned(format!("{upstream} (store)")),
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
