//! Every check that a request passes, in one place for the routes.

use std::{
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::HeaderMap;
use tokio::time::sleep;

use super::{
    Action, Caller, Caps, Done, Gatekeeper, Pages, Purposes, Refusal, Settings, SettingsError,
    SignIn, Trail, keep_retention, limits::Share,
};
use crate::{
    Digits,
    state::{Audit, Ledger, StoreError},
};

/// Who may ask, why, how much, and what is written down about it.
#[derive(Debug)]
pub struct Door {
    gatekeeper: Gatekeeper,
    purposes: Purposes,
    caps: Caps,
    /// Of one caller; none where each may spend all of the budget.
    share: Option<Share>,
    trail: Trail,
    keep: Duration,
    /// Whether all answers are made up: there is nothing to spend, and nobody to find by a walk.
    demo: bool,
}

impl Door {
    /// Takes the settings, and the pages that may ask in their visitors' names; `demo` for a gateway
    /// that has made-up answers only. `budget` is what may be spent in a period, where there is a
    /// limit.
    ///
    /// # Errors
    /// Settings that can't be meant.
    pub fn new(
        settings: &Settings,
        pages: Pages,
        demo: bool,
        budget: Option<(u64, Duration)>,
    ) -> Result<Self, SettingsError> {
        let percent = settings.budget_share;
        if !(1..=100).contains(&percent) {
            return Err(SettingsError::BudgetShare);
        }
        let shared = budget.filter(|_| percent < 100);
        Ok(Self {
            gatekeeper: Gatekeeper::new(settings, pages, demo)?,
            purposes: Purposes::new(settings)?,
            caps: Caps::new(settings)?,
            share: shared.map(|(requests, period)| Share::new(percent, requests, period)),
            trail: Trail::new(settings)?,
            keep: settings.audit.keep,
            demo,
        })
    }

    /// Goes on from an earlier one, whose settings were others: what it remembers of callers is not
    /// forgotten.
    pub(crate) fn go_on_from(&mut self, earlier: &Self) {
        self.gatekeeper.go_on_from(&earlier.gatekeeper);
        self.caps.go_on_from(&earlier.caps);
        if let (Some(share), Some(earlier)) = (&mut self.share, &earlier.share) {
            share.go_on_from(earlier);
        }
    }

    /// Who asks.
    ///
    /// # Errors
    /// As [`Gatekeeper::identify`].
    pub async fn identify(&self, headers: &HeaderMap, peer: IpAddr) -> Result<Caller, Refusal> {
        self.gatekeeper.identify(headers, peer).await
    }

    /// Who asks, or None where nothing in the request says so.
    ///
    /// # Errors
    /// As [`Gatekeeper::identify_if_named`].
    pub async fn identify_if_named(
        &self,
        headers: &HeaderMap,
        peer: IpAddr,
    ) -> Result<Option<Caller>, Refusal> {
        self.gatekeeper.identify_if_named(headers, peer).await
    }

    /// How people become callers.
    #[must_use]
    pub fn sign_in(&self) -> SignIn {
        self.gatekeeper.sign_in()
    }

    /// Which purposes are accepted.
    #[must_use]
    pub const fn purposes(&self) -> &Purposes {
        &self.purposes
    }

    /// Numbers in one batch.
    #[must_use]
    pub const fn batch_most(&self) -> usize {
        self.caps.batch_most()
    }

    /// Somebody who was told a picture's link, as it is now.
    ///
    /// # Errors
    /// As [`Gatekeeper::again`].
    pub fn again(&self, caller: &Caller) -> Result<Caller, Refusal> {
        self.gatekeeper.again(caller)
    }

    /// Whether a batch may be that large.
    ///
    /// # Errors
    /// As [`Caps::check_batch`].
    pub fn check_batch(&self, lookups: usize) -> Result<(), Refusal> {
        self.caps.check_batch(lookups)
    }

    /// A caller's lookups in a minute, at most; None where all answers are made up.
    pub fn per_minute(&self, caller: &Caller) -> Option<u64> {
        (!self.demo).then(|| self.caps.per_minute(caller))
    }

    /// Lets one lookup pass, with its purpose for the audit. Walks through a range pass slower
    /// and slower.
    ///
    /// # Errors
    /// As [`Purposes::check`] and [`Caps::admit`].
    pub async fn admit(
        &self,
        ledger: &dyn Ledger,
        caller: &Caller,
        number: &Digits,
        purpose: Option<&str>,
    ) -> Result<Option<String>, Refusal> {
        let purpose = self.purposes.check(purpose)?;
        self.admit_again(ledger, caller, number).await?;
        Ok(purpose)
    }

    /// Lets one more lookup pass for what was told already: its purpose was checked then.
    ///
    /// # Errors
    /// As [`Caps::admit`].
    pub async fn admit_again(
        &self,
        ledger: &dyn Ledger,
        caller: &Caller,
        number: &Digits,
    ) -> Result<(), Refusal> {
        if self.demo {
            return Ok(());
        }
        let admitted = self.caps.admit(ledger, caller, number).await?;
        if !admitted.wait.is_zero() {
            tracing::warn!(
                caller = %caller.key(),
                seconds = admitted.wait.as_secs(),
                "what looks like a walk through a range is slowed"
            );
            sleep(admitted.wait).await;
            self.caps.waited(caller, number);
        }
        Ok(())
    }

    /// Whether a caller may pay for lookups. What is kept it is told all the same.
    ///
    /// # Errors
    /// [`Refusal::Share`] where its share of the budget is spent.
    pub fn may_pay(&self, caller: &Caller) -> Result<(), Refusal> {
        let share = self.share.as_ref();
        match share.and_then(|share| share.spent(caller.group(), Instant::now())) {
            Some(left) => Err(Refusal::Share(left)),
            None => Ok(()),
        }
    }

    /// Counts a lookup that was paid for. A count that fails is no reason to keep the answer back.
    pub async fn paid(&self, ledger: &dyn Ledger, caller: &Caller) {
        if let Some(share) = &self.share
            && let Err(error) = share.paid(ledger, caller.group(), Instant::now()).await
        {
            tracing::warn!(%error, "what a caller paid for can't be counted");
        }
    }

    /// Writes down what was done.
    ///
    /// # Errors
    /// [`StoreError`] when it can't be.
    pub async fn write_down(&self, audit: &dyn Audit, done: &Done<'_>) -> Result<(), StoreError> {
        audit.append(self.trail.record(done)).await
    }

    /// Drops what is too old, for as long as it is polled.
    pub async fn keep_order(&self, audit: Arc<dyn Audit>) {
        tokio::join!(
            keep_retention(audit, self.keep),
            self.caps.keep_forgetting(),
        );
    }
}

/// What the audit says of a request that was turned away.
#[must_use]
pub const fn refused<'a>(caller: &'a Caller, number: &'a Digits, refusal: &Refusal) -> Done<'a> {
    Done {
        caller: Some(caller),
        action: Action::Refused,
        number,
        purpose: None,
        result: refusal.reason(),
        source: None,
    }
}
