//! Node, and the npm packages that `shell/package.json` pins: esbuild, TypeScript, wasm-opt, axe-core.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, ensure};
use xshell::{Shell, cmd};

use crate::project::Project;
use crate::{debian, process, report};

const OLDEST_NODE: u32 = 18;

/// The npm packages, where they are installed.
#[derive(Debug)]
pub struct NodeTools {
    dir: PathBuf,
}

impl NodeTools {
    fn of(project: &Project) -> Self {
        Self {
            dir: project.root.join("shell/node_modules"),
        }
    }

    /// The directory with the packages' programs.
    pub fn bin(&self) -> PathBuf {
        self.dir.join(".bin")
    }

    /// A program of one of the packages.
    pub fn program(&self, name: &str) -> PathBuf {
        let ending = if cfg!(windows) { ".cmd" } else { "" };
        self.bin().join(format!("{name}{ending}"))
    }

    /// The TypeScript compiler of a package. Each calls its program `tsc`, so only one of them is among the others.
    pub fn typescript(&self, package: &str) -> PathBuf {
        self.dir.join(package).join("bin/tsc")
    }

    /// The accessibility checker that the browser tests load into a page.
    pub fn axe(&self) -> PathBuf {
        self.dir.join("axe-core/axe.min.js")
    }

    /// The lock file that the packages were installed by.
    fn stamp(&self) -> PathBuf {
        self.dir.join(".installed.json")
    }
}

/// Installs Node and the packages where they're missing.
pub fn set_up(project: &Project) -> Result<NodeTools> {
    set_up_node()?;
    let tools = NodeTools::of(project);
    let lock = fs::read(project.root.join("shell/package-lock.json"))
        .context("reading shell/package-lock.json")?;
    if fs::read(tools.stamp()).is_ok_and(|installed| installed == lock) {
        return Ok(tools);
    }
    report::step("installing the npm tools", "about 15 s", || {
        let (sh, npm) = (project.shell()?, process::npm()?);
        sh.change_dir("shell");
        // None of the packages needs its install scripts: prebuilt programs are packages too.
        Ok(cmd!(sh, "{npm} ci --ignore-scripts --no-audit --no-fund").run()?)
    })?;
    // Last, so that an interrupted installation is never taken for a finished one.
    fs::write(tools.stamp(), lock)
        .with_context(|| format!("npm installed nothing into {}", tools.dir.display()))?;
    Ok(tools)
}

/// Runs programs in `shell/`, where the scripts of its build are to be run.
pub fn shell(project: &Project) -> Result<Shell> {
    ensure!(
        NodeTools::of(project).bin().is_dir(),
        "the npm tools are not installed: `cargo xtask setup` does that"
    );
    let sh = project.shell()?;
    sh.change_dir("shell");
    Ok(sh)
}

fn set_up_node() -> Result<()> {
    if is_ready() {
        return Ok(());
    }
    let missing = || {
        anyhow!(
            "Node {OLDEST_NODE} or later and npm are needed. Install them from your system's \
             packages (nodejs and npm on Debian, node on Homebrew) and try again"
        )
    };
    if !debian::can_install() {
        return Err(missing());
    }
    // npm of its own only where the installed Node brought none along: the two packages may
    // come from different publishers and refuse each other.
    let packages: &[&str] = if node_major().is_some_and(|major| major >= OLDEST_NODE) {
        &["npm"]
    } else {
        &["nodejs", "npm"]
    };
    report::step("installing Node and npm", "about 1 min", || {
        debian::install(packages).or_else(|error| {
            // Some publishers' nodejs contains npm and conflicts with Debian's.
            debian::install(&["nodejs"]).map_err(|_| error)
        })
    })?;
    if is_ready() { Ok(()) } else { Err(missing()) }
}

fn is_ready() -> bool {
    node_major().is_some_and(|major| major >= OLDEST_NODE) && process::find("npm").is_some()
}

fn node_major() -> Option<u32> {
    major(&process::version("node")?)
}

/// `v20.20.2` → 20.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_what_node_prints_when_read_then_the_major_version_comes_out() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v18.0.0"), Some(18));
        assert_eq!(major("node: not found"), None);
    }
}
