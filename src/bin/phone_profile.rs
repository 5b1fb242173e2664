//! The embed kit: nothing runs at load, so it has no main function that would set up a runtime.

#![cfg_attr(target_arch = "wasm32", no_main)]

use phone_profile as _;

/// As fast as the standard library's allocator, and half its size.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
