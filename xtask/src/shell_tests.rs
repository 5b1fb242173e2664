//! The shell's own tests: its types, and the unit tests of what needs no page.

use anyhow::{Context, Result};
use phone_profile_core::number::prefetch_pattern;
use xshell::cmd;

use crate::node::{self, NodeTools};
use crate::project::Project;
use crate::tally::Tally;
use crate::{check, process};

pub fn run(project: &Project, node: &NodeTools) -> Result<Tally> {
    let (sh, tsc) = (node::shell(project)?, node.program("tsc"));
    let mut tally = Tally::default();
    for (name, config) in [("the shell's types", "."), ("its tests' types", "tests")] {
        let command = cmd!(sh, "{tsc} --pretty false --project {config}");
        tally += check::check(name, || Ok(command.run()?));
    }
    sh.set_var("PREFETCH_NUMBER", prefetch_pattern());
    let command = cmd!(sh, "node build/test.mjs");
    let (status, output) = process::tee(&mut command.into())?;
    let mut counted = read(&output).context("node told of no tests")?;
    // A failure outside of the tests is one more.
    counted.failed += u64::from(!status.success() && counted.failed == 0);
    tally += counted;
    Ok(tally)
}

/// The last lines of what Node's test runner prints: `# pass 24`, `# fail 1`.
fn read(output: &str) -> Option<Tally> {
    let count = |name: &str| {
        let mut lines = output.lines().rev();
        lines.find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
    };
    Some(Tally {
        passed: count("# pass ")?,
        failed: count("# fail ")?,
        ..Tally::default()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn given_what_nodes_test_runner_prints_when_read_then_both_counts_come_out() {
        let tally = read("ok 1 - a\n1..3\n# tests 3\n# pass 2\n# fail 1\n# skipped 0\n").unwrap();
        assert_eq!((tally.passed, tally.failed), (2, 1));
        assert!(read("SyntaxError: no tests").is_none());
    }
}
