//! A copy of an example below the target directory, with its packages: fresh files at every run,
//! installed packages only where the manifest has changed.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::{Shell, cmd};

use super::manifest::Stack;
use crate::project::Project;
use crate::{npm_copy, process, release, report};

/// What stays from one run to the next.
const KEPT: [&str; 2] = ["node_modules", "package-lock.json"];

/// Installs it with this package, and gives the copy's place.
pub fn run(project: &Project, stack: &Stack, tarball: &Path) -> Result<PathBuf> {
    let dir = place(project).join(&stack.name);
    empty(&dir)?;
    npm_copy::copy(&stack.source, &dir)?;

    // Named by its content, so that npm sees when it is another one.
    let content = fs::read(tarball).with_context(|| format!("reading {}", tarball.display()))?;
    let checksum = release::sha256(&content);
    let name = format!(
        "phone-profile-{}.tgz",
        checksum.get(..12).unwrap_or(&checksum)
    );
    fs::write(dir.join(&name), content)?;
    let mut stack = stack.clone();
    stack.depend_on(&name);
    let manifest = serde_json::to_string_pretty(&stack.manifest)?;
    fs::write(dir.join("package.json"), &manifest)?;

    let stamp = dir.join("node_modules/.installed.json");
    let installed = fs::read_to_string(&stamp).unwrap_or_default();
    if installed != manifest {
        // The registry has nothing to say where only the tarball is another one.
        let network = if is_same_but_for_us(&installed, &manifest) {
            "--offline"
        } else {
            "--prefer-offline"
        };
        let scripts = if stack.has_install_scripts {
            "--no-ignore-scripts"
        } else {
            "--ignore-scripts"
        };
        let (sh, npm) = (Shell::new()?, process::npm()?);
        sh.change_dir(&dir);
        report::step("installing its packages", "", || {
            Ok(cmd!(
                sh,
                "{npm} install {network} {scripts} --no-audit --no-fund --loglevel=error"
            )
            .run()?)
        })?;
        fs::write(stamp, manifest)?;
    }
    Ok(dir)
}

/// Removes the copy of one.
pub fn remove(project: &Project, stack: &Stack) -> Result<()> {
    let dir = place(project).join(&stack.name);
    fs::remove_dir_all(&dir).with_context(|| format!("removing {}", dir.display()))
}

/// Removes all copies but those of these.
pub fn keep_only(project: &Project, stacks: &[Stack]) -> Result<()> {
    let Ok(entries) = fs::read_dir(place(project)) else {
        return Ok(());
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let is_kept = stacks.iter().any(|stack| OsStr::new(&stack.name) == name);
        if entry.file_type()?.is_dir() && !is_kept {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// Not in target/examples: packages that are installed there would be found from here.
fn place(project: &Project) -> PathBuf {
    project.target_dir.join("stacks")
}

/// Takes away what the last run has left: files of the example that it no longer has, builds, and the
/// caches that bundlers keep among the packages.
fn empty(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir)?;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if !KEPT.iter().any(|name| entry.file_name() == *name) {
            remove_entry(&entry)?;
        }
    }
    let Ok(packages) = fs::read_dir(dir.join("node_modules")) else {
        return Ok(());
    };
    for entry in packages {
        let entry = entry?;
        let name = entry.file_name();
        let is_hidden = name.to_string_lossy().starts_with('.');
        if is_hidden && name != ".bin" && entry.file_type()?.is_dir() {
            remove_entry(&entry)?;
        }
    }
    Ok(())
}

fn remove_entry(entry: &fs::DirEntry) -> Result<()> {
    let path = entry.path();
    let removed = if entry.file_type()?.is_dir() {
        fs::remove_dir_all(&path)
    } else {
        fs::remove_file(&path)
    };
    removed.with_context(|| format!("removing {}", path.display()))
}

fn is_same_but_for_us(installed: &str, wanted: &str) -> bool {
    let without = |text: &str| -> Option<Value> {
        let mut manifest: Value = serde_json::from_str(text).ok()?;
        for kind in ["dependencies", "devDependencies"] {
            if let Some(packages) = manifest.get_mut(kind).and_then(Value::as_object_mut) {
                packages.remove("phone-profile");
            }
        }
        Some(manifest)
    };
    without(installed).is_some_and(|installed| Some(installed) == without(wanted))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_a_copy_of_before_when_emptied_then_only_its_packages_stay() {
        let dir = tempfile::tempdir().unwrap();
        for file in [
            "src/gone.ts",
            ".next/cache/a",
            "package-lock.json",
            "node_modules/vite/index.js",
            "node_modules/.bin/vite",
            "node_modules/.vite/deps/a.js",
            "node_modules/.installed.json",
        ] {
            let file = dir.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        empty(dir.path()).unwrap();
        let has = |path: &str| dir.path().join(path).exists();
        assert!(!has("src") && !has(".next") && !has("node_modules/.vite"));
        assert!(has("package-lock.json") && has("node_modules/vite/index.js"));
        assert!(has("node_modules/.bin/vite") && has("node_modules/.installed.json"));
    }

    #[test]
    fn given_another_tarball_only_when_compared_then_the_packages_are_the_same() {
        let manifest = |package: &str, vite: &str| {
            format!(r#"{{"dependencies":{{"phone-profile":"{package}","vite":"{vite}"}}}}"#)
        };
        let installed = manifest("file:a.tgz", "8.0.0");
        assert!(is_same_but_for_us(
            &installed,
            &manifest("file:b.tgz", "8.0.0")
        ));
        assert!(!is_same_but_for_us(
            &installed,
            &manifest("file:a.tgz", "8.0.1")
        ));
        assert!(!is_same_but_for_us("", &installed));
    }
}
