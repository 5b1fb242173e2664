//! What is read as a number and what is refused: cases that people really have, a corpus of generated writings, and
//! the page that both are told on.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cases;
mod corpus;
mod page;
mod writings;
