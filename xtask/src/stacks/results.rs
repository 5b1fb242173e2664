//! What came of a run: the lines that a person reads, and the file that the README's table is made of.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use super::manifest::Stack;
use crate::process;

/// The steps that a stack may have.
const STEPS: [&str; 4] = ["check", "dev", "build", "test"];

#[derive(Default)]
pub struct Results {
    stacks: Vec<Value>,
}

impl Results {
    /// Reads the steps from what the test runner has printed.
    pub fn played(&mut self, stack: &Stack, dir: &Path, output: &str) -> Result<()> {
        let mut entry = entry(stack);
        let mut packages = Map::new();
        for name in stack.packages() {
            let file = dir.join("node_modules").join(&name).join("package.json");
            let text =
                fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
            let manifest: Value = serde_json::from_str(&text)?;
            packages.insert(name, manifest.get("version").cloned().unwrap_or_default());
        }
        entry.insert("packages".into(), packages.into());
        for step in STEPS {
            if let Some(passed) = outcome(output, &format!("{}::{step}", stack.name)) {
                entry.insert(step.into(), passed.into());
            }
        }
        self.stacks.push(entry.into());
        Ok(())
    }

    pub fn not_installed(&mut self, stack: &Stack) {
        let mut entry = entry(stack);
        entry.insert("install".into(), false.into());
        self.stacks.push(entry.into());
    }

    pub fn not_played(&mut self, stack: &Stack, reason: &str) {
        let mut entry = entry(stack);
        entry.insert("needsNode".into(), reason.into());
        self.stacks.push(entry.into());
    }

    pub fn write(&self, file: &Path) -> Result<()> {
        let node = process::version("node").unwrap_or_default();
        let all = json!({
            "node": node.trim().trim_start_matches('v'),
            "stacks": self.stacks,
        });
        let text = serde_json::to_string_pretty(&all)? + "\n";
        fs::write(file, text).with_context(|| format!("writing {}", file.display()))
    }

    /// One line for each stack.
    pub fn table(&self) -> String {
        let mut lines = vec![format!(
            "{:<30}{:>8}{:>8}{:>8}{:>8}",
            "stack", STEPS[0], STEPS[1], STEPS[2], STEPS[3]
        )];
        for entry in &self.stacks {
            let text = |key: &str| entry.get(key).and_then(Value::as_str);
            let name = text("name").unwrap_or_default();
            if let Some(reason) = text("needsNode") {
                lines.push(format!("{name:<30}  {reason}"));
            } else if entry.get("install").is_some() {
                lines.push(format!("{name:<30}  not installed"));
            } else {
                let cells = STEPS.map(|step| match entry.get(step).and_then(Value::as_bool) {
                    Some(true) => "ok",
                    Some(false) => "FAILED",
                    None => "–",
                });
                let cells: String = cells.iter().map(|cell| format!("{cell:>8}")).collect();
                lines.push(format!("{name:<30}{cells}"));
            }
        }
        lines.join("\n")
    }
}

fn entry(stack: &Stack) -> Map<String, Value> {
    let mut entry = Map::new();
    entry.insert("name".into(), stack.name.clone().into());
    entry.insert("title".into(), stack.title.clone().into());
    entry
}

/// `test vite::dev ... ok`, with whatever spaces.
fn outcome(output: &str, name: &str) -> Option<bool> {
    output.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        let is_it = words.next() == Some("test") && words.next() == Some(name);
        (is_it && words.next() == Some("...")).then(|| words.next() == Some("ok"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_what_the_runner_prints_when_read_then_each_step_has_its_outcome() {
        let output =
            "running 3 tests\ntest vite::check ... ok\ntest vite::dev   ... FAILED\n\nfailures:\n";
        assert_eq!(outcome(output, "vite::check"), Some(true));
        assert_eq!(outcome(output, "vite::dev"), Some(false));
        assert_eq!(outcome(output, "vite::build"), None);
        assert_eq!(outcome(output, "vite+vite-5::check"), None);
    }
}
