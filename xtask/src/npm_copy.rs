//! A directory of the repository that needs npm packages, copied below the target directory with
//! its packages installed beside it: the checkout stays as it is.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::project::Project;
use crate::{process, report};

/// Brings the copy of a directory up to date, and gives its place. Packages are installed only
/// where the lock file has changed, or the manifest where there is none.
pub fn make(project: &Project, name: &str, what: &str) -> Result<PathBuf> {
    let source = project.root.join(name);
    let dir = project.target_dir.join(name);
    if !is_installed(&source, &dir)? {
        let (sh, npm) = (Shell::new()?, process::npm()?);
        copy(&source, &dir)?;
        sh.change_dir(&dir);
        let how = if is_locked(&source) { "ci" } else { "install" };
        // None of the packages needs its install scripts.
        let install = cmd!(sh, "{npm} {how} --ignore-scripts");
        report::step(what, "about 30 s", || Ok(install.run()?))?;
        fs::copy(packages(&source), stamp(&dir))?;
    }
    copy(&source, &dir)?;
    Ok(dir)
}

/// What says which packages are to be installed.
fn packages(source: &Path) -> PathBuf {
    source.join(if is_locked(source) {
        LOCK
    } else {
        "package.json"
    })
}

fn is_locked(source: &Path) -> bool {
    source.join(LOCK).is_file()
}

const LOCK: &str = "package-lock.json";

/// The lock file or manifest that the installed packages are of.
fn stamp(dir: &Path) -> PathBuf {
    dir.join("node_modules/.installed.json")
}

fn is_installed(source: &Path, dir: &Path) -> Result<bool> {
    let wanted = fs::read(packages(source))?;
    Ok(fs::read(stamp(dir)).is_ok_and(|installed| installed == wanted))
}

/// What somebody has built or installed by hand in the checkout. `.gitignore` names the same.
const BUILT: [&str; 9] = [
    "node_modules",
    "dist",
    ".angular",
    ".astro",
    ".next",
    ".nuxt",
    ".output",
    ".parcel-cache",
    ".svelte-kit",
];

/// Copies what is in the repository.
pub fn copy(source: &Path, target: &Path) -> Result<()> {
    fs::create_dir_all(target)?;
    for file in fs::read_dir(source).with_context(|| format!("reading {}", source.display()))? {
        let file = file?;
        let name = file.file_name();
        if BUILT.iter().any(|built| name == *built) {
            continue;
        }
        let to = target.join(&name);
        if file.file_type()?.is_dir() {
            copy(&file.path(), &to)?;
        } else {
            fs::copy(file.path(), to)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_built_and_installed_files_when_copied_then_they_stay_where_they_are() {
        let dir = tempfile::tempdir().unwrap();
        let (source, target) = (dir.path().join("examples"), dir.path().join("copy"));
        for file in [
            "package.json",
            "plain/index.html",
            "plain/dist/index.html",
            "node_modules/a/b.js",
        ] {
            let file = source.join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        copy(&source, &target).unwrap();
        assert!(target.join("package.json").is_file() && target.join("plain/index.html").is_file());
        assert!(!target.join("plain/dist").exists() && !target.join("node_modules").exists());
    }

    #[test]
    fn given_another_manifest_or_lock_file_when_asked_then_the_packages_are_not_those_installed() {
        let dir = tempfile::tempdir().unwrap();
        let (source, copy) = (dir.path().join("examples"), dir.path().join("copy"));
        fs::create_dir_all(&source).unwrap();
        fs::create_dir_all(copy.join("node_modules")).unwrap();
        fs::write(source.join("package.json"), "new").unwrap();
        assert!(!is_installed(&source, &copy).unwrap());
        fs::write(stamp(&copy), "old").unwrap();
        assert!(!is_installed(&source, &copy).unwrap());
        fs::write(stamp(&copy), "new").unwrap();
        assert!(is_installed(&source, &copy).unwrap());
        fs::write(source.join("package-lock.json"), "locked").unwrap();
        assert!(!is_installed(&source, &copy).unwrap());
        fs::write(stamp(&copy), "locked").unwrap();
        assert!(is_installed(&source, &copy).unwrap());
    }
}
