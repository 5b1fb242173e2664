//! What is left of a budget: by our own count, by the vendor's word, and as it is told.

use std::{cmp::Ordering, time::Duration};

use serde::Serialize;
use utoipa::ToSchema;

use super::{period::Period, price::Price};
use crate::{
    record::Quota,
    state::{Spending, VendorWindow},
};

/// No plan's period is longer: what claims to be is no number of seconds.
const LONGEST_WINDOW: Duration = Duration::from_secs(400 * 24 * 3_600);

/// A budget and what is spent of it, as `GET /quota` tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BudgetState {
    /// The upstream's name.
    pub upstream: String,
    /// `month` or `day`.
    pub period: Period,
    /// Requests in a period.
    pub limit: u64,
    /// Spent, or reserved at this moment.
    pub used: u64,
    /// Left: of the period or of the vendor's window, whichever is less.
    pub remaining: u64,
    /// Until the one that has less left ends.
    pub reset_seconds: u64,
    /// What the vendor itself said, until its own period ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor: Option<VendorState>,
    /// What one lookup costs, where the configuration says it.
    pub price: Option<Price>,
}

/// What a vendor said that it still allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VendorState {
    /// Requests, less those that were reserved since.
    pub remaining: u64,
    /// Until its period ends.
    pub reset_seconds: u64,
}

impl From<VendorWindow> for VendorState {
    fn from(window: VendorWindow) -> Self {
        Self {
            remaining: window.left,
            reset_seconds: whole_seconds(window.ends_in),
        }
    }
}

/// The vendor's own period, where it says when that ends.
pub(super) fn window_of(said: &Quota) -> Option<Duration> {
    said.reset_seconds
        .map(Duration::from_secs)
        .filter(|ends_in| *ends_in <= LONGEST_WINDOW)
}

/// How many of our budget the vendor has counted at least, where it doesn't say when its period
/// ends.
pub(super) fn counted(budget: u64, said: &Quota, remaining: u64) -> u64 {
    let limit = said.limit.unwrap_or(budget);
    let by_plan = limit.saturating_sub(remaining);
    if limit < budget {
        // A plan smaller than our budget ends where the plan does.
        by_plan.max(budget.saturating_sub(remaining))
    } else {
        by_plan
    }
}

pub(super) fn quota(limit: u64, spending: Spending, period_left: u64) -> Quota {
    let (remaining, reset_seconds) = tighter(limit, spending, period_left);
    Quota {
        limit: Some(limit),
        remaining: Some(remaining),
        reset_seconds: Some(reset_seconds),
    }
}

/// What is left, and the seconds until there is more: of our own period or of the vendor's window.
pub(super) fn tighter(limit: u64, spending: Spending, period_left: u64) -> (u64, u64) {
    let own = (limit.saturating_sub(spending.used), period_left);
    let Some(window) = spending.window else {
        return own;
    };
    let theirs = (window.left, whole_seconds(window.ends_in));
    match own.0.cmp(&theirs.0) {
        Ordering::Less => own,
        Ordering::Greater => theirs,
        // Both have to end.
        Ordering::Equal => (own.0, own.1.max(theirs.1)),
    }
}

/// Why so many requests weren't taken.
pub(super) fn refusal(limit: u64, requests: u64, spending: Spending, period_left: u64) -> Quota {
    let mut told = quota(limit, spending, period_left);
    let is_spent = limit.saturating_sub(spending.used) < requests;
    let confined = (spending.window).filter(|window| window.left < requests);
    if let (true, Some(window)) = (is_spent, confined) {
        told.reset_seconds = Some(period_left.max(whole_seconds(window.ends_in)));
    }
    told
}

/// Rounded up: who waits for less is refused again.
fn whole_seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_our_count_and_the_vendors_when_told_then_it_is_the_one_that_has_less() {
        let window = |left, ends_in| {
            let ends_in = Duration::from_millis(ends_in);
            VendorWindow {
                id: 1,
                left,
                ends_in,
            }
        };
        let spending = |used, window| Spending { used, window };
        let hour = 3_600;
        for (spending, expected) in [
            (spending(47, None), (3, hour)),
            (spending(47, Some(window(2, 1_500))), (2, 2)),
            (spending(47, Some(window(9, 1_500))), (3, hour)),
            (spending(50, Some(window(0, 1_500))), (0, hour)),
            (spending(50, Some(window(0, 7_200_000))), (0, 2 * hour)),
            (spending(99, None), (0, hour)),
        ] {
            assert_eq!(tighter(50, spending, hour), expected, "{spending:?}");
        }
        // Three are wanted, and neither has as many: both have to end.
        let told = refusal(50, 3, spending(48, Some(window(1, 1_500))), hour);
        assert_eq!((told.remaining, told.reset_seconds), (Some(1), Some(hour)));
        let told = refusal(50, 3, spending(40, Some(window(1, 1_500))), hour);
        assert_eq!((told.remaining, told.reset_seconds), (Some(1), Some(2)));
    }

    #[test]
    fn given_a_reset_when_it_is_no_number_of_seconds_then_there_is_no_window() {
        let said = |reset_seconds| Quota {
            reset_seconds,
            ..Quota::default()
        };
        let month = 31 * 86_400;
        assert_eq!(
            window_of(&said(Some(month))),
            Some(Duration::from_secs(month))
        );
        assert_eq!(window_of(&said(Some(0))), Some(Duration::ZERO));
        // A moment of 2026, in Unix seconds.
        assert_eq!(window_of(&said(Some(1_777_034_096))), None);
        assert_eq!(window_of(&said(None)), None);
    }
}
