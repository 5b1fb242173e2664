//! Everything that a build needs, in the order in which it's cheapest to fail.

use std::path::PathBuf;

use anyhow::Result;

use crate::cargo_lock;
use crate::node::{self, NodeTools};
use crate::project::Project;
use crate::tools;
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

/// Finds or installs all of it. Takes about ten minutes on a new machine with two cores, and well
/// under a second when nothing is missing.
pub fn for_build(project: &Project) -> Result<Toolchain> {
    let wasm = wasm_target::set_up()?;
    let node = node::set_up(project)?;
    let version = cargo_lock::wasm_bindgen_version(project)?;
    let wasm_bindgen = tools::set_up(project, &tools::wasm_bindgen(&version))?;
    let trunk = tools::set_up(project, &tools::TRUNK)?;
    Ok(Toolchain {
        wasm,
        node,
        wasm_bindgen,
        trunk,
    })
}
