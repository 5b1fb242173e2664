//! esbuild: bundles and minifies the JavaScript and the styles of page and kit.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::project::Project;
use crate::{node, process};

/// Names esbuild where xtask runs Trunk; a `trunk build` by hand finds the installed one.
pub const VARIABLE: &str = "PHONE_PROFILE_ESBUILD";

/// The newest edition that every browser with the wasm features in use understands.
const TARGET: &str = "--target=es2022";

/// esbuild, and whether its output is for people or for the wire.
pub struct Esbuild {
    program: PathBuf,
    pub minify: bool,
}

impl Esbuild {
    pub fn find(project: &Project, minify: bool) -> Result<Self> {
        let program = match env::var_os(VARIABLE) {
            Some(program) => program.into(),
            None => node::installed(project)?.program("esbuild"),
        };
        if !program.is_file() {
            bail!("esbuild is not installed: `cargo xtask setup` does that");
        }
        Ok(Self { program, minify })
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args([TARGET, "--log-level=warning", "--legal-comments=none"]);
        if self.minify {
            command.arg("--minify");
        }
        command
    }

    /// Minifies one file in its place, leaving imports as they are.
    pub fn rewrite(&self, file: &Path) -> Result<()> {
        if !self.minify {
            return Ok(());
        }
        let mut command = self.command();
        if file.extension() == Some(OsStr::new("js")) {
            command.arg("--format=esm");
        }
        process::run(
            command
                .arg(file)
                .arg("--allow-overwrite")
                .arg(outfile(file)),
        )
    }

    /// Joins a module and what it imports, with further options.
    pub fn bundle(&self, entry: &Path, out: &Path, options: &[String]) -> Result<()> {
        let mut command = self.command();
        command
            .args(["--bundle", "--loader:.css=text", "--loader:.wasm=base64"])
            .args(options)
            .arg(entry)
            .arg(outfile(out));
        process::run(&mut command)
    }
}

fn outfile(file: &Path) -> OsString {
    let mut option = OsString::from("--outfile=");
    option.push(file);
    option
}
