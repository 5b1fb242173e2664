//! A number's own stream of choices: the same number always draws the same person.

use crate::Digits;

/// SplitMix64 (Steele, Lea and Flood, 2014) seeded with the number. Not for secrets.
#[derive(Debug, Clone)]
pub(crate) struct Seed(u64);

impl Seed {
    /// `purpose` keeps two uses of one number independent: a name says nothing about a face.
    pub(crate) fn new(number: &Digits, purpose: u64) -> Self {
        Self(
            number
                .value()
                .wrapping_add(purpose.wrapping_mul(0xa076_1d64_78bd_642f)),
        )
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Evenly among `0..bound`; 0 when there is nothing to choose from.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        match u64::try_from(bound) {
            Ok(bound) if bound > 0 => usize::try_from(self.next() % bound).unwrap_or(0),
            _ => 0,
        }
    }

    /// True `percent` times out of a hundred.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// One of the options.
    pub(crate) fn pick<T: Copy>(&mut self, options: &[T], otherwise: T) -> T {
        options
            .get(self.below(options.len()))
            .copied()
            .unwrap_or(otherwise)
    }
}
