//! How a lookup goes on that may be part of a walk.

use std::{ops::RangeInclusive, time::Duration};

use crate::access::settings::WalkLimits;

/// The first wait; each further number doubles it.
const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// How a lookup goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pace {
    /// At once.
    Go,
    /// After a wait.
    Slow(Duration),
    /// Not now: too many wait already. After this it may be asked again.
    Later(Duration),
    /// Not at all, until this has passed.
    Refuse(Duration),
}

/// Numbers that are counted together.
pub(super) struct Span {
    pub(super) numbers: RangeInclusive<u64>,
    /// For how long each of them counts.
    pub(super) window: Duration,
    pub(super) limits: WalkLimits,
}

impl Span {
    /// The block of a number: those that differ from it in their last digits alone.
    pub(super) const fn block(
        number: u64,
        size: u64,
        window: Duration,
        limits: WalkLimits,
    ) -> Self {
        let first = number - number % size;
        Self {
            numbers: first..=first + (size - 1),
            window,
            limits,
        }
    }
}

impl WalkLimits {
    /// After so many others, which are fewer than would refuse it.
    pub(super) fn pace(self, others: u64) -> Pace {
        let Some(beyond) = others.checked_sub(self.slow_after) else {
            return Pace::Go;
        };
        // More doublings than these exceed the longest wait anyway.
        let doublings = u32::try_from(beyond.min(16)).unwrap_or(16);
        Pace::Slow(FIRST_WAIT.saturating_mul(1 << doublings).min(LONGEST_WAIT))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn given_more_numbers_when_slowed_then_the_wait_is_never_shorter(count in 0_u64..u64::MAX) {
            let limits = WalkLimits { slow_after: 5, refuse_after: 20 };
            prop_assert!(limits.pace(count) <= limits.pace(count + 1));
        }

        #[test]
        fn given_a_number_when_its_block_is_taken_then_only_last_digits_differ(number in 0_u64..10_000_000_000_000_000) {
            let limits = WalkLimits { slow_after: 5, refuse_after: 20 };
            let block = Span::block(number, 1_000, Duration::ZERO, limits).numbers;
            prop_assert!(block.contains(&number));
            prop_assert_eq!((block.start() % 1_000, block.end() - block.start()), (0, 999));
        }
    }
}
