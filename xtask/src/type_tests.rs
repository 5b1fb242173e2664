//! The TypeScript declarations, checked by the compilers that their users have.
//!
//! Every file in tests/types is one test: it passes if TypeScript has nothing against it. What must
//! not compile is marked by `@ts-expect-error` there, so that it fails once it does.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::cmd;

use crate::check;
use crate::node::NodeTools;
use crate::process;
use crate::project::Project;
use crate::tally::Tally;

/// The npm packages of the compilers: what builds the kit, the last one that is written in JavaScript, and the oldest
/// that reads the declarations for CommonJS.
const COMPILERS: [&str; 3] = ["typescript", "typescript-5", "typescript-5.3"];

/// What needs nothing but the kit's own declarations.
pub fn run(project: &Project, node: &NodeTools) -> Result<Tally> {
    // What ships: the declarations that tsc emits.
    let (sh, tsc) = (project.shell()?, node.typescript(COMPILERS[0]));
    cmd!(sh, "node {tsc} --project shell/tsconfig.types.json").run()?;
    let config = project.root.join("tests/types/tsconfig.json");
    by_each(&COMPILERS, project, node, &config)
}

/// The installed package: its entries as each way of resolving them finds them, with a DOM library and without, and the
/// frameworks' typings, against the frameworks that are installed beside it. Each has a configuration of its own.
pub fn installed(project: &Project, node: &NodeTools, examples: &Path) -> Result<Tally> {
    let dir = examples.join("types");
    let sh = project.shell()?;
    sh.create_dir(&dir)?;
    for file in sh.read_dir("tests/types/frameworks")? {
        sh.copy_file(file, &dir)?;
    }
    let mut tally = Tally::default();
    let config = |name| dir.join(format!("tsconfig.{name}.json"));
    for name in [
        "server",
        "server_bundler",
        "page",
        "page_bundler",
        "commonjs",
    ] {
        tally += by_each(&COMPILERS, project, node, &config(name))?;
    }
    // The frameworks' own types need later compilers than ours.
    for name in ["react", "react18", "preact", "solid", "templates"] {
        tally += by_each(&COMPILERS[..2], project, node, &config(name))?;
    }
    Ok(tally)
}

/// The npm package, as the tools see it that know what resolvers make of its `exports`.
pub fn packed(project: &Project, node: &NodeTools, tarball: &Path) -> Result<Tally> {
    let sh = project.shell()?;
    let (attw, publint) = (node.program("attw"), node.program("publint"));
    // Nobody can require these two: a script for pages, and a file that platforms import as a module.
    let (script, wasm) = ("phone-profile.js", "phone_profile_bg.wasm");
    // Style sheets have no types.
    let themes: Vec<_> = sh
        .read_dir(project.kit().join("themes"))?
        .iter()
        .filter_map(|file| Some(Path::new("themes").join(file.file_name()?)))
        .collect();
    let mut tally = Tally::default();
    for (name, command) in [
        (
            "types of the package's entries",
            cmd!(
                sh,
                "{attw} {tarball} --exclude-entrypoints {script} {wasm} {themes...}"
            ),
        ),
        (
            "types of the package's files",
            cmd!(
                sh,
                "{attw} {tarball} --profile esm-only --entrypoints {script} {wasm}"
            ),
        ),
        (
            "exports of the package",
            cmd!(sh, "{publint} {tarball} --strict"),
        ),
    ] {
        tally += check::check(name, || Ok(command.run()?));
    }
    Ok(tally)
}

fn by_each(
    compilers: &[&str],
    project: &Project,
    node: &NodeTools,
    config: &Path,
) -> Result<Tally> {
    let mut tally = Tally::default();
    for compiler in compilers {
        tally += by(compiler, project, node, config)?;
    }
    Ok(tally)
}

fn by(compiler: &str, project: &Project, node: &NodeTools, config: &Path) -> Result<Tally> {
    let (sh, tsc) = (project.shell()?, node.typescript(compiler));
    let command = cmd!(sh, "node {tsc} --noEmit --pretty false --project {config}");
    let (status, output) = process::tee(&mut command.into())?;
    let wrong = files_with_errors(&output);
    let files = files(config)?;
    // An error outside of the files, such as in the declarations themselves, fails all of them.
    let is_elsewhere = !status.success() && !files.iter().any(|name| wrong.contains(name));
    let mut tally = Tally::default();
    for name in files {
        let passed = !is_elsewhere && !wrong.contains(&name);
        println!(
            "{name} by {compiler}: {}",
            if passed { "ok" } else { "FAILED" }
        );
        tally += Tally::of(passed);
    }
    Ok(tally)
}

/// Those that the configuration names, or else all beside it.
fn files(config: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(config);
    let text = text.with_context(|| format!("reading {}", config.display()))?;
    let config_value: Value = serde_json::from_str(&text)?;
    if let Some(named) = config_value.get("files").and_then(Value::as_array) {
        let names = named.iter().filter_map(Value::as_str);
        return Ok(names.map(str::to_owned).collect());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(config.parent().context("a file is in a directory")?)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".ts") && !name.ends_with(".d.ts") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// `tests/types/events.ts(12,3): error TS2322: …` → `events.ts`
fn files_with_errors(output: &str) -> BTreeSet<String> {
    let names = output.lines().filter_map(|line| {
        let (place, _) = line.split_once("): error TS")?;
        let (file, _) = place.rsplit_once('(')?;
        let name = Path::new(file).file_name()?;
        Some(name.to_string_lossy().into_owned())
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_compiler_messages_when_read_then_each_file_with_errors_is_named_once() {
        let output = "\
tests/types/events.ts(12,3): error TS2322: Type 'string' is not assignable to type 'number'.
tests/types/events.ts(14,1): error TS2578: Unused '@ts-expect-error' directive.
  Type 'string' is not assignable.
static/shell/index.d.ts(3,1): error TS1005: ';' expected.
";
        let files: Vec<_> = files_with_errors(output).into_iter().collect();
        assert_eq!(files, ["events.ts", "index.d.ts"]);
        assert!(files_with_errors("").is_empty());
    }
}
