//! Pictures that tests take, held against those in the repository: what differs, by how much, and as pictures to look at.
//! No browser is needed here, and none is known.

mod baselines;
mod comparison;
mod report;

pub use baselines::{Baselines, Difference, Pictures, What};
pub use comparison::{Comparison, compare};
