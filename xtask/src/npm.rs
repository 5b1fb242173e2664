//! The npm package, which `shell/build/package.mjs` makes of the kit as Trunk has built it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

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
        let mut command = node::script(project, "package")?;
        command.arg(project.kit()).arg(&dir);
        process::run(command.env("PACKAGE_VERSION", env!("CARGO_PKG_VERSION")))
    })?;
    let out = dir.parent().context("the package's directory")?;
    let mut pack = Command::new(process::find("npm").context("npm is gone")?);
    pack.current_dir(&dir)
        .args(["pack", "--silent", "--pack-destination"])
        .arg(out);
    let name = process::output(&mut pack).context("npm pack")?;
    let tarball = out.join(name.trim());
    if !tarball.is_file() {
        bail!("npm pack left no {}", tarball.display());
    }
    report::note(&format!(
        "the package is {}, its tarball {}",
        dir.display(),
        tarball.display()
    ));
    Ok(Package { tarball })
}
