//! The embed kit: nothing runs at load.
use phone_profile as _;
fn main() {}
