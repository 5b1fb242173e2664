//! An operator's word on a budget, and what the audit keeps of it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::remaining::BudgetState;
use crate::{clock::unix_now_ms, state::AuditRecord};

/// What is to be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Correction {
    /// It is the budget of the upstream's store, rather than that of its lookups.
    #[serde(default)]
    pub store: bool,
    /// So many are spent in this period.
    pub used: Option<u64>,
    /// What the vendor said of its own period is forgotten.
    #[serde(default)]
    pub clear_window: bool,
}

impl Correction {
    /// Whether there is nothing to correct.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.used.is_none() && !self.clear_window
    }
}

/// What was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// How it was.
    pub before: BudgetState,
    /// How it is.
    pub after: BudgetState,
}

impl Corrected {
    /// For the audit.
    #[must_use]
    pub fn record(&self, who: &str) -> AuditRecord {
        AuditRecord {
            at_ms: unix_now_ms(),
            who: who.to_owned(),
            action: "budget".into(),
            // Nobody's.
            number: String::new(),
            purpose: None,
            result: self.to_string().into(),
            source: None,
            client: None,
            count: 1,
        }
    }
}

/// As in `checkleaked: used 12, now 40`.
impl std::fmt::Display for Corrected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { before, after } = self;
        write!(
            f,
            "{}: used {}, now {}",
            after.upstream, before.used, after.used
        )?;
        match (before.vendor, after.vendor) {
            (Some(window), None) => {
                write!(f, "; the vendor's {} left are forgotten", window.remaining)
            }
            _ => Ok(()),
        }
    }
}
