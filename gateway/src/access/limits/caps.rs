//! How much a caller may ask: in a minute, in a day, at once, and how close together.

use std::time::{Duration, Instant};

use super::{
    pace::Pace,
    shared_blocks::SharedBlocks,
    walks::{Heard, Walks},
};
use crate::{
    Digits,
    access::{
        Caller, Refusal, SettingsError, caller::CallerKey, hash_key::HashKey, settings::Settings,
    },
    state::{Ledger, StoreError, Taken},
};

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const FORGET_APART: Duration = MINUTE;
/// Where the counters can't be used.
const STORE_RETRY: Duration = Duration::from_secs(5);

/// Counts what callers ask.
#[derive(Debug)]
pub struct Caps {
    everybody: Limits,
    operators: Limits,
    batch_most: usize,
    walks: Walks,
    shared: Option<SharedBlocks>,
}

#[derive(Debug, Clone, Copy)]
struct Limits {
    per_minute: u64,
    per_day: u64,
}

/// A lookup that may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admitted {
    /// How long to wait first. More than zero for what looks like a walk through a range.
    pub wait: Duration,
    /// Lookups that the caller has left today.
    pub left_today: u64,
}

impl Caps {
    /// Takes the settings.
    ///
    /// # Errors
    /// Limits at which nothing could be asked, or a key that could be guessed.
    pub fn new(settings: &Settings) -> Result<Self, SettingsError> {
        let everybody = Limits {
            per_minute: settings.per_minute,
            per_day: settings.per_day,
        };
        let operators = Limits {
            per_minute: settings.operator_per_minute.unwrap_or(settings.per_minute),
            per_day: settings.operator_per_day.unwrap_or(settings.per_day),
        };
        let (neighbours, blocks) = (&settings.neighbours, &settings.blocks);
        for (what, zero) in [
            ("per-minute", everybody.per_minute == 0),
            ("per-day", everybody.per_day == 0),
            ("operator-per-minute", operators.per_minute == 0),
            ("operator-per-day", operators.per_day == 0),
            ("batch-most", settings.batch_most == 0),
            ("neighbours.refuse-after", neighbours.refuse_after == 0),
            ("neighbours.window", neighbours.window.is_zero()),
            (
                "blocks.of-1000.refuse-after",
                blocks.of_1000.refuse_after == 0,
            ),
            (
                "blocks.of-10000.refuse-after",
                blocks.of_10000.refuse_after == 0,
            ),
            (
                "blocks.of-100000.refuse-after",
                blocks.of_100000.refuse_after == 0,
            ),
            ("blocks.window", blocks.window.is_zero()),
        ] {
            if zero {
                return Err(SettingsError::Zero(what));
            }
        }
        for (what, limits) in [
            ("neighbours", neighbours.limits()),
            ("blocks.of-1000", blocks.of_1000),
            ("blocks.of-10000", blocks.of_10000),
            ("blocks.of-100000", blocks.of_100000),
        ] {
            if limits.slow_after > limits.refuse_after {
                return Err(SettingsError::Walks(what));
            }
        }
        let key = settings.audit.hash_key.as_ref().map(HashKey::new);
        Ok(Self {
            everybody,
            operators,
            batch_most: settings.batch_most,
            walks: Walks::new(settings),
            shared: key.transpose()?.map(|key| SharedBlocks::new(key, settings)),
        })
    }

    /// Goes on from others: what callers asked for is not forgotten.
    pub(in crate::access) fn go_on_from(&mut self, earlier: &Self) {
        self.walks.go_on_from(&earlier.walks);
    }

    /// Counts one lookup, and says whether and when it may be made.
    ///
    /// The minute comes first, so that refused lookups count there; the day counts only what is
    /// admitted.
    ///
    /// # Errors
    /// [`Refusal`] over the caps, for a walk through a range, and where the counters can't be used.
    pub async fn admit(
        &self,
        ledger: &dyn Ledger,
        caller: &Caller,
        number: &Digits,
    ) -> Result<Admitted, Refusal> {
        let limits = self.limits(caller);
        let key = caller.key();
        let minute = take(
            ledger,
            &format!("caller-minute:{key}"),
            MINUTE,
            limits.per_minute,
        )
        .await?;
        if !minute.allowed {
            return Err(Refusal::PerMinute(minute.resets_in));
        }
        let wait = if caller.may_walk {
            Duration::ZERO
        } else {
            self.wait(ledger, caller.group(), number).await?
        };
        let day = take(ledger, &format!("caller-day:{key}"), DAY, limits.per_day).await?;
        if !day.allowed {
            return Err(Refusal::PerDay(day.resets_in));
        }
        Ok(Admitted {
            wait,
            left_today: limits.per_day.saturating_sub(day.count),
        })
    }

    /// A caller's lookups in a minute, at most.
    pub fn per_minute(&self, caller: &Caller) -> u64 {
        self.limits(caller).per_minute
    }

    fn limits(&self, caller: &Caller) -> Limits {
        let general = if caller.operator {
            self.operators
        } else {
            self.everybody
        };
        Limits {
            per_minute: caller.caps.per_minute.unwrap_or(general.per_minute),
            per_day: caller.caps.per_day.unwrap_or(general.per_day),
        }
    }

    /// How long to wait first: the worse of what this gateway and all of them have heard.
    /// A lookup's wait is over: from now on its number is one that the caller has asked for.
    pub(crate) fn waited(&self, caller: &Caller, number: &Digits) {
        self.walks.admit(caller.group(), number);
    }

    async fn wait(
        &self,
        ledger: &dyn Ledger,
        caller: CallerKey,
        number: &Digits,
    ) -> Result<Duration, Refusal> {
        let now = Instant::now();
        let mut pace = match self.walks.begin(caller, number, now) {
            Heard::Again => return Ok(Duration::ZERO),
            Heard::New(pace) => pace,
        };
        if let Some(shared) = &self.shared
            && matches!(pace, Pace::Go | Pace::Slow(_))
        {
            pace = pace.max(shared.ask(ledger, caller, number).await?);
            if let Pace::Refuse(left) = pace {
                self.walks.refuse(caller, number, now + left);
            }
        }
        let wait = match pace {
            Pace::Go => Duration::ZERO,
            Pace::Slow(wait) => self.walks.queue(caller, wait, now),
            Pace::Later(wait) => return Err(Refusal::Slowed(wait)),
            Pace::Refuse(left) => return Err(Refusal::Walk(left)),
        };
        // Who doesn't wait to the end, and asks again, waits again.
        if wait.is_zero() {
            self.walks.admit(caller, number);
        }
        Ok(wait)
    }

    /// Whether a batch may be that large. Its lookups are admitted one by one besides.
    ///
    /// # Errors
    /// [`Refusal::Batch`] for too many.
    pub fn check_batch(&self, lookups: usize) -> Result<(), Refusal> {
        if lookups <= self.batch_most {
            return Ok(());
        }
        Err(Refusal::Batch {
            most: self.batch_most,
        })
    }

    /// Numbers in one batch.
    #[must_use]
    pub const fn batch_most(&self) -> usize {
        self.batch_most
    }

    /// Drops numbers that don't count any more, once a minute, for as long as it is polled.
    pub async fn keep_forgetting(&self) {
        loop {
            tokio::time::sleep(FORGET_APART).await;
            self.walks.forget(Instant::now());
        }
    }
}

pub(super) async fn take(
    ledger: &dyn Ledger,
    counter: &str,
    window: Duration,
    limit: u64,
) -> Result<Taken, Refusal> {
    ledger
        .take(counter, window, limit)
        .await
        .map_err(|error| unavailable(&error))
}

fn unavailable(error: &StoreError) -> Refusal {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::warn!(%error, cause, "a caller's lookups can't be counted");
    Refusal::Store(STORE_RETRY)
}

#[cfg(test)]
mod tests;
