//! A `cargo` that stands on the PATH of a tool before the usual one, and makes wasm builds its own
//! way: a small shell script.
//!
//! Where there is no POSIX shell it is never found, and the usual cargo runs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::project::Project;

/// What wasm builds are made with.
pub struct WasmBuild<'a> {
    pub cargo: &'a Path,
    pub env: &'a [(&'static str, String)],
    pub unset: &'a [&'static str],
}

/// Writes it into a directory that has nothing else, to be put first on a PATH.
pub fn write(
    project: &Project,
    triple: &str,
    wasm: &WasmBuild,
    usual_cargo: &Path,
) -> Result<PathBuf> {
    let dir = project.scratch().join("cargo-wrapper");
    fs::create_dir_all(&dir)?;
    let file = dir.join("cargo");
    fs::write(&file, script(triple, wasm, usual_cargo))?;
    make_executable(&file)?;
    Ok(dir)
}

fn script(triple: &str, wasm: &WasmBuild, usual_cargo: &Path) -> String {
    let exports = wasm.env.iter();
    let exports = exports.map(|(name, value)| format!("  export {name}={}\n", quoted(value)));
    let unsets = wasm.unset.iter().map(|name| format!("  unset {name}\n"));
    let exec = |cargo: &Path| format!("exec {} \"$@\"", quoted(&cargo.to_string_lossy()));
    format!(
        "#!/bin/sh\n\
         # Written by cargo xtask: wasm builds compile the library along, all else is as usual.\n\
         case \" $* \" in *\" --target={triple} \"*)\n{}  {} ;;\nesac\n{}\n",
        exports.chain(unsets).collect::<String>(),
        exec(wasm.cargo),
        exec(usual_cargo),
    )
}

/// One word for a POSIX shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(unix)]
fn make_executable(file: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(
        file,
        fs::Permissions::from_mode(0o755),
    )?)
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]

    use xshell::{Shell, cmd};

    use super::*;

    /// What the wrapper prints with both cargos replaced by programs that show what they get.
    fn run(args: &[&str]) -> String {
        let sh = Shell::new().unwrap();
        let dir = sh.create_temp_dir().unwrap();
        let other = dir.path().join("other");
        let show = "#!/bin/sh\necho \"$WHO\" \"${RUSTUP_TOOLCHAIN-unset}\"\n";
        sh.write_file(&other, show).unwrap();
        make_executable(&other).unwrap();
        let wasm = WasmBuild {
            cargo: &other,
            env: &[("WHO", "it's $debian".to_owned())],
            unset: &["RUSTUP_TOOLCHAIN"],
        };
        let script = script("wasm32-unknown-unknown", &wasm, Path::new("/bin/echo"));
        sh.set_var("RUSTUP_TOOLCHAIN", "stable");
        cmd!(sh, "sh -s -- {args...}").stdin(script).read().unwrap()
    }

    #[test]
    fn given_a_wasm_build_when_the_wrapper_is_called_then_it_gets_that_cargo_and_environment() {
        let args = ["build", "--target=wasm32-unknown-unknown", "--bin", "page"];
        assert_eq!(run(&args), "it's $debian unset");
    }

    #[test]
    fn given_another_command_when_the_wrapper_is_called_then_the_usual_cargo_runs_it() {
        assert_eq!(run(&["run", "a b"]), "run a b");
    }
}
