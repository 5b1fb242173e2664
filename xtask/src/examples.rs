//! The examples, each built by its own bundler from the npm package's tarball.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::npm::Package;
use crate::project::Project;
use crate::{npm_copy, process, report};

/// Builds all of them in a copy, and gives its directory: `<example>/dist` in it, and the installed
/// package in `node_modules/phone-profile`.
pub fn build(project: &Project, package: &Package) -> Result<PathBuf> {
    let dir = npm_copy::make(project, "examples", "installing the examples' bundlers")?;
    let npm = process::find("npm").context("npm is gone")?;
    report::step("building the examples", "about 20 s", || {
        process::run(
            Command::new(&npm)
                .current_dir(&dir)
                .args(["install", "--no-save", "--ignore-scripts"])
                .arg(&package.tarball),
        )?;
        process::run(Command::new("node").current_dir(&dir).arg("build.mjs"))
    })?;
    Ok(dir)
}
