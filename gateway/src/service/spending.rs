//! What lookups cost and what is left to be spent, as callers and operators are told.

use std::{sync::Arc, time::Duration};

use super::{BudgetState, Corrected, Correction, Lookups, Price};
use crate::{record::Quota, state::StoreError, upstream::Upstream};

impl Lookups {
    /// Every budget with what is spent of it.
    ///
    /// # Errors
    /// [`StoreError`] when the ledger can't be used.
    pub async fn budgets(&self) -> Result<Vec<BudgetState>, StoreError> {
        let mut budgets = self.0.budgets.all(self.0.store.ledger.as_ref()).await?;
        for budget in &mut budgets {
            budget.price = self.0.prices.get(&budget.upstream).cloned();
        }
        Ok(budgets)
    }

    /// What one lookup costs, where it costs the same whichever upstream answers.
    #[must_use]
    pub fn price(&self) -> Option<&Price> {
        let mut upstreams = self.0.chain.upstreams();
        let price = self.0.prices.get(upstreams.next()?.name())?;
        let same = |upstream: &Arc<dyn Upstream>| self.0.prices.get(upstream.name()) == Some(price);
        upstreams.all(same).then_some(price)
    }

    /// What one lookup costs where the dearest upstream answers; None where one's price isn't known, or they are in
    /// several currencies. Made-up answers cost nothing.
    #[must_use]
    pub fn highest_price(&self) -> Option<&Price> {
        self.0.highest_price.as_ref()
    }

    /// The name of the budget that has one request less after each lookup; None where several
    /// upstreams may be asked, a lookup may take several requests, or nothing limits it.
    #[must_use]
    pub fn paid_from(&self) -> Option<&str> {
        let mut upstreams = self.0.chain.upstreams();
        let only = upstreams.next().filter(|only| only.requests() == 1)?;
        let limited = upstreams.next().is_none() && self.0.budgets.limits(only.name());
        limited.then(|| only.name())
    }

    /// The least time from one lookup to the next, as the upstream that is asked first wants it.
    #[must_use]
    pub fn pace(&self) -> Duration {
        let first = self.0.chain.upstreams().next();
        first.map_or(Duration::ZERO, |first| first.pace())
    }

    /// What is left of the budget that a lookup is paid from first; None where nothing limits it.
    ///
    /// # Errors
    /// [`StoreError`] when the ledger can't be used.
    pub async fn first_quota(&self) -> Result<Option<Quota>, StoreError> {
        let Some(first) = self.0.chain.upstreams().next() else {
            return Ok(None);
        };
        let ledger = self.0.store.ledger.as_ref();
        self.0.budgets.quota(ledger, first.name()).await
    }

    /// Corrects an upstream's budget; None where it has none.
    ///
    /// # Errors
    /// [`StoreError`] when the ledger can't be used.
    pub async fn correct_budget(
        &self,
        upstream: &str,
        correction: Correction,
    ) -> Result<Option<Corrected>, StoreError> {
        let ledger = self.0.store.ledger.as_ref();
        self.0.budgets.correct(ledger, upstream, correction).await
    }
}
