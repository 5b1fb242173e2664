//! dist: the page, the workbench and the embed kit, built by Trunk unless nothing has changed.

use std::env;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::Result;
use xshell::cmd;

use crate::project::Project;
use crate::setup::{self, Toolchain};
use crate::stamp::Stamp;
use crate::{process, report};

/// Files and directories that decide what ends up in dist.
const INPUTS: [&str; 17] = [
    "contacts",
    "core",
    "locales",
    "shell/src",
    "shell/build",
    "shell/package-lock.json",
    "shell/tsconfig.json",
    "src",
    "static",
    "workbench",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "rust-toolchain.toml",
    "xtask/src",
];

/// With nothing compiled, and with all that doesn't change often.
const FIRST: Duration = Duration::from_secs(150);
const AGAIN: Duration = Duration::from_secs(60);

/// Sets up what is missing and brings dist up to date.
pub fn dist(project: &Project) -> Result<Toolchain> {
    let toolchain = setup::for_build(project)?;
    let stamp = stamp(project, &toolchain)?;
    match stamp.outdated(project)? {
        None => {
            report::skip(expected(project));
            report::heading("dist is up to date");
        }
        Some(reason) => {
            report::heading(&reason);
            let start = SystemTime::now();
            let what = "building the page, the workbench and the embed kit";
            report::long_step(what, expected(project), || trunk(project, &toolchain))?;
            stamp.write(start)?;
        }
    }
    Ok(toolchain)
}

/// How long bringing it up to date should take, if anything has changed.
pub fn expected(project: &Project) -> Duration {
    if project.kit().is_dir() { AGAIN } else { FIRST }
}

/// Trunk empties dist: a build by hand takes the stamp away with the files that it described.
fn stamp(project: &Project, toolchain: &Toolchain) -> Result<Stamp> {
    let flags = ["RUSTFLAGS", "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS"]
        .map(|name| format!("{name}={}", env::var(name).unwrap_or_default()));
    Ok(Stamp {
        what: "dist",
        file: project.dist().join(".built-by"),
        by: format!("{}\n{}\n", toolchain.wasm.identity()?, flags.join("\n")),
        inputs: &INPUTS,
    })
}

fn trunk(project: &Project, toolchain: &Toolchain) -> Result<()> {
    // Trunk looks for its tools on PATH and downloads those that it doesn't find in the version
    // that Trunk.toml names.
    let mut path = toolchain
        .wasm
        .cargo_dir(project)?
        .map_or(vec![], |dir| vec![dir]);
    path.extend([toolchain.wasm_bindgen.clone(), toolchain.node.bin()]);
    let sh = project.shell()?;
    sh.set_var("PATH", process::path_with(&path)?);
    sh.set_var("TRUNK_SKIP_VERSION_CHECK", "true");
    let flags = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
    if env::var_os(flags).is_none() {
        let paths = short_paths(&project.root, cargo_home().as_deref());
        let shipping = toolchain.wasm.shipping_flags();
        sh.set_var(flags, format!("{paths} {shipping}").trim());
    }
    let program = toolchain.trunk.join("trunk");
    let command = cmd!(sh, "{program} build --release");
    // Trunk takes no value but true and false for what others only look at for being set.
    let command = match env::var_os("NO_COLOR") {
        Some(value) if !value.is_empty() => command.env("NO_COLOR", "true"),
        _ => command.env_remove("NO_COLOR"),
    };
    Ok(command.run()?)
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
    #![allow(clippy::unwrap_used)]

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
