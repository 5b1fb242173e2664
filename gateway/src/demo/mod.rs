//! Made-up people for numbers that regulators keep for fiction.
//!
//! Every name, business and portrait here is invented. Nothing is drawn from a real directory, and
//! a number outside the reserved ranges is always answered "not registered".

pub(crate) mod answer;
pub(crate) mod hostile;
pub(crate) mod lookup;
pub(crate) mod person;
pub(crate) mod picture_link;
pub(crate) mod pictures;
pub mod portrait;
pub mod ranges;
#[cfg(test)]
mod sample;
pub(crate) mod second_shape;
mod seed;
pub(crate) mod shared_picture;
mod stats;
pub mod table;

pub use stats::Stats;
