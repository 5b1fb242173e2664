//! The npm package, which `shell/build/package.mjs` makes of the kit as Trunk has built it.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::project::Project;
use crate::{build, node, process, report};

/// The tarball that `npm publish` would send.
pub struct Package {
    pub tarball: PathBuf,
}

/// Builds the kit, and the package of it.
pub fn run(project: &Project) -> Result<Package> {
    build::dist(project)?;
    let dir = project.target_dir.join("npm/phone-profile");
    report::step("making the npm package", "a few seconds", || {
        let (sh, kit) = (node::shell(project)?, project.kit());
        let command = cmd!(sh, "node build/package.mjs {kit} {dir}");
        Ok(command
            .env("PACKAGE_VERSION", env!("CARGO_PKG_VERSION"))
            .run()?)
    })?;
    let out = dir.parent().context("the package's directory")?;
    let (sh, npm) = (Shell::new()?, process::npm()?);
    sh.change_dir(&dir);
    let tarball = out.join(cmd!(sh, "{npm} pack --silent --pack-destination {out}").read()?);
    if !tarball.is_file() {
        bail!("npm pack left no {}", tarball.display());
    }
    // The name that the examples' package.json has, whatever the version.
    fs::copy(&tarball, out.join("phone-profile.tgz"))?;
    report::note(&format!(
        "the package is {}, its tarball {}",
        dir.display(),
        tarball.display()
    ));
    Ok(Package { tarball })
}
