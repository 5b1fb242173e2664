//! What the tasks share with the bench: where things are, how programs run, what was built.

pub mod browsers;
pub mod debian;
pub mod gateway;
pub mod npm_copy;
pub mod process;
pub mod project;
pub mod report;
pub mod size;
