//! How much a caller may ask.

mod caps;
#[cfg(test)]
mod memory_ledger;
mod pace;
mod share;
mod shared_blocks;
mod walks;

pub use caps::{Admitted, Caps};
pub(super) use share::Share;
