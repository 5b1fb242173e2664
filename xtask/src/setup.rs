//! Everything that a build needs, in the order in which it's cheapest to fail.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use crate::node::{self, NodeTools};
use crate::project::Project;
use crate::tools::{self, TRUNK, WASM_BINDGEN};
use crate::wasm_target::{self, WasmTarget};

/// What a build of dist is made with.
#[derive(Debug)]
pub struct Toolchain {
    pub wasm: WasmTarget,
    pub node: NodeTools,
    /// The directory of `wasm-bindgen` and `wasm-bindgen-test-runner`.
    pub wasm_bindgen: PathBuf,
    /// The directory of `trunk`.
    pub trunk: PathBuf,
}

/// Finds or installs all of it; takes well under a second when nothing is missing.
pub fn for_build(project: &Project) -> Result<Toolchain> {
    let wasm = wasm_target::set_up()?;
    let node = node::set_up(project)?;
    let wasm_bindgen = tools::set_up(project, &WASM_BINDGEN)?;
    let trunk = tools::set_up(project, &TRUNK)?;
    tools::tidy(project)?;
    Ok(Toolchain {
        wasm,
        node,
        wasm_bindgen,
        trunk,
    })
}

/// How long it should take.
pub fn expected(project: &Project) -> Duration {
    tools::expected(project, &WASM_BINDGEN) + tools::expected(project, &TRUNK)
}
