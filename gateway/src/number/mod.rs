//! The number in a request's path: read strictly, shown masked.

mod digits;
mod mask;

pub use digits::{Digits, InvalidDigits};
pub use mask::mask;
