//! Numbers: cases that people really have, and a corpus of generated writings.

mod cases;
mod corpus;
mod section;
mod writings;

pub use section::section;
