//! The examples, each built by its own bundler from the npm package's tarball.

use std::path::PathBuf;

use anyhow::Result;
use xshell::{Shell, cmd};

use crate::npm::Package;
use crate::project::Project;
use crate::{npm_copy, process, report};

/// Builds all of them in a copy, and gives its directory: `<example>/dist` in it, and the installed
/// package in `node_modules/phone-profile`.
pub fn build(project: &Project, package: &Package) -> Result<PathBuf> {
    let dir = npm_copy::make(project, "examples", "installing the examples' bundlers")?;
    let (sh, npm, tarball) = (Shell::new()?, process::npm()?, &package.tarball);
    sh.change_dir(&dir);
    report::step("building the examples", "about 20 s", || {
        cmd!(sh, "{npm} install --no-save --ignore-scripts {tarball}").run()?;
        Ok(cmd!(sh, "node build.mjs").run()?)
    })?;
    Ok(dir)
}
