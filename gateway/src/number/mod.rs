//! The number in a request's path: read strictly, shown masked.

mod digits;
mod mask;

pub use digits::{Digits, InvalidDigits};
pub(crate) use mask::Masked;
pub use mask::mask;
