//! Trunk and the wasm-bindgen command line tool: those on PATH if their versions fit, else built
//! from source, once per machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::{Project, cargo_program};
use crate::{process, report};

/// A program that a crate installs.
#[derive(Debug)]
pub struct CargoTool<'a> {
    pub package: &'a str,
    pub version: &'a str,
    pub programs: &'a [&'a str],
    /// Replaces the package's default features.
    pub features: Option<&'a str>,
    /// Trunk spends its time in cargo, so it's built as fast as can be; wasm-bindgen rewrites
    /// whole modules itself.
    pub opt_level: &'a str,
    pub expected: &'a str,
}

/// The Trunk that Trunk.toml was written for; later ones ask for a later Rust.
pub const TRUNK: CargoTool<'static> = CargoTool {
    package: "trunk",
    version: "0.21.14",
    programs: &["trunk"],
    // Without its check for updates, which would ask a registry at every build.
    features: Some("rustls"),
    opt_level: "0",
    expected: "about 5 min, once",
};

/// The tool that fits a version of the wasm-bindgen library.
pub fn wasm_bindgen(version: &str) -> CargoTool<'_> {
    CargoTool {
        package: "wasm-bindgen-cli",
        version,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        features: None,
        opt_level: "1",
        expected: "about 4 min, once",
    }
}

/// The directory that holds the tool's programs.
pub fn set_up(project: &Project, tool: &CargoTool) -> Result<PathBuf> {
    if let Some(dir) = on_path(tool) {
        return Ok(dir);
    }
    let root = root(&project.tools_dir, tool);
    let dir = root.join("bin");
    if is_complete(&dir, tool) {
        return Ok(dir);
    }
    let what = format!("building {} {} from source", tool.package, tool.version);
    report::step(&what, tool.expected, || install(project, tool, &root))?;
    if !is_complete(&dir, tool) {
        bail!(
            "{} {} is installed in {} but doesn't run",
            tool.package,
            tool.version,
            dir.display()
        );
    }
    Ok(dir)
}

fn root(tools_dir: &Path, tool: &CargoTool) -> PathBuf {
    let name = tool.package.trim_end_matches("-cli");
    tools_dir.join(format!("{name}-{}", tool.version))
}

/// Only if PATH has all of them in one place: the programs of one version belong together.
fn on_path(tool: &CargoTool) -> Option<PathBuf> {
    let first = process::find(tool.programs.first()?)?;
    let dir = first.parent()?.to_path_buf();
    is_complete(&dir, tool).then_some(dir)
}

fn is_complete(dir: &Path, tool: &CargoTool) -> bool {
    tool.programs.iter().all(|program| {
        process::version(dir.join(program)).is_some_and(|line| has_version(&line, tool.version))
    })
}

/// `trunk 0.21.14`, `wasm-bindgen 0.2.130 (a1b2c3)`.
fn has_version(line: &str, version: &str) -> bool {
    line.split_whitespace().nth(1) == Some(version)
}

fn install(project: &Project, tool: &CargoTool, root: &Path) -> Result<()> {
    let build = project.tools_dir.join(format!("build-{}", tool.package));
    fs::create_dir_all(&build).with_context(|| format!("creating {}", build.display()))?;
    if process::run(install_command(tool, root, &build).arg("--locked")).is_err() {
        // A registry mirror may lack a version that the tool's own lock file names.
        report::note("its lock file can't be met here: taking the newest that fit instead");
        process::run(&mut install_command(tool, root, &build))?;
    }
    // Kept until here so that an interrupted build goes on where it was.
    fs::remove_dir_all(&build).with_context(|| format!("removing {}", build.display()))
}

fn install_command(tool: &CargoTool, root: &Path, build: &Path) -> Command {
    let mut command = Command::new(cargo_program());
    command
        // Away from the checkout, whose cargo config is not meant for tools.
        .current_dir(build)
        .args(["install", tool.package, "--version", tool.version])
        .arg("--root")
        .arg(root)
        .env("CARGO_TARGET_DIR", build)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.opt_level)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_PROFILE_RELEASE_STRIP", "symbols");
    if let Some(features) = tool.features {
        command.args(["--no-default-features", "--features", features]);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_version_lines_when_compared_then_only_the_exact_version_fits() {
        assert!(has_version("trunk 0.21.14", "0.21.14"));
        assert!(has_version("wasm-bindgen 0.2.130 (1a2b3c4)", "0.2.130"));
        assert!(!has_version("wasm-bindgen 0.2.13", "0.2.130"));
        assert!(!has_version("0.2.130", "0.2.130"));
        assert!(!has_version("", "0.2.130"));
    }

    #[test]
    fn given_two_versions_when_placed_in_the_cache_then_they_don_t_share_a_directory() {
        let cache = Path::new("cache");
        let one = root(cache, &wasm_bindgen("0.2.130"));
        assert_eq!(one, Path::new("cache/wasm-bindgen-0.2.130"));
        assert_ne!(one, root(cache, &wasm_bindgen("0.2.131")));
    }
}
