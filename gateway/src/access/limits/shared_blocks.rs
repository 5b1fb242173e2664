//! Runs of neighbouring numbers that are spread over many gateways: these share counters, and no
//! numbers.

use std::fmt;

use super::{
    caps::take,
    neighbours::{Pace, pace},
};
use crate::{
    Digits,
    access::{Refusal, caller::CallerKey, hash_key::HashKey, settings::NeighbourSettings},
    state::Ledger,
};

/// A block is what differs in this many last digits.
const BLOCK_DIGITS: usize = 2;

/// Of each block of a hundred numbers, how many a caller asked for.
///
/// Counters are named by keyed hashes. A number counts once in a window for each gateway: what
/// would tell other gateways that it was asked for couldn't tell them that it was refused.
pub(super) struct SharedBlocks {
    pub(super) key: HashKey,
    pub(super) settings: NeighbourSettings,
}

impl fmt::Debug for SharedBlocks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedBlocks").finish_non_exhaustive()
    }
}

impl SharedBlocks {
    pub(super) async fn ask(
        &self,
        ledger: &dyn Ledger,
        caller: CallerKey,
        number: &Digits,
    ) -> Result<Pace, Refusal> {
        let digits = number.as_str();
        let block = digits
            .get(..digits.len().saturating_sub(BLOCK_DIGITS))
            .unwrap_or(digits);
        let hash = self.key.hash(&["block", &caller.to_string(), block]);
        let counter = format!("caller-block:{hash}");
        let Self { settings, .. } = self;
        let taken = take(ledger, &counter, settings.window, settings.refuse_after).await?;
        Ok(if taken.allowed {
            pace(taken.count.saturating_sub(1), &self.settings)
        } else {
            Pace::Refuse(taken.resets_in)
        })
    }
}
