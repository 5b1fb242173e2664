//! Where things are: the checkout, cargo's target directory, the tool cache.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

/// The checkout that `cargo xtask` was called in, from whichever directory.
#[derive(Debug)]
pub struct Project {
    /// The repository's own directory.
    pub root: PathBuf,
    /// Absolute, whether it was set by the environment, a cargo config or not at all.
    pub target_dir: PathBuf,
    /// Outside of the checkout, so that the next clone finds the tools that this one built.
    pub tools_dir: PathBuf,
}

impl Project {
    /// Finds all of them.
    pub fn locate() -> Result<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .parent()
            .context("the xtask package has no parent directory")?
            .to_path_buf();
        let target_dir = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => std::path::absolute(dir)?,
            None => target_dir_from_metadata(&root)?,
        };
        Ok(Self {
            root,
            target_dir,
            tools_dir: tools_dir()?,
        })
    }

    /// What Trunk builds: the page, and the embed kit below it.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The directory that an embedding page loads from.
    pub fn kit(&self) -> PathBuf {
        self.dist().join("phone-profile")
    }

    /// Intermediate files of xtask itself.
    pub fn scratch(&self) -> PathBuf {
        self.target_dir.join("xtask")
    }

    /// Runs programs at the root of the checkout, whatever directory the user is in.
    pub fn shell(&self) -> Result<Shell> {
        let sh = Shell::new()?;
        sh.change_dir(&self.root);
        sh.set_var("CARGO_TARGET_DIR", &self.target_dir);
        Ok(sh)
    }

    /// The same for one program.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target_dir);
        command
    }
}

/// Cargo names itself to the programs that it runs.
pub fn cargo_program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Continuous integration: steps that can't run are failures there.
pub fn is_ci() -> bool {
    env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}

fn target_dir_from_metadata(root: &Path) -> Result<PathBuf> {
    let sh = Shell::new()?;
    sh.change_dir(root);
    let metadata = cmd!(sh, "cargo metadata --format-version 1 --no-deps").read()?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata)?;
    let dir = metadata
        .get("target_directory")
        .and_then(serde_json::Value::as_str)
        .context("cargo metadata names no target directory")?;
    Ok(PathBuf::from(dir))
}

fn tools_dir() -> Result<PathBuf> {
    // An empty variable counts as unset, as the XDG base directory specification has it.
    let named = env::var_os("PHONE_PROFILE_TOOLS").filter(|dir| !dir.is_empty());
    if let Some(dir) = named {
        return Ok(std::path::absolute(dir)?);
    }
    let cache = dirs::cache_dir()
        .context("this user has no cache: name a directory for tools in PHONE_PROFILE_TOOLS")?;
    Ok(cache.join("phone-profile"))
}
