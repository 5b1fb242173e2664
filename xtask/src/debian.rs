//! Debian and its kin: packages by apt-get, where xtask runs as root.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// Whether packages can be installed without asking anyone.
pub fn can_install() -> bool {
    process::find("apt-get").is_some()
        && process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Whether every one of these packages is there already.
pub fn has(packages: &[&str]) -> bool {
    let mut query = Command::new("dpkg-query");
    query
        .args(["-W", "-f", "${db:Status-Status}\n"])
        .args(packages);
    process::output(&mut query).is_ok_and(|text| {
        text.lines().filter(|line| *line == "installed").count() == packages.len()
    })
}

/// Installs packages, refreshing the package lists first where they turn out to be missing or old.
pub fn install(packages: &[&str]) -> Result<()> {
    if !can_install() {
        bail!("not root on a machine with apt-get");
    }
    if process::run(&mut install_command(packages)).is_ok() {
        return Ok(());
    }
    process::run(apt_get().arg("update")).context("could not refresh the package lists")?;
    process::run(&mut install_command(packages))
}

fn install_command(packages: &[&str]) -> Command {
    let mut command = apt_get();
    command
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages);
    command
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    // A machine that has just started is often still installing something of its own.
    command
        .args(["-qq", "-o", "DPkg::Lock::Timeout=300"])
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}
