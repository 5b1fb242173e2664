//! The TypeScript declarations, checked by the compiler that their users have.
//!
//! Every file in tests/types is one test: it passes if TypeScript has nothing against it. What must
//! not compile is marked by `@ts-expect-error` there, so that it fails once it does.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::cmd;

use crate::node::NodeTools;
use crate::process;
use crate::project::Project;
use crate::tally::Tally;

/// What needs nothing but the kit's own declarations.
pub fn run(project: &Project, node: &NodeTools) -> Result<Tally> {
    // What ships: the declarations that tsc emits.
    let (sh, tsc) = (project.shell()?, node.program("tsc"));
    cmd!(sh, "{tsc} --project shell/tsconfig.types.json").run()?;
    check(
        project,
        node,
        &project.root.join("tests/types/tsconfig.json"),
    )
}

/// The frameworks' typings, against the frameworks that are installed beside the package. Each has
/// a configuration of its own.
pub fn frameworks(project: &Project, node: &NodeTools, examples: &Path) -> Result<Tally> {
    let dir = examples.join("types");
    let sh = project.shell()?;
    sh.create_dir(&dir)?;
    for file in sh.read_dir("tests/types/frameworks")? {
        sh.copy_file(file, &dir)?;
    }
    let mut tally = Tally::default();
    for framework in ["react", "react18", "preact", "solid", "templates"] {
        let config = dir.join(format!("tsconfig.{framework}.json"));
        tally += check(project, node, &config)?;
    }
    Ok(tally)
}

fn check(project: &Project, node: &NodeTools, config: &Path) -> Result<Tally> {
    let (sh, tsc) = (project.shell()?, node.program("tsc"));
    let command = cmd!(sh, "{tsc} --noEmit --pretty false --project {config}");
    let (status, output) = process::tee(&mut command.into())?;
    let wrong = files_with_errors(&output);
    let files = files(config)?;
    // An error outside of the files, such as in the declarations themselves, fails all of them.
    let is_elsewhere = !status.success() && !files.iter().any(|name| wrong.contains(name));
    let mut tally = Tally::default();
    for name in files {
        let passed = !is_elsewhere && !wrong.contains(&name);
        println!("{name}: {}", if passed { "ok" } else { "FAILED" });
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
