//! The last part of a build, called by Trunk: the kit's modules are made of the shell and of what the
//! wasm tools wrote, and the page's files made smaller.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use phone_profile_core::number::prefetch_pattern;

use crate::node;
use crate::project::Project;
use crate::{process, size};

pub fn run(project: &Project) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("TRUNK_STAGING_DIR is not set: this task is called by Trunk")?;
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let minify = is_release.then_some("--minify");
    let kit = staging.join("phone-profile");
    for (script, dir) in [("kit", &kit), ("page", &staging)] {
        let mut command = node::script(project, script)?;
        command.arg(dir).args(minify);
        process::run(command.env("PREFETCH_NUMBER", prefetch_pattern()))?;
    }
    if is_release {
        for dir in [&kit, &staging.join("page"), &staging] {
            precompress(dir)?;
        }
    }
    Ok(())
}

/// Puts `name.br` beside each file that gets smaller by it: web servers send these as they are, and
/// need neither the time for brotli's best nor a module that can make it.
fn precompress(dir: &Path) -> Result<()> {
    for file in files(dir)? {
        let served = ["js", "css", "wasm", "html", "svg", "json"];
        if is(&file, "br") || !served.into_iter().any(|extension| is(&file, extension)) {
            continue;
        }
        let content = fs::read(&file)?;
        let compressed = size::brotli(&content)?;
        if compressed.len() < content.len() {
            fs::write(with_br(&file), compressed)?;
        }
    }
    Ok(())
}

fn with_br(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// The files of a directory, without those of directories in it.
pub fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
}

fn is(file: &Path, extension: &str) -> bool {
    file.extension() == Some(OsStr::new(extension))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn directory_with(names: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for name in names {
            fs::write(dir.path().join(name), name).unwrap();
        }
        dir
    }

    #[test]
    fn given_a_directory_when_precompressed_then_what_shrinks_has_its_brotli_beside_it() {
        let dir = directory_with(&["a.js", "types.d.ts", "short.css", "picture.png"]);
        let long = "phone profile ".repeat(50);
        fs::write(dir.path().join("a.js"), &long).unwrap();
        fs::write(dir.path().join("short.css"), "a").unwrap();
        precompress(dir.path()).unwrap();
        precompress(dir.path()).unwrap();
        let mut names: Vec<_> = files(dir.path())
            .unwrap()
            .iter()
            .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(
            names,
            ["a.js", "a.js.br", "picture.png", "short.css", "types.d.ts"]
        );
        let compressed = fs::read(dir.path().join("a.js.br")).unwrap();
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &compressed[..], &mut plain).unwrap();
        assert_eq!(plain, long.as_bytes());
    }
}
