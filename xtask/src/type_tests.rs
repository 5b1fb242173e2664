//! The TypeScript declarations, checked by the compiler that their users have.
//!
//! Every file in tests/types is one test: it passes if TypeScript has nothing against it. What must
//! not compile is marked by `@ts-expect-error` there, so that it fails once it does.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::node::NodeTools;
use crate::process;
use crate::project::Project;
use crate::tally::Tally;

pub fn run(project: &Project, node: &NodeTools) -> Result<Tally> {
    let dir = project.root.join("tests/types");
    let files = sources(&dir)?;
    let mut command = project.command(node.program("tsc"));
    if dir.join("tsconfig.json").is_file() {
        command
            .args(["--noEmit", "--pretty", "false", "--project"])
            .arg(&dir);
    } else {
        command
            .args(["--strict", "--noEmit", "--pretty", "false"])
            .args(["--target", "es2022", "--module", "esnext"])
            .args([
                "--moduleResolution",
                "bundler",
                "--lib",
                "es2022,dom,dom.iterable",
            ])
            .args(files.iter().map(|name| dir.join(name)));
    }
    let (status, output) = process::tee(&mut command)?;
    let wrong = files_with_errors(&output);
    for name in &files {
        println!(
            "{name}: {}",
            if wrong.contains(name) { "FAILED" } else { "ok" }
        );
    }
    let failed = files.iter().filter(|name| wrong.contains(*name)).count() as u64;
    let passed = files.len() as u64 - failed;
    // An error outside of these files, such as in the declarations themselves, is one more.
    let elsewhere = u64::from(!status.success() && failed == 0);
    Ok(Tally {
        passed: if elsewhere == 0 { passed } else { 0 },
        failed: failed + elsewhere,
    })
}

/// The frameworks' typings, against the frameworks that are installed beside the package.
pub fn frameworks(project: &Project, node: &NodeTools, examples: &Path) -> Result<Tally> {
    let source = project.root.join("tests/types/frameworks");
    let dir = examples.join("types");
    fs::create_dir_all(&dir)?;
    for name in sources(&source)? {
        fs::copy(source.join(&name), dir.join(&name))?;
    }
    let mut tally = Tally::default();
    for (files, options) in FRAMEWORKS {
        let config = dir.join(format!("tsconfig.{}.json", files[0]));
        fs::write(&config, tsconfig(files, options))?;
        let mut command = project.command(node.program("tsc"));
        command
            .args(["--pretty", "false", "--project"])
            .arg(&config);
        let (status, output) = process::tee(&mut command)?;
        let wrong = files_with_errors(&output);
        for name in *files {
            let passed = status.success() || !wrong.is_empty() && !wrong.contains(*name);
            println!("{name}: {}", if passed { "ok" } else { "FAILED" });
            tally += Tally::of(passed);
        }
    }
    Ok(tally)
}

/// Files, and the options that the framework asks for.
const FRAMEWORKS: &[(&[&str], &str)] = &[
    (
        &[
            "react.tsx",
            "react_misuse.tsx",
            "react_component.tsx",
            "react_component_misuse.tsx",
        ],
        r#""jsx": "react-jsx", "types": ["react"]"#,
    ),
    (
        &["react18.tsx", "react18_misuse.tsx"],
        r#""jsx": "react-jsx", "types": [],
           "paths": { "react": ["../node_modules/@types/react-18"], "react/*": ["../node_modules/@types/react-18/*"] }"#,
    ),
    (
        &["preact.tsx"],
        r#""jsx": "react-jsx", "jsxImportSource": "preact", "types": []"#,
    ),
    (
        &["solid.tsx"],
        r#""jsx": "preserve", "jsxImportSource": "solid-js", "types": []"#,
    ),
    (&["vue.ts", "svelte.ts"], r#""types": []"#),
];

fn tsconfig(files: &[&str], options: &str) -> String {
    format!(
        r#"{{ "files": {files:?}, "compilerOptions": {{ "strict": true, "exactOptionalPropertyTypes": true,
            "noUncheckedIndexedAccess": true, "noEmit": true, "target": "es2022", "module": "esnext",
            "moduleResolution": "bundler", "lib": ["es2022", "dom", "dom.iterable"], {options} }} }}"#
    )
}

fn sources(dir: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let entries = fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))?;
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_source = name.ends_with(".ts") || name.ends_with(".tsx");
        if is_source && !name.ends_with(".d.ts") {
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
shell/types/index.d.ts(3,1): error TS1005: ';' expected.
";
        let files = files_with_errors(output);
        assert_eq!(
            files.iter().map(String::as_str).collect::<Vec<_>>(),
            ["events.ts", "index.d.ts"]
        );
    }

    #[test]
    fn given_no_messages_when_read_then_no_file_has_errors() {
        assert!(files_with_errors("").is_empty());
    }
}
