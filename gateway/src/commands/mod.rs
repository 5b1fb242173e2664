//! What the command does beside serving.

pub mod budget;
