//! How much a caller may ask: in a minute, in a day, at once, and how close together.

use std::time::{Duration, Instant};

use super::{
    Caller, CallerKey, Neighbours, Pace, Reason, Refusal, SettingsError, block_count::BlockCount,
    hash_key::HashKey, neighbours::Heard, settings::Settings,
};
use crate::{
    Digits,
    state::{Ledger, StoreError, Taken},
};

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Where the counters can't be used.
const STORE_RETRY: Duration = Duration::from_secs(5);

/// Counts what callers ask.
#[derive(Debug)]
pub struct Caps {
    everybody: Limits,
    operators: Limits,
    batch_most: usize,
    neighbours: Neighbours,
    shared: Option<BlockCount>,
}

#[derive(Debug, Clone, Copy)]
struct Limits {
    per_minute: u64,
    per_day: u64,
}

/// A lookup that may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admitted {
    /// How long to wait first. More than zero for a run of neighbouring numbers, which belongs
    /// into the audit.
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
        let neighbours = &settings.neighbours;
        for (what, zero) in [
            ("per-minute", everybody.per_minute == 0),
            ("per-day", everybody.per_day == 0),
            ("operator-per-minute", operators.per_minute == 0),
            ("operator-per-day", operators.per_day == 0),
            ("batch-most", settings.batch_most == 0),
            ("neighbours.refuse-after", neighbours.refuse_after == 0),
            ("neighbours.window", neighbours.window.is_zero()),
        ] {
            if zero {
                return Err(SettingsError::Zero(what));
            }
        }
        if neighbours.slow_after > neighbours.refuse_after {
            return Err(SettingsError::Neighbours);
        }
        let key = settings.audit.hash_key.as_ref().map(HashKey::new);
        Ok(Self {
            everybody,
            operators,
            batch_most: settings.batch_most,
            neighbours: Neighbours::new(neighbours),
            shared: key.transpose()?.map(|key| BlockCount {
                key,
                settings: neighbours.clone(),
            }),
        })
    }

    /// Counts one lookup, and says whether and when it may be made.
    ///
    /// The minute comes first, so that refused lookups count there; the day counts only what is
    /// admitted.
    ///
    /// # Errors
    /// 429 over the caps, 403 for a run of neighbouring numbers, 503 where the counters can't be
    /// used.
    pub async fn admit(
        &self,
        ledger: &dyn Ledger,
        caller: &Caller,
        number: &Digits,
    ) -> Result<Admitted, Refusal> {
        let limits = if caller.operator {
            self.operators
        } else {
            self.everybody
        };
        let key = caller.key();
        let minute = take(
            ledger,
            &format!("caller-minute:{key}"),
            MINUTE,
            limits.per_minute,
        )
        .await?;
        if !minute.allowed {
            return Err(Refusal::rate_limited(
                Reason::PerMinute,
                "Too many lookups in a minute.",
                minute.resets_in,
            ));
        }
        let wait = match self.pace(ledger, key, number).await? {
            Pace::Go => Duration::ZERO,
            Pace::Slow(wait) => wait,
            Pace::Refuse(left) => {
                // 403, as widgets try again after 429.
                let mut refusal = Refusal::forbidden(
                    Reason::Neighbours,
                    "These lookups look like a walk through a range.",
                );
                refusal.retry_after = Some(left);
                return Err(refusal);
            }
        };
        let day = take(ledger, &format!("caller-day:{key}"), DAY, limits.per_day).await?;
        if !day.allowed {
            return Err(Refusal::rate_limited(
                Reason::PerDay,
                "Too many lookups in a day.",
                day.resets_in,
            ));
        }
        Ok(Admitted {
            wait,
            left_today: limits.per_day.saturating_sub(day.count),
        })
    }

    /// The worse of what this gateway and all of them have heard.
    async fn pace(
        &self,
        ledger: &dyn Ledger,
        key: CallerKey,
        number: &Digits,
    ) -> Result<Pace, Refusal> {
        let mut pace = match self.neighbours.begin(key, number, Instant::now()) {
            Heard::Again => return Ok(Pace::Go),
            Heard::New(pace) => pace,
        };
        if let Some(shared) = &self.shared
            && !matches!(pace, Pace::Refuse(_))
        {
            pace = pace.max(shared.ask(ledger, key, number).await?);
        }
        if !matches!(pace, Pace::Refuse(_)) {
            self.neighbours.admit(key, number);
        }
        Ok(pace)
    }

    /// Whether a batch may be that large. Its lookups are admitted one by one besides.
    ///
    /// # Errors
    /// 400 for too many.
    pub fn check_batch(&self, lookups: usize) -> Result<(), Refusal> {
        if lookups <= self.batch_most {
            return Ok(());
        }
        Err(Refusal {
            status: axum::http::StatusCode::BAD_REQUEST,
            code: "forbidden",
            message: format!("A batch holds {} lookups at most.", self.batch_most),
            retry_after: None,
            reason: Reason::Batch,
        })
    }

    /// Numbers in one batch.
    #[must_use]
    pub const fn batch_most(&self) -> usize {
        self.batch_most
    }

    /// The memory of neighbouring numbers, for [`Neighbours::keep_forgetting`].
    #[must_use]
    pub const fn neighbours(&self) -> &Neighbours {
        &self.neighbours
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
    Refusal::unavailable(Reason::Store, STORE_RETRY)
}

#[cfg(test)]
mod tests;
