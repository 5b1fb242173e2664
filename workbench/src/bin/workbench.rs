//! What people see of the workbench.

fn main() {}
