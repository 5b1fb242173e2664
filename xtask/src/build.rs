//! dist: the page and the embed kit, built by Trunk unless nothing has changed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::fingerprint::Fingerprint;
use crate::project::Project;
use crate::setup::{self, Toolchain};
use crate::{esbuild, process, report, tools};

/// Files and directories that decide what ends up in dist.
const INPUTS: [&str; 14] = [
    "src",
    "static",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "rust-toolchain.toml",
    "xtask/src/build.rs",
    "xtask/src/esbuild.rs",
    "xtask/src/finish.rs",
    "xtask/src/kit.rs",
    "xtask/src/wasm_target.rs",
    "xtask/tools/package-lock.json",
];

/// Sets up what is missing and brings dist up to date.
pub fn dist(project: &Project) -> Result<Toolchain> {
    let toolchain = setup::for_build(project)?;
    let inputs = inputs(project, &toolchain)?;
    let stamp = project.dist().join(".fingerprint");
    let stored = fs::read_to_string(&stamp).unwrap_or_default();
    match inputs.difference(&Fingerprint::from_text(&stored)) {
        None if project.kit().join("index.js").is_file() => {
            report::heading("dist is up to date");
            return Ok(toolchain);
        }
        Some(name) if !stored.is_empty() => report::heading(&format!("{name} has changed")),
        _ => {}
    }
    report::step(
        "building the page and the embed kit",
        "about 2 min the first time",
        || process::run(&mut trunk(project, &toolchain)?),
    )?;
    // What Trunk built from, as of before the build: an edit made meanwhile leads to another one.
    fs::write(&stamp, inputs.to_text()).with_context(|| format!("writing {}", stamp.display()))?;
    Ok(toolchain)
}

fn inputs(project: &Project, toolchain: &Toolchain) -> Result<Fingerprint> {
    let mut inputs = Fingerprint::default();
    for name in INPUTS {
        inputs.add_path(&project.root, name)?;
    }
    inputs.add("the Rust compiler", &toolchain.wasm.identity()?);
    inputs.add("Trunk", tools::TRUNK.version);
    for name in ["RUSTFLAGS", "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS"] {
        inputs.add(name, &env::var(name).unwrap_or_default());
    }
    Ok(inputs)
}

fn trunk(project: &Project, toolchain: &Toolchain) -> Result<Command> {
    // Trunk looks for its tools on PATH and downloads those that it doesn't find in the version
    // that Trunk.toml names.
    let mut path = vec![toolchain.node.bin(), toolchain.wasm_bindgen.clone()];
    path.extend(toolchain.wasm.cargo_dir(project)?);
    path.reverse();
    let program = toolchain.trunk.join("trunk");
    let mut command = project.command(program);
    command
        .args(["build", "--release"])
        .env("PATH", process::path_with(&path)?)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env(esbuild::VARIABLE, toolchain.node.program("esbuild"));
    let flags = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
    if env::var_os(flags).is_none() {
        let paths = short_paths(&project.root, cargo_home().as_deref());
        let shipping = toolchain.wasm.shipping_flags();
        command.env(flags, format!("{paths} {shipping}").trim());
    }
    // Trunk takes no value but true and false for what others only look at for being set.
    match env::var_os("NO_COLOR") {
        Some(value) if !value.is_empty() => command.env("NO_COLOR", "true"),
        _ => command.env_remove("NO_COLOR"),
    };
    Ok(command)
}

/// Panic messages carry the paths of source files: without where this machine has them, they're
/// shorter, tell nobody the user's name, and are the same for everybody who builds.
fn short_paths(root: &Path, cargo_home: Option<&Path>) -> String {
    let registry = cargo_home.map(|home| home.join("registry/src"));
    let prefixes = [
        (Some(root.to_path_buf()), "phone-profile"),
        (registry, "crates"),
    ];
    let flags = prefixes.into_iter().filter_map(|(dir, name)| {
        let dir = dir?.to_str()?.to_owned();
        // Cargo splits these flags at spaces and knows no quotes.
        (!dir.contains(char::is_whitespace)).then(|| format!("--remap-path-prefix={dir}={name}"))
    });
    flags.collect::<Vec<_>>().join(" ")
}

fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_a_checkout_and_a_cargo_home_when_built_then_both_get_a_name_instead_of_a_place() {
        let flags = short_paths(Path::new("/srv/clone"), Some(Path::new("/home/ada/.cargo")));
        assert_eq!(
            flags,
            "--remap-path-prefix=/srv/clone=phone-profile \
             --remap-path-prefix=/home/ada/.cargo/registry/src=crates"
        );
    }

    #[test]
    fn given_a_directory_with_a_space_when_built_then_it_keeps_its_path() {
        let flags = short_paths(Path::new("/my work/clone"), None);
        assert_eq!(flags, "");
    }
}
