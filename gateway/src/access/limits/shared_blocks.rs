//! Walks that are spread over many gateways: these share counters, and no numbers.

use std::{fmt, time::Duration};

use futures_util::future::try_join_all;

use super::{caps::take, pace::Pace};
use crate::{
    Digits,
    access::{
        Refusal,
        caller::CallerKey,
        hash_key::HashKey,
        settings::{Settings, WalkLimits},
    },
    state::Ledger,
};

/// Of each block of 100, 1,000, 10,000 and 100,000 numbers, how many a caller asked for.
///
/// Counters are named by keyed hashes. A number counts once in a window for each gateway: what
/// would tell other gateways that it was asked for couldn't tell them that it was refused.
pub(super) struct SharedBlocks {
    key: HashKey,
    blocks: [Block; 4],
}

/// Blocks of one size.
struct Block {
    /// A block is what differs in so many last digits.
    last_digits: usize,
    window: Duration,
    limits: WalkLimits,
}

impl fmt::Debug for SharedBlocks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedBlocks").finish_non_exhaustive()
    }
}

impl SharedBlocks {
    pub(super) fn new(key: HashKey, settings: &Settings) -> Self {
        let (neighbours, blocks) = (&settings.neighbours, &settings.blocks);
        let of = |last_digits, window, limits| Block {
            last_digits,
            window,
            limits,
        };
        Self {
            key,
            blocks: [
                of(2, neighbours.window, neighbours.limits()),
                of(3, blocks.window, blocks.of_1000),
                of(4, blocks.window, blocks.of_10000),
                of(5, blocks.window, blocks.of_100000),
            ],
        }
    }

    /// Counts a number in its blocks, at once in all of them.
    pub(super) async fn ask(
        &self,
        ledger: &dyn Ledger,
        caller: CallerKey,
        number: &Digits,
    ) -> Result<Pace, Refusal> {
        let caller = caller.to_string();
        let counts = self.blocks.iter().map(|block| {
            let counter = self.counter(&caller, number, block);
            async move {
                let limit = block.limits.refuse_after;
                let taken = take(ledger, &counter, block.window, limit).await?;
                Ok(if taken.allowed {
                    block.limits.pace(taken.count.saturating_sub(1))
                } else {
                    Pace::Refuse(taken.resets_in)
                })
            }
        });
        let paces = try_join_all(counts).await?;
        Ok(paces.into_iter().max().unwrap_or(Pace::Go))
    }

    fn counter(&self, caller: &str, number: &Digits, block: &Block) -> String {
        let digits = number.as_str();
        let first = digits.get(..digits.len().saturating_sub(block.last_digits));
        let size = block.last_digits.to_string();
        let parts = ["block", &size, caller, first.unwrap_or(digits)];
        format!("caller-block:{}", self.key.hash(&parts))
    }
}
