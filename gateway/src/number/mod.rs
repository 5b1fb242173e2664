//! The numbers that requests are about: read, checked against the numbering plans, shown masked.

mod digits;
mod entry;
mod mask;
mod plans;

pub use digits::{Digits, InvalidDigits};
pub use entry::read_entry;
pub(crate) use mask::Masked;
pub use mask::mask;
pub(crate) use plans::is_in_known_range;
