//! How much of an upstream's budget one caller may spend, so that one can't leave nothing for the
//! others.
//!
//! Who pays is known only after a lookup: what is kept costs nothing. So what a caller paid for is
//! counted then, and a caller whose share is spent is told what is kept, and nothing else.

use std::{
    fmt,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use lru::LruCache;

use crate::{
    access::caller::CallerKey,
    state::{Ledger, StoreError},
};

/// Callers that are remembered as having spent theirs. One that is forgotten pays for one more.
const CALLERS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(9_999);

/// Every caller's share.
pub(in crate::access) struct Share {
    requests: u64,
    period: Duration,
    spent: Arc<Mutex<LruCache<CallerKey, Instant>>>,
}

impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Share")
            .field("requests", &self.requests)
            .field("period", &self.period)
            .finish_non_exhaustive()
    }
}

impl Share {
    /// So many percent of a budget; one request at least.
    pub(in crate::access) fn new(percent: u8, requests: u64, period: Duration) -> Self {
        let share = u128::from(requests) * u128::from(percent) / 100;
        Self {
            requests: u64::try_from(share).unwrap_or(u64::MAX).max(1),
            period,
            spent: Arc::new(Mutex::new(LruCache::new(CALLERS))),
        }
    }

    /// Goes on from an earlier one, where it is of the same size: whose share is spent is not forgotten.
    pub(in crate::access) fn go_on_from(&mut self, earlier: &Self) {
        if (self.requests, self.period) == (earlier.requests, earlier.period) {
            self.spent = Arc::clone(&earlier.spent);
        }
    }

    /// Until a caller may spend again, where its share is spent.
    pub(in crate::access) fn spent(&self, caller: CallerKey, now: Instant) -> Option<Duration> {
        let until = self.callers().get(&caller).copied()?;
        let left = until.saturating_duration_since(now);
        (!left.is_zero()).then_some(left)
    }

    /// Counts one lookup that a caller paid for.
    pub(in crate::access) async fn paid(
        &self,
        ledger: &dyn Ledger,
        caller: CallerKey,
        now: Instant,
    ) -> Result<(), StoreError> {
        let counter = format!("caller-paid:{caller}");
        let taken = ledger.take(&counter, self.period, self.requests).await?;
        if taken.count >= self.requests {
            self.callers().put(caller, now + taken.resets_in);
        }
        Ok(())
    }

    fn callers(&self) -> MutexGuard<'_, LruCache<CallerKey, Instant>> {
        self.spent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Caller, Via, limits::memory_ledger::MemoryLedger};

    const MONTH: Duration = Duration::from_secs(30 * 86_400);

    fn caller(name: &str) -> CallerKey {
        Caller::new(name, false, Via::Token).group()
    }

    #[tokio::test]
    async fn given_a_quarter_of_a_budget_when_a_caller_has_paid_for_it_then_only_its_share_is_spent()
     {
        let (share, ledger) = (Share::new(25, 12, MONTH), MemoryLedger::default());
        let now = Instant::now();
        for _ in 0..3 {
            assert_eq!(share.spent(caller("ada"), now), None);
            share.paid(&ledger, caller("ada"), now).await.unwrap();
        }
        assert!(share.spent(caller("ada"), now).is_some());
        assert_eq!(share.spent(caller("bo"), now), None);
        assert_eq!(share.spent(caller("ada"), now + MONTH), None);
        // Another gateway, or this one after a restart, learns it by one more.
        let other = Share::new(25, 12, MONTH);
        other.paid(&ledger, caller("ada"), now).await.unwrap();
        assert!(other.spent(caller("ada"), now).is_some());
    }

    #[test]
    fn given_a_share_of_less_than_a_request_when_taken_then_it_is_one() {
        assert_eq!(Share::new(1, 50, MONTH).requests, 1);
        assert_eq!(Share::new(25, u64::MAX, MONTH).requests, u64::MAX / 4);
    }
}
