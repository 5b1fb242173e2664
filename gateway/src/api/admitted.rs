//! One lookup for one caller: admitted, made, counted and written down, in this order, with links to
//! the gateway's own pictures.

use std::{error::Error, fmt, sync::Arc, time::Instant};

use tracing::Instrument;

use super::{answer::Links, extract::LookupQuery, problem::Problem};
use crate::{
    Digits,
    access::{Action, Caller, Done, Refusal, refused},
    app_state::AppState,
    clock::unix_now,
    number::Masked,
    service::{AtHand, Freshness, LookupFailure, Source, Told},
    upstream::DEMO_BASE,
};

/// What the audit says of lookups for picture links that have died: the purpose of the answer that the
/// link was told with is in that answer's own record.
const RENEWAL: &str = "picture renewal";

/// A lookup that was admitted.
struct Admitted {
    caller: Caller,
    number: Digits,
    action: Action,
    purpose: Option<String>,
    started: Instant,
}

impl AppState {
    /// What can't be written down isn't told.
    pub(crate) async fn tell(
        self: &Arc<Self>,
        caller: &Caller,
        number: &Digits,
        query: &LookupQuery,
    ) -> Result<Told, Problem> {
        let started = Instant::now();
        let ledger = self.lookups.store().ledger.as_ref();
        let purpose = query.purpose.as_deref();
        let admitted = self.door.admit(ledger, caller, number, purpose).await;
        let purpose = match admitted {
            Ok(purpose) => purpose,
            Err(refusal) => {
                self.write_down(&refused(caller, number, &refusal)).await?;
                return Err(self.turned_away(refusal));
            }
        };
        let admitted = Admitted {
            caller: caller.clone(),
            number: number.clone(),
            action: Action::Lookup,
            purpose,
            started,
        };
        let (wanted, refusal) = self.affordable(caller, query.freshness);
        let want = match self.lookups.at_hand(number, wanted).await {
            Ok(AtHand::Wanted(want)) => want,
            // Nothing was spent that would have to be counted though the client is gone.
            Ok(AtHand::Told(told)) => return self.note(&admitted, Ok(*told)).await,
            Err(failure) => {
                return self
                    .note(&admitted, Err(no_answer(&failure, refusal)))
                    .await;
            }
        };
        let (state, is_paid_for) = (Arc::clone(self), wanted.may_be_live());
        self.see_through(async move {
            let found = state.lookups.fetch(&admitted.number, want).await;
            if is_paid_for {
                state.count_if_paid(&admitted, &found).await;
            }
            let found = found.map_err(|failure| no_answer(&failure, refusal));
            state.note(&admitted, found).await
        })
        .await
    }

    /// One lookup in place of an answer whose picture can't be had, at the cost of the caller that got
    /// the link. Its purpose was checked when the answer was told.
    pub(crate) async fn renew(
        self: &Arc<Self>,
        caller: &Caller,
        number: &Digits,
        stored_at_ms: u64,
    ) -> Result<Told, Problem> {
        let started = Instant::now();
        let caller = match self.admit_renewal(caller, number).await {
            Ok(caller) => caller,
            Err(refusal) => {
                self.write_down(&refused(caller, number, &refusal)).await?;
                return Err(refusal.into());
            }
        };
        let admitted = Admitted {
            caller,
            number: number.clone(),
            action: Action::Picture,
            purpose: Some(RENEWAL.to_owned()),
            started,
        };
        let state = Arc::clone(self);
        self.see_through(async move {
            let found = state.lookups.renew(&admitted.number, stored_at_ms).await;
            state.count_if_paid(&admitted, &found).await;
            let found = found.map_err(|failure| {
                let problem = Problem::from(&failure);
                tracing::warn!(error = %Causes(&failure), code = problem.code, "no new picture link");
                problem
            });
            state.note(&admitted, found).await
        })
        .await
    }

    /// Goes on when the client has gone: what is spent for a caller counts, and is written down.
    async fn see_through(
        &self,
        work: impl Future<Output = Result<Told, Problem>> + Send + 'static,
    ) -> Result<Told, Problem> {
        let told = self.lookups.see_through(work.in_current_span()).await;
        told.unwrap_or_else(|| Err(Problem::from(&LookupFailure::BrokenOff)))
    }

    /// What the caller wants; what is kept where the caller may pay for nothing more, and why.
    fn affordable(&self, caller: &Caller, wanted: Freshness) -> (Freshness, Option<Refusal>) {
        if !wanted.may_be_live() {
            return (wanted, None);
        }
        match self.door.may_pay(caller) {
            Ok(()) => (wanted, None),
            Err(refusal) => (Freshness::CacheOnly, Some(refusal)),
        }
    }

    /// A failure may have been charged, too.
    async fn count_if_paid(&self, admitted: &Admitted, found: &Result<Told, LookupFailure>) {
        let is_paid = match found {
            Ok(told) => told.source == Source::Live,
            Err(failure) => failure.was_charged(),
        };
        if is_paid {
            let ledger = self.lookups.store().ledger.as_ref();
            self.door.paid(ledger, &admitted.caller).await;
        }
    }

    /// Who got the link, as it is known by now: a link outlives a token that is taken back.
    async fn admit_renewal(&self, caller: &Caller, number: &Digits) -> Result<Caller, Refusal> {
        let caller = self.door.again(caller)?;
        self.door.may_pay(&caller)?;
        let ledger = self.lookups.store().ledger.as_ref();
        self.door.admit_again(ledger, &caller, number).await?;
        Ok(caller)
    }

    /// Counts what came of a lookup, and writes it down.
    async fn note(
        &self,
        admitted: &Admitted,
        found: Result<Told, Problem>,
    ) -> Result<Told, Problem> {
        let result = match &found {
            Ok(told) if told.record.registered => "registered",
            Ok(_) => "not-registered",
            Err(problem) => problem.code,
        };
        let source = found.as_ref().ok().map(|told| told.source.as_str());
        let took = admitted.started.elapsed();
        self.metrics
            .looked_up(source.unwrap_or("none"), result, took);
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let action = admitted.action.as_str();
        tracing::info!(number = %Masked(&admitted.number), action, result, source, ms, "lookup");
        self.write_down(&Done {
            caller: Some(&admitted.caller),
            action: admitted.action,
            number: &admitted.number,
            purpose: admitted.purpose.as_deref(),
            result,
            source,
        })
        .await?;
        found
    }

    pub(crate) async fn write_down(&self, done: &Done<'_>) -> Result<(), Problem> {
        let audit = self.lookups.store().audit.as_ref();
        self.door.write_down(audit, done).await.map_err(|error| {
            tracing::error!(error = %Causes(&error), "the audit can't be written");
            Problem::from(&error)
        })
    }

    /// The links to pictures, where they lead to this gateway, each behind `base`. None: the answer's
    /// own.
    pub(crate) fn links(
        &self,
        caller: &Caller,
        told: &Told,
        number: &Digits,
        base: &str,
    ) -> Option<Links> {
        let picture = &told.record.picture;
        match (&self.pictures, told.source) {
            // Drawn here, whatever else is passed on.
            (_, Source::Demo) => {
                let here = |link: &Option<String>| {
                    let link = link.as_deref()?;
                    Some(match link.strip_prefix(DEMO_BASE) {
                        Some(path) => format!("{base}{path}"),
                        None => link.to_owned(),
                    })
                };
                Some(Links {
                    full: here(&picture.full),
                    thumb: here(&picture.thumb),
                    expires_at: picture.expires_at,
                })
            }
            (Some(pictures), _) if picture.full.is_some() || picture.thumb.is_some() => {
                // An answer that isn't kept leads to no picture, and the CDN's own links stay here.
                let links = told
                    .kept
                    .and_then(|kept| pictures.links(number, caller, unix_now(), kept.until_ms));
                let here = |path: &String| format!("{base}{path}");
                Some(Links {
                    full: links.as_ref().map(|links| here(&links.full)),
                    thumb: links.as_ref().map(|links| here(&links.thumb)),
                    expires_at: links.map(|links| links.expires_at),
                })
            }
            _ => None,
        }
    }

    /// Counts a request that isn't served.
    pub(crate) fn turned_away(&self, why: impl Into<Problem>) -> Problem {
        let problem = why.into();
        self.metrics.refused(problem.code);
        if let Some(reason) = problem.reason {
            self.metrics.refusal(reason);
        }
        problem
    }
}

/// Why there is no answer. `refusal`: why the caller could not pay for one.
fn no_answer(failure: &LookupFailure, refusal: Option<Refusal>) -> Problem {
    if let Some(refusal) = refusal
        && failure.is_not_kept()
    {
        return refusal.into();
    }
    let problem = Problem::from(failure);
    tracing::warn!(error = %Causes(failure), code = problem.code, "no answer");
    problem
}

/// An error with what lies behind it, in one line of the log.
pub(crate) struct Causes<'a>(pub(crate) &'a dyn Error);

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(source) = cause {
            write!(f, ": {source}")?;
            cause = source.source();
        }
        Ok(())
    }
}
