//! Debian and its kin: packages by apt-get, where xtask runs as root.

use anyhow::{Context, Result, ensure};
use xshell::{Cmd, Shell, cmd};

use crate::process;

/// Whether packages can be installed without asking anyone.
pub fn can_install() -> bool {
    process::find("apt-get").is_some() && is_root().unwrap_or_default()
}

/// Whether nobody has to be asked for anything.
pub fn is_root() -> Result<bool> {
    let sh = Shell::new()?;
    Ok(cmd!(sh, "id -u").read()? == "0")
}

/// Whether every one of these packages is there already.
pub fn has(packages: &[&str]) -> bool {
    installed(packages).is_ok_and(|count| count == packages.len())
}

fn installed(packages: &[&str]) -> Result<usize> {
    let sh = Shell::new()?;
    let format = "${db:Status-Status}\n";
    let query = cmd!(sh, "dpkg-query -W -f {format} {packages...}");
    let text = query.ignore_stderr().read()?;
    Ok(text.lines().filter(|line| *line == "installed").count())
}

/// Installs packages, refreshing the package lists first where they turn out to be missing or old.
pub fn install(packages: &[&str]) -> Result<()> {
    ensure!(can_install(), "not root on a machine with apt-get");
    let sh = Shell::new()?;
    let install = || {
        apt_get(&sh)
            .args(["install", "--yes", "--no-install-recommends"])
            .args(packages)
    };
    if install().run().is_err() {
        let update = apt_get(&sh).arg("update").run();
        update.context("could not refresh the package lists")?;
        install().run()?;
    }
    Ok(())
}

fn apt_get(sh: &Shell) -> Cmd<'_> {
    // A machine that has just started is often still installing something of its own.
    cmd!(sh, "apt-get -qq -o DPkg::Lock::Timeout=300").env("DEBIAN_FRONTEND", "noninteractive")
}
