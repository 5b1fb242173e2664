//! Node, and the pinned npm packages: esbuild, wasm-opt, TypeScript, axe-core.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};

use crate::project::Project;
use crate::{debian, process, report};

const OLDEST_NODE: u32 = 18;
const FILES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Where the npm packages are installed.
#[derive(Debug)]
pub struct NodeTools {
    dir: PathBuf,
}

impl NodeTools {
    /// The directory with the packages' programs.
    pub fn bin(&self) -> PathBuf {
        self.dir.join("node_modules/.bin")
    }

    /// A program of one of the packages.
    pub fn program(&self, name: &str) -> PathBuf {
        let ending = if cfg!(windows) { ".cmd" } else { "" };
        self.bin().join(format!("{name}{ending}"))
    }

    /// The accessibility checker that the browser tests load into a page.
    pub fn axe(&self) -> PathBuf {
        self.dir.join("node_modules/axe-core/axe.min.js")
    }
}

/// Installs Node and the packages where they're missing.
pub fn set_up(project: &Project) -> Result<NodeTools> {
    set_up_node()?;
    let tools = installed(project)?;
    if tools.dir.is_dir() {
        return Ok(tools);
    }
    report::step("installing the npm tools", "about 15 s", || {
        install(&project.root.join("xtask/tools"), &tools.dir)
    })?;
    Ok(tools)
}

/// Where the packages belong, whether they are there or not.
pub fn installed(project: &Project) -> Result<NodeTools> {
    let source = project.root.join("xtask/tools");
    let mut hasher = DefaultHasher::new();
    for name in FILES {
        let file = source.join(name);
        fs::read(&file)
            .with_context(|| format!("reading {}", file.display()))?
            .hash(&mut hasher);
    }
    let name = format!("npm-{:016x}", hasher.finish());
    Ok(NodeTools {
        dir: project.tools_dir.join(name),
    })
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

/// Into a directory beside the final one, so that an interrupted install is never taken for a
/// finished one.
fn install(source: &Path, dir: &Path) -> Result<()> {
    let partial = dir.with_extension("partial");
    if partial.exists() {
        fs::remove_dir_all(&partial)?;
    }
    fs::create_dir_all(&partial)?;
    for name in FILES {
        fs::copy(source.join(name), partial.join(name))?;
    }
    let npm = process::find("npm").context("npm is gone")?;
    process::run(
        Command::new(npm)
            .current_dir(&partial)
            // None of the packages needs its install scripts: prebuilt programs are packages too.
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]),
    )?;
    if !partial.join("node_modules/.bin").is_dir() {
        bail!("npm installed nothing into {}", partial.display());
    }
    if dir.exists() {
        // Another xtask was faster.
        return Ok(fs::remove_dir_all(&partial)?);
    }
    Ok(fs::rename(&partial, dir)?)
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
