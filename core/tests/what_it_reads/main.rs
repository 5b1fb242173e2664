//! What is read and what is refused – numbers, answers, names – and the page that it is told on.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod names;
mod numbers;
mod page;
