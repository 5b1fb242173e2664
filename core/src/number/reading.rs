//! What an entered text was read as.

use super::e164::E164;

/// A number, and what of the entered text is no part of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    /// The number.
    pub number: E164,
    /// What was left out, where the person who entered it would want to know.
    pub left_out: Option<LeftOut>,
}

/// A piece of an entered text that is no part of the number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftOut {
    /// The digit that is dialled within the country, written behind the calling code: `+44 020 …`,
    /// `+1 1 310 …`. In parentheses, `+44 (0)20 …`, it says itself that it is none of the number, and
    /// isn't mentioned.
    TrunkDigit,
    /// An extension, or what is dialled after a pause: `ext. 4`, `,,4567#`.
    Extension,
    /// The `.0` of a spreadsheet's or a database's column of decimal numbers.
    Decimals,
}
