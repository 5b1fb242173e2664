//! The embed kit: nothing runs at load.

use phone_profile as _;

/// As fast as the standard library's allocator, and half its size.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {}
