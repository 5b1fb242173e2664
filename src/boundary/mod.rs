//! What crosses between Rust and JavaScript. Each thing crosses as one text, made and read by plain
//! code on both sides: a field by field walk would cross the border dozens of times for each answer.

pub mod answer_out;
pub mod fields;
#[cfg(feature = "page")]
pub mod object;
pub mod plain;
