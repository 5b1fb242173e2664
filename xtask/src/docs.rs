//! dist/docs: the documentation site, which VitePress makes of `docs/` and of what the kit declares. It is built
//! beside dist, which Trunk empties, and only where something of its own has changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::project::Project;
use crate::stamp::Stamp;
use crate::{node, npm_copy, process, report};

/// What becomes pages, and what the reference is generated from.
const INPUTS: [&str; 7] = [
    "docs",
    "README.md",
    "CHANGELOG.md",
    "gateway/README.md",
    "shell/src",
    "shell/build",
    "xtask/src/docs.rs",
];

const INSTALL: Duration = Duration::from_secs(15);
const BUILD: Duration = Duration::from_secs(30);

/// Puts the site into dist, which has the kit already.
pub fn site(project: &Project) -> Result<()> {
    let stamp = stamp(project)?;
    match stamp.outdated(project)? {
        None => {
            report::skip(expected(project));
        }
        Some(reason) => {
            report::heading(&reason);
            let (start, what) = (SystemTime::now(), "building the documentation site");
            report::long_step(what, expected(project), || vitepress(project))?;
            stamp.write(start)?;
        }
    }
    let served = project.dist().join("docs");
    Shell::new()?.remove_path(&served)?;
    npm_copy::copy(&built(project), &served)
}

/// How long it should take, if anything has changed.
pub fn expected(project: &Project) -> Duration {
    if built(project).is_dir() {
        BUILD
    } else {
        INSTALL + BUILD
    }
}

fn stamp(project: &Project) -> Result<Stamp> {
    let node = process::version("node").context("node is gone")?;
    Ok(Stamp {
        what: "documentation site",
        file: built(project).join(".built-by"),
        by: format!("{node}\n"),
        inputs: &INPUTS,
    })
}

fn built(project: &Project) -> PathBuf {
    project.scratch().join("docs")
}

fn vitepress(project: &Project) -> Result<()> {
    let dir = npm_copy::make(project, "docs", "installing VitePress")?;
    let (root, kit, out) = (&project.root, project.kit(), built(project));
    let sh = Shell::new()?;
    sh.change_dir(&dir);
    cmd!(sh, "node .vitepress/build.mjs {root} {kit} {out}").run()?;
    let directories = directories(&out)?;
    let sh = node::shell(project)?;
    Ok(cmd!(sh, "node build/precompress.mjs {directories...}").run()?)
}

/// A directory and all below it.
fn directories(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = vec![root.to_path_buf()];
    let mut next = 0;
    while let Some(directory) = found.get(next).cloned() {
        for entry in fs::read_dir(&directory)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                found.push(entry.path());
            }
        }
        next += 1;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_directories_in_directories_when_listed_then_all_are_there_and_no_file_is() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["assets/chunks", "embed"] {
            fs::create_dir_all(dir.path().join(name)).unwrap();
        }
        fs::write(dir.path().join("assets/app.js"), "").unwrap();
        let mut found = directories(dir.path()).unwrap();
        found.sort();
        let names = ["", "assets", "assets/chunks", "embed"];
        assert_eq!(found, names.map(|name| dir.path().join(name)));
    }

    #[test]
    fn given_what_becomes_pages_when_looked_for_then_it_is_there() {
        let project = Project::locate().unwrap();
        for input in INPUTS {
            assert!(project.root.join(input).exists(), "{input}");
        }
    }
}
