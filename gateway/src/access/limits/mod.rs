//! How much a caller may ask.

mod caps;
#[cfg(test)]
mod memory_ledger;
mod neighbours;
mod shared_blocks;

pub use caps::{Admitted, Caps};
pub use neighbours::{Neighbours, Pace};
