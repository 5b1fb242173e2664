//! The worker of the workbench.

fn main() {}
