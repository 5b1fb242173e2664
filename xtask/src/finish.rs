//! The last part of a build, called by Trunk: the JavaScript shell becomes three small modules, and
//! what the wasm tools wrote is made smaller.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{import_names, node, process};

/// Names esbuild where xtask runs Trunk; a `trunk build` by hand finds the installed one.
pub const ESBUILD: &str = "PHONE_PROFILE_ESBUILD";

/// The newest edition that every browser with the wasm features in use understands.
const TARGET: &str = "--target=es2022";

/// The kit's files besides type declarations.
const KIT: [&str; 5] = [
    "define.js",
    "frame.js",
    "index.js",
    "phone_profile.js",
    "phone_profile_bg.wasm",
];

pub fn run(project: &Project) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("TRUNK_STAGING_DIR is not set: this task is called by Trunk")?;
    let esbuild = Esbuild {
        program: match env::var_os(ESBUILD) {
            Some(program) => program.into(),
            None => node::installed(project)?.program("esbuild"),
        },
        minify: env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release"),
    };
    if !esbuild.program.is_file() {
        bail!("esbuild is not installed: `cargo xtask setup` does that");
    }

    let kit = staging.join("phone-profile");
    shell(
        &esbuild,
        &project.root.join("static/shell"),
        &project.scratch().join("shell"),
        &kit,
    )?;
    if esbuild.minify {
        shorten_imports(&kit)?;
    }
    esbuild.rewrite(&kit.join("phone_profile.js"))?;
    esbuild.rewrite(&staging.join("page.js"))?;
    for file in files(&staging.join("page"))? {
        if is(&file, "js") || is(&file, "css") {
            esbuild.rewrite(&file)?;
        }
    }
    remove_strangers(&kit)
}

/// esbuild, and whether its output is for people or for the wire.
struct Esbuild {
    program: PathBuf,
    minify: bool,
}

impl Esbuild {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args([TARGET, "--log-level=warning", "--legal-comments=none"]);
        if self.minify {
            command.arg("--minify");
        }
        command
    }

    /// Minifies one file in its place, leaving imports as they are.
    fn rewrite(&self, file: &Path) -> Result<()> {
        if !self.minify {
            return Ok(());
        }
        let mut command = self.command();
        if is(file, "js") {
            command.arg("--format=esm");
        }
        process::run(
            command
                .arg(file)
                .arg("--allow-overwrite")
                .arg(outfile(file)),
        )
    }

    /// The same, from one place to another.
    fn rewrite_to(&self, file: &Path, out: &Path) -> Result<()> {
        fs::copy(file, out)?;
        self.rewrite(out)
    }

    /// Joins a module and what it imports, except for files that ship beside it.
    fn bundle(&self, entry: &Path, external: &str, out: &Path) -> Result<()> {
        let mut command = self.command();
        command
            .args(["--bundle", "--format=esm", "--loader:.css=text"])
            // A pattern is compared with the import as written, and the import stays as written.
            .arg(format!("--external:*{external}"))
            .arg(entry)
            .arg(outfile(out));
        process::run(&mut command)
    }
}

fn outfile(file: &Path) -> std::ffi::OsString {
    let mut option = std::ffi::OsString::from("--outfile=");
    option.push(file);
    option
}

/// Bundles a copy of the shell, since its stylesheets are inlined as they are: minified before,
/// they're minified inside.
fn shell(esbuild: &Esbuild, source: &Path, copy: &Path, kit: &Path) -> Result<()> {
    if copy.exists() {
        fs::remove_dir_all(copy)?;
    }
    fs::create_dir_all(copy)?;
    for file in files(source)? {
        let name = file.file_name().context("a file without a name")?;
        let text = name.to_string_lossy();
        if text.ends_with(".d.ts") {
            fs::copy(&file, kit.join(name))?;
            continue;
        }
        let target = copy.join(name);
        fs::copy(&file, &target)?;
        if is(&target, "css") {
            esbuild.rewrite(&target)?;
            let css = fs::read_to_string(&target)?;
            fs::write(&target, css.trim_end())?;
        }
    }
    esbuild.bundle(
        &copy.join("index.js"),
        "/phone_profile.js",
        &kit.join("index.js"),
    )?;
    // Both entries share one module, and so one element class and one cache.
    esbuild.bundle(&copy.join("define.js"), "/index.js", &kit.join("define.js"))?;
    // Imports nothing: a host page of a frame loads no other file of the kit.
    esbuild.rewrite_to(&copy.join("frame.js"), &kit.join("frame.js"))
}

fn shorten_imports(kit: &Path) -> Result<()> {
    let (wasm, glue) = (
        kit.join("phone_profile_bg.wasm"),
        kit.join("phone_profile.js"),
    );
    let (short_wasm, short_glue) =
        import_names::shorten(&fs::read(&wasm)?, &fs::read_to_string(&glue)?)
            .context("shortening the names of the wasm's imports")?;
    fs::write(&wasm, short_wasm)?;
    Ok(fs::write(&glue, short_glue)?)
}

/// Leaves in the kit only what belongs to it.
fn remove_strangers(kit: &Path) -> Result<()> {
    if kit.join("snippets").exists() {
        bail!(
            "wasm-bindgen wrote inline JavaScript snippets, which embedding pages would load as \
             further files: find out which dependency brought them"
        );
    }
    for file in files(kit)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let generated = name.starts_with("phone_profile") && name.ends_with(".d.ts");
        if generated || !(KIT.contains(&&*name) || name.ends_with(".d.ts")) {
            fs::remove_file(&file)?;
        }
    }
    for name in KIT {
        if !kit.join(name).is_file() {
            bail!("the build left no {name} in {}", kit.display());
        }
    }
    Ok(())
}

/// The files of a directory, without those of directories in it.
fn files(dir: &Path) -> Result<Vec<PathBuf>> {
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

    fn kit_with(names: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for name in names {
            fs::write(dir.path().join(name), name).unwrap();
        }
        dir
    }

    #[test]
    fn given_a_kit_with_strangers_when_cleaned_then_only_its_own_files_stay() {
        let kit = kit_with(&[
            "index.js",
            "define.js",
            "frame.js",
            "index.d.ts",
            "phone_profile.js",
            "phone_profile.d.ts",
            "phone_profile_bg.wasm",
            "phone_profile_bg.wasm.d.ts",
            "package.json",
        ]);
        remove_strangers(kit.path()).unwrap();
        let mut left: Vec<_> = files(kit.path())
            .unwrap()
            .into_iter()
            .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        left.sort();
        let expected = [
            "define.js",
            "frame.js",
            "index.d.ts",
            "index.js",
            "phone_profile.js",
            "phone_profile_bg.wasm",
        ];
        assert_eq!(left, expected);
    }

    #[test]
    fn given_a_kit_without_its_wasm_when_cleaned_then_the_error_names_it() {
        let kit = kit_with(&["index.js", "define.js", "frame.js", "phone_profile.js"]);
        let error = remove_strangers(kit.path()).unwrap_err();
        assert!(error.to_string().contains("phone_profile_bg.wasm"));
    }

    #[test]
    fn given_snippets_when_cleaned_then_it_fails_rather_than_ship_files_nobody_counted() {
        let kit = kit_with(&KIT);
        fs::create_dir(kit.path().join("snippets")).unwrap();
        assert!(remove_strangers(kit.path()).is_err());
    }
}
